"""The figures of a trial: per kind and per number of faults, beside the ceiling, with what p was worth."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from bench.diagnosis.faults import ROUNDING, UNREADABLE
from bench.diagnosis.speed import ninety_fifth
from bench.diagnosis.trial import Order, Result, run
from bench.measure import Figure

BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 1.01)
WITHIN = {1: 2.0, 2: 6.0}  # points below the ceiling that are allowed
_NUMBER = ("no fault", "one fault", "two faults", "three faults")


def share(hits: Iterable[bool]) -> float:
    """Of 100 how many."""
    held = list(hits)
    return 100 * sum(held) / len(held) if held else 0.0


def trial(order: Order, workers: int) -> Iterator[Figure]:
    """The table of one order: every kind, then all together."""
    results = run(order, workers)
    if not order.faults:
        yield from clean(results)
        return
    name = _NUMBER[order.faults]
    if order.faults == 1:
        by_kind: dict[str, list[Result]] = defaultdict(list)
        for result in results:
            by_kind[result.score.kinds[0]].append(result)
        for kind, held in by_kind.items():
            yield _line(f"{name}: {kind}", held)
        yield from _places(results)
    yield from whole(name, results, order.faults)


def clean(results: Sequence[Result]) -> Iterator[Figure]:
    """Tables without a fault: nothing may be found and nothing explained."""
    note = f"{len(results)} tables, {sum(r.score.found for r in results)} with findings of the sum rules"
    accounts = sum(r.score.accounts for r in results)
    yield Figure("no fault: explanations given", accounts, "", 0, note=note)


def _line(what: str, held: Sequence[Result], limit: float | None = None) -> Figure:
    scores = [result.score for result in held]
    best = [result.best for result in held if result.best is not None]
    note = (
        f"cell {share(s.cell for s in scores):.1f}, among three {share(s.among for s in scores):.1f}, "
        f"detected {share(s.found for s in scores):.0f}"
    )
    if best:
        note += (
            f"; ceiling {share(b.first for b in best):.1f}, among three {share(b.among for b in best):.1f}"
        )
    return Figure(
        what, share(s.value for s in scores), "% right", limit, at_most=False, note=f"{note}; n {len(scores)}"
    )


def _places(results: Sequence[Result]) -> Iterator[Figure]:
    by_place: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_place[result.score.places[0]].append(result)
    for place, held in sorted(by_place.items()):
        yield _line(f"at {place}", held)


def whole(name: str, results: Sequence[Result], faults: int) -> Iterator[Figure]:
    """All cases of one number of faults: right first, against the ceiling, detected, time, and p."""
    scores = [result.score for result in results]
    best = [result.best for result in results if result.best is not None]
    yield _line(f"{name}: right first (cell and value)", results)
    yield Figure(f"{name}: right cell", share(s.cell for s in scores), "%")
    if best:
        first = share(b.first for b in best)
        below = first - share(r.score.value for r in results if r.best is not None)
        yield Figure(
            f"{name}: points below the ceiling", below, "", WITHIN.get(faults), note=f"ceiling {first:.1f} %"
        )
        sure = 100 * sum(b.probability for b in best) / len(best)
        note = f"the oracle expects to be right in {sure:.1f} %"
        yield Figure(f"{name}: nothing tells two answers apart", share(b.close for b in best), "%", note=note)
    note = f"drawn anew, as no sum could have shown them: {sum(s.invisible for s in scores)}"
    yield Figure(
        f"{name}: detected by a rule", share(s.found for s in scores), "%", 100, at_most=False, note=note
    )
    yield Figure(f"{name}: broken in the ledger", share(s.broken for s in scores), "%", 100, at_most=False)
    times = [s.seconds for s in scores]
    note = f"95th of 100: {ninety_fifth(times) * 1e3:,.0f} ms, slowest {max(times) * 1e3:,.0f} ms, {_late(results)}"
    yield Figure(f"{name}: CPU a document, median", median(times) * 1e3, "ms", note=note)
    yield from calibration(name, results)


def _late(results: Sequence[Result]) -> str:
    return f"{sum(result.score.partial for result in results)} partial"


def calibration(name: str, results: Sequence[Result]) -> Iterator[Figure]:
    """How often first explanations of each probability are right."""
    for low, high in itertools.pairwise(BINS):
        held = [r.score for r in results if low <= r.score.probability < high]
        if held:
            said = 100 * sum(s.probability for s in held) / len(held)
            note = f"said {said:.1f} % on average; {len(held)} tables"
            yield Figure(
                f"{name}: right where p is {low:g} to {min(high, 1):g}",
                share(s.value for s in held),
                "%",
                note=note,
            )


def apart(tables: int, seed: int, workers: int) -> Iterator[Figure]:
    """Kinds in which no amount is to be found: rounding, and cells that cannot be read."""
    rounded = run(Order(tables, seed, 1, ROUNDING, oracle=False), workers)
    errors = sum(result.score.found for result in rounded)
    note = f"{len(rounded)} tables; explained {sum(r.score.accounts > 0 for r in rounded)}"
    yield Figure("figures rounded one by one: tables with an error", errors, "", note=note)
    yield _line("cells that cannot be read", run(Order(tables, seed, 1, UNREADABLE), workers))


def misses(results: Sequence[Result]) -> Iterator[str]:
    """One line for each case that was explained wrongly though the oracle was right."""
    for result in results:
        if not result.score.value and (result.best is None or result.best.first):
            s, b = result.score, result.best
            sure = f"oracle {b.probability:.2f}" if b else "no oracle"
            yield (
                f"{s.number:>5} {'+'.join(s.kinds):<28} {' / '.join(s.places):<28} n {s.projects:>4} "
                f"cell {s.cell!s:<5} among {s.among!s:<5} p {s.probability:.2f} {sure}"
            )
