"""Rows to columns where nothing is wrong with them: right width, amounts that parse, text where it belongs."""

from __future__ import annotations

from collections.abc import Sequence

from budgetcheck.model import Cell, Row
from budgetcheck.tables import phrases
from budgetcheck.tables.header import MONEY_SLOTS, UNKNOWN, Layout
from budgetcheck.tables.pages import PagedRow
from budgetcheck.tables.rows import CONTENT, GOAL, INDICATORS, NAME, TEXT_SLOTS, TOTAL, Entry, Repair, clip
from budgetcheck.tables.traced import NOTHING, Piece, Traced, of_spans, put_together, whole
from budgetcheck.terms import AmountState, MoneyUnit, RepairKind
from budgetcheck.text import Amount, parse_amount
from budgetcheck.text.markup import kept_spans, markup_spans
from budgetcheck.text.seams import amount_piece, first_number, holds_value, looks_packed, opens_with_item

ABSENT = Amount(None, AmountState.ABSENT, 0)
BLANK = Amount(None, AmountState.BLANK, 0)
_HEAD = 200
_LONGEST_NAME = 40


def clean(row: Row, cell: Cell, page: int, repairs: list[Repair]) -> Traced:
    """The cell's text without markup and outer white space; what was stripped is noted in `repairs`."""
    raw = cell.text
    if "<" not in raw and "&" not in raw:
        return whole(row, cell)
    tags = markup_spans(raw)
    if not tags:
        return whole(row, cell)
    text = of_spans(row, cell, kept_spans(raw)).stripped()
    if not text.pieces:
        text = Traced("", (Piece(row, cell, 0, 0),))
    repairs.append(
        Repair(
            RepairKind.MARKUP_STRIPPED,
            row.line,
            0.98,
            phrases.markup(len(tags)),
            page=page,
            column=cell.column,
            start=tags[0][0],
            end=tags[-1][1],
            before=clip(raw),
            after=clip(text.text),
            dropped="".join(raw[start:end] for start, end in tags),
        )
    )
    return text


class Columns:
    """Puts rows under the headings of one table, most of whose rows have `usual` cells."""

    def __init__(self, layout: Layout, unit: MoneyUnit, usual: int) -> None:
        self.layout = layout
        self._usual = usual
        self.unit = unit
        self.money = tuple(slot for slot in MONEY_SLOTS if slot in layout.slots)
        self._aside = frozenset({*layout.provenance.values(), *layout.parts.values()})

    def plain(self, paged: PagedRow, *, trusted: bool = False) -> Entry | None:
        """The row by position; None when its width or what its cells hold speaks against that.

        Of a `trusted` row only the width is asked.
        """
        row, slots = paged.row, self.layout.slots
        cells = row.cells
        if len(cells) != len(slots):
            cells = self._fitted(cells)
            if not cells:
                return None
        texts = [NOTHING] * 8
        repairs: list[Repair] = []
        stray: list[tuple[int, str]] = []
        for index, (slot, cell) in enumerate(zip(slots, cells, strict=False)):
            if not cell.text:
                continue
            if slot != UNKNOWN:
                texts[slot] = clean(row, cell, paged.page, repairs)
            else:
                self.set_aside(index, cell.text, stray)
        if stray and not texts[NAME] and self._is_total(texts):
            at = self._named_beside(stray)
            if at is not None:
                texts[NAME] = clean(row, cells[at], paged.page, repairs)
                stray = [(index, text) for index, text in stray if index != at]
        entry = self.entry(paged, texts, repairs)
        entry.stray = stray
        return entry if trusted or self._plausible(entry) else None

    def _is_total(self, texts: Sequence[Traced]) -> bool:
        """Whether a row holds amounts and nothing to say of a project."""
        said = any(texts[slot] for slot in (CONTENT, GOAL, INDICATORS))
        return not said and any(texts[slot] for slot in self.money)

    def _named_beside(self, stray: Sequence[tuple[int, str]]) -> int | None:
        """The cell that names a total in a column before that of the names; 合计 often stands merged over 序号."""
        before = [pair for pair in stray if pair[0] < self.layout.slots.index(NAME)]
        named = (
            before and 1 < len(before[-1][1]) <= _LONGEST_NAME and not any(map(str.isdigit, before[-1][1]))
        )
        return before[-1][0] if named else None

    def set_aside(self, index: int, text: str, stray: list[tuple[int, str]]) -> None:
        """Keep what stands under a heading that means nothing to us."""
        if index not in self._aside and text and not text.isspace():
            stray.append((index, text.strip()))

    def _fitted(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """The cells that count in a row of another width than the heading row; none if that is unclear.

        NOTE: empty cells that are missing at the end of a row shift nothing; a total row often ends with
        its last amount. Nor do cells left over in a table where most rows have them; in one row alone they
        may as well have come in further left.
        """
        width = len(self.layout.slots)
        if len(cells) > width:
            own = len(cells) != self._usual or any(cell.text.strip() for cell in cells[width:])
            return () if own else cells[:width]
        held = [
            (slot, cell) for slot, cell in zip(self.layout.slots, cells, strict=False) if cell.text.strip()
        ]
        only_money = all(slot == NAME or slot in MONEY_SLOTS for slot, _ in held)
        return cells if only_money and any(slot == TOTAL for slot, _ in held) else ()

    def entry(self, paged: PagedRow, texts: list[Traced], repairs: list[Repair]) -> Entry:
        """The row with these texts, its name and amounts closed up and its amounts parsed."""
        row = paged.row
        for slot in (NAME, *self.money):
            text = texts[slot]
            if len(text.pieces) > 1 or "\n" in text.text:
                texts[slot] = close_up(text, slot, paged.page, repairs)
        if repairs:
            repairs[:] = [_in_slot(repair, texts) for repair in repairs]
        amounts = {slot: self._amount(texts[slot].text) for slot in self.money}
        packed = texts[INDICATORS].text
        return Entry(
            row,
            paged.page,
            paged.opens_page,
            texts,
            amounts,
            len(row.cells),
            any(amount.state is not AmountState.BLANK for amount in amounts.values()),
            number=first_number(packed) if packed else None,
            end_row=row.line,
            confidence=min((cell.confidence for cell in row.cells), default=1.0),
            repairs=repairs,
        )

    def _amount(self, text: str) -> Amount:
        return parse_amount(text, self.unit) if text else BLANK

    def _plausible(self, entry: Entry) -> bool:
        for slot, amount in entry.amounts.items():
            if amount.state is AmountState.UNREADABLE and not amount_piece(entry.texts[slot].text):
                return False
        for slot in TEXT_SLOTS:
            text = entry.texts[slot].text
            if text and text[0] in "0123456789" and len(text) < 20 and self.is_amount(text):
                return False
        return not any(self._is_astray(entry, slot) for slot in (NAME, CONTENT, GOAL))

    def _is_astray(self, entry: Entry, slot: int) -> bool:
        """Whether a text reads like the indicators, which stand elsewhere.

        NOTE: with no other indicators in the row they may begin with the rest of an item; a lost cell shows
        by the number of cells in a text, but not in a sheet.
        """
        text = entry.texts[slot].text
        return is_packed(text) or (not entry.texts[INDICATORS] and holds_value(text))

    def is_amount(self, text: str) -> bool:
        """Whether the text states an amount, or a piece of one."""
        return parse_amount(text, self.unit).state is AmountState.STATED or amount_piece(text)


def _in_slot(repair: Repair, texts: list[Traced]) -> Repair:
    """A repair of a cell, told which field the cell turned out to be."""
    if repair.slot >= 0 or repair.kind is not RepairKind.MARKUP_STRIPPED:
        return repair
    for slot, text in enumerate(texts):
        if any(piece.cell.column == repair.column for piece in text.pieces):
            return repair._replace(slot=slot)
    return repair


def is_packed(text: str) -> bool:
    """Whether the text opens like a cell of packed indicators."""
    return bool(text) and opens_with_item(text) and looks_packed(text[:_HEAD])


def close_up(text: Traced, slot: int, page: int, repairs: list[Repair]) -> Traced:
    """A name or amount without the line breaks inside its cell; a repair is noted when it had any."""
    parts = [part for part in _lines(text) if part.text]
    whole_text = put_together(parts)
    if len(parts) > 1:
        kind = RepairKind.NAME_JOINED if slot == NAME else RepairKind.AMOUNT_JOINED
        first = parts[0].pieces[0]
        repairs.append(
            Repair(
                kind,
                first.row.line,
                0.95 if slot == NAME else 0.9,
                phrases.broken_cell(len(parts)),
                slot=slot,
                page=page,
                column=first.cell.column,
                start=first.start,
                end=parts[-1].pieces[-1].end,
                before=clip(" ⏎ ".join(part.text for part in parts)),
                after=clip(whole_text.text),
            )
        )
    return whole_text if parts else text


def closed_up(text: Traced) -> Traced:
    """The text without the line breaks inside its cell."""
    return put_together(part for part in _lines(text) if part.text) if "\n" in text.text else text


def _lines(text: Traced) -> list[Traced]:
    """The text cut at line ends and between its pieces, each part without outer white space."""
    parts = []
    for row, cell, start, end in text.pieces:
        at = start
        for line in cell.text[start:end].splitlines(keepends=True):
            parts.append(Traced(line, (Piece(row, cell, at, at + len(line)),)).stripped())
            at += len(line)
    return parts
