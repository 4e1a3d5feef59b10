"""Atoms of wrong figures: in a project, in a total, in a total and those above it, under the wrong source."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from budgetcheck.diagnosis.atoms import Atom, Case, Change
from budgetcheck.diagnosis.book import Effect
from budgetcheck.diagnosis.model import FaultKind
from budgetcheck.terms import LineKind

_HALF = math.log(0.5)
_MANY = 100


def of_part(case: Case, row: int, column: int, by: int, residuals: Effect) -> Iterator[Sequence[Change]]:
    """The changes by which `row` takes up a difference of `by` in `column`: the cell, or its row alike."""
    values = case.book.values[row]
    yield ((row, column, by),)
    if values[column]:
        alike = [c for c, value in enumerate(values) if value == values[column]]
        if len(alike) > 1:
            yield tuple((row, c, by) for c in alike)
    else:
        amounts = case.book.ledger.rows[row].amounts
        alike = [c for c, a in enumerate(amounts) if a.fen == 0] if amounts[column].fen == 0 else [column]
        if len(alike) > 1 and not any(values):
            yield tuple((row, c, by) for c in alike)
    owners = case.book.owners.get(row, ())
    lacking = {
        c: residuals.get(case.book.down.get((o, c), -1), 0) for o in owners for c in range(len(values))
    }
    wanted = [c for c, gap in lacking.items() if gap]
    if len(wanted) > 1 and wanted != alike:
        yield tuple((row, c, lacking[c]) for c in wanted)


def of_total(case: Case, row: int, column: int, residuals: Effect) -> Iterator[Sequence[Change]]:
    """The changes by which the total `row` takes its difference up, alone or with the totals above it."""
    book = case.book
    values = book.values[row]
    gaps = {c: book.gap(row, c, residuals) for c in range(len(values))}
    by = gaps[column]
    sets = [{column: by}, {c: gap for c, gap in gaps.items() if gap}]
    sets.append({c: by for c, value in enumerate(values) if value == values[column] and value})
    chain = [row]
    for above in (None, *book.chain(row)):
        if above is not None:
            chain.append(above)
        seen: list[dict[int, int]] = []
        for gap in sets:
            if gap and gap not in seen:
                seen.append(gap)
                yield tuple((r, c, -d) for r in chain for c, d in gap.items())


def weigh_part(case: Case, changes: Sequence[Change], effect: Effect) -> Iterator[Atom]:
    """The atoms, one a kind, of a project's changed cells."""
    row, column, by = changes[-1]
    before = case.shown(row, column)
    if before + by == 0 and case.book.ledger.rows[row].kind is not LineKind.PROJECT:
        return
    if any(case.shown(row, c) != before or d != by for _, c, d in changes):
        yield from _mixed(case, changes, effect)
        return
    stated = [c for c, value in enumerate(case.book.values[row]) if value]
    full = len(changes) >= len(stated)
    place = case.place["project" if full else "project_cell"] - case.crowd
    place += case.evidence.doubt(row)
    prior = 0.0
    if full or row not in case.book.unequal:
        nothing = not any(case.book.values[row]) and case.book.ledger.rows[row].amounts[column].fen == 0
        prior = case.log_size(before + by) - (case.log_size(before) if before or nothing else 0.0)
    for kind, log in case.typed(row, column, before + by):
        yield case.amounts_atom(kind, changes, place + log + prior, effect)
    yield from _joined(case, changes, effect, prior)


def _mixed(case: Case, changes: Sequence[Change], effect: Effect) -> Iterator[Atom]:
    """A source misread and the row's total made from it, an amount moved between sources, or a blank row."""
    row, column, by = changes[-1]
    if not any(case.book.values[row]):
        if all(d > 0 for _, _, d in changes):
            sources = [d for _, c, d in changes if c or len(changes) == 1]
            log = case.rate[FaultKind.BLANK] - case.crowd + sum(map(case.log_size, sources))
            yield case.amounts_atom(FaultKind.BLANK, changes, log, effect)
        return
    moved = [(c, d) for _, c, d in changes]
    if len(moved) == 2 and sum(d for _, d in moved) == 0:
        (a, _), (b, d) = moved
        if case.shown(row, a) == case.shown(row, b) + d:
            yield case.amounts_atom(
                FaultKind.SOURCE, changes, case.rate[FaultKind.SOURCE] - case.crowd, effect
            )
        return
    if len(moved) != 2 or moved[0] != (0, by):
        return
    before = case.shown(row, column)
    if before + by <= 0 or case.shown(row, 0) + by <= 0:
        return
    place = case.place["project_cell"] + case.place["chain"] - case.crowd
    prior = case.log_size(before + by) - (case.log_size(before) if before else 0.0)
    for kind, log in case.typed(row, column, before + by):
        yield case.amounts_atom(kind, changes, place + log + prior, effect)


def _joined(case: Case, changes: Sequence[Change], effect: Effect, prior: float) -> Iterator[Atom]:
    """What else a row may say that was joined from two rows which both print an amount."""
    row, column, by = changes[-1]
    first = case.shown(row, column)
    for other in case.book.ledger.rows[row].amounts[column].others:
        # NOTE: two rows of one amount that were joined are as they should be.
        base = (case.evidence.joined if other != first else 0.0) + prior - case.log_size(other) - case.crowd
        halves = case.halves(first, other, first + by)
        if halves is not None:
            yield case.amounts_atom(
                FaultKind.HALVES, changes, case.rate[FaultKind.HALVES] + base + halves, effect
            )
        if by == other:
            log = case.rate[FaultKind.JOINED] + prior - case.crowd
            yield case.amounts_atom(FaultKind.JOINED, changes, log - case.log_size(first + by), effect)


def weigh_total(case: Case, changes: Sequence[Change], effect: Effect) -> Iterator[Atom]:
    """The atoms, one a kind, of a total's changed cells, or of a total's and those of the totals above it."""
    row, column, by = changes[0]
    in_chain = any(r != row for r, _, _ in changes)
    own = [c for r, c, _ in changes if r == row]
    stated = [c for c, value in enumerate(case.book.values[row]) if value]
    full = len(own) >= len(stated) or len(own) == len(case.book.values[row])
    restated = full or (own[0] == 0 and len(own) > 1)
    place = case.place["chain" if in_chain else "total" if full else "total_cell"]
    before = case.shown(row, column)
    if len({case.shown(row, c) for c in own}) == 1:
        for kind, log in case.typed(row, column, before + by):
            yield case.amounts_atom(kind, changes, place + log, effect)
    if restated and before:
        spread = math.log(case.model.stale["two"]) if in_chain else math.log(1 - case.model.stale["two"])
        stale = case.rate[FaultKind.STALE] + spread + math.log(case.older(row, -by) + 1e-300)
        stale += case.log_sources([d for r, _, d in changes if r == row])
        yield case.amounts_atom(FaultKind.STALE, changes, stale, effect)
        yield from _twice(case, changes, effect, spread)
    yield from _rounded(case, changes, effect)


def _twice(case: Case, changes: Sequence[Change], effect: Effect, share: float) -> Iterator[Atom]:
    """A subtotal that went into the total twice."""
    row, column, by = changes[0]
    subtotals = [part for part in case.book.below.get(row, ()) if part in case.book.below]
    hits = [s for s in subtotals if case.shown(s, column) == -by]
    if hits:
        log = case.rate[FaultKind.SUBTOTAL_TWICE] + share + math.log(len(hits) / len(subtotals))
        yield case.amounts_atom(FaultKind.SUBTOTAL_TWICE, changes, log, effect)


def twice_below(case: Case, total: int) -> Iterator[Atom]:
    """Each subtotal right below `total` as having gone into it twice."""
    values = case.book.values
    parts = [part for part in case.book.below.get(total, ()) if part in case.book.below]
    for part in parts if len(parts) < _MANY else ():
        changes = [(total, c, -v) for c, v in enumerate(values[part]) if v and values[total][c] > v]
        if changes:
            log = case.rate[FaultKind.SUBTOTAL_TWICE] - math.log(len(parts))
            yield case.amounts_atom(FaultKind.SUBTOTAL_TWICE, changes, log)


def _rounded(case: Case, changes: Sequence[Change], effect: Effect) -> Iterator[Atom]:
    """A total rounded by itself from parts that were rounded too."""
    row, column, by = changes[0]
    parts = case.book.below.get(row, ())
    unround = sum(case.shown(p, column) // case.printed_grain % 10 != 0 for p in parts)
    most = (unround + 1) // 2 * case.printed_grain
    if unround >= 2 and abs(by) <= most:
        likely = max(1.0, math.sqrt(unround / 6)) * case.printed_grain
        fit = -0.5 * (by / likely) ** 2 - math.log(2 * max(1, math.isqrt(unround)))
        chained = any(r != row for r, _, _ in changes)
        log = case.rate[FaultKind.ROUNDING] + fit + (_HALF if chained else 0.0)
        yield case.amounts_atom(FaultKind.ROUNDING, changes, log, effect)


def of_source(case: Case, row: int, column: int, by: int) -> Iterator[Sequence[Change]]:
    """The changes by which an amount goes to, or comes from, another source than `column`."""
    if column == 0 and row in case.book.across:
        return
    values = case.book.values[row]
    for other in range(1 if row in case.book.across else 0, len(values)):
        if other != column and values[other] == values[column] + by:
            yield ((row, column, by), (row, other, -by))
