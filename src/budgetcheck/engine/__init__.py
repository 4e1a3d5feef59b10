"""Bind rules to frames, run them as pandera checks, turn outcomes into findings."""

from budgetcheck.engine.bind import Plan, bind, user_rule
from budgetcheck.engine.bound import BoundRule
from budgetcheck.engine.run import Asked, Result, validate
from budgetcheck.engine.schemas import schema

__all__ = [
    "Asked",
    "BoundRule",
    "Plan",
    "Result",
    "bind",
    "schema",
    "user_rule",
    "validate",
]
