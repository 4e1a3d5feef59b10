"""From ledgers to diagnoses: each connected set of broken equations is explained by itself."""

from __future__ import annotations

from collections.abc import Iterable

from budgetcheck.diagnosis.atoms import Case
from budgetcheck.diagnosis.book import Book, Effect, holds, open_book
from budgetcheck.diagnosis.components import components
from budgetcheck.diagnosis.ledger import Ledger
from budgetcheck.diagnosis.model import ErrorModel
from budgetcheck.diagnosis.ranking import rank
from budgetcheck.diagnosis.search import Clock, Search
from budgetcheck.diagnosis.values import Broken, Diagnosis


def diagnose(ledgers: Iterable[Ledger], model: ErrorModel, seconds: float | None = None) -> list[Diagnosis]:
    """The diagnoses of all ledgers, in order; a ledger whose equations all hold has none.

    Args:
        ledgers: the documents, as `diagnosis.ledgers` gives them.
        model: the error model.
        seconds: CPU time for one document, the model's own when None; what is found by then is given,
            and said to be partial.
    """
    return [found for ledger in ledgers for found in _of_one(ledger, model, seconds)]


def _of_one(ledger: Ledger, model: ErrorModel, seconds: float | None) -> list[Diagnosis]:
    clock = Clock(model.seconds if seconds is None else seconds)
    book = open_book(ledger)
    broken = book.broken()
    if not broken:
        return []
    case = Case(book, model)
    groups = components(book, broken)
    wholes = _wholes(book, groups)
    found = []
    for residuals, whole in zip(groups, wholes, strict=True):
        search = Search(case, residuals, clock)
        accounts, unaccounted = rank(case, residuals, search.run(), search.unknown)
        told = tuple(book.report(book.equations[n]) for n in sorted(residuals) if book.equations[n].ruled)
        found.append(Diagnosis(ledger.document, told + whole, accounts, unaccounted, search.partial))
    return found


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
