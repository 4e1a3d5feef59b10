"""A comparison for people, whichever its kind."""

from __future__ import annotations

from budgetcheck.comparison import ReportsComparison, TablesComparison
from budgetcheck.reports.diff_reports import ReportsDiff
from budgetcheck.reports.diff_tables import TablesDiff

HABIT = 20


def rich_diff(
    found: TablesComparison | ReportsComparison, lang: str = "zh", limit: int | None = None
) -> TablesDiff | ReportsDiff:
    """What rich prints for a comparison; at most `limit` entries of each kind, 0 for all."""
    most = HABIT if limit is None else limit
    if isinstance(found, ReportsComparison):
        return ReportsDiff(found, lang, most)
    return TablesDiff(found, lang, most)
