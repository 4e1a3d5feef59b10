"""Frozen values that every room speaks in: grids, places, rules, outcomes, findings, reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetcheck.lazily import handed_out

if TYPE_CHECKING:
    from budgetcheck.model.correction import Correction
    from budgetcheck.model.finding import (
        Cause,
        Change,
        Excerpt,
        Explanation,
        Finding,
        Location,
        Related,
        ResultingSum,
        Suppression,
    )
    from budgetcheck.model.grid import Box, Cell, Glyphs, Grid, Row, Source, around
    from budgetcheck.model.ignore import Ignore
    from budgetcheck.model.outcome import Evidence, Fen, Outcome
    from budgetcheck.model.report import DocumentRecord, Report, RuleTally, Suggestion, Timing, ToolError
    from budgetcheck.model.rule import (
        Basis,
        Bilingual,
        Case,
        Override,
        Rule,
        RuleSet,
        RuleTexts,
        Texts,
        WordChange,
    )
else:
    __getattr__ = handed_out(
        __name__,
        {
            "correction": ("Correction",),
            "finding": (
                "Cause",
                "Change",
                "Excerpt",
                "Explanation",
                "Finding",
                "Location",
                "Related",
                "ResultingSum",
                "Suppression",
            ),
            "grid": ("Box", "Cell", "Glyphs", "Grid", "Row", "Source", "around"),
            "ignore": ("Ignore",),
            "outcome": ("Evidence", "Fen", "Outcome"),
            "report": ("DocumentRecord", "Report", "RuleTally", "Suggestion", "Timing", "ToolError"),
            "rule": (
                "Basis",
                "Bilingual",
                "Case",
                "Override",
                "Rule",
                "RuleSet",
                "RuleTexts",
                "Texts",
                "WordChange",
            ),
        },
    )

__all__ = [
    "Basis",
    "Bilingual",
    "Box",
    "Case",
    "Cause",
    "Cell",
    "Change",
    "Correction",
    "DocumentRecord",
    "Evidence",
    "Excerpt",
    "Explanation",
    "Fen",
    "Finding",
    "Glyphs",
    "Grid",
    "Ignore",
    "Location",
    "Outcome",
    "Override",
    "Related",
    "Report",
    "ResultingSum",
    "Row",
    "Rule",
    "RuleSet",
    "RuleTally",
    "RuleTexts",
    "Source",
    "Suggestion",
    "Suppression",
    "Texts",
    "Timing",
    "ToolError",
    "WordChange",
    "around",
]
