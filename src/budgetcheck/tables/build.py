"""Logical rows to frames: one batch, ids counted from 0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from budgetcheck.frames import Tables, dtypes, frame_of
from budgetcheck.model import Grid, Source
from budgetcheck.tables.columns import ABSENT
from budgetcheck.tables.header import FIELDS, MONEY_SLOTS, Layout
from budgetcheck.tables.pages import Table
from budgetcheck.tables.printed import part_at
from budgetcheck.tables.rows import CONTENT, GOAL, INDICATORS, NAME, Entry, Repair
from budgetcheck.tables.traced import Piece
from budgetcheck.tables.values import IndicatorRows
from budgetcheck.terms import MONEY_FIELDS, AmountState, MoneyUnit
from budgetcheck.text import Words
from budgetcheck.text.headings import shown_heading

_FIELD_NAMES = tuple(map(str, FIELDS))
_INDICATORS = _FIELD_NAMES[INDICATORS]
_STATE_NAMES = {state: str(state) for state in AmountState}

_DOCUMENTS = (
    *("document", "ordinal", "file", "sheet", "sha256", "encoding", "row", "title", "title_row"),
    *("department", "department_row", "year", "money_unit", "money_unit_stated", "money_unit_row"),
    *("layout", "layout_confidence", "fields", "headings", "pages", "spans", "sheets"),
)
_LINES = (
    *("document", "line_id", "kind", "parent", "unit", "name", "content", "goal", "indicators"),
    *("fragments", "row", "end_row", "page", "width", "confidence"),
    *(f"{field}{part}" for field in MONEY_FIELDS for part in ("", "_text", "_decimals", "_state")),
)
_CELLS = (
    *("document", "line_id", "field", "start", "length", "row", "column", "heading", "offset"),
    *("cell_start", "page", "address", "raw", "part", "box", "glyphs"),
)
_REPAIRS = (
    *("document", "line_id", "kind", "field", "row", "page", "column", "start", "end"),
    *("before", "after", "dropped", "confidence", "evidence_zh", "evidence_en"),
)
_READINGS = ("document", "line_id", "field", "order", "fen", "text", "row", "column")


class Document(NamedTuple):
    """One table, read: its source, what stands around it, its logical rows and its repairs."""

    source: Source
    grid: Grid
    table: Table
    unit: MoneyUnit
    unit_stated: bool
    entries: Sequence[Entry]
    repairs: Sequence[Repair] = ()

    def all_repairs(self) -> Iterable[tuple[Entry | None, Repair]]:
        """Every repair with the row it belongs to, those of the whole table first."""
        yield from ((None, repair) for repair in self.repairs)
        for entry in self.entries:
            if entry.repairs:
                yield from ((entry, repair) for repair in entry.repairs)


@dataclass(slots=True)
class _Records:
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def taken(self) -> dict[str, Sequence[Any]]:
        """The columns; the rows are gone, for both of a large table are a thousand bytes a row."""
        rows, self.rows = self.rows, []
        if not rows:
            return dict.fromkeys(self.columns, ())
        return dict(zip(self.columns, map(list, zip(*rows, strict=True)), strict=True))


class Builder:
    """Gathers documents and makes the frames of the batch."""

    def __init__(self, words: Words) -> None:
        self._documents = _Records(_DOCUMENTS)
        self._lines = _Records(_LINES)
        self._cells = _Records(_CELLS)
        self._repairs = _Records(_REPAIRS)
        self._readings = _Records(_READINGS)
        self._words = words
        self._indicators = IndicatorRows(words)
        self._ordinals: dict[tuple[str, str], int] = {}

    def add(self, document: Document) -> None:
        """Append a document's rows to every frame."""
        number = len(self._documents.rows)
        self._documents.rows.append(self._document(number, document))
        columns = _columns(document.table.layout)
        for entry in document.entries:
            entry.line_id = len(self._lines.rows)
            self._lines.rows.append(())
            self._add_cells(number, entry, document.table.layout, columns)
            if entry.readings:
                self._add_readings(number, entry)
            packed = entry.texts[INDICATORS].text
            if entry.printed:
                self._indicators.add_printed(number, entry.line_id, entry.printed)
            elif packed:
                self._indicators.add(number, entry.line_id, packed)
        for entry in document.entries:
            self._lines.rows[entry.line_id] = _line(number, entry)
        for owner, repair in document.all_repairs():
            self._repairs.rows.append(_repair(number, owner, repair))

    def tables(self) -> Tables:
        """The frames of everything added; it can be asked for once."""
        return Tables(
            documents=frame_of("documents", self._documents.taken()),
            lines=frame_of("lines", self._lines.taken()),
            indicators=frame_of("indicators", self._indicators.by_column(dtypes("indicators"))),
            cells=frame_of("cells", self._cells.taken()),
            repairs=frame_of("repairs", self._repairs.taken()),
            readings=frame_of("readings", self._readings.taken()),
            words=self._words,
        )

    def _document(self, number: int, document: Document) -> tuple[Any, ...]:
        source, table, facts = document.source, document.table, document.table.facts
        key = source.file, source.sha256
        ordinal = self._ordinals[key] = self._ordinals.get(key, 0) + 1
        return (
            *(number, ordinal, source.file, document.grid.sheet or "", source.sha256, source.encoding),
            *(table.layout.row.line, facts.title, facts.title_row, facts.department, facts.department_row),
            *(facts.year, str(document.unit), document.unit_stated, facts.money_unit_row),
            *(
                table.name,
                table.layout.confidence,
                " ".join(map(str, table.layout.fields)),
                "\t".join(table.layout.headings),
            ),
            *(table.pages, source.spans, _sheets(document.grid)),
        )

    def _add_cells(self, number: int, entry: Entry, layout: Layout, columns: Sequence[_Column]) -> None:
        add = self._cells.rows.append
        line_id, pages = entry.line_id, entry.pages
        for slot, (text, (name, printed, index)) in enumerate(zip(entry.texts, columns, strict=True)):
            if slot == INDICATORS and entry.printed:
                self._add_printed(number, entry, entry.layout or layout)
                continue
            at, heading = 0, entry.labels.get(slot, printed)
            pieces = text.pieces or (_empty_cell(entry, index) if index >= 0 else ())
            for row, cell, start, end in pieces:
                if not cell.column:
                    at += end - start
                    continue
                place = (row.line, cell.column, heading, start, cell.start)
                page = pages.get(row.line, entry.page) if pages else entry.page
                held = cell.address or "", cell.text, "", cell.box, cell.glyphs
                add((number, line_id, name, at, end - start, *place, page, *held))
                at += end - start

    def _add_printed(self, number: int, entry: Entry, layout: Layout) -> None:
        """The cells of indicators that have a row each, every one under its own heading."""
        add, at = self._cells.rows.append, 0
        parts = {layout.row.cells[index].column: part for part, index in layout.parts.items()}
        headings = {cell.column: shown_heading(cell.text) for cell in layout.row.cells}
        for row, cell, start, end in entry.texts[INDICATORS].pieces:
            if cell.column:
                page = entry.pages.get(row.line, entry.page)
                heading = headings.get(cell.column, "")
                place = (
                    row.line,
                    cell.column,
                    heading,
                    start,
                    cell.start,
                    page,
                    cell.address or "",
                    cell.text,
                )
                part = part_at(parts, cell, self._words)
                known = part, cell.box, cell.glyphs
                add((number, entry.line_id, _INDICATORS, at, end - start, *place, *known))
            at += end - start

    def _add_readings(self, number: int, entry: Entry) -> None:
        for slot, readings in entry.readings.items():
            for order, reading in enumerate(readings, 1):
                self._readings.rows.append((number, entry.line_id, _FIELD_NAMES[slot], order, *reading))


class _Column(NamedTuple):
    field: str
    heading: str
    cell: int


def _sheets(grid: Grid) -> str:
    """The further sheets of a table, a line each: the rows before its first one, and its name."""
    return "\n".join(f"{before}\t{' '.join(name.split())}" for before, name in grid.sheets)


def _columns(layout: Layout) -> list[_Column]:
    """Per field, its name, its heading, and the index of its cell (-1 where it has none)."""
    return [
        _Column(
            _FIELD_NAMES[slot], layout.heading(slot), layout.slots.index(slot) if slot in layout.slots else -1
        )
        for slot in range(len(FIELDS))
    ]


def _empty_cell(entry: Entry, index: int) -> tuple[Piece, ...]:
    """The empty cell itself, so that it has a place too; nothing when the row has no such cell."""
    cells = entry.row.cells
    if index < len(cells) == entry.width and not cells[index].text.strip():
        return (Piece(entry.row, cells[index], 0, 0),)
    return ()


def _line(number: int, entry: Entry) -> tuple[Any, ...]:
    texts, amounts = entry.texts, entry.amounts
    money: list[Any] = []
    for slot in MONEY_SLOTS:
        amount = amounts.get(slot, ABSENT)
        money += (amount.fen, texts[slot].text, amount.decimals, _STATE_NAMES[amount.state])
    return (
        *(number, entry.line_id, str(entry.kind), entry.parent.line_id if entry.parent else None, entry.unit),
        *(texts[NAME].text, texts[CONTENT].text, texts[GOAL].text, texts[INDICATORS].text),
        *(entry.fragments, entry.row.line, entry.end_row, entry.page, entry.width, entry.confidence),
        *money,
    )


def _repair(number: int, owner: Entry | None, repair: Repair) -> tuple[Any, ...]:
    return (
        *(number, owner.line_id if owner else None, str(repair.kind)),
        *(_FIELD_NAMES[repair.slot] if repair.slot >= 0 else "", repair.row, repair.page, repair.column),
        *(repair.start, repair.end, repair.before, repair.after, repair.dropped, repair.confidence),
        *(repair.evidence.zh, repair.evidence.en),
    )
