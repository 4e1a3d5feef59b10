"""Cuts a grid into blocks: a heading row with the lines above it and the rows below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from budgetcheck.model import Grid, Row
from budgetcheck.tables.furniture import Facts, FurnitureReader, filled, line_of
from budgetcheck.tables.header import BadHeader, Layout

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
        self, read_header: Callable[[Row], Layout | BadHeader | None], furniture: FurnitureReader
    ) -> None:
        self._read_header = read_header
        self._furniture = furniture
        self._found = Blocks()
        self._block: Block | None = None
        self._pending: list[Row] = []
        self._gap = False
        self._skipping = False
        self._known: frozenset[str] = frozenset()

    def cut(self, grid: Grid) -> Blocks:
        for row in grid.rows:
            if row.blank:
                self._gap = True
                continue
            header = self._read_header(row)
            if header is None:
                self._take(row)
            else:
                self._open(header, row)
        if self._block is not None:
            self._found.below = self._pending
        return self._found

    def _open(self, header: Layout | BadHeader, row: Row) -> None:
        self._skipping = isinstance(header, BadHeader)
        if isinstance(header, BadHeader):
            self._found.bad.append(header)
            return
        if self._block is None:
            self._known = frozenset(line_of(above) for above in self._pending)
            self._found.outside = [above for above in self._pending if len(filled(above)) >= _DATA_CELLS]
        self._start(header, row)

    def _start(self, layout: Layout, header: Row | None) -> None:
        facts = self._furniture.facts(self._pending)
        if facts.money_unit is None and layout.money_unit is not None:
            facts.money_unit, facts.money_unit_row = layout.money_unit, layout.row.line
        self._block = Block(layout, header, self._pending, facts)
        self._found.blocks.append(self._block)
        self._pending = []
        self._gap = False

    def _take(self, row: Row) -> None:
        if self._skipping:
            return
        if self._block is None or self._furniture.is_furniture(row, self._known):
            self._pending.append(row)
            return
        if self._pending:
            self._start(self._block.layout, None)
        self._block.body.append(BodyRow(row, self._gap))
        self._gap = False


def cut(
    grid: Grid, read_header: Callable[[Row], Layout | BadHeader | None], furniture: FurnitureReader
) -> Blocks:
    """The blocks of a grid, in order; every row that is not blank stands in exactly one place.

    NOTE: rows under a heading row that cannot be used are not read as rows of the table above it; the
    error that names the heading row speaks for them.
    """
    return _Cutter(read_header, furniture).cut(grid)
