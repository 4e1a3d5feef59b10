"""`json` and `json-lines`: the report for programs, in the form of `report.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from budgetcheck.model import (
    Bilingual,
    DocumentRecord,
    Explanation,
    Finding,
    Location,
    Report,
    RuleTally,
    Suppression,
    ToolError,
)

SCHEMA_VERSION = "1.0"


def json_text(report: Report, lang: str = "zh", *, statistics: bool = False) -> str:
    """The whole report as one JSON object, ending in a line break; with `statistics` also what it cost.

    NOTE: times differ from run to run, and a report must not unless asked.
    """
    record = as_record(report, lang)
    if statistics:
        record["statistics"] = [
            {"kind": t.kind, "subject": t.subject, "milliseconds": round(t.seconds * 1000, 3)}
            for t in report.timings
        ]
    return _dump(record, indent=2) + "\n"


def json_lines_text(report: Report, lang: str = "zh") -> str:
    """One line per finding and nothing else; each is an entry of `findings` in the JSON report."""
    return "".join(_dump(finding_record(f, lang)) + "\n" for f in report.findings)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the JSON report."""
    text = Path(__file__).with_name("report.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _dump(record: Mapping[str, Any], indent: int | None = None) -> str:
    text = json.dumps(record, ensure_ascii=False, indent=indent, allow_nan=False)
    # NOTE: a lone surrogate from a damaged file cannot be written as UTF-8; its escape can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def as_record(report: Report, lang: str = "zh") -> dict[str, Any]:
    """The report as plain dicts and lists, every key present."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "budgetcheck", "version": report.version},
        "rules": {"pack": report.rules.pack, "version": report.rules.version, "hash": report.rules.hash},
        "documents": [_document(d) for d in report.documents],
        "summary": [_tally(t) for t in report.tallies],
        "findings": [finding_record(f, lang) for f in report.findings],
        "suppressed": {**report.count_suppressed(), "baseline_gone": report.baseline_gone},
        "tool_errors": [_tool_error(e) for e in report.tool_errors],
    }


def _document(record: DocumentRecord) -> dict[str, Any]:
    return {
        "file": record.file,
        "document": record.document,
        "sha256": record.sha256,
        "encoding": record.encoding,
        "sheet": record.sheet,
        "line": record.line,
        "title": record.title,
        "department": record.department,
        "year": record.year,
        "money_unit": record.money_unit,
        "layout": record.layout,
        "pages": record.pages,
        "lines": record.lines,
        "units": record.units,
        "projects": record.projects,
        "indicators": record.indicators,
        "rows_joined": record.rows_joined,
        "amounts_unreadable": record.amounts_unreadable,
        "amounts_doubtful": record.amounts_doubtful,
        "repairs": record.repairs,
        "findings": dict(record.findings),
        "suppressed": record.suppressed,
    }


def _tally(tally: RuleTally) -> dict[str, Any]:
    return {
        "rule": tally.rule,
        "name": tally.name,
        "severity": str(tally.severity),
        "applicable": tally.applicable,
        "passed": tally.passed,
        "failed": tally.failed,
        "undecided": tally.undecided,
        "not_applicable": tally.not_applicable,
        "shown": tally.shown,
        "suppressed": tally.suppressed,
    }


def _tool_error(error: ToolError) -> dict[str, Any]:
    return {
        "kind": error.kind,
        "subject": error.subject,
        "message": error.message,
        "remedy": error.remedy,
        "place": error.place,
        "detail": error.detail,
    }


def finding_record(finding: Finding, lang: str = "zh") -> dict[str, Any]:
    """A finding as DESIGN names its keys; the words are in `lang`."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message.get(lang),
        "message_args": {str(key): _plain(value, lang) for key, value in finding.message_args.items()},
        "location": _location(finding.location),
        "expected": finding.expected,
        "actual": finding.actual,
        "difference": finding.difference,
        "tolerance": finding.tolerance,
        "money_unit": finding.money_unit,
        "related": [{"line": r.line, "column": r.column, "role": r.role} for r in finding.related],
        "explanations": [_explanation(e, lang) for e in finding.explanations],
        "caused_by": finding.caused_by,
        "confidence": finding.confidence,
        "fingerprint": finding.fingerprint,
        "suppressed": _suppression(finding.suppressed),
    }


def _suppression(found: Suppression | None) -> dict[str, Any] | None:
    if found is None:
        return None
    until = found.until.isoformat() if found.until else None
    return {"kind": str(found.kind), "reason": found.reason or None, "until": until}


def _location(where: Location) -> dict[str, Any]:
    return {
        "file": where.file,
        "document": where.document,
        "page": where.page,
        "sheet": where.sheet,
        "line": where.line,
        "column": where.column,
        "cell": where.cell,
        "span": None if where.span is None else list(where.span),
        "end_line": where.end_line,
        "department": where.department,
        "unit": where.unit,
        "project": where.project,
        "indicator": where.indicator,
        "indicator_name": where.indicator_name,
    }


def _explanation(item: Explanation, lang: str) -> dict[str, Any]:
    return {
        "rank": item.rank,
        "probability": item.probability,
        "kind": item.kind,
        "text": item.text.get(lang),
        "changes": [
            {"line": c.line, "column": c.column, "from": c.before, "to": c.after} for c in item.changes
        ],
    }


def _plain(value: Any, lang: str) -> Any:
    """A message value as JSON can hold it; what JSON does not know becomes its text."""
    if isinstance(value, Bilingual):
        return value.get(lang)
    if isinstance(value, Mapping):
        return {str(key): _plain(item, lang) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, lang) for item in value]
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return int(value)
    return str(value)
