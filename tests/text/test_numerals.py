from __future__ import annotations

from decimal import Decimal

import pytest

from budgetcheck.text.numerals import LONGEST, arabic, chinese, plus, times


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三", 3),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("两百", 200),
        ("一百零五", 105),
        ("两千零一十", 2010),
        ("零", 0),
        ("〇", 0),
    ],
)
def test_a_chinese_number_is_read(text: str, number: int) -> None:
    assert chinese(text) == number


def test_half_is_a_half() -> None:
    assert chinese("半") == Decimal("0.5")


@pytest.mark.parametrize("text", ["十百", "一二", "百千", "二三十"])
def test_what_only_looks_like_a_chinese_number_is_none(text: str) -> None:
    assert chinese(text) is None


def test_a_number_too_long_to_be_one_is_none() -> None:
    assert arabic("9" * LONGEST) == Decimal("9" * LONGEST)
    assert arabic("9" * (LONGEST + 1)) is None


def test_arithmetic_never_rounds() -> None:
    long = Decimal("9" * LONGEST)
    assert times(long, Decimal(10**12)) == int("9" * LONGEST) * 10**12
    assert str(plus(Decimal("0.1"), Decimal("0.2"))) == "0.3"
    assert str(times(Decimal("0.50"), Decimal(10_000))) == "5000"
