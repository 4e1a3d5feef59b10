"""Reading running text costs no more than linear work, whatever the text is made of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.text.test_growth import GROWTH, SHORT, cost

from budgetcheck.text import (
    approved,
    bodies,
    counts,
    default_words,
    doubled_words,
    equations,
    head_costs,
    list_items,
    listing_reader,
    misspelt_words,
    narrative_reader,
    nested_places,
    this_years,
)

WORDS = default_words()
PIECES = [
    "9", "万", ",", "1,", "1-", "1.1.", "（", "1、", "费用2.", "一", "二是", "2023年", "[2023]", "第1", "a1", "不低于", "5万元、", "（5万元", "5万元（",
    "合计5万元", "共6万元，其中2万元、", "批复", "批复为", "本年预算", "1+", "1×", "=", "2人", "每人每年1万元", "3名，每人每年2万元。",
    "平台", "广州", "广州交", "英国、", "因地", " ",
]  # fmt: skip


def figures(text: str) -> object:
    told = narrative_reader(WORDS).read(text)
    return (
        equations(told),
        listing_reader(WORDS).read(told),
        counts(told),
        approved(told, WORDS),
        this_years(told, 2023, WORDS),
        head_costs(told, WORDS),
    )


def slips(text: str) -> object:
    found = (reader(text, WORDS) for reader in (doubled_words, misspelt_words, nested_places, bodies))
    return list_items(text), *found


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("read", [figures, slips])
def test_sixteen_times_the_text_costs_no_more_than_linear_work(
    read: Callable[[str], object], piece: str
) -> None:
    short, long = piece * (SHORT // len(piece)), piece * (SHORT * GROWTH // len(piece))
    read(short)
    ratios = []
    for _ in range(3):
        ratios.append(cost(read, long) / max(cost(read, short), 2e-4))
        if ratios[-1] < 80:
            return
    pytest.fail(f"{piece!r} repeated: {GROWTH} times the text cost {min(ratios):.0f} times as much")
