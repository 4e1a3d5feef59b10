"""Tables that give each indicator a row: a project's cells stand merged down, on its first row, or on every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from budgetcheck.model import Cell, Row
from budgetcheck.tables import phrases
from budgetcheck.tables.columns import Columns
from budgetcheck.tables.furniture import filled, furniture_reader, line_of
from budgetcheck.tables.header import MONEY_SLOTS, UNKNOWN
from budgetcheck.tables.item_rows import TELLING, Cells, ItemRows, SumRows, cells_of, has_indicator
from budgetcheck.tables.kinds import kind_words, tell_kinds
from budgetcheck.tables.layouts.interface import ReadTable
from budgetcheck.tables.pages import PagedRow, Table
from budgetcheck.tables.part_words import BODY
from budgetcheck.tables.rows import CONTENT, GOAL, INDICATORS, NAME, Entry, Phrase, Repair
from budgetcheck.tables.stitch import unplaced
from budgetcheck.tables.traced import NOTHING, Traced, put_together
from budgetcheck.terms import AmountState, IndicatorPart, LineKind, MoneyUnit, RepairKind
from budgetcheck.text import Words, normalise_name
from budgetcheck.text.printed_parts import code_length

ABOVE = "above"
_ITEM = str(IndicatorPart.NAME)
_REPEATS_SHARE = 0.5
_JOINED = 0.9
_WRAPPED = 0.8
_SURE, _UNSURE = 0.95, 0.5


@dataclass(slots=True)
class _Line:
    """A row of the table with the cells of its indicator."""

    paged: PagedRow
    entry: Entry
    cells: Cells
    body: Traced
    covered: bool  # a merge says that the row belongs to the project above

    @property
    def has_indicator(self) -> bool:
        return has_indicator(self.cells)


@dataclass(slots=True)
class _Project:
    """A logical row on its way: the entry it began with, the body it is of, and its indicators."""

    entry: Entry
    body: Traced
    items: ItemRows = field(default_factory=ItemRows)

    @property
    def unit(self) -> str:
        """The name of the body it is of, without its code."""
        return self.body.text[code_length(self.body.text) :]

    def close(self, words: Words) -> Entry:
        self.items.close(self.entry, words)
        return self.entry


class ByRow:
    """Reads tables with a row per indicator."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._kinds = kind_words(words)

    def recognise(self, table: Table) -> bool:
        """Whether the table has columns for the parts of an indicator."""
        return bool(table.layout.parts)

    def read(self, table: Table) -> ReadTable:
        """The table read."""
        reader = _Reader(table, table.facts.money_unit or MoneyUnit.WAN_YUAN, self._words)
        projects = reader.projects
        entries = [project.close(self._words) for project in projects]
        if entries:
            tell_kinds(entries, self._kinds)
        for project in projects:
            # NOTE: a column of its own names the unit, where no row above does.
            if project.entry.kind is LineKind.PROJECT:
                project.entry.unit = project.entry.unit or project.unit
        return ReadTable(table, entries, [*table.repairs, *reader.unplaced])


class _Reader:
    """Reads the rows of one table, in order; what belongs nowhere is in `unplaced`."""

    def __init__(self, table: Table, unit: MoneyUnit, words: Words) -> None:
        self._layout = table.layout
        self._columns = Columns(table.layout, unit, table.layout.width)
        self._notes, self._kinds = furniture_reader(words), kind_words(words)
        self.projects: list[_Project] = []
        self.unplaced: list[Repair] = []
        self._sums = SumRows(words)
        self._name = table.layout.slots.index(NAME)
        self._of_project = [i for i, slot in enumerate(table.layout.slots) if slot != UNKNOWN]
        self._of_project += [i for part, i in table.layout.parts.items() if part == BODY]
        self._apart = {*self._of_project, *(i for part, i in table.layout.parts.items() if part in TELLING)}
        self._repeats = self._prints_every_row(table.rows)
        for paged in table.rows:
            self._read(paged._replace(row=_of_width(paged.row, table.layout.width)))

    def _read(self, paged: PagedRow) -> None:
        row = paged.row
        above = self.projects[-1] if self.projects else None
        if above is not None and above.items and self._sums.holds(row, self._apart):
            self._leave(paged, phrases.sum_of_points(), _SURE)
            return
        if above is not None and above.items and self._only_an_indicator(row):
            cells = cells_of(row, self._layout.parts, paged.page, above.entry.repairs)
            if has_indicator(cells):
                self._extend(above, cells, paged)
                return
        entry = self._columns.plain(paged, trusted=True)
        if entry is None:
            self._leave(paged, phrases.too_many_cells(len(row.cells), self._layout.width))
            return
        cells = cells_of(row, self._layout.parts, paged.page, entry.repairs)
        without_code(entry)
        name = row.cells[self._name]
        body = cells.pop(BODY, NOTHING)
        self._take(_Line(paged, entry, cells, body, name.covered == ABOVE and not name.text.strip()))

    def _only_an_indicator(self, row: Row) -> bool:
        """Whether no cell of the project holds anything, and more than one other does.

        NOTE: nine rows in ten are such; they need no logical row of their own.
        """
        cells = row.cells
        if len(cells) != self._layout.width or any(cells[i].text.strip() for i in self._of_project):
            return False
        return sum(1 for cell in cells if cell.text) > 1

    def _prints_every_row(self, rows: Sequence[PagedRow]) -> bool:
        """Whether the table prints a project's name on every row of it."""
        names = [self._name_in(paged.row) for paged in rows]
        pairs = [(one, other) for one, other in pairwise(names) if one is not None and other is not None]
        again = sum(1 for one, other in pairs if one and one == other)
        return bool(pairs) and again > _REPEATS_SHARE * len(pairs)

    def _name_in(self, row: Row) -> str | None:
        """The name in a row with an indicator; None in others."""
        at, item = self._name, self._layout.parts[_ITEM]
        if len(row.cells) <= max(at, item) or not row.cells[item].text.strip():
            return None
        return row.cells[at].text.strip()

    def _leave(self, paged: PagedRow, why: Phrase, sure: float = _UNSURE) -> None:
        row = paged.row
        self.unplaced.append(unplaced(row.line, line_of(row), why, sure, paged.page))

    def _take(self, line: _Line) -> None:
        alone = filled(line.entry.row)
        if len(alone) == 1 and self._notes.is_note(alone[0]):
            self.unplaced.append(
                unplaced(line.entry.row.line, alone[0], phrases.note(), _SURE, line.entry.page)
            )
            return
        above = self.projects[-1] if self.projects else None
        if above is not None and self._continues(line, above):
            self._join(line, above)
            return
        entry = line.entry
        if not entry.name and line.body and not line.has_indicator:
            entry.texts[NAME] = line.body
            without_code(entry)
        if not (entry.name or entry.has_money or line.has_indicator):
            self._leave_entry(entry)
            return
        project = _Project(entry, line.body or (above.body if above is not None else NOTHING))
        self.projects.append(project)
        self._extend(project, line.cells, line.paged)

    def _leave_entry(self, entry: Entry) -> None:
        text = line_of(entry.row)
        if text:
            self.unplaced.append(unplaced(entry.row.line, text, phrases.nowhere(), _UNSURE, entry.page))

    def _continues(self, line: _Line, above: _Project) -> bool:
        """Whether the row belongs to the project above."""
        entry = line.entry
        if line.covered:
            return True
        if not entry.name:
            return not self._kinds.is_grand(above.entry) and self._nameless(line, above)
        same = normalise_name(entry.name) == normalise_name(above.entry.name)
        if not same or not line.has_indicator or not above.items or not _same_money(entry, above.entry):
            return False
        same_body = not line.body or normalise_name(line.body.text) == normalise_name(above.body.text)
        return same_body and (self._repeats or entry.opens_page)

    def _nameless(self, line: _Line, above: _Project) -> bool:
        entry = line.entry
        if line.has_indicator:
            same_body = not line.body or normalise_name(line.body.text) == normalise_name(above.body.text)
            return same_body and (not entry.has_money or _same_money(entry, above.entry))
        return not entry.has_money and not line.body and bool(entry.texts[GOAL] or entry.texts[CONTENT])

    def _join(self, line: _Line, above: _Project) -> None:
        entry, held = line.entry, above.entry
        for slot in (GOAL, CONTENT):
            text, known = entry.texts[slot], held.texts[slot]
            if text and normalise_name(text.text) != normalise_name(known.text):
                held.texts[slot] = put_together((known, text)) if known else text
                if known:
                    held.repairs.append(_joined(line.paged, slot, _JOINED))
                    held.confidence = min(held.confidence, _JOINED)
        for slot, amount in entry.amounts.items():
            if amount.state is not AmountState.BLANK and held.amounts[slot].state is AmountState.BLANK:
                held.texts[slot], held.amounts[slot] = entry.texts[slot], amount
                held.has_money = True
        held.repairs += entry.repairs
        held.stray += entry.stray
        self._extend(above, line.cells, line.paged)

    def _extend(self, project: _Project, cells: Cells, paged: PagedRow) -> None:
        """Add a further row to a project: its indicator, under the classes that were printed last."""
        entry, row = project.entry, paged.row
        entry.end_row = row.line
        if paged.page != entry.page:
            entry.pages[row.line] = paged.page
        if has_indicator(cells) and project.items.add(cells, opens_page=paged.opens_page):
            entry.repairs.append(_joined(paged, INDICATORS, _WRAPPED))
            entry.confidence = min(entry.confidence, _WRAPPED)


def _joined(paged: PagedRow, slot: int, confidence: float) -> Repair:
    why = phrases.joined((phrases.REASONS["no_name"], phrases.REASONS["opens_page"]))
    line, text = paged.row.line, line_of(paged.row)
    kind = RepairKind.ROW_JOINED
    return Repair(kind, line, confidence, why, slot=slot, page=paged.page, before=text, after=text)


def _of_width(row: Row, width: int) -> Row:
    """The row with empty cells at its end where a file leaves them out, and without those left over."""
    cells = row.cells
    while len(cells) > width and not cells[-1].text.strip():
        cells = cells[:-1]
    missing = range(len(cells) + 1, width + 1)
    return Row(row.line, (*cells, *(Cell("", n, None) for n in missing)), row.page) if missing else row


def _same_money(entry: Entry, above: Entry) -> bool:
    """Whether the row states no other amounts than the one above."""
    return all(
        amount.state is AmountState.BLANK or amount.fen == above.amounts[slot].fen
        for slot, amount in entry.amounts.items()
        if slot in MONEY_SLOTS
    )


def without_code(entry: Entry) -> None:
    """Cut a code such as `820001-` off the name; it stays in the cell."""
    name = entry.texts[NAME]
    length = code_length(name.text)
    if length:
        entry.texts[NAME] = name.cut(length)
