"""What a run could have found, and which findings of a baseline it would have found had they still been there."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from budgetcheck.model import Finding, Report
from budgetcheck.triage.baseline import Baseline, BaselineEntry, place_of


class Run(NamedTuple):
    """What a run looked at.

    Attributes:
        rules: ids of the rules that were on and did not crash.
        documents: file and department of every table that was read.
        unreadable: the inputs that could not be used.
    """

    rules: frozenset[str]
    documents: tuple[tuple[str, str], ...]
    unreadable: tuple[str, ...]

    @classmethod
    def of(cls, report: Report) -> Run:
        """What the run behind `report` looked at."""
        crashed = {error.subject for error in report.tool_errors if error.kind != "input"}
        return cls(
            rules=frozenset(tally.rule for tally in report.tallies) - crashed,
            documents=tuple((record.file, record.department) for record in report.documents),
            unreadable=tuple(error.subject for error in report.tool_errors if error.kind == "input"),
        )


def gone_entries(baseline: Baseline, findings: Iterable[Finding], run: Run) -> list[BaselineEntry]:
    """The entries whose findings are no more, each with the count of those that are gone.

    An entry is judged only when its rule ran and its file was read, or is no longer where it was.
    """
    found: dict[str, Counter[str]] = {}
    for finding in findings:
        place = place_of(finding.location.file, baseline.folder)
        found.setdefault(finding.fingerprint, Counter())[place] += 1
    read = {place_of(file, baseline.folder) for file, _ in run.documents}
    missing = _missing(baseline, found)
    return [
        replace(entry, count=missing[entry.fingerprint, entry.file])
        for entry in baseline.entries
        if missing.get((entry.fingerprint, entry.file))
        and entry.rule in run.rules
        and (entry.file in read or not _is_there(entry.file, baseline.folder))
    ]


def _missing(baseline: Baseline, found: Mapping[str, Counter[str]]) -> dict[tuple[str, str], int]:
    """How many findings of each entry were not found again; one in the entry's own file is its first choice."""
    spare: Counter[str] = Counter()
    missing: dict[tuple[str, str], int] = {}
    named: dict[str, set[str]] = {}
    for entry in baseline.entries:
        here = found.get(entry.fingerprint, Counter())[entry.file]
        named.setdefault(entry.fingerprint, set()).add(entry.file)
        missing[entry.fingerprint, entry.file] = max(0, entry.count - here)
        spare[entry.fingerprint] += max(0, here - entry.count)
    for fingerprint, files in named.items():
        elsewhere = found.get(fingerprint, Counter())
        spare[fingerprint] += sum(n for file, n in elsewhere.items() if file not in files)
    for (fingerprint, file), number in missing.items():
        taken = min(spare[fingerprint], number)
        missing[fingerprint, file] = number - taken
        spare[fingerprint] -= taken
    return missing


def _is_there(file: str, folder: str) -> bool:
    return os.path.lexists(os.path.join(folder, file))  # noqa: PTH118 - a path that is none is no error here
