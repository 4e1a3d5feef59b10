"""The other way to read which total stands above which: a subtotal right before a subtotal may be a department's."""

from __future__ import annotations

from dataclasses import replace

from budgetcheck.diagnosis.ledger import NO_PARENT, Ledger
from budgetcheck.diagnosis.values import Edit, EditKind
from budgetcheck.terms import LineKind


def other_structure(ledger: Ledger) -> tuple[Ledger, tuple[Edit, ...]] | None:
    """The ledger with its units below the departments before them, and the moves that make it so; None if it is.

    NOTE: where a subtotal is wrong, sums no longer tell what it stands for, and the reader may hang its units
    elsewhere; the order of rows still tells.
    """
    rows = list(ledger.rows)
    units = [n for n, row in enumerate(rows) if row.kind is LineKind.UNIT_TOTAL]
    heads = [n for n in units if n + 1 < len(rows) and rows[n + 1].kind is LineKind.UNIT_TOTAL]
    if not heads or any(n + 1 in heads for n in heads):
        return None
    moves = []
    top = head = NO_PARENT
    for n, row in enumerate(rows):
        if row.kind is LineKind.GRAND_TOTAL:
            top, head = n, NO_PARENT
        elif row.kind is LineKind.UNIT_TOTAL:
            above = top if n in heads or head == NO_PARENT else head
            head = n if n in heads else head
            if row.parent != above:
                rows[n] = replace(row, parent=above)
                moves.append(Edit(EditKind.MOVE, n, other=above))
    return (replace(ledger, rows=tuple(rows)), tuple(moves)) if moves else None
