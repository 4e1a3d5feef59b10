"""Target values in words: grades and levels, comparisons without a number, template marks."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import Comparator
from budgetcheck.text.bounds import Bound, bound_reader, combined
from budgetcheck.text.numerals import chinese
from budgetcheck.text.word_finder import any_of

if TYPE_CHECKING:
    from budgetcheck.text.words import Words


class Level(NamedTuple):
    """A grade word or an ordinal level; `rank` is the number of a numbered one, `unit` what it numbers."""

    rank: Decimal | None
    unit: str
    bound: Bound


class Relative(NamedTuple):
    """A comparison without a number: what it is measured against, and how it is bounded."""

    base: str
    comparator: Comparator


_STARS = r"(?:\*+|[xX×]{2,}|_{2,}|□+|○+|〇{2,}|\?{2,}|？{2,})"
_TEMPLATE = re.compile(
    r"(?<![0-9A-Za-z])\*{2,}(?![0-9A-Za-z])|(?<![0-9A-Za-z])(?:[xX]{2,}|×{2,}|_{2,}|□+)(?![0-9A-Za-z])"
)
_LEVEL = re.compile(
    r"(?:([0-9]{1,2}|[一二三四五六七八九十]{1,2})(星?级|星|等奖?)|(?:[A-Ea-e]{1,3}|[Ⅰ-Ⅻ]|[IV]{1,3})[+-]?级?)(?:[甲乙丙]等)?"
)
_GRADE_MARKS = re.compile(r"[、/,;|]")
_LONGEST_LEVEL = 24
_LONGEST_GRADE = 8
_LONGEST_RELATIVE = 40


class WordReader:
    """Tells values in words by one set of word lists."""

    def __init__(self, words: Words) -> None:
        self._grades = frozenset(words.grades)
        self._placeholders = frozenset(words.placeholders)
        self._bounds = bound_reader(words)
        parts = words.relative
        self._kinds = {
            **dict.fromkeys((w for words in words.behind.values() for w in words), "tail"),
            **{
                word: part
                for part in ("connectors", "suffixes", "degrees", "directions", "bases")
                for word in parts[part]
            },
        }
        tokens = any_of(self._kinds)
        bases = any_of(parts["bases"])
        # NOTE: a base goes first, because 近 of 近三年平均 is a sign elsewhere.
        self._relative = re.compile(rf"(?!{bases})({self._bounds.before_text})|({tokens})|\s+")
        self._signs = re.compile(rf"(?:(?:{self._bounds.before_text})\s?)*")
        self._mark = re.compile(rf"(?:(?:{self._bounds.before_text})\s?)*{_STARS}")

    def is_placeholder(self, text: str) -> bool:
        """Whether the text still holds a template mark; a single * in a formula is none."""
        if text in self._placeholders or _TEMPLATE.search(text) is not None:
            return True
        mark = self._mark.match(text)
        return mark is not None and len(text) - mark.end() <= 6 and not any(map(str.isdigit, text))

    def level(self, text: str) -> Level | None:
        """The level or grade that the whole text is, or None."""
        if len(text) > _LONGEST_LEVEL:
            return None
        if self._is_grade(text):
            return Level(None, "", Bound(Comparator.NONE, frozenset()))
        opening = self._signs.match(text)
        found = _LEVEL.match(text, opening.end() if opening else 0)
        if found is None:
            return self._bounded_grade(text)
        end, behind = self._bounds.behind(text, found.end(), timed=True)
        if end != len(text):
            return None
        signs = self._bounds.signs(opening[0]) if opening else []
        return Level(_rank(found[1]), found[2] or "", combined(signs, behind))

    def _bounded_grade(self, text: str) -> Level | None:
        """A grade with a word behind it: 良好及以上."""
        for end in range(min(len(text), _LONGEST_GRADE), 0, -1):
            if text[:end] in self._grades:
                stop, behind = self._bounds.behind(text, end, timed=True)
                return Level(None, "", combined([], behind)) if behind and stop == len(text) else None
        return None

    def _is_grade(self, text: str) -> bool:
        return text in self._grades or all(part.strip() in self._grades for part in _GRADE_MARKS.split(text))

    def relative(self, text: str) -> Relative | None:
        """The comparison that the whole text is, or None."""
        if len(text) > _LONGEST_RELATIVE:
            return None
        position, kinds, base = 0, set(), ""
        signs: list[str] = []
        while position < len(text):
            found = self._relative.match(text, position)
            if found is None:
                return None
            position = found.end()
            if found[1]:
                signs.append(found[1])
            elif found[2]:
                kind = self._kinds[found[2]]
                kinds.add(kind)
                base += found[2] if kind in ("bases", "suffixes") else ""
        compares = "bases" in kinds and (signs or kinds & {"suffixes", "connectors", "directions"})
        if not compares and "directions" not in kinds:
            return None
        return Relative(base, combined(self._bounds.signs("".join(signs)), []).comparator)


def _rank(text: str | None) -> Decimal | None:
    if text is None:
        return None
    return Decimal(text) if text.isascii() else chinese(text)


@cache
def word_reader(words: Words) -> WordReader:
    """The reader for these word lists, made once."""
    return WordReader(words)
