"""Cuts a grid into blocks: a heading row with the lines above it and the rows below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from budgetcheck.model import Grid, Row
from budgetcheck.tables.furniture import Facts, FurnitureReader, filled, line_of
from budgetcheck.tables.header import BadHeader, HeaderReader, Layout
from budgetcheck.terms import AmountState, MoneyUnit
from budgetcheck.text import parse_amount

_DATA_CELLS = 4


class BodyRow(NamedTuple):
    """A row below a heading row; `gap` says that blank lines or furniture stand above it."""

    row: Row
    gap: bool


@dataclass(slots=True)
class Block:
    """A run of rows under one heading row; `header` is None when only lines above a table came again."""

    layout: Layout
    header: Row | None
    lead: list[Row]
    facts: Facts
    body: list[BodyRow] = field(default_factory=list)


@dataclass(slots=True)
class Blocks:
    """All blocks of a grid, the heading rows that could not be used, and what stands outside of tables.

    `outside` are rows above the first heading row that look like rows of a table; `below` are the lines
    behind the last data row, such as page numbers.
    """

    blocks: list[Block] = field(default_factory=list)
    bad: list[BadHeader] = field(default_factory=list)
    outside: list[Row] = field(default_factory=list)
    below: list[Row] = field(default_factory=list)


class _Cutter:
    def __init__(
        self, headers: HeaderReader, furniture: FurnitureReader, expected: Layout | None = None
    ) -> None:
        self._headers = headers
        self._furniture = furniture
        self._found = Blocks()
        self._block: Block | None = None
        self._pending: list[Row] = []
        self._gap = False
        self._skipping = False
        self._known: frozenset[str] = frozenset()
        self._printed = False
        self._layout = expected

    def cut(self, grid: Grid) -> Blocks:
        for row in grid.rows:
            if row.blank:
                self._gap = True
                continue
            header = self._header(row)
            if header is None:
                self._take(row)
            else:
                self._open(header, row)
        if self._block is not None:
            self._found.below = self._pending
        return self._found

    def _header(self, row: Row) -> Layout | BadHeader | None:
        if self._layout is None:
            return self._headers.read(row)
        return self._headers.again(self._layout, row, printed=self._printed)

    def _open(self, header: Layout | BadHeader, row: Row) -> None:
        self._skipping = isinstance(header, BadHeader)
        if isinstance(header, BadHeader):
            self._found.bad.append(header)
            return
        if self._block is None:
            self._known = frozenset(line_of(above) for above in self._pending)
            self._found.outside = self._outside()
        self._start(header, row)

    def _outside(self) -> list[Row]:
        """Rows of a table among the lines above the first heading row, and what stands between them."""
        first = next((i for i, row in enumerate(self._pending) if _has_data(row)), len(self._pending))
        return [row for row in self._pending[first:] if not self._furniture.is_furniture(row)]

    def _start(self, layout: Layout, header: Row | None) -> None:
        facts = self._furniture.facts(self._pending)
        if facts.money_unit is None and layout.money_unit is not None:
            facts.money_unit, facts.money_unit_row = layout.money_unit, layout.row.line
        self._block = Block(layout, header, self._pending, facts)
        self._layout = layout
        self._found.blocks.append(self._block)
        self._pending = []
        self._printed = self._gap = False

    def _take(self, row: Row) -> None:
        if self._skipping:
            return
        if self._block is None or self._furniture.is_furniture(row, self._known):
            self._pending.append(row)
            self._printed = self._printed or line_of(row) in self._known
            return
        if self._pending:
            self._start(self._block.layout, None)
        self._block.body.append(BodyRow(row, self._gap))
        self._gap = False


def _has_data(row: Row) -> bool:
    texts = filled(row)
    amounts = (parse_amount(text, MoneyUnit.WAN_YUAN) for text in texts[1:])
    return len(texts) >= _DATA_CELLS or any(amount.state is AmountState.STATED for amount in amounts)


def cut(grid: Grid, headers: HeaderReader, furniture: FurnitureReader) -> Blocks:
    """The blocks of a grid, in order; every row that is not blank stands in exactly one place.

    NOTE: rows under a heading row that cannot be used are not read as rows of the table above it; the
    error that names the heading row speaks for them.
    """
    found = _Cutter(headers, furniture).cut(grid)
    if not found.outside:
        return found
    # NOTE: a first heading row too badly misread to be known alone is known by the next one.
    layout = found.blocks[0].layout
    again = any(isinstance(headers.again(layout, row), Layout) for row in found.outside)
    return _Cutter(headers, furniture, layout).cut(grid) if again else found
