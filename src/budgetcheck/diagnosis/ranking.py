"""Explanations found, as a ranked list with probabilities."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from budgetcheck.diagnosis.atoms import Case
from budgetcheck.diagnosis.book import Book, Effect
from budgetcheck.diagnosis.search import Solution
from budgetcheck.diagnosis.values import Account, Edit, EditKind, Fault, Sum


class Posterior(NamedTuple):
    """The accounts, the probability that none of those found is right, and the log-weight of all together."""

    accounts: tuple[Account, ...]
    unaccounted: float
    evidence: float


def rank(case: Case, residuals: Effect, solutions: Sequence[Solution], unknown: float) -> Posterior:
    """The solutions normalised, the same table told once, the likeliest first."""
    merged = _merged(solutions)
    top = max([unknown, *(log for _, log in merged)])
    whole = math.exp(unknown - top) + sum(math.exp(log - top) for _, log in merged)
    weighed = [(math.exp(log - top) / whole, solution) for solution, log in merged]
    search = case.model.search
    kept = sorted(weighed, key=lambda w: (-w[0], _rows(w[1])))[: int(search["keep"])]
    kept = [w for w in kept if w[0] >= search["least"]]
    accounts = _grouped(case.book, residuals, kept)
    unaccounted = max(0.0, 1.0 - sum(a.probability for a in accounts))
    return Posterior(accounts, unaccounted, top + math.log(whole))


def _merged(solutions: Sequence[Solution]) -> list[tuple[Solution, float]]:
    """One solution per corrected table, named by its likeliest kinds, with the weight of all of them."""
    groups: dict[frozenset[Edit], list[Solution]] = defaultdict(list)
    for solution in solutions:
        groups[frozenset(edit for atom in solution.atoms for edit in atom.fault.edits)].append(solution)
    found = []
    for same in groups.values():
        best = max(same, key=lambda s: s.log)
        kinds = {tuple(sorted(atom.fault.kind for atom in s.atoms)): s.log for s in same}
        found.append((best, best.log + math.log(sum(math.exp(log - best.log) for log in kinds.values()))))
    return found


def _rows(solution: Solution) -> tuple[int, ...]:
    return tuple(edit.row for atom in solution.atoms for edit in atom.fault.edits)


def _grouped(book: Book, residuals: Effect, kept: Iterable[tuple[float, Solution]]) -> tuple[Account, ...]:
    """The accounts; those that change the same figures in the same way share a group and stand together."""
    groups: dict[tuple[object, ...], list[Account]] = {}
    for probability, solution in kept:
        faults = tuple(atom.fault for atom in sorted(solution.atoms, key=lambda a: -a.log))
        sums = _sums(book, residuals, solution)
        key = tuple(sorted(map(repr, (_figures(book, fault) for fault in faults))))
        group = groups.setdefault(key, [])
        number = group[0].group if group else len(groups) - 1
        group.append(Account(probability, faults, sums, number))
    return tuple(account for group in groups.values() for account in group)


def _figures(book: Book, fault: Fault) -> tuple[object, ...]:
    """What a fault does to the figures, whichever rows they stand in."""
    found = []
    for e in fault.edits:
        moved = book.values[e.row] if e.kind in (EditKind.DROP, EditKind.MOVE) else ()
        total = e.row if e.kind is EditKind.INSERT else None
        found.append((str(e.kind), e.column, e.before, e.after, moved, total))
    return tuple(sorted(map(repr, found)))


def _sums(book: Book, residuals: Effect, solution: Solution) -> tuple[Sum, ...]:
    """The broken equations as they stand under a solution."""
    changed = {
        (e.row, e.column): (e.after or 0) - (e.before or 0)
        for atom in solution.atoms
        for e in atom.fault.edits
        if e.kind is EditKind.AMOUNT
    }
    found = []
    for n, gap in residuals.items():
        equation = book.equations[n]
        name = book.ledger.columns[equation.column]
        stated = book.values[equation.row][equation.column] + changed.get((equation.row, name), 0)
        after = gap + sum(atom.effect.get(n, 0) for atom in solution.atoms)
        found.append(Sum(equation.row, name, stated, stated - after, equation.across))
    return tuple(found)
