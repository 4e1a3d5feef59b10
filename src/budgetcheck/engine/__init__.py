"""Bind rules to frames, run them as pandera checks, turn outcomes into findings."""

from budgetcheck.engine.bind import Plan, bind, user_rule
from budgetcheck.engine.bound import BoundRule
from budgetcheck.engine.cases import CaseResult, run_cases
from budgetcheck.engine.run import Result, validate
from budgetcheck.engine.schemas import schema

__all__ = [
    "BoundRule",
    "CaseResult",
    "Plan",
    "Result",
    "bind",
    "run_cases",
    "schema",
    "user_rule",
    "validate",
]
