"""Rows of single indicators put together: under the classes printed last, and across the break of a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from budgetcheck.model import Row
from budgetcheck.tables.columns import clean, closed_up
from budgetcheck.tables.printed import PrintedRow, composed_text
from budgetcheck.tables.rows import INDICATORS, Entry, Repair
from budgetcheck.tables.traced import NOTHING, Piece, Traced, put_together
from budgetcheck.terms import IndicatorPart
from budgetcheck.text import Words
from budgetcheck.text.headings import bare_heading, point_totals
from budgetcheck.text.printed_parts import class_label, class_of

_LEVEL1, _LEVEL2 = str(IndicatorPart.LEVEL1), str(IndicatorPart.LEVEL2)
_NAME, _VALUE = str(IndicatorPart.NAME), str(IndicatorPart.VALUE)
_LONGEST_TOTAL = 60
TELLING = (_LEVEL1, _LEVEL2, _NAME, _VALUE)

Cells = Mapping[str, Traced]


def cells_of(row: Row, parts: Mapping[str, int], page: int, repairs: list[Repair]) -> dict[str, Traced]:
    """The filled cells of an indicator's row, by part; the value's cell also where it is empty."""
    cells = {
        part: closed_up(clean(row, row.cells[index], page, repairs))
        for part, index in parts.items()
        if index < len(row.cells) and row.cells[index].text.strip()
    }
    value = parts.get(_VALUE, len(row.cells))
    if _VALUE not in cells and value < len(row.cells):
        cells[_VALUE] = Traced("", (Piece(row, row.cells[value], 0, 0),))
    return cells


def has_indicator(cells: Cells) -> bool:
    """Whether the cells say anything of an indicator."""
    return any(cells.get(part) for part in TELLING)


class SumRows:
    """Tells the row below a block of indicators that adds up their points: 总分, 合计."""

    def __init__(self, words: Words) -> None:
        self._totals = point_totals(words.row_words)

    def holds(self, row: Row, apart: Collection[int]) -> bool:
        """Whether a row opens with a word for a total and has something beside it, none of that in these columns."""
        beside = [i for i, cell in enumerate(row.cells) if cell.text.strip()][1:]
        return bool(beside) and self.opens(row) and not any(i in apart for i in beside)

    def opens(self, row: Row) -> bool:
        """Whether a row opens with a word for a total."""
        first = next((cell.text for cell in row.cells if cell.text.strip()), "")
        return len(first) <= _LONGEST_TOTAL and bare_heading(first) in self._totals


@dataclass(slots=True)
class ItemRows:
    """The indicators of one project, in order."""

    rows: list[PrintedRow] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def add(self, cells: Cells, *, opens_page: bool) -> bool:
        """Append an indicator; whether it was the rest of the one above instead."""
        last = self.rows[-1] if self.rows else None
        if last is not None and opens_page and _is_rest(cells, last):
            whole = {p: put_together((last.cells.get(p, NOTHING), cell)) for p, cell in cells.items() if cell}
            classes = {p: whole[p].text for p in (_LEVEL1, _LEVEL2) if p in whole}
            level1, level2 = classes.get(_LEVEL1, last.level1), classes.get(_LEVEL2, last.level2)
            self.rows[-1] = PrintedRow({**last.cells, **whole}, level1, level2)
            return True
        level1, level2 = (cells.get(part, NOTHING).text for part in (_LEVEL1, _LEVEL2))
        if last is not None and not level1:
            level1, level2 = last.level1, level2 or last.level2
        elif last is not None and not level2 and class_label(level1) == class_label(last.level1):
            level2 = last.level2
        self.rows.append(PrintedRow(_named(cells), level1, level2))
        return False

    def close(self, entry: Entry, words: Words) -> None:
        """Give the entry its indicators and the text that their cells make."""
        if self.rows:
            entry.texts[INDICATORS], entry.printed = composed_text(self.rows, words)


def _named(cells: Cells) -> Cells:
    """The cells with a name: where levels 2 and 3 are one cell, it is the name."""
    if _NAME in cells:
        return cells
    lowest = next((part for part in (_LEVEL2, _LEVEL1) if part in cells), None)
    if lowest is None or not cells.get(_VALUE):
        return cells
    return {_NAME if part == lowest else part: cell for part, cell in cells.items()}


def _is_rest(cells: Cells, last: PrintedRow) -> bool:
    """Whether all that stands in a row is more of what stands above: of a name, a value, or a class."""
    held = [part for part, cell in cells.items() if cell]
    if held in ([_NAME], [_VALUE]):
        return bool(last.text(held[0]))
    return (
        bool(held)
        and set(held) <= {_LEVEL1, _LEVEL2, _NAME}
        and any(part != _NAME and _completes(last.text(part), cells[part].text) for part in held)
    )


def _completes(label: str, rest: str) -> bool:
    """Whether a label of a class is one only with the rest behind it."""
    known = [class_of(text, "").known for text in (label, rest, label + rest)]
    return known == [False, False, True]
