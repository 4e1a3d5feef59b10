"""`gitlab`: the findings as a GitLab code quality report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from budgetcheck.model import Finding, Report
from budgetcheck.reports.json_report import dump
from budgetcheck.reports.parts.failures import failure_inside
from budgetcheck.reports.parts.places import document_key, paged, place, posix, texts_of
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.terms import Severity

_SEVERITY: Mapping[Severity, str] = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.NOTE: "info",
}


def gitlab_chunks(report: Report, lang: str = "zh") -> Iterator[str]:
    """A JSON list with an entry per finding that is not suppressed, in pieces.

    Inputs that could not be used and rules that crashed are entries of severity `blocker`, so that a merge
    request shows them: the format has no other place for them.
    """
    seen: Counter[str] = Counter()
    mark = "[\n"
    for entry in _entries(report, lang):
        # NOTE: GitLab shows one of two entries with equal fingerprints; two editions of a table share theirs.
        seen[entry["fingerprint"]] += 1
        if seen[entry["fingerprint"]] > 1:
            entry["fingerprint"] = _hash(entry["fingerprint"], seen[entry["fingerprint"]])
        yield mark + dump(entry)
        mark = ",\n"
    yield "[]\n" if mark == "[\n" else "\n]\n"


def _entries(report: Report, lang: str) -> Iterator[dict[str, Any]]:
    for error in report.tool_errors:
        yield {
            "description": one_line(failure_inside(error, lang)),
            "check_name": f"budgetcheck-{error.kind}",
            "fingerprint": _hash(error.kind, error.subject),
            "severity": "blocker",
            "location": {"path": posix(error.subject), "lines": {"begin": 1}},
        }
    texts, several = texts_of(report), paged(report)
    for finding in report.findings:
        if finding.suppressed is None:
            # NOTE: a merge request names file and line; in a sheet or on a page that leads nobody to the cell.
            key = document_key(finding)
            where = place(finding.location, lang, with_file=False, with_page=key in several)
            yield _entry(finding, lang, "" if key in texts else where)


def _entry(finding: Finding, lang: str, said: str) -> dict[str, Any]:
    where = finding.location
    parts = (finding.rule, said, finding.message.get(lang))
    return {
        "description": one_line(" ".join(filter(None, parts))),
        "check_name": finding.rule,
        "fingerprint": _hash(where.file, where.document, finding.fingerprint),
        "severity": _SEVERITY[finding.severity],
        "location": {
            "path": posix(where.file),
            "lines": {
                "begin": where.line or 1,
                "end": max(where.end_line or where.line or 1, where.line or 1),
            },
        },
    }


def _hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
