"""The rows of the tables as they were read, for reports that show a finding in its row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetcheck.frames import field_headings
from budgetcheck.reports.parts.own_rows import Piece, Pieces, SourceCell, SourceRow, rows_of_pieces
from budgetcheck.terms import MONEY_FIELDS, Field

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.model import Location

__all__ = ["Number", "SourceCell", "SourceRow", "SourceRows"]

Number = tuple[int, int]
"""Of a row: that of its logical row over all tables, and which of the rows of that one it is."""

# NOTE: findings come by row, and their explanations lead back and forth between few.
_KEPT = 64
_BLOCK, _KEPT_BLOCKS = 256, 4


class SourceRows:
    """The rows of every table of a report, as they are to be shown; none where the report has no frames.

    A logical row is one row, except where its indicators have a row each: there each of these is one too.
    NOTE: rows are made when they are asked for, since of a hundred thousand most are never shown.
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self._frames = frames
        self._made = lru_cache(_KEPT)(self._make)
        self._block = lru_cache(_KEPT_BLOCKS)(self._read)

    def at(self, where: Location) -> SourceRow | None:
        """The row that the place lies in."""
        number = self.number_at(where)
        return None if number is None else self.numbered(number)

    def number_at(self, where: Location) -> Number | None:
        """The number of the row that the place lies in, for `numbered`."""
        held = self._tables.get((where.file, where.document))
        if held is None or where.line is None:
            return None
        found = bisect_right(held.starts, where.line) - 1
        if found < 0 or where.line > held.ends[found]:
            return None
        line = held.numbers[found]
        if self._places["document"][line] not in self._pieces.documents:
            return line, 0
        return line, max(bisect_right(self._made(line), where.line, key=attrgetter("first")) - 1, 0)

    def numbered(self, number: Number) -> SourceRow:
        """The row with this number."""
        line, at = number
        return self._made(line)[at]

    def of(self, file: str, document: int) -> Sequence[SourceRow]:
        """All rows of one table, in order."""
        held = self._tables.get((file, document))
        return [] if held is None else [row for line in held.numbers for row in self._make(line)]

    def _make(self, line: int) -> tuple[SourceRow, ...]:
        document, first, last = (self._places[name][line] for name in ("document", "row", "end_row"))
        block, at = self._block(line // _BLOCK), line % _BLOCK
        kind = block["kind"][at]
        if document in self._pieces.documents:
            own = [
                piece if piece.part else self._whole(piece, document, block[_column(piece.field)][at])
                for piece in self._pieces.of(block["line_id"][at])
            ]
            return rows_of_pieces(own, SourceRow(first, last, kind, ()))
        cells = tuple(
            SourceCell(self._headings[document, field], field, block[_column(field)][at])
            for field in self._fields[document]
        )
        return (SourceRow(first, last, kind, cells),)

    def _whole(self, piece: Piece, document: int, text: str) -> Piece:
        """The piece with all of its field's text."""
        return piece._replace(heading=piece.heading or self._headings[document, piece.field], text=text)

    def _read(self, block: int) -> Mapping[str, list[Any]]:
        # NOTE: the texts of a hundred thousand rows are not held at once, only those of rows near each other.
        held = self._frames["lines"].iloc[block * _BLOCK : (block + 1) * _BLOCK]
        return {name: held[name].tolist() for name in ("line_id", "kind", *map(_column, Field))}

    @cached_property
    def _places(self) -> Mapping[str, list[Any]]:
        return {name: self._frames["lines"][name].tolist() for name in ("document", "row", "end_row")}

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self._frames["cells"])

    @cached_property
    def _headings(self) -> Mapping[tuple[int, str], str]:
        return field_headings(self._frames["documents"], self._frames["cells"])

    @cached_property
    def _fields(self) -> Mapping[int, list[str]]:
        columns = [self._frames["documents"][c].tolist() for c in ("document", "fields")]
        return {document: fields.split() for document, fields in zip(*columns, strict=True)}

    @cached_property
    def _tables(self) -> Mapping[tuple[str, int], _Table]:
        if not self._frames:
            return {}
        columns = [self._frames["documents"][c].tolist() for c in ("document", "file", "ordinal")]
        keys = {document: (file, ordinal) for document, file, ordinal in zip(*columns, strict=True)}
        held: dict[tuple[str, int], _Table] = {}
        for number, (document, first, last) in enumerate(zip(*self._places.values(), strict=True)):
            table = held.setdefault(keys[document], _Table([], [], []))
            table.starts.append(first)
            table.ends.append(last)
            table.numbers.append(number)
        return held


class _Table(NamedTuple):
    """Where the rows of a table begin and end in the original, and their numbers over all tables."""

    starts: list[int]
    ends: list[int]
    numbers: list[int]


def _column(field: str) -> str:
    """The column of the lines frame with the field's text as printed."""
    return f"{field}_text" if field in MONEY_FIELDS else str(field)
