"""What a rule says of itself, as one text."""

from __future__ import annotations

from budgetcheck.model import Rule
from budgetcheck.reports.parts.phrases import clauses


def basis(rule: Rule, lang: str) -> str:
    """What the rule rests on, each with its standing."""
    parts = (f"{b.title.get(lang)} ({b.standing.get(lang)})" for b in rule.basis)
    return clauses(parts, lang)
