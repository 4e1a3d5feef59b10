"""Tables with a row per project, all indicators of it packed into one cell."""

from __future__ import annotations

from budgetcheck.tables.align import in_columns
from budgetcheck.tables.furniture import furniture_reader
from budgetcheck.tables.kinds import kind_words, tell_kinds
from budgetcheck.tables.layouts.interface import ReadTable
from budgetcheck.tables.pages import Table
from budgetcheck.tables.stitch import Setting, Stitcher
from budgetcheck.terms import MoneyUnit
from budgetcheck.text import Words


class Packed:
    """Reads such tables: rows are put into columns, joined across pages and told apart."""

    def __init__(self, words: Words) -> None:
        self._furniture = furniture_reader(words)
        self._kinds = kind_words(words)

    def recognise(self, table: Table) -> bool:
        """Whether the table has a column of packed indicators."""
        return not table.layout.parts

    def read(self, table: Table) -> ReadTable:
        """The table read."""
        unit = table.facts.money_unit or MoneyUnit.WAN_YUAN
        entries, repairs = in_columns(table, unit)
        kinds = self._kinds
        setting = Setting(unit, table.layout.width, kinds.grand, self._furniture.is_note, kinds)
        stitcher = Stitcher(setting, entries)
        rows = stitcher.stitch()
        if rows:
            tell_kinds(rows, kinds)
        return ReadTable(table, rows, [*table.repairs, *repairs, *stitcher.unplaced])
