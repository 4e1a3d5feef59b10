"""The other ways to read which total stands above which: a subtotal right before a subtotal may be a department's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from budgetcheck.diagnosis.ledger import NO_PARENT, Ledger
from budgetcheck.diagnosis.values import Edit, EditKind
from budgetcheck.terms import LineKind

_MOST = 4
Parents = dict[int, int]


def other_structures(ledger: Ledger) -> list[tuple[Ledger, tuple[Edit, ...]]]:
    """The ledger with units hung elsewhere, each time with the moves that make it so; few, or none.

    NOTE: where a subtotal is wrong, sums no longer tell what it stands for, and the reader may hang units
    elsewhere. The order of the rows still tells: what follows a department's row is the department's, up to the
    next such row, or up to where the totals above agree.
    """
    grand = [n for n, row in enumerate(ledger.rows) if row.kind is LineKind.GRAND_TOTAL]
    heads = _heads(ledger)
    if len(grand) != 1 or not heads:
        return []
    found: list[Parents] = []
    for parents in _readings(ledger, grand[0], heads):
        moved = {n: above for n, above in parents.items() if ledger.rows[n].parent != above}
        if moved and moved not in found:
            found.append(moved)
    return [_hung(ledger, parents) for parents in found[:_MOST]]


def bare_totals(ledger: Ledger) -> int:
    """How many units have no row below them."""
    above = {row.parent for row in ledger.rows}
    return sum(row.kind is LineKind.UNIT_TOTAL and n not in above for n, row in enumerate(ledger.rows))


def _heads(ledger: Ledger) -> list[int]:
    """The units right before another unit, none of them right before another such."""
    rows = ledger.rows
    units = {n for n, row in enumerate(rows) if row.kind is LineKind.UNIT_TOTAL}
    heads = sorted(n for n in units if n + 1 in units)
    return [] if any(n + 1 in heads for n in heads) else heads


def _readings(ledger: Ledger, grand: int, heads: list[int]) -> Iterator[Parents]:
    """Each head with all units behind it; each head alone with as many as make the grand total agree."""
    units = [n for n, row in enumerate(ledger.rows) if row.kind is LineKind.UNIT_TOTAL]
    behind = {
        head: [u for u in units if head < u < end]
        for head, end in zip(heads, [*heads[1:], len(ledger.rows)], strict=True)
    }
    top = dict.fromkeys(units, grand)
    yield {**top, **{u: head for head, run in behind.items() for u in run}}
    read = {u: ledger.rows[u].parent for u in units}
    amounts = [row.amounts[0].fen or 0 for row in ledger.rows]
    for head, run in behind.items():
        rest = {**read, **dict.fromkeys([head, *run], grand)}
        over = sum(amounts[u] for u in units if rest[u] == grand) - amounts[grand]
        over += sum(
            amounts[n]
            for n, row in enumerate(ledger.rows)
            if row.kind is LineKind.PROJECT and row.parent == grand
        )
        for count, unit in enumerate(run, 1):
            over -= amounts[unit]
            if over == 0:
                yield {**rest, **dict.fromkeys(run[:count], head)}


def _hung(ledger: Ledger, parents: Parents) -> tuple[Ledger, tuple[Edit, ...]]:
    rows = [replace(row, parent=parents.get(n, row.parent)) for n, row in enumerate(ledger.rows)]
    moves = tuple(Edit(EditKind.MOVE, n, other=above) for n, above in parents.items() if above != NO_PARENT)
    return replace(ledger, rows=tuple(rows)), moves
