"""CPU seconds of the search alone: by size, their growth, and tables made to be hard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from math import log
from random import Random
from statistics import median

from bench.diagnosis.channel import TYPED, outcomes, printed
from bench.diagnosis.faults import KINDS, case
from bench.diagnosis.printing import ledger_of, text_of
from bench.diagnosis.scoring import timed
from bench.diagnosis.tables import PROJECT, Plan, Table, make, restate
from bench.diagnosis.trial import APART
from bench.measure import Figure, cpu
from budgetcheck import diagnosis
from budgetcheck.diagnosis.ledger import Ledger
from budgetcheck.frames import Tables
from budgetcheck.readers import read
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

SIZES = (125, 250, 500, 1000, 2000)
BUDGET = 2.0  # seconds, as the model has it; the search may finish what it is at
USUAL_KINDS = [kind for kind in KINDS if kind not in APART]


def figures(tables: int = 18) -> Iterator[Figure]:
    """By size, growth and hard tables."""
    small = sorted(seconds(40, number)[0] for number in range(3 * tables))
    yield Figure("40 projects, one fault: median", median(small) * 1e3, "ms", 20, note=_spread(small))
    pairs = sorted(seconds(40, number, 2)[0] for number in range(tables))
    yield Figure("40 projects, two faults: median", median(pairs) * 1e3, "ms", note=_spread(pairs))
    yield from _making_ledgers(tables)
    by_size = {size: sorted(seconds(size, number)[0] for number in range(tables)) for size in SIZES}
    for size, times in by_size.items():
        yield Figure(f"{size:,} projects, one fault: median", median(times) * 1e3, "ms", note=_spread(times))
    yield Figure("2,000 projects, one fault: slowest", by_size[SIZES[-1]][-1], "s", 1)
    # NOTE: between 125 and 2,000 rows n log n grows as n to the power of 1.17.
    middles = {size: median(times) for size, times in by_size.items()}
    yield Figure("growth for one fault, as a power of n", exponent(middles), "", 1.2)
    yield from _hard()


def _spread(times: list[float]) -> str:
    return f"95 of 100 below {ninety_fifth(times) * 1e3:,.1f} ms, slowest {max(times) * 1e3:,.1f} ms, {len(times)} tables"


def _making_ledgers(tables: int) -> Iterator[Figure]:
    """What it costs to take the ledgers of broken tables from the frames of a batch, and to see that others are sound."""
    for name, kinds in (("broken", ("lookalike",)), ("sound", ())):
        texts = [text_of(case(n, kinds, seed=78, plan=Plan((40, 40))).table)[0] for n in range(tables)]
        grids = [grid for text in texts for grid in read(text.encode())]
        frames, _ = assemble(grids, default_words())
        spent, made = cpu(partial(_ledgers, frames), 3)
        note = f"{len(made)} ledgers from a batch of {tables} tables of 40 projects"
        yield Figure(f"ledgers from frames, {name} tables", spent / tables * 1e3, "ms a table", note=note)


def seconds(size: int, number: int, faults: int = 1) -> tuple[float, bool]:
    """The CPU seconds for one table of this many projects, and whether time ran out."""
    kinds = [USUAL_KINDS[(number + 7 * n) % len(USUAL_KINDS)] for n in range(faults)]
    plan = Plan((size, size))
    spent, found = timed(ledger_of(case(number, tuple(kinds), seed=77, plan=plan).table))
    return spent, any(each.partial for each in found)


def ninety_fifth(times: list[float]) -> float:
    """The time that 95 of 100 keep below."""
    return sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]


def exponent(times: Mapping[int, float]) -> float:
    """The power of n that fits the times best, by least squares on logarithms."""
    points = [(log(size), log(max(found, 1e-6))) for size, found in times.items()]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    found: float = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
    return found


def _ledgers(frames: Tables) -> list[Ledger]:
    """The ledgers of a batch that no rule has looked at yet."""
    return diagnosis.ledgers(replace(frames))


def _hard() -> Iterator[Figure]:
    for name, build in HARD.items():
        spent, found = timed(build())
        partial = sum(each.partial for each in found)
        note = (
            f"{len(found)} broken parts, {partial} partial, {sum(not d.accounts for d in found)} unexplained"
        )
        yield Figure(f"hard: {name}", spent, "s", 2 * BUDGET, note=note)


def _equal(size: int) -> Ledger:
    """Every project has the same amount; one is missing and one misread."""
    random = Random(5)
    table = make(random, 0, Plan((size, size), "fiscal", 2))
    for row in table.projects:
        row.truth = [100_000_000, 100_000_000, 0, 0]
    restate(table)
    table.rows.remove(table.projects[3])
    table.projects[-2].texts[:2] = ["180.00", "180.00"]
    return ledger_of(table)


def _broken_rows(size: int) -> Ledger:
    """Every third project has one cell misread."""
    table = make(Random(6), 0, Plan((size, size), "mixed", 2))
    _misread(table, Random(6), 3, whole=False)
    return ledger_of(table)


def _everything(size: int) -> Ledger:
    """Every amount is misread."""
    table = make(Random(7), 0, Plan((size, size), "fiscal", 3))
    _misread(table, Random(7), 1, whole=True)
    return ledger_of(table)


def _each_unit(size: int) -> Ledger:
    """One project misread in every unit."""
    table = make(Random(8), 0, Plan((size, size), "fiscal", 2))
    above, done = table.parents(), set[int]()
    random = Random(8)
    for row in table.projects:
        if above[row.uid] not in done and row.truth[0]:
            done.add(above[row.uid])
            _spoil(table, row.uid, random, whole=True)
    return ledger_of(table)


def _misread(table: Table, random: Random, every: int, *, whole: bool) -> None:
    for row in table.rows:
        if row.truth[0] and row.uid % every == 0 and (row.level == PROJECT or every == 1):
            _spoil(table, row.uid, random, whole=whole)


def _spoil(table: Table, uid: int, random: Random, *, whole: bool) -> None:
    row = next(row for row in table.rows if row.uid == uid)
    options = outcomes(random.choice(TYPED[:5]), row.truth[0], table.scale)
    text = random.choice(list(options)) if options else printed(row.truth[0] + 10_000_000, table.scale)
    row.texts = [text if t and (whole or at == 0) else t for at, t in enumerate(row.texts)]


HARD: Mapping[str, Callable[[], Ledger]] = {
    "2,000 equal amounts, two faults": lambda: _equal(2000),
    "60 equal amounts, two faults": lambda: _equal(60),
    "660 broken rows of 2,000": lambda: _broken_rows(2000),
    "200 projects, everything misread": lambda: _everything(200),
    "2,000 projects, everything misread": lambda: _everything(2000),
    "2,000 projects, a fault in every unit": lambda: _each_unit(2000),
}
