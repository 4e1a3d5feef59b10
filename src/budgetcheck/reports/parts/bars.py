"""Findings by kind of rule as bars: how long each is, and what is said beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from budgetcheck.model import Report
from budgetcheck.reports.parts.phrases import family_name
from budgetcheck.terms import Severity


class Bar(NamedTuple):
    """One kind of rule: its letters, its name, the width of each severity that has findings, and the counts in words."""

    family: str
    name: str
    widths: Mapping[str, float]
    said: str


def bars(report: Report, lang: str, widest: float) -> list[Bar]:
    """A bar for each kind of rule that found something, in order; the longest is `widest` wide."""
    counts = report.count_families()
    most = max((sum(by.values()) for by in counts.values()), default=0)
    return [
        Bar(
            family,
            f"{family} {family_name(family, lang)}",
            {severity: widest * n / most for severity, n in by.items() if n},
            " · ".join(f"{Severity(s).label(lang)} {n:,}" for s, n in by.items() if n),
        )
        for family, by in counts.items()
    ]
