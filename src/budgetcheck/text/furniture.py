"""What stands around a table: title, department, budget year, money unit, page numbers, notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import regex

from budgetcheck.terms import MoneyUnit
from budgetcheck.text.fold import fold
from budgetcheck.text.word_finder import any_of

LONGEST_LINE = 200

_YEAR = regex.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*年|([一二][九〇○0零O][〇○0零O一二三四五六七八九]{2})\s*年"
)
_DAY = regex.compile(r"年\s*[0-9]{1,2}\s*月")
_CHINESE_DIGITS = {
    sign: str(value) for value, signs in enumerate(("〇○0零O", *"一二三四五六七八九")) for sign in signs
}
_LONGEST_YEAR_LINE = 40
_PAGE_NUMBER = regex.compile(
    r"\s*(?:第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|[-—–~·]+\s*\d{1,4}\s*[-—–~·]+"
    r"|\d{1,4}\s*/\s*\d{1,4}|\d{1,3}|[Pp]age\s*\d{1,4})\s*"
)
_PAGE_NAME = regex.compile(r"\s*第?\s*(\d{1,3})\s*页\s*")
_LONGEST_SHEET = 31
_BLANKS = regex.compile(r"[\s\u3000\u200b\ufeff]+")
_UNIT_NAMES = {str(unit): unit for unit in MoneyUnit}


class FurnitureWords:
    """The words that give a table's furniture away, compiled once."""

    def __init__(self, furniture: Mapping[str, Iterable[str]], notes: Iterable[str] = ()) -> None:
        titles = "|".join(f"(?:{regex.escape(t)}){{s<={len(t) // 5}}}" for t in furniture["title"])
        departments, units = any_of(furniture["department"]), any_of(furniture["money_unit"])
        self._title = regex.compile(titles)
        self._unit = regex.compile(rf"(?:{units})\s*[:：]?\s*(?:人民币\s*)?(亿元|万元|元)(?![\p{{Han}}])")
        self._department = regex.compile(
            rf"(?:^|(?<=\s))(?:{departments}|{units})\s*[:：]\s*(?P<value>\S.*?)?\s*"
            rf"(?=$|\s(?:{units})\s*[:：]|\s{{2,}})"
        )
        self._continued = regex.compile(
            rf"[\s(（\[【—-]*(?:{any_of(furniture.get('continued', ())) or '(?!)'})[\s(（]*[\d一二三四五六七八九十]{{0,2}}[\s)）\]】—-]*"
        )
        self._signed = regex.compile(
            rf"\s*(?:{any_of(furniture.get('signed', ())) or '(?!)'})\s*(?:[（(]签[字章名][）)])?\s*[:：]"
        )
        self._note = regex.compile(rf"\s*[*※]?\s*(?:{any_of(notes) or '(?!)'})\s*\d{{0,2}}\s*[:：.、]")

    def is_continued(self, line: str) -> bool:
        """Whether the line says only that the table goes on (续表)."""
        return self._continued.fullmatch(line) is not None

    def is_title(self, line: str) -> bool:
        """Whether the line, its cells put together, is a table's title."""
        joined = _BLANKS.sub("", line)
        return len(joined) <= LONGEST_LINE and self._title.search(joined) is not None

    def department(self, line: str) -> str | None:
        """The department a line names; empty when its label stands alone; None without a label."""
        if len(line) > LONGEST_LINE:
            return None
        for found in self._department.finditer(line):
            value = (found["value"] or "").strip()
            if value not in _UNIT_NAMES and self._unit.match(found[0].strip()) is None:
                return value
        return None

    def money_unit(self, line: str) -> MoneyUnit | None:
        """The money unit a line states."""
        found = self._unit.search(line) if len(line) <= LONGEST_LINE else None
        return _UNIT_NAMES[found[1]] if found else None

    def is_signature(self, texts: Iterable[str]) -> bool:
        """Whether the cells of a line say who filled the table in and when (填表人：…), and nothing else."""
        return all(self._signed.match(text) is not None for text in texts)

    def is_note(self, text: str) -> bool:
        """Whether the text opens as a note below a table does (备注：…)."""
        return self._note.match(text) is not None


def title_year(title: str) -> int | None:
    """The budget year a title states.

    >>> title_year("某市财政局2023年项目支出绩效目标表")
    2023
    >>> title_year("二〇二四年度项目支出绩效目标表")
    2024
    """
    found = _YEAR.search(fold(title))
    if found is None:
        return None
    return int(found[1] or "".join(_CHINESE_DIGITS[sign] for sign in found[2]))


def line_year(line: str) -> int | None:
    """The budget year that a short line beside the title states; a day of filling in is none.

    >>> line_year("（2024年度）"), line_year("填报日期：2023年12月1日")
    (2024, None)
    """
    if len(line) > _LONGEST_YEAR_LINE or _DAY.search(fold(line)):
        return None
    return title_year(line)


def sheet_number(name: str, words: Iterable[str]) -> int | None:
    """The number of a sheet that is named as a page is, by one of the words; None for other names.

    >>> sheet_number("Page 2", ["Page"]), sheet_number("第3页", ["Page"]), sheet_number("2023", ["Page"])
    (2, 3, None)
    """
    if len(name) > _LONGEST_SHEET:
        return None
    found = _PAGE_NAME.fullmatch(name) or regex.fullmatch(
        rf"(?i)\s*(?:{any_of(words) or '(?!)'})\s*[-_]?\s*(\d{{1,3}})\s*", name
    )
    return int(found[1]) if found else None


def is_page_number(text: str) -> bool:
    """Whether the text is a page number and nothing else.

    >>> is_page_number("— 3 —"), is_page_number("第3页 共8页"), is_page_number("3.00")
    (True, True, False)
    """
    return len(text) <= 30 and _PAGE_NUMBER.fullmatch(text) is not None
