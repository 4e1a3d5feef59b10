"""Indicators printed one to a row: a line's text made of their cells, and what the indicators frame holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from budgetcheck.model import Cell
from budgetcheck.tables.traced import NOTHING, Traced, own_mark, put_together
from budgetcheck.terms import IndicatorPart
from budgetcheck.text import Item, Words
from budgetcheck.text.printed_parts import class_of, composed, flag_of, parse_weight, unit_said

_NAME, _VALUE, _UNIT = str(IndicatorPart.NAME), str(IndicatorPart.VALUE), str(IndicatorPart.UNIT)
_LEVEL1, _LEVEL2 = str(IndicatorPart.LEVEL1), str(IndicatorPart.LEVEL2)
_SIGN, _WEIGHT = str(IndicatorPart.SIGN), str(IndicatorPart.WEIGHT)
_TYPE, _DIRECTION = str(IndicatorPart.TYPE), str(IndicatorPart.DIRECTION)
FLAG_PARTS = (_SIGN, _TYPE, _DIRECTION)

_BETWEEN_CELLS, _BETWEEN_ROWS = own_mark("\t"), own_mark("\n")


class PrintedRow(NamedTuple):
    """The cells of one indicator, by part, and the classes it stands under as they were last printed."""

    cells: Mapping[str, Traced]
    level1: str
    level2: str

    def text(self, part: str) -> str:
        """What the cell of that part says."""
        return self.cells.get(part, NOTHING).text


class Printed(NamedTuple):
    """One indicator as the indicators frame wants it."""

    item: Item
    unit_column: str
    value_type: str
    direction: str
    weight: int | None
    unit_beside: bool


def composed_text(rows: Sequence[PrintedRow], words: Words) -> tuple[Traced, list[Printed]]:
    """The text that the cells of these indicators make, in their order, and each indicator read.

    Cells of one indicator are parted by a tab, indicators by a line break; sign, value and unit stand
    together, as `≥98%` does where it is one cell.
    """
    parts: list[Traced] = []
    held: list[Printed] = []
    at = 0
    for row in rows:
        if at:
            parts.append(_BETWEEN_ROWS)
            at += 1
        maker = _Maker(row, words, at)
        held.append(maker.printed())
        parts += maker.pieces
        at = maker.at
    return put_together(parts), held


class _Maker:
    """Puts the cells of one indicator in a row and notes where name and value stand."""

    def __init__(self, row: PrintedRow, words: Words, at: int) -> None:
        self._row = row
        self._words = words
        self._start = self.at = at
        self.pieces: list[Traced] = []
        self._flags = dict(self._told())

    def _told(self) -> Iterable[tuple[str, tuple[str, str]]]:
        """Part to the cell that holds it and what it says; a cell is told by what it holds."""
        for part in reversed(FLAG_PARTS):
            meant, said = flag_of(self._row.text(part), self._words)
            if meant:
                yield meant, (part, said)

    def printed(self) -> Printed:
        row = self._row
        held = composed(self._sign, row.text(_VALUE), row.text(_UNIT), self._words)
        for part in (_LEVEL1, _LEVEL2):
            self._put(row.cells.get(part))
        name = self._put(row.cells.get(_NAME))
        own = self._sign_part
        value = self._value(own if held.with_sign else "", _UNIT if held.with_unit else "")
        rest = (*(p for p in FLAG_PARTS if not (held.with_sign and p == own)), _WEIGHT)
        for part in (*(() if held.with_unit else (_UNIT,)), *rest):
            self._put(row.cells.get(part))
        text = self._between(*value)
        return Printed(
            self._item(name, value, text),
            unit_said(row.text(_UNIT)),
            self._flags.get(_TYPE, ("", ""))[1],
            self._flags.get(_DIRECTION, ("", ""))[1],
            parse_weight(row.text(_WEIGHT)),
            held.with_unit,
        )

    @property
    def _sign_part(self) -> str:
        return self._flags.get(_SIGN, ("", ""))[0]

    @property
    def _sign(self) -> str:
        return self._row.text(self._sign_part)

    def _put(self, cell: Traced | None, glue: Traced = _BETWEEN_CELLS) -> tuple[int, int]:
        """Append a cell; its range, empty where there is nothing to append."""
        if cell is None or not cell.text:
            return self.at, self.at
        if self.at > self._start and glue:
            self.pieces.append(glue)
            self.at += len(glue.text)
        start = self.at
        self.pieces.append(cell)
        self.at += len(cell.text)
        return start, self.at

    def _value(self, sign: str, unit: str) -> tuple[int, int]:
        """Append sign, value and unit as one text."""
        cells = [cell for part in (sign, _VALUE, unit) if (cell := self._row.cells.get(part, NOTHING)).text]
        if not cells:
            # NOTE: an empty cell has a place too, for what is missing there.
            self.pieces.append(self._row.cells.get(_VALUE, NOTHING))
            return self.at, self.at
        return self._put(put_together(cells))

    def _between(self, start: int, end: int) -> str:
        text = "".join(piece.text for piece in self.pieces)
        return text[start - self._start : end - self._start]

    def _level2(self) -> str:
        """The level-2 label; none where its cell is the name and is no known label."""
        row = self._row
        is_name = row.level2 == row.text(_NAME) and _LEVEL2 not in row.cells
        return "" if is_name and not class_of("", row.level2, self._words).known else row.level2

    def _item(self, name: tuple[int, int], value: tuple[int, int], text: str) -> Item:
        row = self._row
        told = class_of(row.level1, self._level2(), self._words)
        return Item(
            number=None,
            number_mark="",
            category=told.category,
            category_text=row.level1,
            category_known=told.known,
            level2=told.level2,
            name=row.text(_NAME),
            label="",
            label_lead="",
            label_gap=False,
            value_text=text,
            terminator="",
            item_start=self._start,
            item_end=self.at,
            name_start=name[0],
            name_end=name[1],
            value_start=value[0],
            value_end=value[1],
        )


def part_at(parts: Mapping[int, str], cell: Cell, words: Words) -> str:
    """Which part of an indicator the cell holds: `parts` by column; a flag is told by what it says."""
    part = parts.get(cell.column, "")
    return flag_of(cell.text, words)[0] or part if part in FLAG_PARTS else part
