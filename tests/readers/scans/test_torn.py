from __future__ import annotations

import pytest

from budgetcheck.readers.scans.engine import Sign, Spot
from budgetcheck.readers.scans.strips import Strip
from budgetcheck.readers.scans.torn import less_sure

WHOLE = ("1,234.50", "90,382.10", "6.27")


def lines(*texts: str, column: int = 0) -> list[Strip]:
    """Lines under one another, thirty pixels high."""
    signs = {text: [Sign(sign, 0.99, (i + 0.5) / len(text)) for i, sign in enumerate(text)] for text in texts}
    return [
        Strip(Spot(column, 40 * at, column + 10 * len(text), 40 * at + 30), signs[text], 40 * at + 15, 28)
        for at, text in enumerate(texts)
    ]


def unsure(strips: list[Strip]) -> list[str]:
    return [strip.text for strip in less_sure(strips) if strip.score < 0.9]


@pytest.mark.parametrize("piece", ["90,382.", "117,68", "3,003.1", ".10", "8,"])
def test_a_piece_of_an_amount_is_not_sure(piece: str) -> None:
    assert unsure([*lines(*WHOLE), *lines(piece, column=400)]) == [piece]


def test_the_rest_of_an_amount_is_not_sure_under_its_beginning_alone() -> None:
    torn = lines("90,382.", "10", column=400)
    elsewhere = lines("合计", "10", column=800)
    assert unsure([*lines(*WHOLE), *torn, *elsewhere]) == ["90,382.", "10"]


@pytest.mark.parametrize("text", ["2024", "12", "道路", "≥95%", "7,001.00", "第1页"])
def test_what_is_whole_stays_as_sure_as_it_was_read(text: str) -> None:
    assert unsure([*lines(*WHOLE), *lines(text, column=400)]) == []


def test_amounts_in_whole_units_are_whole() -> None:
    assert unsure(lines("1,234", "560", "78")) == []
