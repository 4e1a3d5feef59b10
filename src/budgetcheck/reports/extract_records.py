"""The clean tables as records for JSON: amounts as integers in fen, exact figures as text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from budgetcheck.reports.json_report import chance, change_record
from budgetcheck.terms import MONEY_FIELDS, Field

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.frames import Tables
    from budgetcheck.model import Correction

SCHEMA_VERSION = "1.0"
_DOCUMENT = (
    "file", "sheet", "sha256", "encoding", "title", "department", "year", "money_unit", "layout", "pages",
)  # fmt: skip
_INDICATOR = (
    "line_id", "indicator_id", "position", "number", "category", "category_text", "level2", "name", "label",
    "value_text", "value_class", "comparator", "low", "high", "unit", "base_unit", "dimension",
    "unit_source", "unit_column", "value_type", "direction", "weight",
)  # fmt: skip


def table_records(tables: Tables, corrections: Sequence[Correction] | None = None) -> dict[str, Any]:
    """One object with `documents`, `lines` and `indicators`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "documents": list(document_records(tables, corrections)),
        "lines": list(line_records(tables, corrections)),
        "indicators": list(indicator_records(tables)),
    }


def document_records(
    tables: Tables, corrections: Sequence[Correction] | None = None
) -> Iterator[dict[str, Any]]:
    """One record per table; `line` is that of its first heading row, `changes` are the corrections made in it."""
    for row in _rows(tables.documents):
        yield {
            "document": row["ordinal"],
            **{key: row[key] for key in _DOCUMENT},
            "line": row["row"],
            "headings": row["headings"].split("\t"),
            **_changes(row["document"], corrections),
        }


def _changes(document: int, corrections: Sequence[Correction] | None) -> dict[str, Any]:
    if corrections is None:
        return {}
    return {"changes": [_correction(c) for c in corrections if c.document == document]}


def _correction(made: Correction) -> dict[str, Any]:
    return {
        **change_record(made.change),
        "line_id": made.line_id,
        "cause": made.kind,
        "text": made.text.zh,
        "probability": chance(made.probability),
        "certainty": str(made.certainty),
    }


def line_records(tables: Tables, corrections: Sequence[Correction] | None = None) -> Iterator[dict[str, Any]]:
    """One record per logical row; amounts in fen, with the printed text and state beside them.

    Where corrections were made, `corrected` says which rows they changed.
    """
    changed = None if corrections is None else {c.line_id for c in corrections}
    documents = {row["document"]: row for row in _rows(tables.documents)}
    for row in _rows(tables.lines):
        document = documents[row["document"]]
        yield {
            "file": document["file"],
            "document": document["ordinal"],
            "line": row["row"],
            "end_line": row["end_row"],
            "page": row["page"],
            "line_id": row["line_id"],
            "parent": row["parent"],
            "kind": row["kind"],
            "unit": row["unit"],
            **{key: row[key] for key in ("name", "content", "goal")},
            **{str(field): row[field] for field in MONEY_FIELDS},
            "amounts": {
                str(field): {"text": row[f"{field}_text"], "state": row[f"{field}_state"]}
                for field in MONEY_FIELDS
            },
            "indicators": row["indicators"],
            "fragments": row["fragments"],
            **({} if changed is None else {"corrected": row["line_id"] in changed}),
        }


def indicator_records(tables: Tables) -> Iterator[dict[str, Any]]:
    """One record per indicator; `line` is the original line its item begins on, also after rows were joined."""
    documents = {row["document"]: row for row in _rows(tables.documents)}
    begins = _Beginnings(tables)
    for row in _rows(tables.indicators):
        document = documents[row["document"]]
        yield {
            "file": document["file"],
            "document": document["ordinal"],
            "line": begins.line(row["line_id"], row["item_start"]),
            **{key: row[key] for key in _INDICATOR},
        }


class _Beginnings:
    """The original line of any place in a packed indicator cell."""

    def __init__(self, tables: Tables) -> None:
        self._first = dict(zip(tables.lines["line_id"].tolist(), tables.lines["row"].tolist(), strict=True))
        cells = tables.cells[tables.cells["field"] == str(Field.INDICATORS)]
        self._pieces: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for line_id, start, row in zip(
            cells["line_id"].tolist(), cells["start"].tolist(), cells["row"].tolist(), strict=True
        ):
            self._pieces[line_id].append((start, row))
        for pieces in self._pieces.values():
            pieces.sort()

    def line(self, line_id: int, at: int) -> int:
        pieces = self._pieces.get(line_id)
        if not pieces:
            return int(self._first[line_id])
        here = bisect_right(pieces, at, key=lambda piece: piece[0])
        return int(pieces[max(here - 1, 0)][1])


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows as plain Python values: missing as None, exact decimals as text."""
    columns = [[_plain(value) for value in frame[c].tolist()] for c in frame.columns]
    names = [str(c) for c in frame.columns]
    for values in zip(*columns, strict=True):
        yield dict(zip(names, values, strict=True))


def _plain(value: Any) -> Any:
    if isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float) and value == value:  # noqa: PLR0124 - NaN is not itself
        return value
    return None
