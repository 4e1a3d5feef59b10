"""How amounts are distributed in a generated table: log-normal sizes, many of them round; drawn and weighed alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import erf, inf, log, sqrt
from random import Random

from budgetcheck.terms import MoneyUnit

BLANK_ROW = 0.02  # rows that print 0.00
STYLES = ("total", "fiscal", "mixed")
WAN_ZEROS = ((0, 0.30), (1, 0.12), (2, 0.25), (3, 0.20), (4, 0.13))
YUAN_ZEROS = ((0, 0.15), (2, 0.25), (4, 0.25), (6, 0.20), (7, 0.15))
SOURCES = ((1, 0.70), (2, 0.25), (3, 0.05))  # how many sources a row of a mixed table has
_LEAST = 1e-300


@dataclass(frozen=True)
class Law:
    """The distribution of one table's amounts: fen, in steps of `grain`; `zeros` are the trailing ones."""

    unit: MoneyUnit
    style: str
    middle: float
    spread: float
    zeros: tuple[tuple[int, float], ...]

    @property
    def grain(self) -> int:
        """The last printed decimal in fen."""
        return self.unit.fen // 100

    @property
    def columns(self) -> int:
        """How many money columns the table prints."""
        return 1 if self.style == "total" else 4

    def amount(self, random: Random) -> int:
        """One amount above 0."""
        zeros, chances = zip(*self.zeros, strict=True)
        step: int = 10 ** random.choices(zeros, chances)[0]
        return max(1, round(random.lognormvariate(self.middle, self.spread) / step)) * step * self.grain

    def row(self, random: Random) -> list[int]:
        """The cells of one project: its total and its sources."""
        if random.random() < BLANK_ROW:
            return [0] * self.columns
        if self.style == "total":
            return [self.amount(random)]
        counts = [number for number, _ in SOURCES]
        chances = [chance for _, chance in SOURCES]
        count = random.choices(counts, chances)[0] if self.style == "mixed" else 1
        chosen = [0] if self.style == "fiscal" else random.sample(range(3), count)
        cells = [0, 0, 0]
        for at in sorted(chosen):
            cells[at] = self.amount(random)
        return [sum(cells), *cells]

    def weight(self, fen: int) -> float:
        """The logarithm of the probability of one amount."""
        return _weight(self, fen)

    def row_weight(self, cells: list[int]) -> float:
        """The logarithm of the probability of a project's cells; they must add up."""
        if not any(cells):
            return log(BLANK_ROW)
        if self.style == "total":
            return log(1 - BLANK_ROW) + self.weight(cells[0])
        held = [at for at in range(3) if cells[at + 1]]
        if cells[0] != sum(cells[1:]) or (self.style == "fiscal" and held != [0]):
            return -inf
        chances = dict(SOURCES)
        pattern = log(chances[len(held)] / len(list(combinations(range(3), len(held)))))
        return (
            log(1 - BLANK_ROW)
            + (pattern if self.style == "mixed" else 0.0)
            + sum(self.weight(cells[at + 1]) for at in held)
        )


def law(random: Random, style: str, unit: MoneyUnit) -> Law:
    """The law of one table: departments differ in what is a usual amount."""
    wan = unit is MoneyUnit.WAN_YUAN
    middle = random.uniform(log(3_000), log(15_000)) if wan else random.uniform(log(3e7), log(1.5e8))
    return Law(unit, style, middle, random.uniform(1.2, 1.8), WAN_ZEROS if wan else YUAN_ZEROS)


@lru_cache(maxsize=400_000)
def _weight(law: Law, fen: int) -> float:
    if fen <= 0 or fen % law.grain:
        return -inf
    value = fen // law.grain
    found = 0.0
    for zeros, chance in law.zeros:
        step = 10**zeros
        if value % step == 0:
            low = _below(law, (value // step - 0.5) * step) if value > step else 0.0
            found += chance * (_below(law, (value // step + 0.5) * step) - low)
    return log(max(found, _LEAST))


def _below(law: Law, value: float) -> float:
    return 0.5 * (1 + erf((log(value) - law.middle) / (law.spread * sqrt(2))))
