"""The tables of one grid: forms first, then every other family by its heading rows."""

from __future__ import annotations

from collections.abc import Sequence

from budgetcheck.model import Cell, Grid, Row
from budgetcheck.tables import phrases
from budgetcheck.tables.beside import side_by_side
from budgetcheck.tables.blocks import Blocks, cut
from budgetcheck.tables.extracted import is_extracted, read_extracted
from budgetcheck.tables.furniture import furniture_reader, line_of
from budgetcheck.tables.header import BadHeader, HeaderReader
from budgetcheck.tables.heading_rows import with_single_headings
from budgetcheck.tables.layouts.by_row import ByRow
from budgetcheck.tables.layouts.forms import FormReader
from budgetcheck.tables.layouts.interface import BY_ROW, FORM, PACKED, Family, ReadTable
from budgetcheck.tables.layouts.mapping import LayoutMap
from budgetcheck.tables.layouts.packed import Packed
from budgetcheck.tables.pages import Table, tables_of
from budgetcheck.tables.part_words import part_words
from budgetcheck.tables.rows import Entry, Repair
from budgetcheck.tables.sheets import SheetJoiner
from budgetcheck.tables.stitch import unplaced
from budgetcheck.terms import RepairKind
from budgetcheck.text import Words

_SURE = 0.9
_NO_LAYOUT = LayoutMap()


class GridReader:
    """Reads grids by one set of word lists and by what the user says of the layout."""

    def __init__(self, words: Words, layout: LayoutMap = _NO_LAYOUT) -> None:
        self._words = words
        self._layout = layout
        parts = None if layout.kind == PACKED else part_words(words)
        self._headers = HeaderReader(words.headings, words.provenance, words.required, parts)
        self._furniture = furniture_reader(words)
        self._forms = FormReader(words, self._headers, layout.money_unit, only=layout.kind == FORM)
        self._sheets = SheetJoiner(words, self._headers)
        self._families: tuple[Family, ...] = (ByRow(words), Packed(words))

    def apart(self, grids: Sequence[Grid]) -> list[Grid]:
        """The grids, tables side by side cut apart and sheets that are pages of one table put together."""
        found = [part for grid in grids for part in side_by_side(grid, self._headers)]
        return self._sheets.joined(found) if len(found) > 1 else found

    def read(self, grid: Grid) -> tuple[list[ReadTable], list[BadHeader]]:
        """The tables of a grid in their order, and the heading rows that could not be used."""
        grid = with_single_headings(grid, self._words, self._layout.header)
        forms, rest = self._forms_of(grid)
        blocks = cut(rest, self._headers, self._furniture)
        if forms and not blocks.blocks:
            forms[0].repairs += [
                unplaced(row.line, line_of(row), phrases.beside_labels(), 0.9, row.page)
                for row in rest.rows
                if not row.blank and not self._furniture.is_furniture(row)
            ]
        found = [*forms, *self._tables(blocks)]
        return sorted(found, key=lambda read: read.table.layout.row.line), blocks.bad

    def _forms_of(self, grid: Grid) -> tuple[list[ReadTable], Grid]:
        """The forms of a grid, and what is left of it."""
        if self._layout.kind in (PACKED, BY_ROW) or not self._forms.recognise(grid):
            return [], grid
        sections, rest = self._forms.cut(grid)
        read = self._forms.read(sections)
        return [ReadTable(table, rows, list(table.repairs)) for table, rows in read], rest

    def _tables(self, blocks: Blocks) -> list[ReadTable]:
        printed = [block for block in blocks.blocks if not is_extracted(block.layout)]
        found = [self._printed(table) for table in tables_of(printed, self._words)]
        for block in blocks.blocks:
            if is_extracted(block.layout):
                found += (
                    ReadTable(table, rows, list(table.repairs))
                    for table, rows in read_extracted(block, self._words)
                )
        if found:
            found[0].repairs += [
                unplaced(row.line, line_of(row), phrases.outside_table(), 0.5, None) for row in blocks.outside
            ]
            signed = [row for row in blocks.below if self._furniture.is_signature(row)]
            found[-1].repairs += _below([row for row in blocks.below if row not in signed])
            found[-1].repairs += (
                unplaced(row.line, line_of(row), phrases.note(), _SURE, row.page) for row in signed
            )
        return found

    def _printed(self, table: Table) -> ReadTable:
        """A table as departments print it, read by the family that its headings are of."""
        if self._layout.money_unit is not None:
            table.facts.money_unit = self._layout.money_unit
        family = next(family for family in self._families if family.recognise(table))
        read = family.read(table)
        read.repairs += _unknown_columns(table, read.entries)
        return read


def _unknown_columns(table: Table, rows: Sequence[Entry]) -> list[Repair]:
    """One record per column that no known heading names, with all it holds."""
    held: dict[int, list[str]] = {}
    for entry in rows:
        for index, text in entry.stray:
            held.setdefault(index, []).append(text)
    headings = table.layout.headings
    return [
        unplaced(
            table.layout.row.line,
            "\n".join(texts),
            phrases.unknown_column(
                headings[index], _column_of(table.layout.row.cells[index], index), len(texts)
            ),
            _SURE,
            None,
        )._replace(column=index + 1)
        for index, texts in sorted(held.items())
    ]


def _column_of(cell: Cell, index: int) -> str:
    """What a column without a heading is called: its letters in a sheet, else its number."""
    letters = (cell.address or "").rstrip("0123456789")
    return letters if letters.isascii() and letters else str(index + 1)


def _below(rows: Sequence[Row]) -> list[Repair]:
    if not rows:
        return []
    text = "\n".join(map(line_of, rows))
    why = phrases.lines_around(len(rows))
    return [Repair(RepairKind.HEADER_REPEATED, rows[0].line, 1.0, why, before=text, dropped=text)]
