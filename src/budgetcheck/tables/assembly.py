"""Grids to frames: heading rows, pages, columns, joined rows, kinds; one bad table never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from budgetcheck.collector import collector_paused
from budgetcheck.errors import InputError, NoTableError, RepairRefusedError
from budgetcheck.frames import Tables
from budgetcheck.model import Grid, Row
from budgetcheck.tables import phrases
from budgetcheck.tables.build import Builder, Document
from budgetcheck.tables.layouts.interface import ReadTable
from budgetcheck.tables.layouts.mapping import LayoutMap
from budgetcheck.tables.layouts.unknown import Described
from budgetcheck.tables.pages import Table
from budgetcheck.tables.part_words import part_words
from budgetcheck.tables.reading import GridReader
from budgetcheck.tables.rows import Phrase, Repair
from budgetcheck.tables.sheets import sheets_told
from budgetcheck.terms import MoneyUnit, RepairKind
from budgetcheck.text import Words
from budgetcheck.text.seams import holds_value

_SURE = 0.9
_PACKED = 12  # characters that an item with its value takes at least
_SHOWN = 60


def assemble(
    grids: Iterable[Grid], words: Words, *, strict: bool = False, layout: LayoutMap | None = None
) -> tuple[Tables, list[InputError]]:
    """The frames of all tables in the grids, ids counted from 0 in order, and what could not be read.

    Args:
        grids: what the readers gave, in order.
        words: headings, names of totals and all other word lists.
        strict: leave out a table with a repair of doubtful outcome, and say so.
        layout: what the user says of the layout; its headings must be among the `words`.
    """
    assembler = _Assembler(words, strict, layout or LayoutMap())
    builder = Builder(words)
    errors: list[InputError] = []
    with collector_paused():
        for _, file in groupby(grids, key=lambda grid: (grid.source.file, grid.source.sha256)):
            errors += assembler.add_file(list(file), builder)
        return builder.tables(), errors


class _Assembler:
    def __init__(self, words: Words, strict: bool, layout: LayoutMap) -> None:
        self._strict = strict
        self._layout = layout
        self._mapped = GridReader(words, layout)
        self._usual = GridReader(words) if layout.sheet else self._mapped
        self._described = Described(words, part_words(words))

    def add_file(self, grids: Sequence[Grid], builder: Builder) -> list[InputError]:
        """Add the tables of one file; its errors.

        NOTE: what was read of a file is let go here, before frames are made of it.
        """
        documents, faults = self.read_file(grids)
        for document in documents:
            builder.add(document)
        return faults

    def read_file(self, grids: Sequence[Grid]) -> tuple[list[Document], list[InputError]]:
        """The tables of one file and its errors.

        A grid without a heading row is an error when no other grid of the file has a table; else its name
        and what the reader noted stand with the first table.
        """
        documents: list[Document] = []
        faults: list[InputError] = []
        headless: list[Grid] = []
        grids = grids if self._layout.sheet else self._mapped.apart(grids)
        for grid in grids:
            read = self._grid(grid)
            if read is None:
                headless.append(grid)
                continue
            documents += read[0]
            faults += read[1]
        if not documents:
            return [], faults or [self._described.no_header(grid) for grid in headless[:1]]
        told = [_told(documents[0], RepairKind.NOT_READ, note) for note in _notes(grids)]
        told += [
            _told(documents[0], RepairKind.READ_IN_DOUBT, note) for grid in grids for note in grid.doubts
        ]
        passed = list(_passed_over(documents[0], headless))
        documents[0] = documents[0]._replace(repairs=[*told, *documents[0].repairs, *passed])
        return documents, faults

    def _grid(self, grid: Grid) -> tuple[list[Document], list[InputError]] | None:
        """The tables of one grid and its errors; None when it has no heading row."""
        reader = self._mapped if self._layout.speaks_of(grid.sheet) else self._usual
        tables, bad = reader.read(grid)
        faults: list[InputError] = [self._described.unusable(grid, row) for row in bad]
        if not tables:
            return ([], faults) if faults else None
        documents = []
        for found in tables:
            outcome = self._document(grid, found)
            if isinstance(outcome, Document):
                documents.append(outcome)
            else:
                faults.append(outcome)
        return documents, faults

    def _document(self, grid: Grid, found: ReadTable) -> Document | InputError:
        table = found.table
        if not found.entries:
            return _no_rows(grid, table)
        source = grid.source
        repairs = [*sheets_told(grid, table.layout.row.line), *found.repairs]
        if source.encoding_confidence < _SURE:
            why = phrases.encoding(source.encoding, grid.notes)
            repairs.insert(0, Repair(RepairKind.ENCODING_GUESSED, 1, source.encoding_confidence, why))
        unit = table.facts.money_unit
        document = Document(
            source, grid, table, unit or MoneyUnit.WAN_YUAN, unit is not None, found.entries, repairs
        )
        if self._strict:
            doubtful = [repair for _, repair in document.all_repairs() if repair.confidence < _SURE]
            if doubtful:
                return _refused(grid, doubtful)
        return document


def _notes(grids: Iterable[Grid]) -> Iterator[str]:
    """What the reader noted; what it noted of an encoding that had to be guessed has a record of its own."""
    for grid in grids:
        yield from grid.notes[1:] if grid.source.encoding_confidence < _SURE else grid.notes


def _told(document: Document, kind: RepairKind, note: str) -> Repair:
    zh, _, en = note.removesuffix(")").rpartition(" (")
    why = Phrase(zh, en) if zh else Phrase(note, note)
    return Repair(kind, document.table.layout.row.line, 1.0, why)


def _passed_over(document: Document, headless: Sequence[Grid]) -> Iterator[Repair]:
    """What is said of grids without a heading row; one that holds packed indicators has lost its own."""
    losses = [grid for grid in headless if any(_is_packed(row) for row in grid.rows)]
    others = [grid for grid in headless if grid not in losses]
    line = document.table.layout.row.line
    for grid in losses:
        why = phrases.lost_heading(grid.sheet or "", sum(not row.blank for row in grid.rows))
        yield Repair(RepairKind.NOT_READ, line, 1.0, why)
    if others:
        names = [grid.sheet or "" for grid in others]
        yield Repair(RepairKind.PASSED_OVER, line, 1.0, phrases.passed_over(list(filter(None, names))))


def _is_packed(row: Row) -> bool:
    return any(len(cell.text) > _PACKED and holds_value(cell.text) for cell in row.cells)


def _no_rows(grid: Grid, table: Table) -> NoTableError:
    return NoTableError(
        grid.source.file,
        "表头下没有数据行 (no rows below the headings)",
        "请检查导出是否完整 (check that the export is complete)",
        f"第{table.layout.row.line}行",
    )


def _refused(grid: Grid, doubtful: Sequence[Repair]) -> RepairRefusedError:
    first, count = doubtful[0], len(doubtful)
    times = "repair" if count == 1 else "repairs"
    return RepairRefusedError(
        grid.source.file,
        f"有{count}处存疑的修复，第一处：{first.kind.zh}，可信度 {first.confidence:.2f}，{first.evidence.zh} "
        f"({count} doubtful {times}, the first: {first.kind.en}, confidence {first.confidence:.2f}, "
        f"{first.evidence.en})",
        "请改正原表，或去掉 --strict (correct the table, or leave out --strict)",
        f"第{first.row}行",
    )
