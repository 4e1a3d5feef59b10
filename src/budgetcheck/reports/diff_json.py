"""`diff` as JSON, in the form of `diff.schema.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetcheck.comparison import ReportsComparison, TablesComparison
from budgetcheck.reports.json_report import dump

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = "1.0"


def diff_text(found: TablesComparison | ReportsComparison, version: str) -> str:
    """The whole comparison as one JSON object, ending in a line break; `version` is that of the tool."""
    return dump(diff_record(found, version), indent=2) + "\n"


def diff_schema() -> dict[str, Any]:
    """The JSON Schema of it."""
    text = Path(__file__).with_name("diff.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def diff_record(found: TablesComparison | ReportsComparison, version: str) -> dict[str, Any]:
    """The comparison as plain dicts and lists, every key present; amounts are integers in fen."""
    head = {"schema_version": SCHEMA_VERSION, "tool": {"name": "budgetcheck", "version": version}}
    frames = {name: frame_records(frame) for name, frame in found.frames.items()}
    if isinstance(found, ReportsComparison):
        return {
            **head,
            "kind": "reports",
            "old": found.old,
            "new": found.new,
            "summary": found.summary,
            **frames,
        }
    return {**head, "kind": "tables", "summary": found.summary, **frames}


def frame_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as mappings of plain values; None for what is missing."""
    columns = [frame[column].astype(object).where(frame[column].notna(), None).tolist() for column in frame]
    return [dict(zip(frame.columns, values, strict=True)) for values in zip(*columns, strict=True)]
