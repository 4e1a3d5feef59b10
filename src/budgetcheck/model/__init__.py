"""Frozen values that every room speaks in: grids, places, rules, outcomes, findings, reports."""

from budgetcheck.model.finding import Change, Excerpt, Explanation, Finding, Location, Related
from budgetcheck.model.grid import Cell, Grid, Row, Source
from budgetcheck.model.outcome import Evidence, Fen, Outcome
from budgetcheck.model.report import DocumentRecord, Report, RuleTally, ToolError
from budgetcheck.model.rule import Basis, Bilingual, Case, Rule, RuleSet

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
    "Location",
    "Outcome",
    "Related",
    "Report",
    "Row",
    "Rule",
    "RuleSet",
    "RuleTally",
    "Source",
    "ToolError",
]
