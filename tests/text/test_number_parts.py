from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.terms import ValueClass
from budgetcheck.text import parse_target_value
from budgetcheck.text.number_parts import FRACTION, share_of


@given(st.integers(1, 9999), st.integers(100, 9999))
def test_two_parts_are_their_sum(hundred_millions: int, ten_thousands: int) -> None:
    value = parse_target_value(f"{hundred_millions}亿{ten_thousands}万元")
    assert value.value_class is ValueClass.QUANTITY
    assert value.low == hundred_millions * 10**8 + ten_thousands * 10**4


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_slashed_pair_is_a_share_only_when_it_can_be_one(over: int, under: int) -> None:
    found = re.fullmatch(FRACTION, f"{over}/{under}")
    assert found is not None
    share = share_of(found)
    assert (share is not None) == (over < under <= 10)
    if share is not None:
        assert abs(share * under - over * 100) <= under


def test_a_share_that_ends_is_exact() -> None:
    shares = {text: parse_target_value(text).low for text in ("1/2", "3/8", "五分之一", "万分之一")}
    assert {text: str(share) for text, share in shares.items()} == {
        "1/2": "50", "3/8": "37.5", "五分之一": "20", "万分之一": "0.01"
    }  # fmt: skip


def test_parts_within_a_sentence_are_one_quantity() -> None:
    value = parse_target_value("带动投资12亿3000万元")
    assert (value.value_class, value.low, value.labels) == (ValueClass.LABELLED, 1_230_000_000, ("带动投资",))
