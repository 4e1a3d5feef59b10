"""A logical row as the rows it is printed on, where its indicators have a row each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import MONEY_FIELDS

if TYPE_CHECKING:
    import pandas as pd


class SourceCell(NamedTuple):
    """One cell of a row: its heading as printed, its field, and its text after repairs."""

    heading: str
    field: str
    text: str
    part: str = ""

    @property
    def is_money(self) -> bool:
        """Whether the cell holds an amount."""
        return self.field in MONEY_FIELDS


class SourceRow(NamedTuple):
    """One row: where it begins and ends in the original, what it is, and its cells."""

    first: int
    last: int
    kind: str
    cells: tuple[SourceCell, ...]


class Piece(NamedTuple):
    """A source cell of a logical row; `part` says what of an indicator it holds, and is empty where it holds a field."""

    row: int
    column: int
    heading: str
    field: str
    part: str
    text: str

    @property
    def cell(self) -> SourceCell:
        """The cell it is shown as."""
        return SourceCell(self.heading, self.field, self.text, self.part)


class Pieces:
    """The source cells of the logical rows whose tables have a row for each indicator."""

    def __init__(self, cells: pd.DataFrame) -> None:
        self._cells = cells
        self.documents = frozenset(cells["document"][cells["part"] != ""].tolist())

    def of(self, line_id: int) -> Sequence[Piece]:
        """The cells of one logical row as they are printed, those of a field once."""
        found: dict[object, Piece] = {}
        for piece in sorted(self._by_line.get(line_id, ()), key=attrgetter("row", "column")):
            found.setdefault((piece.row, piece.column) if piece.part else piece.field, piece)
        return list(found.values())

    @cached_property
    def _by_line(self) -> Mapping[int, list[Piece]]:
        held = self._cells[self._cells["document"].isin(self.documents)]
        columns = [held[name].tolist() for name in ("line_id", *Piece._fields[:-1], "raw")]
        lines: defaultdict[int, list[Piece]] = defaultdict(list)
        for line_id, row, column, heading, field, part, raw in zip(*columns, strict=True):
            lines[line_id].append(Piece(row, column, heading, field, part, str(raw).strip()))
        return lines


def rows_of_pieces(pieces: Sequence[Piece], whole: SourceRow) -> tuple[SourceRow, ...]:
    """The row with the fields, and one for each further row with an indicator; together they are `whole`."""
    return tuple(_rows(pieces, whole))


def _rows(pieces: Sequence[Piece], whole: SourceRow) -> Iterator[SourceRow]:
    fields = {piece.row for piece in pieces if not piece.part} or {whole.first}
    head = [piece for piece in pieces if not piece.part or piece.row in fields]
    others = [
        (row, list(held))
        for row, held in groupby(
            (piece for piece in pieces if piece.part and piece.row not in fields), attrgetter("row")
        )
    ]
    starts = [whole.first, *(row for row, _ in others)]
    ends = [*(start - 1 for start in starts[1:]), whole.last]
    groups = [head, *(held for _, held in others)]
    for first, last, held in zip(starts, ends, groups, strict=True):
        yield SourceRow(first, last, whole.kind, tuple(piece.cell for piece in held))
