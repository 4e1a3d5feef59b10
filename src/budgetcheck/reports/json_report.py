"""`json` and `json-lines`: the report for programs, in the form of `report.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from budgetcheck.model import (
    Bilingual,
    Cause,
    Change,
    Explanation,
    Finding,
    Location,
    Report,
    Suppression,
)
from budgetcheck.reports.parts.view import View

SCHEMA_VERSION = "1.0"
_DIGITS = 6
_MOST: float = 1 - 10.0**-_DIGITS


def json_text(report: Report, lang: str = "zh", *, statistics: bool = False) -> str:
    """The whole report as one JSON object, ending in a line break; with `statistics` also what it cost."""
    return "".join(json_chunks(report, View(lang=lang, statistics=statistics)))


def json_chunks(report: Report, view: View) -> Iterator[str]:
    """The JSON object in pieces, a finding each.

    NOTE: times differ from run to run, and a report must not unless asked.
    """
    record = _frame(report)
    if view.statistics:
        record["statistics"] = [
            {"kind": t.kind, "subject": t.subject, "milliseconds": round(t.seconds * 1000, 3)}
            for t in report.timings
        ]
    # NOTE: no text in JSON holds a line break, so this is the key of the report itself.
    before, mark, after = dump(record, indent=2).partition('\n  "findings": []')
    yield before + mark[:-1]
    gap = ""
    for finding in report.findings:
        yield f"{gap}\n    " + dump(finding_record(finding, view.lang), indent=2).replace("\n", "\n    ")
        gap = ","
    yield ("\n  ]" if report.findings else "]") + after + "\n"


def json_lines_text(report: Report, lang: str = "zh") -> str:
    """One line per finding and nothing else; each is an entry of `findings` in the JSON report."""
    return "".join(json_lines_chunks(report, lang))


def json_lines_chunks(report: Report, lang: str = "zh") -> Iterator[str]:
    """The lines one by one."""
    for finding in report.findings:
        yield dump(finding_record(finding, lang)) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the JSON report."""
    text = Path(__file__).with_name("report.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def dump(record: object, indent: int | None = None) -> str:
    """`record` as JSON that can be written as UTF-8."""
    text = json.dumps(record, ensure_ascii=False, indent=indent, allow_nan=False)
    # NOTE: a lone surrogate from a damaged file cannot be written as UTF-8; its escape can.
    return text.translate(_ESCAPED).encode("utf-8", "backslashreplace").decode("utf-8")


# NOTE: characters that steer a terminal, turn the direction of writing, or end a line elsewhere than in JSON: who
# shows the file would act on them. As escapes they mean the same and do nothing.
_STEERING = (
    (0x7F, 0x9F),
    (0x061C, 0x061C),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2066, 0x2069),
    (0xFEFF, 0xFEFF),
)
_ESCAPED = {code: f"\\u{code:04x}" for first, last in _STEERING for code in range(first, last + 1)}


def as_record(report: Report, lang: str = "zh") -> dict[str, Any]:
    """The report as plain dicts and lists, every key present."""
    return _frame(report) | {"findings": [finding_record(f, lang) for f in report.findings]}


def _frame(report: Report) -> dict[str, Any]:
    """The report without its findings, which are many."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "budgetcheck", "version": report.version},
        "rules": {"pack": report.rules.pack, "version": report.rules.version, "hash": report.rules.hash},
        "documents": [_picked(d, _DOCUMENT) for d in report.documents],
        "summary": [_picked(t, _TALLY) | {"severity": str(t.severity)} for t in report.tallies],
        "findings": [],
        "suppressed": {**report.count_suppressed(), "baseline_gone": report.baseline_gone},
        "tool_errors": [_picked(e, _ERROR) for e in report.tool_errors],
    }


_DOCUMENT = (
    "file", "document", "sha256", "encoding", "sheet", "line", "title", "department", "year", "money_unit", "layout",
    "pages", "lines", "units", "projects", "indicators", "rows_joined", "amounts_unreadable", "amounts_doubtful",
    "repairs", "findings", "suppressed", "spans",
)  # fmt: skip
_TALLY = (
    "rule", "name", "severity", "applicable", "passed", "failed", "undecided", "not_applicable", "shown", "suppressed",
)  # fmt: skip
_LOCATION = (
    "file", "document", "page", "sheet", "line", "column", "cell", "span", "end_line", "department", "unit", "project",
    "indicator", "indicator_name", "box",
)  # fmt: skip
_ERROR = ("kind", "subject", "message", "remedy", "place", "detail")
_SUM = ("line", "column", "stated", "added", "holds", "across")


def _picked(thing: object, names: Iterable[str]) -> dict[str, Any]:
    """These values of it, by name: what a report holds is said here, and not by the model."""
    values = ((name, getattr(thing, name)) for name in names)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


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
        "explained": str(finding.explained) if finding.explained else None,
        "partial": finding.partial,
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
    boxes = {"boxes": [list(box) for box in where.boxes]} if where.boxes else {}
    return _picked(where, _LOCATION) | boxes


def _explanation(item: Explanation, lang: str) -> dict[str, Any]:
    return {
        "rank": item.rank,
        "probability": chance(item.probability),
        "kind": item.kind,
        "text": item.text.get(lang),
        "changes": [change_record(change) for change in item.changes],
        "certainty": str(item.certainty),
        "causes": [_cause(cause, lang) for cause in item.causes],
        "sums": [_picked(one, _SUM) for one in item.sums],
        "group": item.group,
        "partial": item.partial,
    }


def chance(probability: float) -> float:
    """A probability for print: rounded or not, nothing that was searched for is quite certain."""
    return min(round(probability, _DIGITS), _MOST)


def change_record(change: Change) -> dict[str, Any]:
    """What a change is, as DESIGN names its keys and a few more."""
    return {
        "line": change.line,
        "column": change.column,
        "from": change.before,
        "to": change.after,
        "kind": str(change.kind),
        "name": change.name,
        "other_line": change.other_line,
        "cause": change.cause,
        "page": change.page,
        "cell": change.cell or None,
    }


def _cause(cause: Cause, lang: str) -> dict[str, Any]:
    return {
        "kind": cause.kind,
        "title": cause.title.get(lang),
        "text": cause.text.get(lang),
        "evidence": [text.get(lang) for text in cause.evidence],
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
