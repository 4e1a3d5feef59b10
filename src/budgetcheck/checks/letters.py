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

_BEYOND = 0x10000
_STIR = np.uint64(0x9E3779B97F4A7C15)


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
    def bags(self) -> NDArray[np.uint64]:
        """Per text a number that texts share when they hold the same characters in whatever order."""
        signs = (self.points.astype(np.uint64) + np.uint64(1)) * _STIR
        signs = (signs ^ (signs >> np.uint64(31))) * _STIR
        summed = np.concatenate(
            ([np.uint64(0)], np.cumsum(signs ^ (signs >> np.uint64(29)), dtype=np.uint64))
        )
        return np.asarray(summed[self.ends] - summed[self.ends - self.lengths])

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
        """For each place the text that it stands in."""
        return np.searchsorted(self.ends, at, side="right")

    def among(self, signs: Iterable[str]) -> Found:
        """The characters that are one of `signs`, text by text."""
        return self.found(np.flatnonzero(self.are(signs)))

    def found(self, at: Ints) -> Found:
        """The characters at these places, text by text; the places must be in order."""
        owner = self.owners(at)
        owners, starts = np.unique(owner, return_index=True)
        return Found(self.points[at], at, owners, starts)


def letters(tables: Tables, field: str) -> Letters:
    """The letters of a text column of the lines frame."""
    codes, distinct = tables.once(texts, "lines", field)
    return Letters.of([distinct[code] for code in codes.tolist()])


def table_of(points: Iterable[int]) -> Bools:
    """A table of code points for `Letters.within`, true for these."""
    held = np.zeros(_BEYOND, dtype=bool)
    held[[point for point in points if point < _BEYOND]] = True
    return held
