"""Many seeded cases scored, on one core or several, each beside what the oracle makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from random import Random

from bench.diagnosis import misplaced, misread
from bench.diagnosis.faults import KINDS, ROUNDING, UNREADABLE, USUAL, Case, case
from bench.diagnosis.oracle import explain
from bench.diagnosis.pairs import explain_two
from bench.diagnosis.scoring import Score, score
from bench.diagnosis.tables import Plan

SMALL = Plan((5, 40))  # for the oracle of two faults, which lists all pairs
APART = (
    ROUNDING,
    UNREADABLE,
)  # kinds with a table of their own: neither is a matter of which amount is wrong
ENTERED = (misread.__name__, misplaced.__name__)
_BATCH = 25


@dataclass(frozen=True)
class Best:
    """What the oracle makes of a case: whether its first answer is right, and how sure it may be."""

    first: bool
    among: bool
    probability: float
    close: bool  # the second answer is at least 0.8 times as likely as the first


@dataclass(frozen=True)
class Result:
    """One case: how it was explained and how well it could have been."""

    score: Score
    best: Best | None


@dataclass(frozen=True)
class Order:
    """What to run: `faults` at once, of one kind or of all in turn."""

    tables: int = 250
    seed: int = 1
    faults: int = 1
    kind: str | None = None
    plan: Plan = USUAL
    oracle: bool = True


def kinds_of(order: Order, number: int) -> tuple[str, ...]:
    """The kinds of the n-th case; every kind comes in turn, the others with it by lot."""
    if order.faults == 0:
        return ()
    usual = [kind for kind in KINDS if kind not in APART]
    first = order.kind or usual[number % len(usual)]
    rest = Random(f"{order.seed}/{number}/kinds").sample([k for k in usual if k != first], order.faults - 1)
    return (first, *rest)


def cases(order: Order, numbers: Sequence[int]) -> list[Case]:
    """The cases of these numbers."""
    made = []
    for number in numbers:
        try:
            made.append(case(number, kinds_of(order, number), seed=order.seed, plan=order.plan))
        except LookupError:
            continue
    return made


def run(order: Order, workers: int = 1) -> list[Result]:
    """All cases of an order."""
    numbers = list(range(order.tables))
    batches = [(order, numbers[at : at + _BATCH]) for at in range(0, len(numbers), _BATCH)]
    if workers < 2:
        return [result for batch in batches for result in _batch(batch)]
    with ProcessPoolExecutor(workers) as pool:
        return [result for found in pool.map(_batch, batches) for result in found]


def _batch(batch: tuple[Order, Sequence[int]]) -> list[Result]:
    order, numbers = batch
    made = cases(order, numbers)
    return [
        Result(replace(scored, number=each.number), ceiling(each) if order.oracle else None)
        for each, scored in zip(made, score(made), strict=True)
    ]


def ceiling(each: Case) -> Best | None:
    """The oracle's answer; None for three faults and for kinds that it does not judge."""
    kinds = [fault.kind for fault in each.faults]
    if not kinds or len(kinds) > 2 or ROUNDING in kinds:
        return None
    answers = (explain if len(kinds) == 1 else explain_two)(each.table)
    right = [puts == each.undone for puts, _ in answers]
    chances = [probability for _, probability in answers]
    return Best(
        first=right[:1] == [True],
        among=any(right[:3]),
        probability=chances[0] if chances else 0.0,
        close=len(chances) > 1 and chances[1] >= 0.8 * chances[0],
    )
