"""How likely an amount is before anything speaks for it: its size and how round it is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.diagnosis.model import Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_NOUGHTS = 12
_FAR = 2.5


def noughts(value: int) -> int:
    """How many noughts end the figure.

    >>> noughts(30_500), noughts(0)
    (2, 0)
    """
    found = 0
    while value and value % 10 == 0 and found < _MOST_NOUGHTS:
        value //= 10
        found += 1
    return found


def common_grain(values: Iterable[int]) -> int:
    """The largest power of ten that divides all values.

    >>> common_grain([77_900, 1_100])
    100
    """
    grain = 0
    for value in values:
        grain = math.gcd(grain, value)
        if grain == 1:
            break
    return int(10 ** noughts(grain)) if grain else 1


class Sizes:
    """Log-probabilities of amounts in grains, learned from those of one table and what is known beforehand.

    The size is log-normal; beside it counts in how many noughts a figure ends, against how many it would by chance.
    """

    def __init__(self, grains: Iterable[int], known: Weights) -> None:
        self._known = known
        self._seen = [abs(value) for value in grains if value]

    @cached_property
    def _shape(self) -> tuple[float, float]:
        logs = sorted(math.log(value) for value in self._seen) or [math.log(10_000)]
        seen, spread = self._known["seen"], self._known["spread"]
        # NOTE: one amount in 元 among those in 万元 must not make every amount of its size likely.
        middle, far = logs[len(logs) // 2], _FAR * spread
        logs = [min(middle + far, max(middle - far, value)) for value in logs]
        mean = sum(logs) / len(logs)
        square = sum((value - mean) ** 2 for value in logs) + seen * spread * spread
        return mean, math.sqrt(square / (len(logs) + seen))

    @cached_property
    def _round(self) -> list[float]:
        """Per number of closing noughts: the log of its share over the share it has by chance."""
        share = self._known["round"]
        expected = [(1 - share) * share**n for n in range(_MOST_NOUGHTS + 1)]
        seen = self._known["seen"]
        counts = [seen * e for e in expected]
        for value in self._seen:
            counts[noughts(value)] += 1
        whole = seen + len(self._seen)
        return [math.log(count / whole) - math.log(0.9 * 0.1**n) for n, count in enumerate(counts)]

    def smooth(self, value: int) -> float:
        """The log-probability of this size, however round."""
        if value == 0:
            return math.log(self._known["nothing"])
        mean, spread = self._shape
        log = math.log(abs(value))
        density = -0.5 * ((log - mean) / spread) ** 2 - math.log(spread * math.sqrt(2 * math.pi)) - log
        return density + (math.log(self._known["negative"]) if value < 0 else 0.0)

    def logs(self, values: NDArray[np.int64]) -> NDArray[np.float64]:
        """`log` of many amounts above 0."""
        mean, spread = self._shape
        log = np.log(values.astype(np.float64))
        density = -0.5 * ((log - mean) / spread) ** 2 - math.log(spread * math.sqrt(2 * math.pi)) - log
        ends = np.zeros(len(values), dtype=np.int64)
        for places in range(1, _MOST_NOUGHTS + 1):
            ends += values % 10**places == 0
        found: NDArray[np.float64] = density + np.array(self._round)[ends]
        return found

    def log(self, value: int) -> float:
        """The log-probability of an amount of this many grains."""
        return self.smooth(value) + (self._round[noughts(value)] if value else 0.0)
