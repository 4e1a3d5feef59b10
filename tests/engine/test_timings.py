"""Where the time of a run goes: measured apart for rules, for what they share and for the engine."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.test_run import BATCH, negative, rule

from budgetcheck import engine
from budgetcheck.engine.bind import Plan
from budgetcheck.engine.bound import BoundRule
from budgetcheck.engine.run import merged
from budgetcheck.frames.clock import Clock
from budgetcheck.model import Timing


class Time:
    """A clock that goes on only when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


TIME = Time()


@pytest.fixture(autouse=True)
def told_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetcheck.frames.clock.perf_counter", TIME)


def asks(frame: Any, tables: Any) -> Any:
    def dear(tables: Any) -> int:
        TIME.now += 5
        return 1

    tables.once(dear)
    TIME.now += 1
    return negative(frame, tables)


def spent(result: engine.Result) -> dict[tuple[str, str], float]:
    return {(t.kind, t.subject): t.seconds for t in result.timings}


def test_what_rules_share_is_charged_to_none_of_them() -> None:
    plan = Plan((BoundRule(rule("TST001"), asks), BoundRule(rule("TST002"), asks)))
    seconds = spent(engine.validate(BATCH, plan))
    assert seconds == {
        ("rule", "TST001"): 1,
        ("rule", "TST002"): 1,
        ("shared", "dear"): 10,
        ("engine", "bookkeeping"): 0,
        ("engine", "findings"): 0,
    }


def test_each_run_on_the_same_tables_starts_from_nothing() -> None:
    plan = Plan((BoundRule(rule("TST003"), negative),))
    first, again = (set(spent(engine.validate(BATCH, plan))) for _ in range(2))
    assert first == again


def broken(clock: Clock) -> None:
    with clock.part("shared", "broken"):
        TIME.now += 7
        raise KeyError("x")


def test_the_time_of_a_part_within_another_counts_once() -> None:
    clock = Clock()
    with clock.part("rule", "outer"):
        TIME.now += 1
        with clock.part("shared", "inner"):
            TIME.now += 3
        with pytest.raises(KeyError):
            broken(clock)
    assert clock.seconds == {("rule", "outer"): 1, ("shared", "inner"): 3, ("shared", "broken"): 7}


def test_timings_of_batches_are_summed_dearest_first() -> None:
    given = [Timing("rule", "A", 1.0), Timing("rule", "B", 2.5), Timing("rule", "A", 2.0)]
    assert merged(given) == (Timing("rule", "A", 3.0), Timing("rule", "B", 2.5))
