"""Tables that stand side by side in a sheet become grids of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from budgetcheck.model import Cell, Grid, Row
from budgetcheck.tables.header import HeaderReader, Layout

_LONGEST = 60
_LEAST = 6  # filled cells of two heading rows


def side_by_side(grid: Grid, headers: HeaderReader) -> list[Grid]:
    """The grid, or a grid for each table where a row heads several; addresses lead to the cells."""
    if not any(cell.address for row in grid.rows[:1] for cell in row.cells):
        return [grid]
    for at, row in enumerate(grid.rows):
        starts = _starts(row)
        if len(starts) < 2:
            continue
        spans = list(pairwise((0, *starts[1:], len(row.cells))))
        if all(isinstance(headers.read(Row(row.line, _part(row, span))), Layout) for span in spans):
            return _cut(grid, at, spans)
    return [grid]


def _starts(row: Row) -> list[int]:
    """The cells that say what the first one of the row says; those of one place only."""
    texts = [cell.text.strip() for cell in row.cells]
    first = next((text for text in texts if text), "")
    if not first or texts.count(first) < 2 or sum(map(bool, texts)) < _LEAST:
        return []
    known = all(cell.address and len(cell.text) <= _LONGEST for cell in row.cells)
    return [at for at, text in enumerate(texts) if text == first] if known else []


def _part(row: Row, span: tuple[int, int]) -> tuple[Cell, ...]:
    return tuple(replace(cell, column=at) for at, cell in enumerate(row.cells[slice(*span)], 1))


def _filled(row: Row, start: int, end: int) -> Iterator[int]:
    return (at for at, cell in enumerate(row.cells[start:end], start) if cell.text.strip())


def _cut(grid: Grid, head: int, spans: Sequence[tuple[int, int]]) -> list[Grid]:
    """A grid per span of cells; one without lines above its headings has those of the first.

    NOTE: a title over all of them stands in the first cell that its merge covers.
    """
    found: list[Grid] = []
    for start, end in spans:
        span = start, max(at for row in grid.rows for at in _filled(row, start, end)) + 1
        rows = [Row(row.line, _part(row, span), row.page) for row in grid.rows]
        if found and all(row.blank for row in rows[:head]):
            rows[:head] = found[0].rows[:head]
        notes, doubts = ((), ()) if found else (grid.notes, grid.doubts)
        found.append(replace(grid, rows=tuple(rows), notes=notes, doubts=doubts))
    return found
