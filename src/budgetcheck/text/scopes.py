"""Stocks such as loans outstanding: of which place, and whether of everything or of a part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

_LEVELS = ("stocks.country", "stocks.province", "stocks.city", "stocks.county")
_PLACE = 8


class Scope(NamedTuple):
    """What a stock is of.

    Attributes:
        stock: the ending it was known by, such as 贷款余额.
        level: the kind of place that is named, 0 the widest; None where no place is named.
        part: the part of the whole that it is of; empty for the whole.
    """

    stock: str
    level: int | None
    part: str

    def is_within(self, whole: Scope) -> bool:
        """Whether the place is no wider than that of `whole`, as far as both name one."""
        return self.level is None or whole.level is None or self.level >= whole.level


def scope_of(measure: str, words: Words) -> Scope | None:
    """What a stock is of, or None for a measure that is no listed stock.

    >>> from budgetcheck.text import default_words
    >>> scope_of("广州地区各项贷款余额", default_words())
    Scope(stock='贷款余额', level=2, part='')
    >>> scope_of("绿色贷款余额", default_words())
    Scope(stock='贷款余额', level=None, part='绿色')
    """
    stock = next((word for word in words.topic("stocks.measures") if measure.endswith(word)), "")
    if not stock:
        return None
    rest = measure.removesuffix(stock)
    level, end = _place(rest[:_PLACE], words)
    part = rest[end:]
    for word in words.topic("stocks.fillers"):
        part = part.replace(word, "")
    return Scope(stock, level, part)


def _place(text: str, words: Words) -> tuple[int | None, int]:
    """The level of the narrowest place at the start of `text`, and where its name ends."""
    found = [
        (at + len(word), len(word), level)
        for level, topic in enumerate(_LEVELS)
        for word in words.topic(topic)
        if (at := text.rfind(word)) >= 0
    ]
    if not found:
        return None, 0
    end, _, level = max(found)
    return level, end
