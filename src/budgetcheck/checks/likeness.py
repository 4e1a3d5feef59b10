"""Which of many pairs of texts are alike: first those are left out that have too few characters in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.checks.letters import Letters

    Ints = NDArray[np.int64]
    Pairs = NDArray[np.int64]  # two columns

_LONGEST_BOTH = 4_000  # characters of two texts together, up to which one is looked for within the other
_LONG_PART = 40  # characters that a text must have to be looked for within another
_LEAST_WHOLE = 30  # percent; texts less alike as wholes are not looked for within each other
_BINS = 61  # characters are told apart by what is left of their code point, divided by this
_AT_ONCE = 1 << 12  # pairs
_NARROWEST = 0xFF


class Pair(NamedTuple):
    """Two texts, the earlier first, and how alike they are in percent."""

    one: int
    other: int
    score: float


def alike(held: Letters, candidates: Pairs, at_least: float) -> list[Pair]:
    """The candidates that are alike; a long text that another holds as a part is as alike as that part."""
    sizes = held.lengths[candidates]
    shorter, both = sizes.min(axis=1), sizes.sum(axis=1)
    fits = (shorter >= _LONG_PART) & (both <= _LONGEST_BOTH)
    # NOTE: a part can only be that much alike when so many of its characters come in the same order in the whole.
    needed = np.where(fits, at_least * 2 * shorter / np.maximum(both, 1), at_least)
    hopeful = np.flatnonzero(200 * _in_common(held, candidates) >= needed * both - 1)
    candidates, needed, fits = candidates[hopeful], needed[hopeful], fits[hopeful]
    ones, others = ([held.texts[row] for row in side] for side in candidates.T.tolist())
    score = cpdist(ones, others, scorer=fuzz.ratio, score_cutoff=_LEAST_WHOLE)
    partly = np.flatnonzero((score >= needed) & (score < at_least) & fits).tolist()
    parts = [ones[row] for row in partly], [others[row] for row in partly]
    score[partly] = cpdist(*parts, scorer=fuzz.partial_ratio, score_cutoff=at_least)
    chosen = np.flatnonzero((score >= at_least) & (score > 0)).tolist()
    found = zip(*candidates[chosen].T.tolist(), score[chosen].tolist(), strict=True)
    return [Pair(one, other, percent) for one, other, percent in found]


def _in_common(held: Letters, pairs: Pairs) -> Ints:
    """For each pair no fewer characters than its texts have in common, in whatever order they come.

    NOTE: most texts that share a phrase share little else. To count characters by a few bits of their code points
    tells so for many pairs at once, and spares the comparison character by character.
    """
    used = np.zeros(len(held.texts), dtype=bool)
    used[pairs] = True
    rows = np.flatnonzero(used)
    numbers = (np.cumsum(used) - 1)[pairs]
    lengths = held.lengths[rows]
    ends = np.cumsum(lengths)
    at = np.arange(lengths.sum()) + np.repeat(held.ends[rows] - ends, lengths)
    place = np.repeat(np.arange(len(rows)) * _BINS, lengths) + held.points[at] % _BINS
    counted = np.bincount(place, minlength=len(rows) * _BINS).reshape(-1, _BINS)
    # NOTE: narrow counts, and a product with ones for a sum, take a third of the time; both are exact for texts that
    # are short enough to be compared.
    bins = counted.astype(np.uint8 if counted.max(initial=0) <= _NARROWEST else np.uint16)
    common, ones = np.zeros(len(pairs), dtype=np.int64), np.ones(_BINS, dtype=np.float32)
    for start in range(0, len(pairs), _AT_ONCE):
        one, other = numbers[start : start + _AT_ONCE].T
        least = np.minimum(bins.take(one, axis=0), bins.take(other, axis=0))
        common[start : start + _AT_ONCE] = least.astype(np.float32) @ ones
    return common
