"""A ledger as it would read under accounts of what went wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from budgetcheck.diagnosis.ledger import NO_PARENT, Amount, Ledger, Row
from budgetcheck.diagnosis.values import Account, Edit, EditKind
from budgetcheck.terms import LineKind

INSERTED = -1
"""The `line_id` of a row that an account adds."""


def apply(ledger: Ledger, *accounts: Account) -> Ledger:
    """The ledger with the edits of all accounts made; rows dropped are gone, moved and added ones in place.

    Accounts of one diagnosis exclude each other: give at most one of each.
    """
    edits = [edit for account in accounts for edit in account.structure]
    edits += [edit for account in accounts for fault in account.faults for edit in fault.edits]
    rows = dict(enumerate(ledger.rows))
    texts = dict(enumerate(ledger.texts))
    _amounts(ledger, rows, edits)
    for edit in edits:
        if edit.kind is EditKind.MOVE and edit.other is not None:
            rows[edit.row] = replace(rows[edit.row], parent=edit.other)
        elif edit.kind is EditKind.DROP:
            del rows[edit.row]
        elif edit.kind is EditKind.JOIN and edit.other is not None:
            first, second = rows[edit.row], rows.pop(edit.other)
            rows[edit.row] = replace(first, fragments=first.fragments + second.fragments)
    _insert(ledger, rows, edits)
    return _ordered(ledger, rows, texts)


def _amounts(ledger: Ledger, rows: dict[int, Row], edits: Iterable[Edit]) -> None:
    for edit in edits:
        if edit.kind is EditKind.AMOUNT:
            column = ledger.columns.index(edit.column)
            amounts = list(rows[edit.row].amounts)
            amounts[column] = replace(amounts[column], fen=edit.after, text="", others=())
            rows[edit.row] = replace(rows[edit.row], amounts=tuple(amounts))


def _insert(ledger: Ledger, rows: dict[int, Row], edits: Iterable[Edit]) -> None:
    lacking: dict[int, dict[str, int | None]] = defaultdict(dict)
    for edit in edits:
        if edit.kind is EditKind.INSERT:
            lacking[edit.row][edit.column] = edit.after
    for number, (total, amounts) in enumerate(lacking.items()):
        cells = tuple(Amount(amounts.get(column)) for column in ledger.columns)
        rows[len(ledger.rows) + number] = Row(INSERTED, LineKind.PROJECT, total, cells)


def _ordered(ledger: Ledger, rows: dict[int, Row], texts: dict[int, str]) -> Ledger:
    """The rows in printed order, each below its total, with parents counted anew."""
    below: dict[int, list[int]] = defaultdict(list)
    for n in sorted(rows):
        above = rows[n].parent
        below[above if above in rows else NO_PARENT].append(n)
    order: list[int] = []
    waiting = below.pop(NO_PARENT, [])[::-1]
    while waiting:
        row = waiting.pop()
        order.append(row)
        waiting += below.pop(row, [])[::-1]
    order += [n for n in sorted(rows) if n not in set(order)]
    place = {row: n for n, row in enumerate(order)}
    placed = [replace(rows[n], parent=place.get(rows[n].parent, NO_PARENT)) for n in order]
    kept = tuple(texts.get(n, "") for n in order) if ledger.texts else ()
    return replace(ledger, rows=tuple(placed), texts=kept)
