"""Work grows with the length of a text, never with its square."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from budgetcheck.terms import MoneyUnit
from budgetcheck.text import (
    default_words,
    fold,
    name_unit,
    normalise_name,
    parse_amount,
    parse_target_value,
    split_items,
)
from budgetcheck.text.date_form import date_fault
from budgetcheck.text.labels import is_condition, other_measure
from budgetcheck.text.value_forms import (
    better_size,
    implied_unit,
    is_broken_number,
    is_formula,
    is_sign_alone,
)
from budgetcheck.text.wording import wording

PIECES = [
    "（", "9", "1、", "1、产出指标：", "，年度指标值：", "≥", "万", ",", "产出指标", "指标：", "*", "X", "a1", "一", "不低于", "1,", "1-",
    "±", "5%，", "2023年", "1.1.", "1、a，年度指标值：", "1、产岀指标：", "产岀指标：", " ", "9 ", "5家（", "第1", "全年", "12月",
    "1、数量指标：", "1、产出指标：数量指标：", "1×", "[2023]", "至少一", "目标值：1、", "的", "。",
]  # fmt: skip

READERS: dict[str, Callable[[str], object]] = {
    "cell": split_items,
    "value": parse_target_value,
    "name": lambda text: parse_target_value("5", text),
    "amount": lambda text: parse_amount(text, MoneyUnit.WAN_YUAN),
    "name unit": name_unit,
    "name compared": lambda text: normalise_name(fold(text)),
    "date": lambda text: date_fault(text, 2023),
    "wording": lambda text: wording(text, text[::-1], default_words()),
    "label": lambda text: (
        is_condition(text, default_words()),
        other_measure(text, text, default_words(), 30),
    ),
    "odd value": lambda text: (
        is_formula(text),
        is_broken_number(text, default_words()),
        is_sign_alone(text, default_words()),
    ),
    "size and unit": lambda text: (better_size(text), implied_unit(text, default_words())),
}
SHORT, GROWTH = 2_000, 16


def cost(read: Callable[[str], object], text: str) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        read(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("reader", READERS)
def test_sixteen_times_the_text_costs_no_more_than_linear_work(reader: str, piece: str) -> None:
    # NOTE: linear growth gives a ratio of 16, quadratic 256; the bound lies far from both. A first ratio
    # spoilt by another process is measured again.
    read = READERS[reader]
    short, long = piece * (SHORT // len(piece)), piece * (SHORT * GROWTH // len(piece))
    read(short)
    ratios = []
    for _ in range(3):
        ratios.append(cost(read, long) / max(cost(read, short), 2e-4))
        if ratios[-1] < 80:
            return
    pytest.fail(
        f"{reader} of {piece!r} repeated: {GROWTH} times the text cost {min(ratios):.0f} times as much"
    )


@pytest.mark.parametrize("piece", PIECES[:8])
def test_a_megabyte_of_anything_is_read(piece: str) -> None:
    text = piece * (1_000_000 // len(piece.encode()))
    packed = split_items(text)
    assert packed.lead_end <= len(text)
    assert sum(item.item_end - item.item_start for item in packed.items) <= len(text)
    assert parse_target_value(text).end <= len(text)
