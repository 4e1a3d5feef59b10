"""Tables made by hand: one document, a few lines, every column filled with something lawful."""

from __future__ import annotations

from typing import Any

import pandas as pd

from budgetcheck.frames import FRAMES, Tables, dtypes, frame_of

_DEFAULTS = {"str": "", "int64": 0, "Int64": pd.NA, "float64": 1.0, "bool": False, "object": None}
_WORDS = {
    "money_unit": "万元",
    "spans": "line",
    "kind": "project",
    "fragments": 1,
    "pages": 1,
    "ordinal": 1,
    "file": "表.txt",
    "department": "某市财政局",
    "fields": "name total",
    "headings": "项目名称\t总计",
    "position": 1,
    "value_class": "quantity",
    "comparator": "≥",
    "dimension": "percent",
}


def frame(name: str, *rows: dict[str, Any]) -> pd.DataFrame:
    """A frame of that model; what a row leaves out is filled with a lawful default."""
    columns: dict[str, list[Any]] = {}
    for column, dtype in dtypes(name).items():
        default = _WORDS.get(column, "stated" if column.endswith("_state") else _DEFAULTS[dtype])
        if name == "cells" and column == "field":
            default = "name"
        columns[column] = [row.get(column, default) for row in rows]
    return frame_of(name, columns)


def tables(**frames: list[dict[str, Any]]) -> Tables:
    """Tables with these rows; one document unless others are given."""
    frames.setdefault("documents", [{"document": 0}])
    empty = Tables.empty()
    made = {name: frame(name, *rows) for name, rows in frames.items()}
    return Tables(**{n: made.get(n, empty.frame(n)) for n in FRAMES})


def line(number: int, total: int | None, **more: Any) -> dict[str, Any]:
    """A project in original line `number`."""
    return {
        "line_id": number,
        "row": number,
        "end_row": number,
        "name": f"项目{number}",
        "total": total,
        **more,
    }


def cell(number: int, raw: str, field: str = "total", **more: Any) -> dict[str, Any]:
    """The one source cell of that line's field."""
    whole = {"start": 0, "length": len(raw), "offset": 0, "cell_start": 4}
    return {
        "line_id": number,
        "row": number,
        "field": field,
        "column": 2,
        "heading": "总计",
        "raw": raw,
        **whole,
        **more,
    }
