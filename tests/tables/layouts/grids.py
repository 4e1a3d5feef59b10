"""Tables with merged cells, written as `a | b` lines."""

from __future__ import annotations

from dataclasses import replace

from tests.tables.conftest import Read, grid_of

from budgetcheck.model import Grid
from budgetcheck.tables import LayoutMap, assemble
from budgetcheck.text import default_words


def merged(block: str) -> Grid:
    """A grid in which `^` stands for a cell that a merge covers from above, `<` for one covered from the left."""
    grid = grid_of(block)
    covered = {"^": "above", "<": "left"}
    rows = [
        replace(
            row,
            cells=tuple(
                replace(cell, text="", covered=covered[cell.text]) if cell.text in covered else cell
                for cell in row.cells
            ),
        )
        for row in grid.rows
    ]
    return replace(grid, rows=tuple(rows))


def paged(grid: Grid, *breaks: int) -> Grid:
    """The grid with pages that end above the given lines."""
    rows = [replace(row, page=1 + sum(1 for line in breaks if line <= row.line)) for row in grid.rows]
    return replace(grid, rows=tuple(rows))


def read_grid(*grids: Grid, layout: LayoutMap | None = None, strict: bool = False) -> Read:
    """What comes of the grids, by the words that the layout adds."""
    words = default_words()
    if layout is not None:
        words = default_words(layout.changes(words))
    return Read(*assemble(grids, words, strict=strict, layout=layout))
