"""Ledgers made by hand: a grand total, units and their projects, amounts in hundredths of the money unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from budgetcheck.diagnosis import NO_PARENT, Amount, Ledger, Row
from budgetcheck.terms import LineKind, MoneyUnit
from budgetcheck.text import format_fen

COLUMNS = ("total", "fiscal", "special_account", "other")


def cell(hundredths: int | None, unit: MoneyUnit) -> Amount:
    if hundredths is None:
        return Amount(None)
    fen = hundredths * unit.fen // 100
    return Amount(fen, format_fen(fen, unit), 2)


def ledger_of(units: Mapping[str, Sequence[int]], unit: MoneyUnit = MoneyUnit.WAN_YUAN) -> Ledger:
    """A sound ledger: each unit with its projects' amounts, all of them fiscal money."""

    def amounts(value: int) -> tuple[Amount, ...]:
        return cell(value, unit), cell(value, unit), cell(None, unit), cell(None, unit)

    rows = [Row(0, LineKind.GRAND_TOTAL, NO_PARENT, amounts(sum(map(sum, units.values()))), "合计", 1)]
    for name, projects in units.items():
        head = len(rows)
        rows.append(Row(head, LineKind.UNIT_TOTAL, 0, amounts(sum(projects)), name, head + 1))
        for value in projects:
            at = len(rows)
            rows.append(Row(at, LineKind.PROJECT, head, amounts(value), f"项目{at}", at + 1))
    return Ledger(0, COLUMNS, tuple(rows), unit)


def spoilt(ledger: Ledger, row: int, hundredths: int | None, columns: Sequence[int] = (0, 1)) -> Ledger:
    """The ledger with other amounts in some cells of a row."""
    cells = list(ledger.rows[row].amounts)
    for column in columns:
        cells[column] = cell(hundredths, ledger.money_unit)
    rows = list(ledger.rows)
    rows[row] = replace(rows[row], amounts=tuple(cells))
    return replace(ledger, rows=tuple(rows))
