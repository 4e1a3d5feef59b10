"""From ledgers to diagnoses: each connected set of broken equations is explained by itself."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from budgetcheck.diagnosis.atoms import Case
from budgetcheck.diagnosis.book import Book, Effect, holds, open_book
from budgetcheck.diagnosis.components import components
from budgetcheck.diagnosis.ledger import Ledger
from budgetcheck.diagnosis.model import ErrorModel
from budgetcheck.diagnosis.ranking import Posterior, rank
from budgetcheck.diagnosis.search import Clock, Search
from budgetcheck.diagnosis.structures import bare_totals, other_structures
from budgetcheck.diagnosis.values import Broken, Diagnosis, Edit


def diagnose(ledgers: Iterable[Ledger], model: ErrorModel, seconds: float | None = None) -> list[Diagnosis]:
    """The diagnoses of all ledgers, in order; a ledger whose equations all hold has none.

    Args:
        ledgers: the documents, as `diagnosis.ledgers` gives them.
        model: the error model.
        seconds: CPU time for one document, the model's own when None; what is found by then is given,
            and said to be partial.
    """
    return [found for ledger in ledgers for found in _of_one(ledger, model, seconds)]


class _Reading(NamedTuple):
    """One way to read a document: per component what is broken, and what explains it."""

    book: Book
    groups: list[Effect]
    found: list[Posterior]
    partial: list[bool]

    @property
    def evidence(self) -> float:
        """The log-weight of everything found."""
        return sum(posterior.evidence for posterior in self.found)


def _of_one(ledger: Ledger, model: ErrorModel, seconds: float | None) -> list[Diagnosis]:
    clock = Clock(model.seconds if seconds is None else seconds)
    book = open_book(ledger)
    broken = book.broken()
    if not broken:
        return []
    plain = _explained(book, broken, model, clock)
    best = _read_otherwise(ledger, plain, model, clock)
    if best is not None:
        read, moves = best
        return _diagnoses(ledger, read, _told(plain, read), moves)
    wholes = _wholes(book, plain.groups)
    told = [
        tuple(book.report(book.equations[n]) for n in sorted(gaps) if book.equations[n].ruled) + whole
        for gaps, whole in zip(plain.groups, wholes, strict=True)
    ]
    return _diagnoses(ledger, plain, told, ())


def _read_otherwise(
    ledger: Ledger, plain: _Reading, model: ErrorModel, clock: Clock
) -> tuple[_Reading, tuple[Edit, ...]] | None:
    """The likeliest other way to read which total stands above which, if it is likelier than the given one."""
    bare = math.log(model.search["bare_total"])
    least = plain.evidence + bare_totals(ledger) * bare - math.log(model.search["structure"])
    best = None
    for moved, moves in other_structures(ledger):
        book = open_book(moved)
        broken = book.broken()
        if broken:
            read = _explained(book, broken, model, clock)
            evidence = read.evidence + bare_totals(moved) * bare
            if evidence > least:
                least, best = evidence, (read, moves)
    return best


def _explained(book: Book, broken: Effect, model: ErrorModel, clock: Clock) -> _Reading:
    case = Case(book, model)
    groups = components(book, broken)
    found, partial = [], []
    for residuals in groups:
        search = Search(case, residuals, clock)
        found.append(rank(case, residuals, search.run(), search.unknown))
        partial.append(search.partial)
    return _Reading(book, groups, found, partial)


def _diagnoses(
    ledger: Ledger, read: _Reading, told: list[tuple[Broken, ...]], structure: tuple[Edit, ...]
) -> list[Diagnosis]:
    found = []
    for posterior, broken, partial in zip(read.found, told, read.partial, strict=True):
        accounts = tuple(replace(account, structure=structure) for account in posterior.accounts)
        found.append(Diagnosis(ledger.document, broken, accounts, posterior.unaccounted, partial))
    return found


def _told(plain: _Reading, read: _Reading) -> list[tuple[Broken, ...]]:
    """What is broken as the document was read, shared out over the components of the other way to read it."""
    told: list[list[Broken]] = [[] for _ in read.groups]
    rows = [{read.book.equations[n].row for n in gaps} for gaps in read.groups]
    for broken in plain.book.ruled():
        near = {broken.row, *read.book.chain(broken.row), *plain.book.below.get(broken.row, ())}
        group = next((n for n, held in enumerate(rows) if broken.row in held), None)
        if group is None:
            group = next((n for n, held in enumerate(rows) if near & held), 0)
        told[group].append(broken)
    return [tuple(each) for each in told]


def _wholes(book: Book, groups: list[Effect]) -> list[tuple[Broken, ...]]:
    """Per component the broken sums over all projects that follow from its equations.

    NOTE: two components may both do their part to break such a sum; it is told with each.
    """
    found: list[list[Broken]] = [[] for _ in groups]
    for equation in book.derived:
        if holds(equation, book.residual(equation)):
            continue
        within = {equation.row, *(o for part in equation.parts for o in (*book.owners.get(part, ()),))}
        within |= {above for row in set(within) for above in book.chain(row)}
        for told, residuals in zip(found, groups, strict=True):
            parts = [
                r
                for n, r in residuals.items()
                if book.equations[n].row in within
                and book.equations[n].column == equation.column
                and not book.equations[n].across
            ]
            if sum(parts):
                told.append(book.report(equation))
    return [tuple(told) for told in found]
