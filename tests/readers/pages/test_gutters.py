from __future__ import annotations

from tests.readers.pages.test_pages import glyphs

from budgetcheck.readers.pages.gutters import gutters
from budgetcheck.readers.pages.headings import Blob
from budgetcheck.readers.pages.lines import lines_of

HEADINGS = [
    Blob("三级指标", 40.0, 80.0, ""),
    Blob("指标性质", 180.0, 220.0, ""),
    Blob("指标值", 280.0, 310.0, ""),
]


def edges(*cells: tuple[str, float]) -> list[float]:
    inked = [glyph for line in range(3) for text, left in cells for glyph in glyphs(text, left, 30.0 * line)]
    return gutters(HEADINGS, lines_of(inked), 400.0)[1:-1]


def test_narrow_cells_beside_their_heading_are_none_of_the_column_before() -> None:
    name, _ = edges(("年度任务完成率", 20.0), ("≥", 105.0), ("95", 285.0))
    assert 90.0 < name < 105.0


def test_narrow_cells_at_the_right_of_their_column_are_none_of_the_next() -> None:
    _, value = edges(("年度任务完成率", 20.0), ("≥", 245.0), ("95", 262.0))
    assert 250.0 < value < 262.0


def test_a_column_without_ink_takes_none_of_a_neighbour_that_has_no_more() -> None:
    name, _ = edges(("完成率", 90.0), ("95", 285.0))
    assert name > 120.0
