"""One SARIF log of one run, written result by result."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from budgetcheck.model import Finding, Report
from budgetcheck.reports.json_report import dump
from budgetcheck.reports.parts.places import paged, texts_of
from budgetcheck.reports.sarif.line_hashes import LineHashes
from budgetcheck.reports.sarif.results import (
    Told,
    artifact_location,
    left_out,
    not_shown,
    notification,
    result,
)
from budgetcheck.reports.sarif.rules import descriptors

MOST_RESULTS = 25_000
"""More results than GitHub takes in one run: it refuses the file then."""
MOST_SHOWN = 5_000
"""More results than GitHub shows of one run."""
MOST_BYTES = 9_000_000
"""As many bytes as the results may take when compressed: GitHub takes ten million in all."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_chunks(
    report: Report, lang: str = "zh", most: int = MOST_RESULTS, most_bytes: int = MOST_BYTES
) -> Iterator[str]:
    """The log in pieces; where there are too many findings the worst are kept, and a notification says so.

    Paths that are relative are counted from `%SRCROOT%`. Columns count characters, not UTF-16 units. Findings
    stand in their order, those that GitHub would not all show the worst first.
    """
    head = {
        "tool": {"driver": _driver(report, lang)},
        "artifacts": [_artifact(file, sha) for file, sha in _files(report).items()],
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the folder of the checkout"}}},
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN" if lang == "zh" else "en-US",
    }
    yield f'{{"$schema": {dump(_SCHEMA)}, "version": "2.1.0", "runs": [\n'
    yield dump(head)[:-1] + ', "results": ['
    ranks = {tally.rule: at for at, tally in enumerate(report.tallies)}
    told = Told(
        lang, ranks, report.baseline_gone is not None, texts_of(report), paged(report), LineHashes(report)
    )
    made = (dump(result(finding, told)) for finding in _worst(report.findings, most))
    kept = 0
    for text in _within(made, most_bytes):
        yield (",\n" if kept else "\n") + text
        kept += 1
    # NOTE: below the results, since only then it is known how many there was room for.
    yield f'\n], "invocations": [{dump(_invocation(report, kept, lang))}]}}]}}\n'


def _worst(findings: Sequence[Finding], most: int) -> Sequence[Finding]:
    """The findings in their order; where there are many, those that count first, the worst before the others."""
    if len(findings) <= min(most, MOST_SHOWN):
        return findings
    return sorted(findings, key=lambda found: (found.suppressed is not None, -found.severity.rank))[:most]


def _within(texts: Iterable[str], most: int) -> Iterator[str]:
    """As many of the texts as compress to no more than `most` bytes."""
    packer, size = zlib.compressobj(1), 0
    for text in texts:
        size += len(packer.compress(text.encode()))
        if size > most:
            return
        yield text


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
        notes.append(left_out(len(report.findings), kept, lang))
    if kept > MOST_SHOWN:
        notes.append(not_shown(MOST_SHOWN, lang))
    return {"executionSuccessful": not report.tool_errors, "toolExecutionNotifications": notes}


def _files(report: Report) -> Mapping[str, str]:
    return {record.file: record.sha256 for record in report.documents}


def _artifact(file: str, sha256: str) -> Mapping[str, Any]:
    return {"location": artifact_location(file), "hashes": {"sha-256": sha256}}
