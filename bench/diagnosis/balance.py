"""The equations of a printed table: each total against the rows below it, each row against its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bench.diagnosis.channel import Scale, read
from bench.diagnosis.tables import GRAND, PROJECT, Row, Table, parents

Key = tuple[int, int]
"""The row an equation is of and its column; column -1 is the row's total against its sources."""
ACROSS = -1


def values(row: Row, scale: Scale) -> list[int]:
    """What the row's cells say in fen; blank and unreadable cells say 0."""
    return [read(text, scale) or 0 for text in row.texts]


def residuals(table: Table, rows: Sequence[Row] | None = None) -> dict[Key, int]:
    """Each equation that does not hold: what is printed less what its parts give."""
    rows = table.rows if rows is None else rows
    held = {row.uid: values(row, table.scale) for row in rows}
    return broken(rows, held, parents(rows))


def true_residuals(table: Table) -> dict[Key, int]:
    """The same of what the cells should say; empty."""
    return broken(table.rows, {row.uid: row.truth for row in table.rows}, table.parents())


def broken(
    rows: Sequence[Row], held: Mapping[int, Sequence[int]], above: Mapping[int, int]
) -> dict[Key, int]:
    """Each equation over these amounts that does not hold."""
    found: dict[Key, int] = {}
    for row in rows:
        for key, change in effect(row.uid, held[row.uid], row.level, above.get(row.uid)).items():
            found[key] = found.get(key, 0) + change
    return {key: left for key, left in found.items() if left}


def effect(uid: int, cells: Sequence[int], level: int, above: int | None) -> dict[Key, int]:
    """What a row with these cells adds to the residuals."""
    found: dict[Key, int] = {}
    if len(cells) > 1:
        found[uid, ACROSS] = cells[0] - sum(cells[1:])
    for column, fen in enumerate(cells):
        if level != PROJECT:
            found[uid, column] = fen
        if above is not None:
            found[above, column] = -fen
    return {key: change for key, change in found.items() if change}


def grand_total(table: Table) -> Row:
    """The row that all others add up to."""
    return next(row for row in table.rows if row.level == GRAND)
