"""Slips in running text: words doubled by mistake, words misspelt, bodies under two names, places within places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.text.word_finder import any_of

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

_DOUBLED = re.compile(r"(?=([\u4e00-\u9fff]{2,6}?)\1)")
_WITHIN = 20
_PARTED = r"[、，,\s和及与]"


class Slip(NamedTuple):
    """A range of the text that is wrong, and what was probably meant."""

    start: int
    end: int
    meant: str


class Body(NamedTuple):
    """A public body named after a place: 广州 and 股权交易中心."""

    start: int
    end: int
    place: str
    rest: str


def doubled_words(text: str, words: Words) -> list[Slip]:
    """Every word of two to six characters that stands twice in a row, but for those that lawfully do.

    >>> from budgetcheck.text import default_words
    >>> [(s.start, s.end, s.meant) for s in doubled_words("为接入平台平台提供服务", default_words())]
    [(3, 7, '平台')]
    """
    lawful = words.topic("narrative.reduplicated")
    found: list[Slip] = []
    for match in _DOUBLED.finditer(text):
        word, start = match[1], match.start()
        free = not found or start >= found[-1].end
        if free and word not in lawful and len(set(word)) > 1:
            found.append(Slip(start, start + 2 * len(word), word))
    return found


def misspelt_words(text: str, words: Words) -> list[Slip]:
    """Every word of the list of misspellings, with its right form.

    >>> from budgetcheck.text import default_words
    >>> [s.meant for s in misspelt_words("坚持因地治宜", default_words())]
    ['因地制宜']
    """
    right = _right_forms(words)
    return [Slip(m.start(), m.end(), right[m[0]]) for m in _pattern(tuple(right)).finditer(text)]


def nested_places(text: str, words: Words) -> list[Slip]:
    """Every place that is listed beside the country it lies in; `meant` is that country.

    >>> from budgetcheck.text import default_words
    >>> [(text.meant) for text in nested_places("出访阿联酋、新加坡、阿布扎比", default_words())]
    ['阿联酋']
    """
    return list(_nested(text, words))


def _nested(text: str, words: Words) -> Iterator[Slip]:
    for whole, part, pattern in _pairs(words):
        if whole in text and part in text:
            found = pattern.search(text)
            if found is not None:
                at = found.start() + found[0].index(part)
                yield Slip(at, at + len(part), whole)


def bodies(text: str, words: Words) -> list[Body]:
    """The bodies that the text names after a place.

    >>> from budgetcheck.text import default_words
    >>> [(b.place, b.rest) for b in bodies("对广州股权交易中心挂牌公司补贴", default_words())]
    [('广州', '股权交易中心')]
    """
    if not any(end in text for end in words.topic("narrative.bodies")):
        return []
    return [Body(m.start(), m.end(), m[1], m[2]) for m in _body(words).finditer(text)]


@cache
def _right_forms(words: Words) -> dict[str, str]:
    return {wrong: right for wrong, _, right in (w.partition("=") for w in words.topic("narrative.slips"))}


@cache
def _pairs(words: Words) -> list[tuple[str, str, re.Pattern[str]]]:
    listed = [word.partition("/") for word in words.topic("narrative.places")]
    gap = rf"{_PARTED}(?:[^。；;]{{0,{_WITHIN}}}?{_PARTED})?"
    return [(whole, part, re.compile(rf"{whole}{gap}{part}|{part}{gap}{whole}")) for whole, _, part in listed]


@cache
def _body(words: Words) -> re.Pattern[str]:
    places, ends = (any_of(words.topic(f"narrative.{name}")) for name in ("regions", "bodies"))
    return re.compile(rf"({places})([\u4e00-\u9fff]{{2,8}}?(?:{ends}))")


@cache
def _pattern(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(any_of(listed))
