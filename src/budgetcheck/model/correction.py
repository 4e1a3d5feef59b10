"""A change that an explanation makes to a table, once it has been made in a copy."""

from __future__ import annotations

from dataclasses import dataclass

from budgetcheck.model.finding import Change
from budgetcheck.model.rule import Bilingual
from budgetcheck.terms import Certainty


@dataclass(frozen=True, slots=True)
class Correction:
    """One change made, and why.

    `document` and `line_id` are those of the corrected frames; `line_id` is the row that the change is told of:
    the row itself, of one that is gone the total above it.
    """

    document: int
    line_id: int
    change: Change
    kind: str
    text: Bilingual
    probability: float
    certainty: Certainty
