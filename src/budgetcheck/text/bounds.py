"""How a quantity is bounded: signs and words before it (≥, 不低于) and behind it (以上, 以内)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import Comparator
from budgetcheck.text.word_finder import any_of

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

_TYPED = {
    "≥": Comparator.GE,
    "≤": Comparator.LE,
    ">": Comparator.GT,
    "<": Comparator.LT,
    "=": Comparator.EQ,
    "≈": Comparator.ABOUT,
    ">=": Comparator.GE,
    "=>": Comparator.GE,
    "<=": Comparator.LE,
    "=<": Comparator.LE,
}
_TYPED_RUN = re.compile(r"[≥≤><=≈](?:\s?[≥≤><=≈]){0,20}(?=\s?(?:[%‰个次家]|\Z))|[≥≤](?:\s?[≥≤><=])+")
_FEW = 8
_UP = frozenset([Comparator.GE, Comparator.GT])
_DOWN = frozenset([Comparator.LE, Comparator.LT])


class Sign(NamedTuple):
    """One sign or word that bounds a quantity; a weak one gives way to any other."""

    comparator: Comparator
    weak: bool = False
    word: bool = False


class Bound(NamedTuple):
    """What all signs around a quantity come to, and what is odd about them (see `FLAGS`)."""

    comparator: Comparator
    flags: frozenset[str]


class BoundReader:
    """Reads signs before and behind a quantity by one set of word lists."""

    def __init__(self, words: Words) -> None:
        self._before = {
            **{sign: Sign(comparator) for sign, comparator in _TYPED.items()},
            **_signs(words.before, weak=False),
            **_signs(words.weak, weak=True),
        }
        self._behind = _signs(words.behind, weak=False)
        self._between = _signs(words.between, weak=False)
        self.before_text = any_of(self._before)
        """Pattern text that matches one sign before a quantity."""
        self.word_text = any_of(word for word, sign in self._before.items() if sign.word)
        """Pattern text that matches one such sign that is a word."""
        self._ends = frozenset([" ", *(sign[-1] for sign in self._before)])
        self._one = re.compile(self.before_text)
        self._left = re.compile(rf"(?:{self.before_text}|\s)+\Z")
        self._tail = re.compile(
            rf"\s?(?:\(含[^()]{{0,12}}\))?\s?({any_of(self._behind)})?(?:\(含[^()]{{0,12}}\))?"
        )
        self._middle = re.compile(any_of(self._between) or r"(?!)")

    def signs(self, text: str) -> list[Sign]:
        """The signs in `text`, which holds nothing else but blanks."""
        return [self._before[found] for found in self._one.findall(text)]

    def run(self, text: str) -> Bound | None:
        """What a run of typed signs that stands in a text without a number comes to; None without one."""
        found = _TYPED_RUN.search(text)
        return None if found is None else combined(self.signs(found[0]), [])

    def start(self, text: str, floor: int, end: int) -> int:
        """Where the run of signs that ends at `end` begins, not left of `floor`."""
        if text[end - 1 : end] not in self._ends:
            return end
        left = self._left.search(text, floor, end)
        return end if left is None else left.start()

    def between(self, text: str, start: int) -> tuple[int, list[Sign]]:
        """End and sign of a word such as 余 that stands between number and unit."""
        found = self._middle.match(text, start)
        return (start, []) if found is None else (found.end(), [self._between[found[0]]])

    def behind(self, text: str, start: int, *, timed: bool) -> tuple[int, list[Sign]]:
        """End and sign of a word such as 以上 at `start`; 内 within a text counts only behind a time."""
        found = self._tail.match(text, start) if start < len(text) else None
        if found is None:
            return start, []
        word, end = found[1], found.end()
        if word is None:
            return (end if text[start:end].strip() else start), []
        if len(word) == 1 and not timed and end < len(text) and text[end].isalpha():
            return start, []
        return end, [self._behind[word]]


@cache
def bound_reader(words: Words) -> BoundReader:
    """The reader for these word lists, made once."""
    return BoundReader(words)


def _signs(lists: Mapping[str, tuple[str, ...]], *, weak: bool) -> dict[str, Sign]:
    return {word: Sign(Comparator(sign), weak, True) for sign, words in lists.items() for word in words}


def combined(before: list[Sign], behind: list[Sign]) -> Bound:
    """What the signs come to together.

    >>> combined([Sign(Comparator.GE, weak=True, word=True)], [Sign(Comparator.GE, word=True)]).comparator
    <Comparator.GE: '≥'>
    >>> sorted(combined([Sign(Comparator.GE), Sign(Comparator.LE)], []).flags)
    ['comparator_conflict', 'comparator_doubled']
    """
    if not before and not behind:
        return _NOTHING
    combine = _combined if len(before) <= _FEW else _combined.__wrapped__
    return combine(tuple(before), tuple(behind))


@lru_cache(maxsize=1024)
def _combined(before: tuple[Sign, ...], behind: tuple[Sign, ...]) -> Bound:
    signs = before + behind
    strong = [sign.comparator for sign in signs if not sign.weak] or [sign.comparator for sign in signs]
    flags = {
        "comparator_doubled": len(signs) > 1,
        "comparator_behind": bool(behind),
        "comparator_word": any(sign.word for sign in before),
        "comparator_conflict": not _UP.isdisjoint(strong) and not _DOWN.isdisjoint(strong),
    }
    raised = frozenset(flag for flag, holds in flags.items() if holds)
    if flags["comparator_conflict"]:
        return Bound(Comparator.NONE, raised)
    directed = [comparator for comparator in strong if comparator in _UP or comparator in _DOWN]
    return Bound((directed or strong)[0], raised)


_NOTHING = Bound(Comparator.NONE, frozenset())
