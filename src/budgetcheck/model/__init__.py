"""Frozen values that every room speaks in: grids, places, rules, outcomes, findings, reports."""

from budgetcheck.model.finding import Change, Excerpt, Explanation, Finding, Location, Related, Suppression
from budgetcheck.model.grid import Cell, Grid, Row, Source
from budgetcheck.model.ignore import Ignore
from budgetcheck.model.outcome import Evidence, Fen, Outcome
from budgetcheck.model.report import DocumentRecord, Report, RuleTally, Timing, ToolError
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

__all__ = [
    "Basis",
    "Bilingual",
    "Case",
    "Cell",
    "Change",
    "DocumentRecord",
    "Evidence",
    "Excerpt",
    "Explanation",
    "Fen",
    "Finding",
    "Grid",
    "Ignore",
    "Location",
    "Outcome",
    "Override",
    "Related",
    "Report",
    "Row",
    "Rule",
    "RuleSet",
    "RuleTally",
    "RuleTexts",
    "Source",
    "Suppression",
    "Texts",
    "Timing",
    "ToolError",
    "WordChange",
]
