"""Deadlines and periods: 2023年12月底前, 2023.07-2024.01, 第三季度."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.text.word_finder import any_of

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

_YEAR = r"(?:19|20)[0-9]{2}"
_DAY = r"[0-9]{1,2}[日号]"
_PART = r"(?:底|末|初|份|上旬|中旬|下旬)"
_QUARTER = r"(?:第?[一二三四1-4]季度|[上下]半年|全年)"
_DATE = (
    rf"(?:{_YEAR}年度?(?:[0-9]{{1,2}}月(?:{_DAY})?|{_QUARTER})?{_PART}?"
    rf"|{_YEAR}[./-][0-9]{{1,2}}(?:[./-][0-9]{{1,2}})?"
    rf"|[0-9]{{1,2}}月(?:{_DAY}|{_PART}|(?=前|之前|以前|至|到|-|~))"
    rf"|{_DAY}(?=前|之前|以前)"
    rf"|(?:次?年|当年|本年|季度?|月){_PART}|年中|{_QUARTER}{_PART}?)"
)
_MONTHS = r"[0-9]{1,2}月?[-~—至到][0-9]{1,2}月份?"
_PERIOD = rf"(?:{_YEAR}\s?[-~—–至到]\s?{_YEAR}年度?|(?:{_YEAR}年)?{_MONTHS}|{_DATE}(?:\s?[-~—–至到]{{1,2}}\s?{_DATE})?)"
_UNTIL = r"(?:之前|以前|前|之内|以内|内|止|起)?"

_APART = re.compile(r"(?<=[0-9])\s(?=[年月日号季])|(?<=[年月度])\s(?=[0-9])")


class DateText(NamedTuple):
    """Where a date or period stands, whether it is a deadline, and the word behind it."""

    start: int
    end: int
    deadline: bool
    close: str


class DateReader:
    """Tells texts that are nothing but a date by one set of word lists."""

    def __init__(self, words: Words) -> None:
        lead, close = (any_of(words.dates[part]) for part in ("lead", "close"))
        self._whole = re.compile(rf"([≤<=]?)\s?(?:{lead})?\s?({_PERIOD})({_UNTIL})\s?({close})?")

    def whole(self, text: str) -> DateText | None:
        """The date that the whole text is, or None.

        >>> from budgetcheck.text import default_words
        >>> DateReader(default_words()).whole("2023年12月底前完成")
        DateText(start=0, end=10, deadline=True, close='完成')
        """
        # NOTE: 2025 年 4 月 is set with blanks as often as without.
        kept = [at for at in range(len(text)) if _APART.match(text, at) is None]
        found = self._whole.fullmatch("".join(text[at] for at in kept))
        if found is None:
            return None
        sign, _, until, close = found.groups(default="")
        start, end = kept[found.start(2)], kept[found.end(3) - 1] + 1
        return DateText(start, end, sign in ("≤", "<") or until not in ("", "起"), close)


@cache
def date_reader(words: Words) -> DateReader:
    """The reader for these word lists, made once."""
    return DateReader(words)
