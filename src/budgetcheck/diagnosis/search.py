"""The exact search: sets of atoms after which every equation of a component holds."""

from __future__ import annotations

import time
from dataclasses import dataclass

from budgetcheck.diagnosis.atoms import Atom, Case
from budgetcheck.diagnosis.book import Effect, holds
from budgetcheck.diagnosis.proposals import Proposals

_LOOK = 64


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
        self.solutions: list[Solution] = []
        self._proposals = Proposals(case)

    def run(self) -> list[Solution]:
        """All explanations found; `partial` tells whether time ran out."""
        try:
            self.solutions += [Solution((atom,), atom.log) for atom in self.singles(self.residuals)]
        except OutOfTimeError:
            self.partial = True
        return self.solutions

    def singles(self, residuals: Effect) -> list[Atom]:
        """The atoms after which everything holds."""
        pivot = self.pivot(residuals)

        def wanted(effect: Effect) -> bool:
            self.clock.check()
            return self.settles(residuals, effect)

        return list(self._proposals.clearing(pivot, residuals, wanted))

    def settles(self, residuals: Effect, effect: Effect) -> bool:
        """Whether nothing is broken after `effect`."""
        equations = self.case.book.equations
        for n, gap in residuals.items():
            if not holds(equations[n], gap + effect.get(n, 0)):
                return False
        return all(n in residuals or holds(equations[n], by) for n, by in effect.items())

    def pivot(self, residuals: Effect) -> int:
        """The broken equation that fewest atoms can clear."""
        equations = self.case.book.equations
        return min(residuals, key=lambda n: (not equations[n].across, len(equations[n].parts), n))
