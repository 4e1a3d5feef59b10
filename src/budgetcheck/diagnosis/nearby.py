"""The other way round the channel: the true amounts that printed ones may stand for, for many rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from budgetcheck.diagnosis.digits import Channel
from budgetcheck.diagnosis.model import ErrorModel, FaultKind
from budgetcheck.diagnosis.sizes import Sizes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

_LARGEST = 10**15
_MOST_DIGITS = 16


class Nearby(NamedTuple):
    """True amounts in grains, each with the position of its printed one and a log-weight."""

    at: Ints
    true: Ints
    log: Floats


class Neighbourhood:
    """Everything that one fault of the digits makes of an amount, undone."""

    def __init__(self, model: ErrorModel, channel: Channel, sizes: Sizes) -> None:
        self._rates = {kind: model.rates[kind] for kind in FaultKind}
        self._points = (model.points["one"], model.points["two"], model.points["three"])
        self._confusion = np.array(channel.confusion)
        self._behind = channel.behind
        self._sizes = sizes
        self._negative = model.amounts["negative"]

    def of(self, printed: Ints) -> Nearby:
        """All true amounts near these printed ones, none of them 0; the prior of amounts counted in.

        NOTE: of one below 0 only that its sign is wrong.
        """
        self._parts: list[tuple[Ints, Ints, Floats]] = []
        below = np.flatnonzero(printed < 0)
        self._x = np.maximum(printed, 0)
        self._size = np.char.str_len(self._x.astype(str)).astype(np.int64)
        for place in range(min(_MOST_DIGITS, int(self._size.max(initial=0))) + 1):
            self._misread(place)
            self._swapped(place)
            if place >= self._behind:
                self._dropped(place)
                self._added(place)
        self._shifted()
        at, true, weight = (np.concatenate(part) for part in zip(*self._parts, strict=True))
        at = np.append(at, below)
        true = np.append(true, -printed[below])
        weight = np.append(weight, np.full(len(below), self._rates[FaultKind.SIGN] / self._negative))
        prior = self._sizes.logs(true) - self._sizes.logs(np.abs(printed))[at]
        return Nearby(at, true, np.log(weight) + prior)

    def _keep(self, where: NDArray[np.bool_], true: Ints, weight: Floats | float) -> None:
        where = where & (self._x > 0) & (true > 0) & (true < _LARGEST) & (true != self._x)
        at = np.flatnonzero(where)
        self._parts.append((at, true[at], np.broadcast_to(np.asarray(weight, dtype=float), true.shape)[at]))

    def _misread(self, place: int) -> None:
        step = 10**place
        digit = self._x // step % 10
        rate = self._rates[FaultKind.MISREAD]
        for true in range(10):
            leading = (self._size == place + 1) & (true == 0)
            weight = rate * self._confusion[true][digit] / self._size
            where = (self._size > place) & ~leading & (digit != true)
            self._keep(where, self._x + (true - digit) * step, weight)

    def _swapped(self, place: int) -> None:
        step = 10**place
        low, high = self._x // step % 10, self._x // (10 * step) % 10
        where = (self._size > place + 1) & ((self._size > place + 2) | (low > 0))
        weight = self._rates[FaultKind.SWAPPED] / np.maximum(1, self._size - 1)
        self._keep(where, self._x + (low - high) * 9 * step, weight)

    def _dropped(self, place: int) -> None:
        step = 10**place
        below = self._x % step
        for digit in range(10):
            where = (self._size > place) | ((self._size == place) & (digit > 0))
            true = (self._x - below) * 10 + digit * step + below
            self._keep(where, true, self._rates[FaultKind.DROPPED] / (self._size + 1))

    def _added(self, place: int) -> None:
        step = 10**place
        digit, next_one = self._x // step % 10, self._x // (10 * step) % 10
        true = self._x // (10 * step) * step + self._x % step
        weight = self._rates[FaultKind.INSERTED] / (10 * self._size)
        doubled = (digit == next_one) & (self._size > place + 1)
        weight = weight + doubled * self._rates[FaultKind.DOUBLED] / np.maximum(1, self._size - 1)
        whole = true >= 10 ** np.maximum(0, self._size - 2)
        self._keep((self._size > place) & whole, true, weight)

    def _shifted(self) -> None:
        for places in (1, 2, 3, 4):
            factor = 10**places
            if places == 4:
                weight = self._rates[FaultKind.UNIT] / 2
            else:
                weight = self._rates[FaultKind.POINT] * self._points[places - 1] / 2
            weight += self._rates[FaultKind.SEPARATOR] / 2 if places == 3 else 0.0
            self._keep(self._x < _LARGEST // factor, self._x * factor, weight)
            self._keep(self._x % factor == 0, self._x // factor, weight)


def pairs(near: Nearby, delta: Ints, wanted: int, most: int) -> list[tuple[int, int]]:
    """Positions in `near` whose deltas add up to `wanted`, two by two, the likeliest first.

    NOTE: of equal deltas only the four likeliest are looked at, so that a table of equal amounts costs no more.
    """
    order = np.lexsort((-near.log, delta))
    sorted_delta = delta[order]
    new = np.append(True, sorted_delta[1:] != sorted_delta[:-1])
    starts = np.flatnonzero(new)
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    order = order[rank < 4]
    held = delta[order]
    found: list[tuple[float, int, int]] = []
    first = np.searchsorted(held, wanted - held, side="left")
    last = np.searchsorted(held, wanted - held, side="right")
    for reach in range(4):
        other = first + reach
        ok = np.flatnonzero((other < last) & (np.arange(len(held)) < other))
        a, b = order[ok], order[other[ok]]
        apart = near.at[a] != near.at[b]
        a, b = a[apart], b[apart]
        log = near.log[a] + near.log[b]
        best = np.argsort(-log, kind="stable")[:most]
        found += [(float(log[i]), int(a[i]), int(b[i])) for i in best]
    found.sort(key=lambda f: (-f[0], f[1], f[2]))
    return [(a, b) for _, a, b in found[:most]]
