"""The rows of the tables as they were read, for reports that show a finding in its row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetcheck.terms import MONEY_FIELDS, Field

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.model import Location


class SourceCell(NamedTuple):
    """One cell of a row: its heading as printed, its field, and its text after repairs."""

    heading: str
    field: str
    text: str

    @property
    def is_money(self) -> bool:
        """Whether the cell holds an amount."""
        return self.field in MONEY_FIELDS


class SourceRow(NamedTuple):
    """One logical row: where it begins and ends in the original, what it is, and its cells."""

    first: int
    last: int
    kind: str
    cells: tuple[SourceCell, ...]


class SourceRows:
    """The logical rows of every table of a report; none where the report has no frames.

    NOTE: rows are made when they are asked for, since of a hundred thousand most are never shown.
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self._frames = frames

    def at(self, where: Location) -> SourceRow | None:
        """The row that the place lies in."""
        number = self.number_at(where)
        return None if number is None else self.numbered(number)

    def number_at(self, where: Location) -> int | None:
        """The number of the row that the place lies in, for `numbered`."""
        held = self._tables.get((where.file, where.document))
        if held is None or where.line is None:
            return None
        found = bisect_right(held.starts, where.line) - 1
        return held.numbers[found] if found >= 0 and where.line <= held.ends[found] else None

    def numbered(self, number: int) -> SourceRow:
        """The row with this number."""
        columns = self._columns
        headings = self._headings[columns["document"][number]]
        cells = tuple(SourceCell(name, field, columns[_column(field)][number]) for field, name in headings)
        return SourceRow(columns["row"][number], columns["end_row"][number], columns["kind"][number], cells)

    def of(self, file: str, document: int) -> Sequence[SourceRow]:
        """All rows of one table, in order."""
        held = self._tables.get((file, document))
        return [] if held is None else [self.numbered(number) for number in held.numbers]

    @cached_property
    def _columns(self) -> Mapping[str, list[Any]]:
        names = ("document", "row", "end_row", "kind", *map(_column, Field))
        return {name: self._frames["lines"][name].tolist() for name in names}

    @cached_property
    def _headings(self) -> Mapping[int, list[tuple[str, str]]]:
        """By document: its fields with their headings as printed."""
        columns = [self._frames["documents"][c].tolist() for c in ("document", "fields", "headings")]
        return {
            document: _paired(fields.split(), printed.split("\t"))
            for document, fields, printed in zip(*columns, strict=True)
        }

    @cached_property
    def _tables(self) -> Mapping[tuple[str, int], _Table]:
        if not self._frames:
            return {}
        columns = [self._frames["documents"][c].tolist() for c in ("document", "file", "ordinal")]
        keys = {document: (file, ordinal) for document, file, ordinal in zip(*columns, strict=True)}
        held: dict[tuple[str, int], _Table] = {}
        rows = [self._columns[name] for name in ("document", "row", "end_row")]
        for number, (document, first, last) in enumerate(zip(*rows, strict=True)):
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


def _paired(fields: Sequence[str], names: Sequence[str]) -> list[tuple[str, str]]:
    return [
        (field, names[at] if at < len(names) and names[at] else Field(field).zh)
        for at, field in enumerate(fields)
    ]
