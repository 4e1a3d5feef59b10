"""Grids to frames: heading rows, pages, columns, joined rows, kinds; one bad table never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from budgetcheck.collector import collector_paused
from budgetcheck.errors import InputError, NoTableError, RepairRefusedError
from budgetcheck.frames import Tables
from budgetcheck.model import Grid, Row
from budgetcheck.tables import phrases
from budgetcheck.tables.blocks import Blocks, cut
from budgetcheck.tables.build import Builder, Document
from budgetcheck.tables.extracted import is_extracted, read_extracted
from budgetcheck.tables.furniture import furniture_reader, line_of
from budgetcheck.tables.header import HeaderReader
from budgetcheck.tables.heading_rows import with_single_headings
from budgetcheck.tables.layouts.by_row import ByRow
from budgetcheck.tables.layouts.forms import FormReader
from budgetcheck.tables.layouts.interface import Family, ReadTable
from budgetcheck.tables.layouts.packed import Packed
from budgetcheck.tables.layouts.unknown import Described
from budgetcheck.tables.pages import Table, tables_of
from budgetcheck.tables.part_words import part_words
from budgetcheck.tables.rows import Entry, Phrase, Repair
from budgetcheck.tables.stitch import unplaced
from budgetcheck.terms import MoneyUnit, RepairKind
from budgetcheck.text import Words

_SURE = 0.9
_SHOWN = 60


def assemble(grids: Iterable[Grid], words: Words, *, strict: bool = False) -> tuple[Tables, list[InputError]]:
    """The frames of all tables in the grids, ids counted from 0 in order, and what could not be read.

    Args:
        grids: what the readers gave, in order.
        words: headings, names of totals and all other word lists.
        strict: leave out a table with a repair of doubtful outcome, and say so.
    """
    assembler = _Assembler(words, strict)
    builder = Builder(words)
    errors: list[InputError] = []
    with collector_paused():
        for _, file in groupby(grids, key=lambda grid: (grid.source.file, grid.source.sha256)):
            documents, faults = assembler.read_file(list(file))
            for document in documents:
                builder.add(document)
            errors += faults
        return builder.tables(), errors


class _Assembler:
    def __init__(self, words: Words, strict: bool) -> None:
        self._words = words
        self._strict = strict
        self._headers = HeaderReader(words.headings, words.provenance, words.required, part_words(words))
        self._furniture = furniture_reader(words)
        self._forms = FormReader(words, self._headers)
        self._families: tuple[Family, ...] = (ByRow(words), Packed(words))
        self._described = Described(words, part_words(words))

    def read_file(self, grids: Sequence[Grid]) -> tuple[list[Document], list[InputError]]:
        """The tables of one file and its errors.

        A grid without a heading row is an error when no other grid of the file has a table; else its name
        and what the reader noted stand with the first table.
        """
        documents: list[Document] = []
        faults: list[InputError] = []
        headless: list[Grid] = []
        for grid in grids:
            read = self._grid(grid)
            if read is None:
                headless.append(grid)
                continue
            documents += read[0]
            faults += read[1]
        if not documents:
            return [], faults or [self._described.no_header(grid) for grid in headless[:1]]
        told = [_told(documents[0], note) for note in _notes(grids)]
        passed = [_passed_over(documents[0], headless)] if headless else []
        documents[0] = documents[0]._replace(repairs=[*told, *documents[0].repairs, *passed])
        return documents, faults

    def _grid(self, grid: Grid) -> tuple[list[Document], list[InputError]] | None:
        """The tables of one grid and its errors; None when it has no heading row."""
        grid = with_single_headings(grid, self._words)
        forms, rest = self._forms_of(grid)
        blocks = cut(rest, self._headers, self._furniture)
        faults: list[InputError] = [self._described.unusable(grid, bad) for bad in blocks.bad]
        if not blocks.blocks and not forms:
            return ([], faults) if faults else None
        documents = []
        if forms and not blocks.blocks:
            forms[0].repairs += [
                unplaced(row.line, line_of(row), phrases.beside_labels(), 0.9, row.page)
                for row in rest.rows
                if not row.blank and not self._furniture.is_furniture(row)
            ]
        for found in sorted([*forms, *self._tables(blocks)], key=lambda read: read.table.layout.row.line):
            outcome = self._document(grid, found)
            if isinstance(outcome, Document):
                documents.append(outcome)
            else:
                faults.append(outcome)
        return documents, faults

    def _forms_of(self, grid: Grid) -> tuple[list[ReadTable], Grid]:
        """The forms of a grid, and what is left of it."""
        if not self._forms.recognise(grid):
            return [], grid
        sections, rest = self._forms.cut(grid)
        return [
            ReadTable(table, rows, list(table.repairs)) for table, rows in self._forms.read(sections)
        ], rest

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
            found[-1].repairs += _below(blocks.below)
        return found

    def _printed(self, table: Table) -> ReadTable:
        """A table as departments print it, read by the family that its headings are of."""
        family = next(family for family in self._families if family.recognise(table))
        read = family.read(table)
        read.repairs += _unknown_columns(table, read.entries)
        return read

    def _document(self, grid: Grid, found: ReadTable) -> Document | InputError:
        table = found.table
        if not found.entries:
            return _no_rows(grid, table)
        source = grid.source
        repairs = found.repairs
        if source.encoding_confidence < _SURE:
            why = phrases.encoding(source.encoding, grid.notes)
            repairs.insert(0, Repair(RepairKind.ENCODING_GUESSED, 1, source.encoding_confidence, why))
        unit = table.facts.money_unit
        document = Document(
            source, grid.sheet, table, unit or MoneyUnit.WAN_YUAN, unit is not None, found.entries, repairs
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


def _told(document: Document, note: str) -> Repair:
    zh, _, en = note.removesuffix(")").rpartition(" (")
    why = Phrase(zh, en) if zh else Phrase(note, note)
    return Repair(RepairKind.NOT_READ, document.table.layout.row.line, 1.0, why)


def _passed_over(document: Document, headless: Sequence[Grid]) -> Repair:
    names = [grid.sheet or "" for grid in headless]
    return Repair(
        RepairKind.PASSED_OVER,
        document.table.layout.row.line,
        1.0,
        phrases.passed_over(list(filter(None, names))),
    )


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
            phrases.unknown_column(headings[index], len(texts)),
            _SURE,
            None,
        )._replace(column=index + 1)
        for index, texts in sorted(held.items())
    ]


def _below(rows: Sequence[Row]) -> list[Repair]:
    if not rows:
        return []
    text = "\n".join(map(line_of, rows))
    why = phrases.lines_around(len(rows))
    return [Repair(RepairKind.HEADER_REPEATED, rows[0].line, 1.0, why, before=text, dropped=text)]


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
