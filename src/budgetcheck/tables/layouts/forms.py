"""Forms: one project to a form, labels with answers beside them, and a block with a row per indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from budgetcheck.model import Grid, Row
from budgetcheck.tables import phrases
from budgetcheck.tables.form_answers import FormAnswers
from budgetcheck.tables.form_labels import NAME, LabelWords, answers_of, label_words
from budgetcheck.tables.furniture import Facts, FurnitureReader, filled, furniture_reader, line_of
from budgetcheck.tables.header import HeaderReader, Layout
from budgetcheck.tables.item_rows import ItemRows, SumRows, cells_of
from budgetcheck.tables.pages import PagedRow, Table
from budgetcheck.tables.part_words import PartWords, columns_of, part_words
from budgetcheck.tables.rows import Entry, Phrase, Repair
from budgetcheck.tables.stitch import unplaced
from budgetcheck.terms import IndicatorPart, MoneyUnit, RepairKind
from budgetcheck.text import Words, normalise_name
from budgetcheck.text.headings import shown_heading

_LONGEST = 60
_SURE = 0.95
_VALUE, _ITEM = str(IndicatorPart.VALUE), str(IndicatorPart.NAME)


class Section(NamedTuple):
    """The rows of one form: lines above it, label rows, the heading row of its indicators, the rows below."""

    lead: list[Row]
    labelled: list[Row]
    head: Row | None
    block: list[Row]

    @property
    def first(self) -> Row:
        """The row it begins with."""
        return self.labelled[0]


@dataclass(slots=True)
class _Open:
    lead: list[Row]
    labelled: list[Row] = field(default_factory=list)
    head: Row | None = None
    block: list[Row] = field(default_factory=list)


class FormReader:
    """Finds the forms of a grid and reads them.

    `unit` is the money unit of all of them, whatever they say; with `only`, no row heads another table.
    """

    def __init__(
        self, words: Words, headers: HeaderReader, unit: MoneyUnit | None = None, *, only: bool = False
    ) -> None:
        self._unit = unit
        self._only = only
        self._words = words
        self._labels: LabelWords = label_words(words)
        self._parts: PartWords = part_words(words)
        self._furniture: FurnitureReader = furniture_reader(words)
        self._headers = headers
        self._sums = SumRows(words)

    def recognise(self, grid: Grid) -> bool:
        """Whether the grid holds a block of indicators that no column ties to a project."""
        return any(self.is_head(row) for row in grid.rows)

    def is_head(self, row: Row) -> bool:
        """Whether a row heads a block of indicators and names no project."""
        texts = [cell.text for cell in row.cells]
        if len(texts) < 2 or max(map(len, texts)) > _LONGEST or not self._parts.read(texts):
            return False
        return self._only or self._headers.read(row) is None

    def cut(self, grid: Grid) -> tuple[list[Section], Grid]:
        """The forms of a grid, and the grid without their rows."""
        cutter = _Cutter(self, grid.rows)
        forms = [form for form in cutter.sections() if form.head is not None]
        taken = {id(row) for form in forms for row in _rows_of(form)}
        return forms, replace(grid, rows=tuple(row for row in grid.rows if id(row) not in taken))

    def opens(self, row: Row) -> bool:
        """Whether a row asks for the name of a project, as the first of a form does."""
        if not self._only and self._headers.read(row) is not None:
            return False
        cells = row.cells[:4]
        labels = (self._labels.of(cell.text, 0, i) for i, cell in enumerate(cells))
        return any(label is not None and label.role == NAME for label in labels)

    def ends(self, row: Row) -> bool:
        """Whether the heading row of another table stands here."""
        return not self._only and isinstance(self._headers.read(row), Layout)

    def is_lead(self, row: Row) -> bool:
        """Whether the row is a title or a line of the kind that stands above a form."""
        return self._furniture.is_furniture(row)

    def may_lead(self, row: Row) -> bool:
        """Whether the row may stand above a form: blank, a line of that kind, or one short text that is no note."""
        if row.blank or self.is_lead(row):
            return True
        texts = filled(row)
        return len(texts) == 1 and len(texts[0]) <= _LONGEST and not self._furniture.is_note(texts[0])

    def read(self, sections: Sequence[Section]) -> Iterator[tuple[Table, list[Entry]]]:
        """The forms as tables: those of one department, year and money unit together."""
        known: tuple[object, ...] = ()
        table: Table | None = None
        entries: list[Entry] = []
        for section in sections:
            facts, entry, repairs = self._form(section)
            key = normalise_name(facts.department), facts.year, facts.money_unit
            if table is None or key != known:
                if table is not None:
                    yield table, entries
                layout = (entry.layout or self._layout(section, ()))._replace(row=section.first)
                table, entries, known = Table(layout, facts, form=True), [], key
            table.rows.append(PagedRow(section.first, entry.page, False))
            table.repairs += repairs
            table.pages = len({paged.page for paged in table.rows})
            entries.append(entry)
        if table is not None:
            yield table, entries

    def _form(self, section: Section) -> tuple[Facts, Entry, list[Repair]]:
        asked = answers_of(section.labelled, self._labels)
        facts = self._furniture.facts(section.lead)
        held = FormAnswers(asked, section.labelled)
        held.tell(facts)
        facts.money_unit = self._unit or facts.money_unit
        entry = held.entry(facts.money_unit or MoneyUnit.WAN_YUAN)
        layout = self._layout(section, held.headings)
        repairs = [_left(row, 0.9) for row in asked.left]
        entry.layout = layout
        self._items(section, layout, entry, repairs)
        return facts, entry, repairs

    def _layout(self, section: Section, labels: Sequence[tuple[int, str]]) -> Layout:
        """The headings of a form: the labels that are answered, then the headings of its indicators."""
        head = section.head or section.first
        found = self._parts.read([cell.text for cell in head.cells])
        printed = tuple(shown_heading(cell.text) for cell in head.cells)
        slots = (*(slot for slot, _ in labels), *(-1 for _ in printed))
        return Layout(head, (*(text for _, text in labels), *printed), slots, {}, None, columns_of(found))

    def _items(self, section: Section, layout: Layout, entry: Entry, repairs: list[Repair]) -> None:
        items = ItemRows()
        page = entry.page
        for row in section.block:
            own = row.page or page
            if self.is_head(row):
                repairs.append(_beside(row, phrases.header_repeated(1)))
                continue
            if self.is_lead(row):
                repairs.append(_beside(row, phrases.lines_around(1)))
                continue
            cells = cells_of(row, layout.parts, own, entry.repairs)
            if not cells.get(_VALUE) and not cells.get(_ITEM):
                if not row.blank:
                    repairs.append(_left(row, _SURE))
            elif self._sums.opens(row):
                repairs.append(_left(row, _SURE))
            else:
                items.add(cells, opens_page=own != page)
                entry.end_row = row.line
                if own != entry.page:
                    entry.pages[row.line] = own
            page = own
        items.close(entry, self._words)


class _Cutter:
    """Cuts rows into forms."""

    def __init__(self, reader: FormReader, rows: Sequence[Row]) -> None:
        self._reader = reader
        self._rows = rows
        self._open: _Open | None = None
        self._pending: list[Row] = []

    def sections(self) -> Iterator[Section]:
        for row in self._rows:
            if row.blank:
                self._pending.append(row)
            elif self._reader.opens(row) and (self._open is None or self._open.head is not None):
                lead = self._lead()
                yield from self._close()
                self._open = _Open(lead, [row])
            elif self._reader.ends(row):
                self._lead()
                yield from self._close()
            else:
                self._take(row)
        self._lead()
        yield from self._close()

    def _lead(self) -> list[Row]:
        """The lines right above a form; what stands before them goes on with the form above, if there is one."""
        at = len(self._pending)
        while at and self._reader.may_lead(self._pending[at - 1]):
            at -= 1
        if self._open is not None and self._open.head is not None:
            self._open.block += self._pending[:at]
        lead, self._pending = self._pending[at:], []
        return lead

    def _take(self, row: Row) -> None:
        held = self._open
        if held is None:
            self._pending.append(row)
        elif held.head is None and self._reader.is_head(row):
            held.head = row
            self._pending = []
        elif held.head is None:
            held.labelled.append(row)
            self._pending = []
        elif self._pending or self._reader.is_lead(row):
            self._pending.append(row)
        else:
            held.block.append(row)

    def _close(self) -> Iterator[Section]:
        held, self._open = self._open, None
        if held is not None:
            yield Section(held.lead, held.labelled, held.head, held.block)


def _rows_of(form: Section) -> list[Row]:
    head = [form.head] if form.head is not None else []
    return [*form.lead, *form.labelled, *head, *form.block]


def _left(row: Row, confidence: float) -> Repair:
    return unplaced(row.line, line_of(row), phrases.beside_labels(), confidence, row.page)


def _beside(row: Row, why: Phrase) -> Repair:
    text = line_of(row)
    return Repair(RepairKind.HEADER_REPEATED, row.line, 1.0, why, page=row.page, before=text, dropped=text)
