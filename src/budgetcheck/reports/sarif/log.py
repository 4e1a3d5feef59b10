"""One SARIF log of one run, written result by result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from budgetcheck.model import Finding, Report
from budgetcheck.reports.json_report import dump
from budgetcheck.reports.parts.places import document_key, texts_of
from budgetcheck.reports.sarif.results import artifact_location, left_out, notification, result
from budgetcheck.reports.sarif.rules import descriptors

MOST_RESULTS = 25_000
"""More results than GitHub takes in one run: it refuses the file then."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_chunks(report: Report, lang: str = "zh", most: int = MOST_RESULTS) -> Iterator[str]:
    """The log in pieces; where there are more than `most` findings the worst are kept, and a notification says so.

    Paths that are relative are counted from `%SRCROOT%`. Columns count characters, not UTF-16 units.
    """
    kept = _worst(report.findings, most)
    head = {
        "tool": {"driver": _driver(report, lang)},
        "invocations": [_invocation(report, len(kept), lang)],
        "artifacts": [_artifact(file, sha) for file, sha in _files(report).items()],
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the folder of the checkout"}}},
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN" if lang == "zh" else "en-US",
    }
    yield f'{{"$schema": {dump(_SCHEMA)}, "version": "2.1.0", "runs": [\n'
    yield dump(head)[:-1] + ', "results": ['
    index = {tally.rule: at for at, tally in enumerate(report.tallies)}
    with_baseline = report.baseline_gone is not None
    texts = texts_of(report)
    mark = "\n"
    for finding in kept:
        made = result(
            finding,
            index.get(finding.rule, -1),
            lang,
            with_baseline=with_baseline,
            in_text=document_key(finding) in texts,
        )
        yield mark + dump(made)
        mark = ",\n"
    yield "\n]}]}\n"


def _worst(findings: Sequence[Finding], most: int) -> Sequence[Finding]:
    """The findings in their order; where there are too many, those that count and are worst."""
    if len(findings) <= most:
        return findings
    ranked = sorted(
        range(len(findings)), key=lambda n: (findings[n].suppressed is not None, -findings[n].severity.rank)
    )
    return [findings[n] for n in sorted(ranked[:most])]


def _driver(report: Report, lang: str) -> Mapping[str, Any]:
    return {
        "name": "budgetcheck",
        "version": report.version,
        "semanticVersion": report.version,
        "properties": {
            "pack": report.rules.pack,
            "packVersion": report.rules.version,
            "rulesHash": report.rules.hash,
        },
        "rules": descriptors(report.rules, report.tallies, lang),
    }


def _invocation(report: Report, kept: int, lang: str) -> Mapping[str, Any]:
    notes = [notification(error, lang) for error in report.tool_errors]
    if kept < len(report.findings):
        notes.append(left_out(report.findings, kept, lang))
    return {"executionSuccessful": not report.tool_errors, "toolExecutionNotifications": notes}


def _files(report: Report) -> Mapping[str, str]:
    return {record.file: record.sha256 for record in report.documents}


def _artifact(file: str, sha256: str) -> Mapping[str, Any]:
    return {"location": artifact_location(file), "hashes": {"sha-256": sha256}}
