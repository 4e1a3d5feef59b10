from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

pytest.importorskip("cv2", reason="pip install 'budgetcheck[ocr]'")

from budgetcheck.readers.scans.bitmap import Mask, Rules
from budgetcheck.readers.scans.engine import Sign, Spot
from budgetcheck.readers.scans.leftover import leftover
from budgetcheck.readers.scans.page import _Looked, _on_its_side, _strips
from budgetcheck.readers.scans.strips import Strip

EM = 30.0
FIGURE, LINE = Spot(500, 300, 600, 330), Spot(100, 300, 400, 330)


def sheet(*, watermark: bool = False) -> tuple[np.ndarray, Mask]:
    """Two lines of text, and perhaps pale letters of a watermark that go through one of them."""
    drawn = np.full((800, 1000), 245, np.uint8)
    if watermark:
        drawn[200:600, 540:560] = 190
    for spot in (FIGURE, LINE):
        drawn[spot.top : spot.bottom, spot.left : spot.right] = 20
    return drawn, drawn < 230


def strip(spot: Spot) -> Strip:
    return Strip(spot, [Sign("文", 0.99, 0.5)], (spot.top + spot.bottom) / 2, spot.bottom - spot.top)


def test_ink_that_no_line_accounts_for_is_left_over() -> None:
    (found,) = leftover(*sheet(), [strip(LINE)], EM)
    assert found.left <= FIGURE.left < FIGURE.right <= found.right
    assert leftover(*sheet(), [strip(LINE), strip(FIGURE)], EM) == []


def test_a_line_between_the_letters_of_a_watermark_is_left_over() -> None:
    letters = strip(Spot(450, 180, 700, 620))
    assert len(leftover(*sheet(), [strip(LINE), letters], EM)) == 1


def test_a_line_on_the_pale_strokes_of_a_watermark_is_left_over_and_they_are_not() -> None:
    (found,) = leftover(*sheet(watermark=True), [strip(LINE)], EM)
    assert (found.top, found.bottom) == (FIGURE.top, FIGURE.bottom)


def test_a_page_with_two_lines_and_bits_of_dotted_rules_does_not_lie_on_its_side() -> None:
    bits = [Spot(100 * i, 100, 100 * i + 10, 200) for i in range(8)]
    assert not _on_its_side([Spot(900, 120, 1700, 150), Spot(900, 160, 1600, 190), *bits])
    assert _on_its_side([Spot(300, 100, 330, 900), Spot(340, 100, 370, 800), Spot(10, 10, 60, 40)])


class Blind:
    """A recogniser that reads the first lines it is given and nothing after."""

    def __init__(self) -> None:
        self.asked = 0

    def signs(self, strips: Sequence[np.ndarray]) -> list[list[Sign]]:
        self.asked += 1
        return [[Sign("文", 0.99, 0.5)] if self.asked == 1 else [] for _ in strips]


def test_ink_that_gives_no_text_is_counted() -> None:
    drawn, ink = sheet()
    looked = _Looked(drawn, ink, Rules([], [], np.zeros_like(ink)), [LINE])
    strips, unread = _strips(Blind(), looked, 3.0)  # type: ignore[arg-type]
    assert ([found.text for found in strips], unread) == (["文"], 1)
