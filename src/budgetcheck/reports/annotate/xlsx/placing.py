"""Where the box of a comment is drawn: beside its cell, as large as its text, whatever the widths around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from budgetcheck.reports.annotate.xlsx.cells import Position
from budgetcheck.reports.annotate.xlsx.sheet import SheetPart
from budgetcheck.reports.parts.notes import WIDTH, note_height

_DIGIT, _PADDING = 7, 5  # pixels, as the programs count widths in digits
_PIXELS = 96 / 72  # of a point
_COLUMN, _ROW = 64, 15  # pixels and points, where nothing is said
_INTO = 15
_FURTHEST = 200


def anchor(sheet: SheetPart, heights: Mapping[int, float], at: Position, text: str) -> tuple[int, ...]:
    """The corners of the box for `text` to the right of the cell, as `Shape` has them."""
    row, column = at
    right, over = _reach(column, WIDTH + _INTO, lambda n: _width(sheet, n + 1))
    bottom, below = _reach(row - 1, note_height(text), lambda n: int(heights.get(n + 1, _ROW) * _PIXELS))
    return column, _INTO, row - 1, 0, right, over, bottom, below


def _reach(first: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
    """The column or row that lies `pixels` behind the beginning of the first, and how far into it."""
    for number in range(first, first + _FURTHEST):
        if pixels <= size(number):
            return number, pixels
        pixels -= size(number)
    return first + _FURTHEST, 0


def _width(sheet: SheetPart, column: int) -> int:
    known = sheet.column(column)
    if known.get("hidden") in ("1", "true"):
        return 0
    return int(float(known["width"]) * _DIGIT) + _PADDING if "width" in known else _COLUMN
