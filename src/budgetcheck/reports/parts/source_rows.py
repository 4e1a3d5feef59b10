"""The rows of the tables as they were read, for reports that show a finding in its row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import MONEY_FIELDS, Field

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.model import Location

_Key = tuple[str, int]


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
    """The logical rows of every table of a report; none where the report has no frames."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self._frames = frames

    def at(self, where: Location) -> SourceRow | None:
        """The row that the place lies in."""
        starts, rows = self._tables.get((where.file, where.document), ([], []))
        if where.line is None:
            return None
        found = bisect_right(starts, where.line) - 1
        return rows[found] if found >= 0 and where.line <= rows[found].last else None

    def of(self, file: str, document: int) -> list[SourceRow]:
        """All rows of one table, in order."""
        return self._tables.get((file, document), ([], []))[1]

    @cached_property
    def _tables(self) -> Mapping[_Key, tuple[list[int], list[SourceRow]]]:
        if not self._frames:
            return {}
        keys, headings = _headings(self._frames["documents"])
        held: dict[_Key, tuple[list[int], list[SourceRow]]] = {}
        for document, row in _rows(self._frames["lines"], headings):
            starts, rows = held.setdefault(keys[document], ([], []))
            starts.append(row.first)
            rows.append(row)
        return held


def _headings(documents: pd.DataFrame) -> tuple[dict[int, _Key], dict[int, list[tuple[str, str]]]]:
    """By document: its file and ordinal, and its fields with their headings as printed."""
    keys, headings = {}, {}
    columns = [documents[c].tolist() for c in ("document", "file", "ordinal", "fields", "headings")]
    for document, file, ordinal, fields, printed in zip(*columns, strict=True):
        keys[document] = (file, ordinal)
        names = printed.split("\t")
        headings[document] = [
            (field, names[at] if at < len(names) and names[at] else Field(field).zh)
            for at, field in enumerate(fields.split())
        ]
    return keys, headings


def _rows(
    lines: pd.DataFrame, headings: Mapping[int, list[tuple[str, str]]]
) -> Iterator[tuple[int, SourceRow]]:
    texts = {
        str(field): lines[f"{field}_text" if field in MONEY_FIELDS else str(field)].tolist()
        for field in Field
    }
    columns = [lines[c].tolist() for c in ("document", "row", "end_row", "kind")]
    for at, (document, first, last, kind) in enumerate(zip(*columns, strict=True)):
        cells = tuple(SourceCell(name, field, texts[field][at]) for field, name in headings[document])
        yield document, SourceRow(first, last, kind, cells)
