from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.text import default_words, parse_target_value
from budgetcheck.text.date_form import DateFault, date_fault
from budgetcheck.text.labels import other_measure
from budgetcheck.text.value_forms import (
    better_size,
    implied_unit,
    is_broken_number,
    is_formula,
    is_sign_alone,
)

WORDS = default_words()


@given(st.integers(1, 10**9), st.sampled_from(["", "万", "亿"]))
def test_a_better_size_is_the_same_amount(number: int, multiplier: str) -> None:
    text = f"≥{number}{multiplier}元"
    better = better_size(text)
    if better:
        assert parse_target_value(better)[1:3] == parse_target_value(text)[1:3]


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("10000万元", "1亿元"),
        ("9999万元", ""),
        ("1000000元", "100万元"),
        ("999999元", ""),
        ("0.1亿元", ""),
        ("0.09亿元", "900万元"),
        ("0万元", ""),
        ("1234500万元", "123.45亿元"),
        ("1234567万元", ""),
        ("20000.00万元", ""),
    ],
)
def test_an_amount_is_moved_to_the_unit_that_fits(text: str, better: str) -> None:
    assert better_size(text) == better


@given(st.integers(0, 10**6), st.sampled_from(["", "≥", "≤"]), st.sampled_from(["人", "%", "家", ""]))
def test_a_readable_number_is_neither_broken_nor_a_sign_alone(number: int, sign: str, unit: str) -> None:
    text = f"{sign}{number:,}{unit}"
    assert not is_broken_number(text, WORDS)
    assert not is_sign_alone(text, WORDS)
    assert not is_formula(text)


def test_a_formula_needs_a_ratio_and_a_hundred_and_no_target() -> None:
    assert is_formula("（合格数/总数）×100%")
    assert not is_formula("合格数/总数")
    assert not is_formula("投资额×100%")
    assert not is_formula("合格数/总数×100%≥95%")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2023年12月31日前", None),
        ("2024年2月29日前", None),
        ("2023年2月29日前", DateFault.NO_SUCH_DAY),
        ("2023年0月", DateFault.NO_SUCH_DAY),
        ("每月31日前", None),
        ("每月32日前", DateFault.NO_SUCH_DAY),
        ("2023年6月至2023年6月", None),
        ("2023年7月至2023年6月", DateFault.BACKWARD),
        ("2024-2023年", DateFault.BACKWARD),
        ("2022年底前", DateFault.PAST),
        ("2022年12月至2023年6月", None),
        ("2023.7-2024.1", DateFault.DOTTED),
        ("2023年第三季度", None),
    ],
)
def test_a_date_that_cannot_be_kept_says_why(text: str, fault: DateFault | None) -> None:
    assert date_fault(text, 2023) is fault


def test_without_a_budget_year_no_date_is_past() -> None:
    assert date_fault("2001年12月底前", None) is None


def test_names_that_end_in_a_unit_imply_it() -> None:
    named = {
        name: implied_unit(name, WORDS)
        for name in ("参会人数", "参会人数（运行保障类）", "服务人次", "指数", "投诉数量")
    }
    assert named == {
        "参会人数": "人",
        "参会人数（运行保障类）": "人",
        "服务人次": "人次",
        "指数": "",
        "投诉数量": "",
    }


@given(st.integers(0, 100))
def test_the_share_of_common_characters_decides_the_measure(most: int) -> None:
    # NOTE: 停机 of 停机率 (率 is of any rate) shares one of two characters with 停电.
    assert other_measure("停机率", "停电率", WORDS, most) == (most >= 50)
