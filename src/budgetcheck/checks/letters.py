"""The characters of one text column of a batch as one array, so that a question is asked of all texts at once.

Every function of `Tables` here is meant for `tables.once`: the rules of a run share what it gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from budgetcheck.checks.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Keys = NDArray[np.uint64]

_BEYOND = 0x10000
FACTOR = np.uint64(0x9E3779B97F4A7C15)


def mixed(hashes: Keys) -> Keys:
    """The hashes with every bit dependent on every other."""
    stirred = (hashes ^ (hashes >> np.uint64(31))) * FACTOR
    return np.asarray(stirred ^ (stirred >> np.uint64(29)), dtype=np.uint64)


class Found(NamedTuple):
    """Some characters of a column: code points, positions, and the texts that hold any with where each begins."""

    points: NDArray[np.uint32]
    at: Ints
    owners: Ints
    starts: Ints


@dataclass(frozen=True)
class Letters:
    """The texts of a column, their code points in one row, and where each text ends in it."""

    texts: list[str]
    points: NDArray[np.uint32]
    ends: Ints

    @classmethod
    def of(cls, texts: list[str]) -> Letters:
        """The letters of `texts`."""
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        encoded = "".join(texts).encode("utf-32-le", errors="surrogatepass")
        return cls(texts, np.frombuffer(encoded, dtype=np.uint32), np.cumsum(lengths))

    @cached_property
    def lengths(self) -> Ints:
        """Characters of each text."""
        return np.diff(self.ends, prepend=0)

    @cached_property
    def bags(self) -> Keys:
        """Per text a number that texts share when they hold the same characters in whatever order."""
        return self._sums(mixed((self.points.astype(np.uint64) + np.uint64(1)) * FACTOR))

    @cached_property
    def hashes(self) -> Keys:
        """Per text a number that equal texts share, the same in every process.

        >>> one, other, turned = Letters.of(["目标", "目标", "标目"]).hashes.tolist()
        >>> one == other, one == turned
        (True, False)
        """
        at = np.arange(len(self.points)) - np.repeat(self.ends - self.lengths, self.lengths)
        longest = int(self.lengths.max(initial=0))
        weights = np.cumprod(np.full(longest + 1, FACTOR, dtype=np.uint64), dtype=np.uint64)
        # NOTE: one more than the code point, so that a NUL at the end of a text counts as well.
        return mixed(self._sums((self.points.astype(np.uint64) + np.uint64(1)) * weights[at]))

    def _sums(self, numbers: Keys) -> Keys:
        """Per text the sum of the numbers of its characters."""
        summed = np.concatenate(([np.uint64(0)], np.cumsum(numbers, dtype=np.uint64)))
        return np.asarray(summed[self.ends] - summed[self.ends - self.lengths])

    def pieces(self, length: int, bits: int) -> tuple[Keys, Ints]:
        """A part of the hashes of all runs of so many characters, those that open with so many zero bits, and their texts.

        NOTE: goals are compared within tables and between them; the runs are the same.
        """
        made = self._pieces
        if (length, bits) not in made:
            made[length, bits] = self._hashed(length, bits)
        return made[length, bits]

    @cached_property
    def _pieces(self) -> dict[tuple[int, int], tuple[Keys, Ints]]:
        return {}

    def _hashed(self, length: int, bits: int) -> tuple[Keys, Ints]:
        points = self.points.astype(np.uint64)
        hashes = np.zeros(max(0, len(points) - length + 1), dtype=np.uint64)
        for step in range(length if len(hashes) else 0):
            hashes = hashes * FACTOR + points[step : len(hashes) + step]
        hashes = mixed(hashes)
        at = np.flatnonzero(hashes >> np.uint64(64 - bits) == 0)
        owner = self.owners(at)
        whole = at + length <= self.ends[owner]
        return hashes[at[whole]], owner[whole].astype(np.int64)

    def are(self, signs: Iterable[str]) -> Bools:
        """Per character: whether it is one of `signs`."""
        return self.within(table_of(map(ord, signs)))

    def within(self, table: Bools) -> Bools:
        """Per character: what `table` says of its code point; one beyond the first 65,536 counts as the last."""
        return np.asarray(table.take(self._small), dtype=bool)

    @cached_property
    def _small(self) -> NDArray[np.intp]:
        # NOTE: as wide as numpy wants an index; it widens any other one anew at each look, which takes five times as long.
        return np.minimum(self.points, _BEYOND - 1).astype(np.intp)

    def owners(self, at: NDArray[np.intp]) -> NDArray[np.intp]:
        """For each of these places, given in order, the text that it stands in."""
        return np.repeat(np.arange(len(self.texts)), self._counted(at))

    def _counted(self, at: NDArray[np.intp]) -> NDArray[np.intp]:
        """Per text how many of these places, given in order, stand in it.

        NOTE: there are far fewer texts than places, so the ends are looked up among the places and not these.
        """
        return np.diff(np.searchsorted(at, self.ends), prepend=0)

    def among(self, signs: Iterable[str]) -> Found:
        """The characters that are one of `signs`, text by text."""
        return self.found(np.flatnonzero(self.are(signs)))

    def found(self, at: Ints) -> Found:
        """The characters at these places, text by text; the places must be in order."""
        counted = self._counted(at)
        owners = np.flatnonzero(counted)
        return Found(self.points[at], at, owners, (np.cumsum(counted) - counted)[owners])


def letters(tables: Tables, field: str) -> Letters:
    """The letters of a text column of the lines frame."""
    codes, distinct = tables.once(texts, "lines", field)
    return Letters.of([distinct[code] for code in codes.tolist()])


def table_of(points: Iterable[int]) -> Bools:
    """A table of code points for `Letters.within`, true for these."""
    held = np.zeros(_BEYOND, dtype=bool)
    held[[point for point in points if point < _BEYOND]] = True
    return held
