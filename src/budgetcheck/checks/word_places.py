"""Where words stand in many texts: an index of every two neighbouring characters, asked for whole lists of words.

NOTE: a pattern must be tried on every text for every list of words, and rules have fifty lists for ten thousand names.
The index costs what two such rounds cost, and each list a hundredth of a round.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from budgetcheck.checks.letters import Letters

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_RUNNING = 32  # characters; texts that are longer in the mean are running texts
_LAST = 0xFFFF  # the index counts all characters beyond as this one
_FIRST_BITS, _SECOND_BITS = 48, 32  # below them stands the place
_PLACE = np.uint64((1 << _SECOND_BITS) - 1)


def word_places(tables: Tables, texts: list[str]) -> WordPlaces:
    """The index of this very list, made once a batch; the list must not be changed."""
    return tables.once_for(texts, _indexed)


def holding(tables: Tables, texts: list[str], words: tuple[str, ...]) -> Bools:
    """For each text of this very list: whether one of `words` stands in it.

    NOTE: running texts are long and asked few questions; to index all of one takes as long as to go through it ten
    times for what may open a word.
    """
    if len(words) == 1:
        (word,) = words
        return np.array([word in text for text in texts], dtype=bool) & bool(word)
    letters = tables.once_for(texts, letters_of)
    if len(letters.points) > _RUNNING * len(texts):
        return WordPlaces(letters, _opening_any(letters, words)).holding(words)
    return word_places(tables, texts).holding(words)


def letters_of(tables: Tables, texts: list[str]) -> Letters:
    """The letters of these texts."""
    del tables
    return Letters.of(texts)


def _opening_any(letters: Letters, words: Collection[str]) -> Ints:
    """The places where the first two characters of any word may stand."""
    may = letters.are({word[0] for word in words if word})
    if all(len(word) > 1 for word in words):
        may[:-1] &= letters.are({word[1] for word in words})[1:]
    return np.flatnonzero(may)


def _indexed(tables: Tables, texts: list[str]) -> WordPlaces:
    return WordPlaces(tables.once_for(texts, letters_of))


class _Found(NamedTuple):
    """Occurrences of words: place of the first character, length, and the text."""

    at: Ints
    size: Ints
    owner: Ints


class WordPlaces:
    """Answers for each text of `letters` whether words of a list stand in it; a word without characters never does.

    Words are only looked for at the places `at`, where some are given.
    """

    def __init__(self, letters: Letters, at: Ints | None = None) -> None:
        self._letters, self._at = letters, at

    def holding(self, words: Collection[str]) -> Bools:
        """Per text: whether one of `words` stands in it.

        >>> WordPlaces(Letters.of(["验收合格率", "投诉率"])).holding(["合格", "验收通过"]).tolist()
        [True, False]
        """
        return self._marked(self._find(words).owner)

    def opening(self, words: Collection[str]) -> Bools:
        """Per text: whether it opens with one of `words`."""
        found, starts = self._find(words), self._letters.ends - self._letters.lengths
        return self._marked(found.owner[found.at == starts[found.owner]])

    def closing(self, words: Collection[str]) -> Bools:
        """Per text: whether it ends in one of `words`.

        >>> WordPlaces(Letters.of(["验收合格率", "合格率高"])).closing(["率", "合格率"]).tolist()
        [True, False]
        """
        found = self._find(words)
        return self._marked(found.owner[found.at + found.size == self._letters.ends[found.owner]])

    def _marked(self, owner: Ints) -> Bools:
        marked = np.zeros(len(self._letters.texts), dtype=bool)
        marked[owner] = True
        return marked

    def _find(self, words: Collection[str]) -> _Found:
        listed = [word for word in words if word]
        spots = self._spots(listed)
        sizes = np.repeat([len(word) for word in listed], [len(at) for at in spots]).astype(np.int64)
        at = np.concatenate([np.zeros(0, dtype=np.int64), *spots])
        owner = np.searchsorted(self._letters.ends, at, side="right")
        whole = np.flatnonzero(at + sizes <= self._letters.ends[owner])
        return _Found(at[whole], sizes[whole], owner[whole])

    def _spots(self, words: list[str]) -> list[Ints]:
        """For each word the places from which on its characters follow, though another text may begin among them."""
        first = np.array([min(ord(word[0]), _LAST) << _FIRST_BITS for word in words], dtype=np.uint64)
        second = np.array([min(ord(word[1:2] or "\0"), _LAST) << _SECOND_BITS for word in words], np.uint64)
        open_ended = [1 << (_SECOND_BITS if len(word) > 1 else _FIRST_BITS) for word in words]
        starts = np.searchsorted(self._pairs, first + second)
        ends = np.searchsorted(
            self._pairs, first + second + np.array(open_ended, np.uint64) - np.uint64(1), "right"
        )
        return [
            self._going_on(word, (self._pairs[start:end] & _PLACE).astype(np.int64))
            for word, start, end in zip(words, starts.tolist(), ends.tolist(), strict=True)
        ]

    def _going_on(self, word: str, at: Ints) -> Ints:
        """Those of the places where the word's first two characters stand from which on it stands whole."""
        points = self._letters.points
        at = at[at <= len(points) - len(word)]
        for step, sign in enumerate(map(ord, word)):
            if len(at) and (step > 1 or sign >= _LAST):
                at = at[points[at + step] == sign]
        return at

    @cached_property
    def _pairs(self) -> NDArray[np.uint64]:
        """Each character with the one behind it, 0 behind the last of a text, and its place; in order.

        NOTE: where a text ends the next one begins, so that a 0 there stands behind the last character of one.
        """
        points = self._letters.points
        at = np.arange(len(points)) if self._at is None else self._at
        beyond = np.append(points, np.uint32(0))
        beyond[self._letters.ends[self._letters.lengths > 0]] = 0
        behind, first = beyond[at + 1], points[at]
        pairs = (np.minimum(first, _LAST).astype(np.uint64) << np.uint64(_FIRST_BITS)) + at.astype(np.uint64)
        pairs += np.minimum(behind, _LAST).astype(np.uint64) << np.uint64(_SECOND_BITS)
        pairs.sort()
        return pairs
