"""Findings that somebody judged before: ignores with a reason, and baselines.

NOTE: the configuration is read with this room, so nothing here may bring pandas along but `triage.frame`.
"""

from budgetcheck.triage.baseline import (
    Baseline,
    BaselineEntry,
    baseline_text,
    merged_baseline,
    new_baseline,
    read_baseline,
)
from budgetcheck.triage.entries import entry_lines, parse_ignores
from budgetcheck.triage.gone import Run, gone_entries
from budgetcheck.triage.ignores import Ignores
from budgetcheck.triage.marking import mark_baseline

__all__ = [
    "Baseline",
    "BaselineEntry",
    "Ignores",
    "Run",
    "baseline_text",
    "entry_lines",
    "gone_entries",
    "mark_baseline",
    "merged_baseline",
    "new_baseline",
    "parse_ignores",
    "read_baseline",
]
