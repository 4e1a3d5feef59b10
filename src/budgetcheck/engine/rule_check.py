"""A rule as a pandera check: it runs the rule's function once and hands over the whole outcome."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.api.base.checks import CheckResult
from pandera.backends.base import BaseCheckBackend

from budgetcheck.engine.bound import BoundRule
from budgetcheck.frames import FRAMES, Tables
from budgetcheck.model import Outcome
from budgetcheck.terms import Verdict


@dataclass(frozen=True)
class Recorder:
    """The batch being validated, and what each rule said of it so far, by rule id."""

    tables: Tables
    outcomes: dict[str, Outcome] = field(default_factory=dict)


# NOTE: the check must not hold the tables. pandera keeps every validated frame's schema alive as long as
# the frame, so a check that held the frame would keep both for ever.
RECORDER: ContextVar[Recorder | None] = ContextVar("budgetcheck_recorder", default=None)


class RuleCheck(pa.Check):
    """A bound rule in the form that a pandera schema runs."""

    def __init__(self, bound: BoundRule) -> None:
        # NOTE: pandera wants a function; the registered backend runs the rule instead of it.
        super().__init__(bool, name=bound.rule.id)
        self.bound = bound


class RuleCheckBackend(BaseCheckBackend):
    """Runs a `RuleCheck` on a whole frame.

    Under the engine the outcome goes to the recorder and no failure cases are made: pandera would make
    one for every cell of a failing row. In a user's own pipeline the failing rows are the failure cases.
    """

    def __init__(self, check: RuleCheck) -> None:
        super().__init__(check)  # type: ignore[no-untyped-call]
        self.bound = check.bound

    def __call__(self, check_obj: pd.DataFrame, key: str | None = None) -> CheckResult:
        """The rule's verdict on `check_obj`.

        Raises:
            TypeError: the check function broke its contract (see `_checked`).
        """
        del key
        recorder = RECORDER.get()
        tables = recorder.tables if recorder else _alone(self.bound.rule.frame, check_obj)
        with tables.clock.part("rule", self.bound.rule.id):
            outcome = _checked(self.bound.run(check_obj, tables), len(check_obj))
        failed = outcome.verdicts == Verdict.FAILED
        passed = not failed.any()
        if recorder is None:
            cases = None if passed else check_obj.loc[failed].iloc[:, 0]
            return CheckResult(pd.Series(~failed, index=check_obj.index), passed, check_obj, cases)
        recorder.outcomes[self.bound.rule.id] = outcome
        return CheckResult(outcome, passed, check_obj, None)


RuleCheck.register_backend(pd.DataFrame, RuleCheckBackend)


def _alone(name: str, frame: pd.DataFrame) -> Tables:
    empty = Tables.empty()
    return Tables.of({n: frame if n == name else empty.frame(n) for n in FRAMES})


def _checked(outcome: Any, length: int) -> Outcome:
    """`outcome`, when it says something of each of the `length` subjects and proves every failure."""
    if not isinstance(outcome, Outcome):
        raise TypeError(f"a check must return an Outcome, not {type(outcome).__name__}")
    verdicts = np.asarray(outcome.verdicts)
    if verdicts.shape != (length,) or verdicts.dtype != np.int8:
        raise TypeError(f"verdicts must be {length} int8, not {verdicts.shape} {verdicts.dtype}")
    rows = [e.row for e in outcome.evidence]
    proven = np.zeros(length, dtype=bool)
    proven[[row for row in rows if 0 <= row < length]] = True
    beyond = any(not 0 <= row < length for row in rows)
    if beyond or not np.array_equal(proven, verdicts == Verdict.FAILED):
        raise TypeError("every failed subject needs evidence, and only failed ones have it")
    return outcome
