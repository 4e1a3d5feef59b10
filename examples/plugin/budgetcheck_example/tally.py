"""A report format: one line per rule that found something, with its count."""

from __future__ import annotations

from collections.abc import Iterator

from budgetcheck.model import Report


def write(report: Report, lang: str) -> Iterator[str]:
    """The counts, most first."""
    for tally in sorted(report.tallies, key=lambda t: (-t.shown, t.rule)):
        if tally.shown:
            yield f"{tally.shown}\t{tally.rule}\t{tally.severity.label(lang)}\n"
