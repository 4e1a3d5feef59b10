"""The noisy channel: how likely printed digits are, given the true ones."""

from __future__ import annotations

import math

from budgetcheck.diagnosis.model import ErrorModel, FaultKind

Ways = list[tuple[FaultKind, float]]

_TEN = range(10)


class Channel:
    """Probabilities of a printed amount given the true one, kind by kind, rates of the kinds included.

    Amounts are whole numbers of grains; their digits are those that stand before the table's common noughts.
    """

    def __init__(self, model: ErrorModel, least: int = 1, *, before_point: bool = True) -> None:
        self._model = model
        self._least = least  # digits that every amount prints: those behind the point and one before it
        self.behind = least - 1 if before_point else 0
        self._rates = {kind: model.rates[kind] for kind in FaultKind}
        self.confusion = _confusion(model)
        self._points = {1: model.points["one"], 2: model.points["two"]}

    def ways(self, printed: int, true: int) -> Ways:
        """Each kind of fault that turns `true` into `printed`, with rate times probability.

        Args:
            printed: the amount as printed.
            true: what it should be.
        """
        found: Ways = []
        if true == -printed:
            found.append((FaultKind.SIGN, self._rates[FaultKind.SIGN]))
        if (printed < 0) == (true < 0):
            shown, meant = (str(abs(amount)).zfill(self._least) for amount in (printed, true))
            found += self._typed(shown, meant)
            found += self._shifted(abs(printed), abs(true))
        return found

    def _typed(self, shown: str, meant: str) -> Ways:
        gap = len(meant) - len(shown)
        if gap == 0:
            return self._same_length(shown, meant)
        if gap == -1:
            return self._longer(shown, meant)
        return self._shorter(shown.zfill(len(meant) - 1), meant) if gap > 0 else []

    def _same_length(self, shown: str, meant: str) -> Ways:
        places = [i for i, (a, b) in enumerate(zip(meant, shown, strict=True)) if a != b]
        size = len(meant)
        if len(places) == 1:
            chance = self.confusion[int(meant[places[0]])][int(shown[places[0]])]
            return [(FaultKind.MISREAD, self._rates[FaultKind.MISREAD] * chance / size)]
        found: Ways = []
        if len(places) == 2:
            i, j = places
            if j == i + 1 and meant[i] == shown[j] and meant[j] == shown[i]:
                found.append((FaultKind.SWAPPED, self._rates[FaultKind.SWAPPED] / max(1, size - 1)))
            both = self.confusion[int(meant[i])][int(shown[i])] * self.confusion[int(meant[j])][int(shown[j])]
            weight = self._model.digits["two"] * 2 / (size * (size - 1))
            found.append((FaultKind.MISREAD, self._rates[FaultKind.MISREAD] * weight * both))
        if len({(meant[i], shown[i]) for i in places}) == 1 and len(places) == meant.count(meant[places[0]]):
            chance = self.confusion[int(meant[places[0]])][int(shown[places[0]])] / len(set(meant))
            found.append(
                (
                    FaultKind.MISREAD,
                    self._rates[FaultKind.MISREAD] * self._model.digits["throughout"] * chance,
                )
            )
        return found

    def _longer(self, shown: str, meant: str) -> Ways:
        run = self._places(meant, shown)
        if not run:
            return []
        found = [(FaultKind.INSERTED, self._rates[FaultKind.INSERTED] * run / ((len(meant) + 1) * 10))]
        copies = run - 1
        if copies:
            found.append((FaultKind.DOUBLED, self._rates[FaultKind.DOUBLED] * copies / len(meant)))
        return found

    def _shorter(self, shown: str, meant: str) -> Ways:
        run = self._places(shown, meant)
        lead = self._model.digits["leading"] if shown == meant[1:] else 1.0
        return [(FaultKind.DROPPED, self._rates[FaultKind.DROPPED] * lead * run / len(meant))] if run else []

    def _places(self, short: str, long: str) -> int:
        """At how many places a digit of `long` may be left out to give `short`.

        NOTE: only before the point, where cells print the decimals of their table: "2084.72" that lost a digit
        may say 208.72, but not 208.47.
        """
        start, end = _outside(short, long)
        first, last = len(short) - end, start
        return max(0, min(last, len(long) - self.behind - 1) - first + 1) if start + end >= len(short) else 0

    def _shifted(self, printed: int, true: int) -> Ways:
        if not printed or not true:
            return []
        factor, rest = divmod(max(printed, true), min(printed, true))
        if rest or factor not in _FACTORS:
            return []
        places = _FACTORS[factor]
        if places == 4:
            larger = 0.8 if printed > true else 0.2
            return [(FaultKind.UNIT, self._rates[FaultKind.UNIT] * larger)]
        if places == 3:
            point = (FaultKind.POINT, self._rates[FaultKind.POINT] * self._model.points["three"] / 2)
            return [(FaultKind.SEPARATOR, self._rates[FaultKind.SEPARATOR] / 2), point]
        return [(FaultKind.POINT, self._rates[FaultKind.POINT] * self._points[places] / 2)]


_FACTORS = {10**places: places for places in (1, 2, 3, 4)}


def _outside(short: str, long: str) -> tuple[int, int]:
    """How many digits both begin with, and end in."""
    start = end = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    while end < len(short) and short[-1 - end] == long[-1 - end]:
        end += 1
    return start, end


def _confusion(model: ErrorModel) -> list[list[float]]:
    """Per true digit, how likely it is taken for each other digit."""
    table = []
    for true in _TEN:
        alike = {int(d) for group in model.alike if str(true) in group for d in group} - {true}
        share = model.digits["look_alike"] if alike else 0.0
        chances = [(1 - share) / 9 + (share / len(alike) if d in alike else 0.0) for d in _TEN]
        chances[true] = 0.0
        table.append(chances)
    return table


def half_line_log(printed: int, true: int, groups: tuple[str, ...], kept: float) -> float | None:
    """The log-probability of reading `printed` from one half of the line of `true`; None where it cannot be.

    >>> half_line_log(7790, 7720, ("02389", "56", "14", "7"), 0.5) is None
    False
    >>> half_line_log(7790, 7710, ("02389", "56", "14", "7"), 0.5) is None
    True
    """
    shown, meant = str(abs(printed)), str(abs(true))
    if len(shown) != len(meant) or (printed < 0) != (true < 0):
        return None
    log = 0.0
    for a, b in zip(meant, shown, strict=True):
        group = next((g for g in groups if a in g), a)
        if b not in group:
            return None
        alone = len(group) == 1
        log += 0.0 if alone else math.log(kept if a == b else (1 - kept) / (len(group) - 1))
    return log
