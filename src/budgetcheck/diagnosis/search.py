"""The exact search: sets of atoms after which every equation of a component holds."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from budgetcheck.diagnosis.atoms import Atom, Case, Claims
from budgetcheck.diagnosis.book import Effect, holds
from budgetcheck.diagnosis.joins import Joins
from budgetcheck.diagnosis.proposals import Proposals

_LOOK = 64
_ENOUGH = math.log(20.0)  # explanations this much likelier than anything unknown need no others beside them
_PLAIN = -12.0  # and only these are likely enough that two faults at once are out of the question
_THREE = -22.0  # where anything unknown is likelier than this, three faults at once never explain more
_PIVOTS = 5
_WIDE, _NARROW = 48, 12
_STEPS = 6  # faults that are put together one after the other
_BROAD, _FEW = 200, 6  # so many sets of rows put right are gone on with, each row in so many ways


@dataclass(frozen=True, slots=True)
class Solution:
    """Atoms after which everything holds, and their log-weight together."""

    atoms: tuple[Atom, ...]
    log: float


class OutOfTimeError(Exception):
    """The document's time has run out."""


class Clock:
    """CPU time left for one document."""

    def __init__(self, seconds: float) -> None:
        self._end = time.thread_time() + seconds
        self._asked = 0

    def check(self) -> None:
        """Go on.

        Raises:
            OutOfTimeError: the time has run out.
        """
        self._asked += 1
        if self._asked % _LOOK == 0 and time.thread_time() > self._end:
            raise OutOfTimeError


class Search:
    """The search over one component of one case."""

    def __init__(self, case: Case, residuals: Effect, clock: Clock) -> None:
        self.case = case
        self.residuals = residuals
        self.clock = clock
        self.partial = False
        self.unknown = unknown(case, residuals)
        self._more = math.log(case.model.search["more_faults"])
        self._proposals = Proposals(case)
        self._joins = Joins(case)
        self._known: dict[tuple[frozenset[tuple[int, int]], int], list[Solution]] = {}
        self._rows: dict[tuple[int, int], list[Atom]] = {}

    def run(self) -> list[Solution]:
        """All explanations found; `partial` tells whether time ran out."""
        found: list[Solution] = []
        most = int(self.case.model.search["faults"])
        try:
            for depth in range(1, most + 1 if self._least() <= most else 1):
                found.extend(self._solved(self.residuals, depth))
                if self._convincing(found, depth):
                    break
            if max((s.log for s in found), default=-math.inf) < self.unknown:
                found.extend(self._many())
        except OutOfTimeError:
            self.partial = True
        return found

    def _least(self) -> int:
        """How many faults there are at the least: no kind puts two rows right, or more than two units."""
        broken = [self.case.book.equations[n] for n in self.residuals]
        below = self.case.book.below
        units = {e.row for e in broken if not e.across and not any(p in below for p in e.parts)}
        return max(len({e.row for e in broken if e.across}), (len(units) + 1) // 2)

    def _many(self) -> list[Solution]:
        """Explanations of many faults, found one broken equation after the other; only the likeliest are gone on with.

        NOTE: sums that still need more than one fault of their own were fitted, not explained.
        """
        least = self._least()
        states: list[tuple[Solution, Effect]] = [(Solution((), -self._more), self.residuals)]
        found: list[Solution] = []
        for _ in range(min(least + 1, _STEPS) if least <= _STEPS else 0):
            grown: dict[frozenset[tuple[int, int]], tuple[Solution, Effect]] = {}
            for solution, left in states:
                for atom in self._options(left, solution):
                    log = solution.log + atom.log + self._more
                    rest = self._after(left, atom.effect)
                    key = frozenset(rest.items())
                    if key not in grown or grown[key][0].log < log:
                        grown[key] = Solution((*solution.atoms, atom), log), rest
            found += [solution for solution, rest in grown.values() if not rest]
            states = sorted((s for s in grown.values() if s[1]), key=lambda s: -s[0].log)[:_BROAD]
        return found

    def _options(self, residuals: Effect, solution: Solution) -> list[Atom]:
        """The likeliest atoms that clear the first broken equation."""
        pivot = self._pivots(residuals)[0]
        if self.case.book.equations[pivot].across:
            # NOTE: what puts one row right does not depend on what else is wrong.
            key = pivot, residuals[pivot]
            if key not in self._rows:
                atoms = self._proposals.clearing(pivot, residuals, self._any)
                self._rows[key] = sorted(atoms, key=lambda a: -a.log)[:_FEW]
            found = self._rows[key]
        else:
            found = self._singles(residuals)
        return [atom for atom in found if not _overlap(atom, solution.atoms)]

    def _any(self, effect: Effect) -> bool:
        self.clock.check()
        return bool(effect)

    def _convincing(self, found: list[Solution], depth: int) -> bool:
        best = max(found, key=lambda s: s.log, default=None)
        log = -math.inf if best is None else best.log
        if depth == 1:
            return log > max(self.unknown + _ENOUGH, _PLAIN) and not self._left(best)
        return log > self.unknown + _ENOUGH or self.unknown > _THREE

    def _left(self, best: Solution | None) -> bool:
        """Whether rows that show by themselves that something is wrong are left as they are."""
        touched = {row for atom in best.atoms for row, _ in atom.claims} if best is not None else set()
        return any(touched.isdisjoint(rows) for rows in self._proposals.telling(self.residuals))

    def _solved(self, residuals: Effect, depth: int) -> Iterator[Solution]:
        """The sets of just `depth` atoms after which nothing is broken."""
        if depth == 1:
            yield from (Solution((atom,), atom.log) for atom in self._singles(residuals))
            return
        branches = self._branches(residuals, _WIDE if depth == 2 else _NARROW)
        if depth == 2 and residuals is self.residuals:
            branches = chain(branches, self._joins.beginnings(residuals))
        for atom in branches:
            rest = self._after(residuals, atom.effect)
            if rest and len(rest) <= len(residuals) + 2:
                found = [s for s in self._cached(rest, depth - 1) if not _overlap(atom, s.atoms)]
                yield from (Solution((atom, *s.atoms), atom.log + s.log + self._more) for s in found)
        if depth == 2:
            yield from self._joined(residuals)

    def _joined(self, residuals: Effect) -> Iterator[Solution]:
        for one, other in self._joins.pairs(residuals):
            self.clock.check()
            if self._settles(residuals, _both(one.effect, other.effect)):
                yield Solution((one, other), one.log + other.log + self._more)

    def _cached(self, residuals: Effect, depth: int) -> list[Solution]:
        key = (frozenset(residuals.items()), depth)
        if key not in self._known:
            self._known[key] = sorted(self._solved(residuals, depth), key=lambda s: -s.log)[:_WIDE]
        return self._known[key]

    def _singles(self, residuals: Effect) -> list[Atom]:
        def wanted(effect: Effect) -> bool:
            self.clock.check()
            return self._settles(residuals, effect)

        return list(self._proposals.clearing(self._pivots(residuals)[0], residuals, wanted))

    def _branches(self, residuals: Effect, most: int) -> Iterator[Atom]:
        """The atoms to begin with: those that clear an equation, the likeliest first, and those that strike the eye."""

        for pivot in self._pivots(residuals)[:_PIVOTS]:
            atoms = self._proposals.clearing(pivot, residuals, self._any)
            yield from sorted(atoms, key=lambda atom: -atom.log)[:most]
        yield from self._proposals.striking(self.residuals)
        yield from self._proposals.heads(residuals)

    def _pivots(self, residuals: Effect) -> list[int]:
        """The broken equations to clear first: few parts before many; of one row, one for each difference.

        NOTE: where a row's sources lack different amounts, each of them has fewer causes than their total.
        """
        equations = self.case.book.equations
        order = sorted(
            residuals,
            key=lambda n: (not equations[n].across, len(equations[n].parts), -equations[n].column, n),
        )
        first: dict[tuple[int, bool, int], int] = {}
        for n in order:
            first.setdefault((equations[n].row, equations[n].across, residuals[n]), n)
        return list(first.values())

    def _settles(self, residuals: Effect, effect: Effect) -> bool:
        """Whether nothing is broken after `effect`."""
        equations = self.case.book.equations
        for n, gap in residuals.items():
            if not holds(equations[n], gap + effect.get(n, 0)):
                return False
        return all(n in residuals or holds(equations[n], by) for n, by in effect.items())

    def _after(self, residuals: Effect, effect: Effect) -> Effect:
        equations = self.case.book.equations
        after = _both(residuals, effect)
        return {n: gap for n, gap in after.items() if not holds(equations[n], gap)}


def unknown(case: Case, residuals: Effect) -> float:
    """The log-weight of something that no kind describes: any differences of these sizes.

    NOTE: of one row the total's difference follows from those of its sources.
    """
    rows: dict[int, set[int]] = {}
    for n, gap in sorted(residuals.items()):
        rows.setdefault(case.book.equations[n].row, set()).add(abs(gap))
    sizes: set[int] = set()
    for gaps in rows.values():
        sizes |= gaps if len(gaps) < 3 else set(sorted(gaps)[:-1])
    return math.log(case.model.search["unknown"]) + sum(
        case.sizes.smooth(case.grains(size)) for size in sizes
    )


def _both(one: Effect, other: Effect) -> Effect:
    both = dict(one)
    for n, by in other.items():
        both[n] = both.get(n, 0) + by
    return both


def _overlap(atom: Atom, others: tuple[Atom, ...]) -> bool:
    claims: Claims = atom.claims
    return any(claims & other.claims for other in others)
