"""Frames made again from ledgers that were corrected: amounts, rows gone, joined, moved and added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from budgetcheck.diagnosis import INSERTED, EditKind
from budgetcheck.frames import Tables, dtypes, frame_of
from budgetcheck.terms import MONEY_FIELDS, AmountState, Field, LineKind, MoneyUnit
from budgetcheck.text import format_fen

if TYPE_CHECKING:
    from budgetcheck.diagnosis import Account, Edit, Ledger, Row

Record = dict[str, Any]
_JOINED = (Field.CONTENT, Field.GOAL, Field.INDICATORS)
_SPANS = tuple(f"{part}_{end}" for part in ("item", "name", "value") for end in ("start", "end"))
_NOTHING: Mapping[str, Any] = {"str": "", "int64": 0, "Int64": None, "float64": 1.0, "bool": False}


class Copy(NamedTuple):
    """A document as it was, as it is under the accounts that were carried out, and these."""

    before: Ledger
    after: Ledger
    accounts: Sequence[Account]

    @property
    def edits(self) -> Iterator[Edit]:
        """All edits that were made."""
        return (e for account in self.accounts for fault in account.faults for e in fault.edits)

    def line_id(self, row: int) -> int:
        """The line of a row of the ledger before."""
        return self.before.rows[row].line_id


def reframed(tables: Tables, copies: Iterable[Copy]) -> tuple[Tables, Mapping[int, int]]:
    """The tables with the copies in place of their documents, and per total the line that was added below it."""
    held = list(copies)
    if not held:
        return tables, {}
    frames = _Frames(tables)
    for copy in held:
        frames.take_in(copy)
    return frames.tables(), frames.added


class _Frames:
    """The rows of a batch as records, while they are changed."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._lines: dict[int, Record] = {r["line_id"]: r for r in _records(tables.lines)}
        self._order: dict[int, list[int]] = {}
        for line_id, record in self._lines.items():
            self._order.setdefault(record["document"], []).append(line_id)
        self._next = max(self._lines, default=0) + 1
        self._gone: set[int] = set()
        self._settled: set[tuple[int, str]] = set()
        self._moved: dict[int, tuple[int, Mapping[str, int], int]] = {}
        self.added: dict[int, int] = {}

    def take_in(self, copy: Copy) -> None:
        """Put a copy in place of its document."""
        for edit in copy.edits:
            if edit.kind is EditKind.AMOUNT:
                self._set(copy.line_id(edit.row), edit.column, edit.after, copy.before.money_unit)
            elif edit.kind is EditKind.JOIN and edit.other is not None:
                self._join(copy.line_id(edit.row), copy.line_id(edit.other))
            elif edit.kind is EditKind.DROP:
                self._gone.add(copy.line_id(edit.row))
        self._arrange(copy)

    def _set(self, line_id: int, field: str, fen: int | None, unit: MoneyUnit) -> None:
        record = self._lines[line_id]
        record[field] = fen
        text = "" if fen is None else format_fen(fen, unit, max(record[f"{field}_decimals"], 2))
        record[f"{field}_text"] = text
        record[f"{field}_decimals"] = len(text.partition(".")[2])
        record[f"{field}_state"] = str(AmountState.BLANK if fen is None else AmountState.STATED)
        self._settled.add((line_id, field))

    def _join(self, line_id: int, other: int) -> None:
        """Let a line take up the texts of another, which is gone then."""
        record, tail = self._lines[line_id], self._lines[other]
        shifts = {str(field): len(record[field]) for field in _JOINED}
        indicators = int((self._tables.indicators["line_id"] == line_id).sum())
        self._moved[other] = (line_id, shifts, indicators)
        for field in _JOINED:
            record[field] += tail[field]
        record["end_row"], record["fragments"] = tail["end_row"], record["fragments"] + tail["fragments"]
        self._gone.add(other)

    def _arrange(self, copy: Copy) -> None:
        """Give the lines their order and the totals above them."""
        ids = [self._identified(row, copy) for row in copy.after.rows]
        for line_id, row in zip(ids, copy.after.rows, strict=True):
            above = ids[row.parent] if row.parent >= 0 else None
            record = self._lines[line_id]
            if above is not None and above != record["parent"]:
                record["parent"] = above
                total = self._lines[above]
                record["unit"] = total["name"] if total["kind"] == LineKind.UNIT_TOTAL else total["unit"]
        self._order[copy.after.document] = ids

    def _identified(self, row: Row, copy: Copy) -> int:
        """The id of a row, which becomes a line where it was added."""
        if row.line_id != INSERTED:
            return row.line_id
        above = copy.after.rows[row.parent].line_id
        line_id, self._next = self._next, self._next + 1
        self._lines[line_id] = _empty(line_id, self._lines[above])
        for field, amount in zip(copy.after.columns, row.amounts, strict=True):
            self._set(line_id, field, amount.fen, copy.after.money_unit)
        self.added[above] = line_id
        return line_id

    def tables(self) -> Tables:
        """The frames as they are now."""
        lines = [self._lines[line_id] for ids in self._order.values() for line_id in ids]
        return replace(
            self._tables,
            lines=_frame("lines", lines),
            indicators=_frame("indicators", self._indicators()),
            cells=_frame("cells", self._cells()),
            repairs=self._without_gone(self._tables.repairs),
            readings=_frame("readings", self._readings()),
        )

    def _indicators(self) -> Iterator[Record]:
        for record in _records(self._tables.indicators):
            if record["line_id"] in self._moved:
                line_id, shifts, before = self._moved[record["line_id"]]
                by = shifts[str(Field.INDICATORS)]
                spans = {name: record[name] + by for name in _SPANS}
                yield record | spans | {"line_id": line_id, "position": record["position"] + before}
            elif record["line_id"] not in self._gone:
                yield record

    def _cells(self) -> Iterator[Record]:
        for record in _records(self._tables.cells):
            if record["line_id"] in self._moved and record["field"] in _JOINED:
                line_id, shifts, _ = self._moved[record["line_id"]]
                yield record | {"line_id": line_id, "start": record["start"] + shifts[record["field"]]}
            elif record["line_id"] not in self._gone:
                yield record

    def _readings(self) -> Iterator[Record]:
        for record in _records(self._tables.readings):
            key = record["line_id"], record["field"]
            if key not in self._settled and record["line_id"] not in self._gone:
                yield record

    def _without_gone(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[~frame["line_id"].isin(self._gone)].reset_index(drop=True)


def _empty(line_id: int, total: Record) -> Record:
    """A project below `total` of which nothing is known yet."""
    record: Record = {column: _NOTHING.get(dtype) for column, dtype in dtypes("lines").items()}
    record |= {
        "document": total["document"],
        "line_id": line_id,
        "kind": str(LineKind.PROJECT),
        "fragments": 1,
        "row": total["row"],
        "end_row": total["row"],
        "page": total["page"],
    }
    return record | {f"{field}_state": str(AmountState.ABSENT) for field in MONEY_FIELDS}


def _records(frame: pd.DataFrame) -> Iterator[Record]:
    """The rows as plain values, None where one is missing."""
    columns = [[None if _is_missing(v) else v for v in frame[c].tolist()] for c in frame.columns]
    for values in zip(*columns, strict=True):
        yield dict(zip(map(str, frame.columns), values, strict=True))


def _is_missing(value: Any) -> bool:
    return value is pd.NA or value is None


def _frame(name: str, rows: Iterable[Record]) -> pd.DataFrame:
    held = list(rows)
    return frame_of(name, {column: [row[column] for row in held] for column in dtypes(name)})
