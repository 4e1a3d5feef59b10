"""Sheets that are the pages of one table become one grid, as converters of PDF leave them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from budgetcheck.model import Cell, Grid, Row
from budgetcheck.tables import phrases
from budgetcheck.tables.blocks import cut
from budgetcheck.tables.furniture import FurnitureReader, furniture_reader
from budgetcheck.tables.header import HeaderReader, Layout
from budgetcheck.tables.heading_rows import with_single_headings
from budgetcheck.tables.pages import is_total, tables_of
from budgetcheck.tables.part_words import BODY
from budgetcheck.tables.rows import Repair
from budgetcheck.terms import RepairKind
from budgetcheck.text.furniture import sheet_number
from budgetcheck.text.headings import bare_heading
from budgetcheck.text.seams import holds_value

if TYPE_CHECKING:
    from budgetcheck.text import Words

_SHOWN_ROWS = 2  # of the table above; more say nothing more of it
_PACKED = 12  # characters that an item with its value takes at least
_ITEMISED = 0.5
_SURE = 0.95


class SheetJoiner:
    """Joins sheets that are numbered like pages where the next goes on with the table of the last."""

    def __init__(self, words: Words, headers: HeaderReader) -> None:
        self._words = words
        self._headers = headers
        self._furniture: FurnitureReader = furniture_reader(words)
        self._grand = frozenset(map(bare_heading, words.row_words.get("grand_total", ())))
        self._names = tuple(words.furniture.get("sheet", ()))

    def joined(self, grids: Sequence[Grid]) -> list[Grid]:
        """The grids, those of one table put together; rows are counted on from the first sheet of it."""
        numbers = [sheet_number(grid.sheet or "", self._names) if _is_sheet(grid) else None for grid in grids]
        if sum(number is not None for number in numbers) < 2:
            return list(grids)
        done: list[Grid] = []
        head: tuple[Layout, Grid] | None = None
        above: Grid | None = None
        last: int | None = None
        for grid, number in zip(grids, numbers, strict=True):
            follows = number is not None and last is not None and number > last
            piece = self._piece(head, above, grid) if follows else None
            if piece is None or above is None:
                head = self._head(grid)
                above = grid
                done.append(grid)
            else:
                above = piece
                done[-1] = _together(done[-1], piece)
            last = number
        return done

    def _head(self, grid: Grid) -> tuple[Layout, Grid] | None:
        """The layout of the first table of a sheet, and the sheet down to the first rows of it."""
        rows = with_single_headings(grid, self._words).rows
        for at, row in enumerate(rows):
            layout = self._headers.read(row)
            if isinstance(layout, Layout):
                return layout, replace(grid, rows=rows[: at + 1 + _SHOWN_ROWS])
        return None

    def _piece(self, head: tuple[Layout, Grid] | None, above: Grid | None, grid: Grid) -> Grid | None:
        """The sheet as it goes on from the one above, its cells below their headings; None if it does not."""
        if head is None or above is None or self._is_closed(head[0], above):
            return None
        layout, top = head
        if self._head(grid) is None:
            piece = _in_columns(layout.row, grid)
            return piece if piece is not None and _goes_on(layout, piece) else None
        found = cut(_together(top, with_single_headings(grid, self._words)), self._headers, self._furniture)
        one = len(found.blocks) > 1 and not found.bad and len(tables_of(found.blocks, self._words)) == 1
        return grid if one else None

    def _is_closed(self, layout: Layout, grid: Grid) -> bool:
        """Whether a total closes the table, below rows of its own."""
        rows = [row for row in grid.rows if not row.blank]
        return len(rows) > 1 and is_total(rows[-1], layout, self._grand)


def _is_sheet(grid: Grid) -> bool:
    """Whether cells have addresses as those of a sheet have: letters and digits."""
    addresses = (cell.address for row in grid.rows[:1] for cell in row.cells)
    return all(address and address.isascii() for address in addresses)


def _in_columns(headings: Row, grid: Grid) -> Grid | None:
    """The sheet with its cells below the headings in the same columns; None where some stand beside all of them.

    NOTE: a column that is empty on this page, as that of a name merged down, is no column of its sheet.
    """
    columns = [_column(cell) for cell in headings.cells]
    known = {name: at for at, name in enumerate(columns)}
    rows = []
    for row in grid.rows:
        held = {_column(cell): cell for cell in row.cells}
        if any(name not in known and cell.text.strip() for name, cell in held.items()):
            return None
        cells = (
            held.get(name) or Cell("", at, 0, f"{name}{row.line}" if name else None)
            for at, name in enumerate(columns, 1)
        )
        made = tuple(replace(cell, column=at) for at, cell in enumerate(cells, 1))
        rows.append(Row(row.line, made if row.cells else (), row.page))
    return replace(grid, rows=tuple(rows))


def _column(cell: Cell) -> str:
    return (cell.address or "").rstrip("0123456789")


def _goes_on(layout: Layout, grid: Grid) -> bool:
    """Whether rows without headings hold what the table above asks for: indicators."""
    rows = [row for row in grid.rows if not row.blank]
    if not layout.parts:
        return any(len(cell.text) > _PACKED and holds_value(cell.text) for row in rows for cell in row.cells)
    parts = [at for part, at in layout.parts.items() if part != BODY]
    whole = sum(1 for row in rows if 2 * sum(bool(row.cells[at].text.strip()) for at in parts) > len(parts))
    return whole >= _ITEMISED * len(rows) > 0


def _together(above: Grid, grid: Grid) -> Grid:
    """One grid, with a blank row where the second sheet begins."""
    shift = above.rows[-1].line + 1
    rows = (Row(shift + row.line, row.cells, row.page) for row in grid.rows)
    return replace(
        above,
        rows=(*above.rows, Row(shift, ()), *rows),
        notes=(*above.notes, *grid.notes),
        doubts=(*above.doubts, *grid.doubts),
        sheets=(*above.sheets, (shift, grid.sheet or "")),
    )


def sheets_told(grid: Grid, line: int) -> Iterable[Repair]:
    """A record that a grid was put together from sheets, where it was."""
    if grid.sheets:
        others = [(name, shift + 1) for shift, name in grid.sheets]
        why = phrases.sheets_joined(grid.sheet or "", others)
        yield Repair(RepairKind.SHEETS_JOINED, line, _SURE, why)
