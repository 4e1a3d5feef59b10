"""The lines around a table: which rows are such lines, and what they say of the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from budgetcheck.model import Row
from budgetcheck.terms import MoneyUnit
from budgetcheck.text import Words
from budgetcheck.text.furniture import LONGEST_LINE, FurnitureWords, is_page_number, line_year, title_year

_SENTENCE_MARKS = frozenset("。；，、;")
_MOST_CELLS = 4


@dataclass(slots=True)
class Facts:
    """What the lines above a table say of it; rows are original lines."""

    title: str = ""
    title_row: int | None = None
    department: str = ""
    department_row: int | None = None
    year: int | None = None
    money_unit: MoneyUnit | None = None
    money_unit_row: int | None = None

    def fill(self, other: Facts) -> None:
        """Take from `other` what is not known yet."""
        if not self.title:
            self.title, self.title_row, self.year = other.title, other.title_row, other.year
        if not self.department:
            self.department, self.department_row = other.department, other.department_row
        if self.money_unit is None:
            self.money_unit, self.money_unit_row = other.money_unit, other.money_unit_row


def filled(row: Row) -> list[str]:
    """The texts of the row's cells that hold more than white space, outer blanks cut."""
    return [text for cell in row.cells if (text := cell.text.strip())]


def line_of(row: Row) -> str:
    """The row as one line, its cells parted by two blanks."""
    return "  ".join(filled(row))


class FurnitureReader:
    """Tells the lines around a table from its rows."""

    def __init__(self, words: FurnitureWords) -> None:
        self._words = words

    def is_furniture(self, row: Row, known: frozenset[str] = frozenset()) -> bool:
        """Whether a row between data rows is a title, department, unit or page-number line.

        `known` holds the lines above the first heading row, which come back on later pages.
        """
        # NOTE: the length is asked first, for rows of a table are long and there are many of them.
        if sum(len(cell.text) for cell in row.cells) > 2 * LONGEST_LINE:
            return False
        texts = filled(row)
        if not 0 < len(texts) <= _MOST_CELLS or sum(map(len, texts)) > LONGEST_LINE:
            return False
        if len(texts) == 1 and (
            is_page_number(texts[0]) or texts[0] in known or self._words.is_continued(texts[0])
        ):
            return True
        if self._words.is_signature(texts):
            return True
        first = next(cell.column for cell in row.cells if cell.text.strip())
        if first > 1 or any(text[0].isdigit() for text in texts[1:]) or _SENTENCE_MARKS & set("".join(texts)):
            return False
        return self._labelled(texts)

    def _labelled(self, texts: list[str]) -> bool:
        line = "  ".join(texts)
        return (
            self._words.is_title("".join(texts))
            or self._words.department(line) is not None
            or self._words.money_unit(line) is not None
        )

    def is_signature(self, row: Row) -> bool:
        """Whether the row says who filled the table in and when, and nothing else."""
        texts = filled(row)
        return bool(texts) and self._words.is_signature(texts)

    def is_note(self, text: str) -> bool:
        """Whether the text opens as a note below a table does."""
        return self._words.is_note(text)

    def facts(self, rows: Iterable[Row]) -> Facts:
        """What these lines say of the table below them; of two that say the same thing, the last."""
        facts, beside = Facts(), None
        for row in rows:
            texts = filled(row)
            if not texts or sum(map(len, texts)) > LONGEST_LINE:
                continue
            if self._words.is_title("".join(texts)):
                facts.title, facts.title_row = "".join(texts), row.line
                facts.year = title_year(facts.title)
            line = "  ".join(texts)
            department, unit = self._words.department(line), self._words.money_unit(line)
            if department:
                facts.department, facts.department_row = department, row.line
            if unit is not None:
                facts.money_unit, facts.money_unit_row = unit, row.line
            beside = beside or line_year(line)
        # NOTE: the year often has a line of its own, above or below the title: （2024年度）.
        facts.year = facts.year or (beside if facts.title else None)
        return facts


@lru_cache(maxsize=16)
def furniture_reader(words: Words) -> FurnitureReader:
    """The reader for these words, made once."""
    return FurnitureReader(FurnitureWords(words.furniture, words.row_words.get("note", ())))
