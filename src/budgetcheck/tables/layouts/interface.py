"""What the families of layouts have in common: a table goes in, its logical rows and repairs come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from budgetcheck.tables.pages import Table
from budgetcheck.tables.rows import Entry, Repair

PACKED, BY_ROW, FORM, EXTRACTED = "packed", "by-row", "form", "extracted"


@dataclass(slots=True)
class ReadTable:
    """A table, its logical rows, and the repairs of the table as a whole."""

    table: Table
    entries: list[Entry]
    repairs: list[Repair]


class Family(Protocol):
    """A family of layouts whose tables stand under one heading row."""

    def recognise(self, table: Table) -> bool:
        """Whether the table's headings are those of this family."""

    def read(self, table: Table) -> ReadTable:
        """The table read."""
