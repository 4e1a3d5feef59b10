"""From a range of logical text back to file, line, cell and characters of the original."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from budgetcheck.engine.messages import Money
from budgetcheck.engine.pieces import PiecedText, Record, Span, Spot, boxes_of, spot_of
from budgetcheck.frames import Tables, field_headings
from budgetcheck.model import Location, Related, around
from budgetcheck.terms import Field, LineKind, MoneyUnit

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandas.api.extensions import ExtensionArray

Row = dict[Any, Any]


_DOCUMENT_COLUMNS = (
    "document", "ordinal", "file", "sheet", "row", "department", "money_unit", "spans", "sheets",
)  # fmt: skip
_LINE_COLUMNS = ("line_id", "document", "kind", "unit", "name", "row", "page")
_CELL_COLUMNS = (
    "line_id", "field", "start", "length", "row", "column", "heading", "offset", "cell_start", "page", "address",
    "raw", "part", "box", "glyphs",
)  # fmt: skip


def records(frame: pd.DataFrame, rows: Iterable[int], columns: Sequence[str]) -> dict[int | None, Row]:
    """Those `rows` of `frame` as mappings of `columns`, by row.

    NOTE: column by column; `DataFrame.to_dict` on a slice costs milliseconds, and a run has many slices.
    """
    at = sorted({int(row) for row in rows})
    values = [_listed(frame[column].array.take(np.array(at, dtype=np.intp))) for column in columns]
    return {
        row: dict(zip(columns, cells, strict=True))
        for row, cells in zip(at, zip(*values, strict=True), strict=True)
    }


def _listed(held: ExtensionArray) -> list[Any]:
    """The values as Python has them, None for a missing one.

    NOTE: `tolist` makes a scalar of arrow for each text, which takes ten times as long.
    """
    if isinstance(held, pd.arrays.IntegerArray):
        return [
            None if off else value
            for value, off in zip(
                held.to_numpy(dtype="int64", na_value=0).tolist(), held.isna().tolist(), strict=True
            )
        ]
    return held.to_numpy(dtype=object).tolist()


def _among(
    frame: pd.DataFrame, key: str, wanted: Collection[int], columns: Sequence[str]
) -> dict[int | None, Row]:
    """The rows of `frame` whose integer `key` is wanted."""
    return records(frame, np.flatnonzero(_one_of(frame[key].to_numpy(), wanted)).tolist(), columns)


def _one_of(numbers: NDArray[np.int64], wanted: Collection[int]) -> NDArray[np.bool_]:
    """For each of the `numbers`: whether it is wanted.

    NOTE: numpy looks integers up in a table; pandas hashes each of them, ten times as slow.
    """
    return np.isin(numbers, np.array(sorted(wanted), dtype=np.int64))


class Wanted(NamedTuple):
    """Of which places findings speak: fields of lines, lines as a whole, and lines row by row."""

    fields: Set[tuple[int, str]]
    lines: Set[int]
    rows: Set[int]


def _cells(frame: pd.DataFrame, wanted: Wanted) -> Iterable[Record]:
    """The cells that hold the wanted fields and rows."""
    ids = {line_id for line_id, _ in wanted.fields} | wanted.rows
    at = np.flatnonzero(_one_of(frame["line_id"].to_numpy(), ids))
    owners = frame["line_id"].to_numpy(dtype=np.int64)[at]
    numbers, fields = pd.factorize(frame["field"].take(at))
    known = {field: number for number, field in enumerate(fields)}
    keys = {line_id * len(fields) + known[field] for line_id, field in wanted.fields if field in known}
    kept = at[_one_of(owners * len(fields) + numbers, keys) | _one_of(owners, wanted.rows)].tolist()
    cells = records(frame, kept, _CELL_COLUMNS).values()
    for cell in cells:
        cell["page"], cell["cell_start"] = number(cell["page"]), number(cell["cell_start"])
    return cells


def _named(line: Row) -> None:
    """Say of a lines row in which unit and in which project it stands."""
    kind = line["kind"]
    line["page"] = number(line["page"])
    line["unit"] = line["name"] if kind == LineKind.UNIT_TOTAL else line["unit"]
    line["project"] = line["name"] if kind == LineKind.PROJECT else ""


def by_key(found: Mapping[int | None, Row], column: str) -> dict[int, Row]:
    """The records by the id in `column` instead of by row."""
    return {int(record[column]): record for record in found.values()}


class Places:
    """Finds places in the documents and for the lines it was made for.

    NOTE: only what findings speak of is looked up, so the cost follows the findings, not the size of the
    batch.
    """

    def __init__(self, tables: Tables, documents: Collection[int], wanted: Wanted) -> None:
        line_ids = {line_id for line_id, _ in wanted.fields} | wanted.lines | wanted.rows
        self._lines = by_key(_among(tables.lines, "line_id", line_ids, _LINE_COLUMNS), "line_id")
        for line in self._lines.values():
            _named(line)
        known = {*documents, *(line["document"] for line in self._lines.values())}
        self._documents = by_key(_among(tables.documents, "document", known, _DOCUMENT_COLUMNS), "document")
        self._money = {key: Money(MoneyUnit(row["money_unit"])) for key, row in self._documents.items()}
        self._tables = tables
        self._related: dict[tuple[int, str, str], Related] = {}
        self._texts: defaultdict[tuple[int, str], PiecedText] = defaultdict(PiecedText)
        self._beside: defaultdict[tuple[int, int], list[Record]] = defaultdict(list)
        for record in _cells(tables.cells, wanted):
            line_id = record["line_id"]
            self._texts[line_id, record["field"]].pieces.append(record)
            if line_id in wanted.rows:
                self._beside[line_id, record["row"]].append(record)

    def money(self, document: int) -> Money:
        """How that document prints money."""
        return self._money[document]

    def line(self, line_id: int | None) -> Record | None:
        """The lines row `line_id`, None for a whole document."""
        return None if line_id is None else self._lines[line_id]

    def heading(self, document: int, field: str) -> str:
        """The heading of the column that holds `field`, as printed."""
        return self._headings.get((document, field)) or Field(field).zh

    @cached_property
    def _headings(self) -> Mapping[tuple[int, str], str]:
        return field_headings(self._tables.documents, self._tables.cells)

    def spot(self, line_id: int, field: str, span: Span | None) -> Spot | None:
        """Where `span` of that field's logical text stands; the whole field when None."""
        text = self._texts.get((line_id, field))
        if text is None:
            return None
        start, end = span or text.span
        first, final = text.between(start, end)
        begin = first["offset"] + max(0, start - first["start"])
        same = first["row"] == final["row"] and first["column"] == final["column"]
        stop = final["offset"] + end - final["start"] if same else first["offset"] + first["length"]
        return spot_of(first, final, begin, stop)

    def part(self, line_id: int, part: str, within: Span) -> Spot | None:
        """The cell of its own that a part of the indicator has that stands `within` the line's indicators."""
        text = self._texts.get((line_id, str(Field.INDICATORS)))
        cell = text.part(part, within) if text is not None else None
        return spot_of(cell, cell, cell["offset"], cell["offset"] + cell["length"]) if cell else None

    def left_out(self, line_id: int | None, origin: tuple[int, int | None, int | None, int | None]) -> Spot:
        """Where text that a repair left out stands; `origin` as in `Evidence`."""
        row, column, start, end = origin
        beside = [] if line_id is None else self._beside.get((line_id, row), [])
        cell = next((p for p in beside if p["column"] == column), None)
        line = self.line(line_id)
        page = beside[0]["page"] if beside else line["page"] if line else None
        known = cell is not None and start is not None and end is not None
        return Spot(
            row=row,
            end_row=row,
            page=page,
            heading=cell["heading"] if cell else "",
            address=cell["address"] if cell else "",
            cell_start=cell["cell_start"] if cell and known else None,
            start=start if start is not None and known else 0,
            end=end if end is not None and known else 0,
            raw=cell["raw"] if cell else "",
            boxes=boxes_of(cell, start or 0, end or 0) if cell else (),
        )

    def location(
        self, document: int, line_id: int | None, field: str, spot: Spot | None, indicator: Record | None
    ) -> Location:
        """The place of a finding, in the terms of the original."""
        record, line = self._documents[document], self.line(line_id)
        row = spot.row if spot else line["row"] if line else record["row"]
        boxes = spot.boxes if spot else ()
        end = spot.end_row if spot else row
        sheet, before = _sheet_of(record, row)
        end = end if _sheet_of(record, end) == (sheet, before) else row
        heading = (spot.heading if spot else "") or (self.heading(document, field) if field else None)
        return Location(
            file=record["file"],
            document=record["ordinal"],
            line=row - before,
            end_line=end - before,
            page=spot.page if spot else line["page"] if line else None,
            sheet=sheet,
            column=heading,
            cell=(spot.address or None) if spot else None,
            span=_span(record["spans"], spot),
            department=record["department"],
            unit=line["unit"] if line else "",
            project=line["project"] if line else "",
            indicator=indicator["position"] if indicator else None,
            indicator_name=indicator["name"] if indicator else "",
            box=around(boxes),
            boxes=boxes if len(boxes) > 1 else (),
        )

    def related(self, line_id: int, field: str, role: str) -> Related:
        """A reference to another line's cell."""
        key = line_id, field, role
        if key not in self._related:
            spot = self.spot(line_id, field, None) if field else None
            line = self._lines[line_id]
            heading = self.heading(line["document"], field) if field else None
            page = spot.page if spot else line["page"]
            row = spot.row if spot else line["row"]
            before = _sheet_of(self._documents[line["document"]], row)[1]
            self._related[key] = Related(row - before, heading, role, page)
        return self._related[key]


def number(value: Any) -> int | None:
    """`value` as an int; None for every kind of missing value."""
    if isinstance(value, int):
        return value
    return None if value is None or value is pd.NA or pd.isna(value) else int(value)


def _sheet_of(document: Row, row: int) -> tuple[str | None, int]:
    """The sheet that a row of a table stands in, and how many rows were counted before the first of that sheet."""
    further = _further_sheets(document["sheets"]) if document["sheets"] else ()
    at = bisect_left(further, row, key=itemgetter(0)) - 1
    return (further[at][1], further[at][0]) if at >= 0 else (document["sheet"] or None, 0)


@lru_cache(maxsize=16)
def _further_sheets(written: str) -> tuple[tuple[int, str], ...]:
    """The column `sheets` of the documents frame, read."""
    pairs = (line.partition("\t") for line in written.split("\n"))
    return tuple((int(before), name) for before, _, name in pairs)


def _span(counted_in: str, spot: Spot | None) -> Span | None:
    if spot is None or spot.start == spot.end:
        return None
    if counted_in == "cell":
        return spot.start, spot.end
    return None if spot.cell_start is None else (spot.cell_start + spot.start, spot.cell_start + spot.end)
