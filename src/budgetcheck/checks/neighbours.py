"""Texts that are nearly alike, found without comparing every text with every other.

Pieces of a few characters are hashed, a fixed part of the hashes is kept, and only texts that share a rare piece are
compared: the work grows with the number of texts, not with its square.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz

from budgetcheck.checks.letters import Letters
from budgetcheck.text.marks_width import FIRST_HAN, LAST_HAN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_PIECE = 4
_KEPT_BITS = 2  # one hash in four is kept
_CROWD = 16  # a piece in more texts than this is a common phrase: each text is only compared with the next
_LONG_PART = 40  # characters that a text must have to be looked for within another
_MOST_KEYS = 24  # the rarest pieces of a text that are looked up
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Pair(NamedTuple):
    """Two texts, the earlier first, and how alike they are in percent."""

    one: int
    other: int
    score: float


@dataclass(frozen=True)
class Neighbours:
    """The pairs that were found alike, and how many had to be compared for that."""

    pairs: list[Pair]
    compared: int


def plain_texts(texts: Sequence[str]) -> Letters:
    """The texts without punctuation, blanks and signs: what is compared."""
    held = Letters.of(list(texts))
    points = held.points
    letter = ((points >= FIRST_HAN) & (points <= LAST_HAN)) | _alphanumeric(points)
    counted = np.concatenate(([0], np.cumsum(letter)))
    joined = points[letter].tobytes().decode("utf-32-le", errors="surrogatepass")
    ends = counted[held.ends] if len(held.ends) else held.ends
    starts = np.concatenate(([0], ends[:-1])) if len(ends) else ends
    kept = [joined[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    return Letters(kept, points[letter], np.asarray(ends, dtype=np.int64))


def neighbours(held: Letters, scope: Ints, *, at_least: float, shortest: int) -> Neighbours:
    """The pairs of texts of one scope that are alike by at least `at_least` percent.

    Of texts that are exactly equal only those next to each other are paired. Texts of fewer than `shortest`
    characters are left out.

    Args:
        held: the texts, from `plain_texts`.
        scope: per text, a number; texts of different scopes are never compared.
        at_least: percent, by the indel distance.
        shortest: characters.
    """
    long = np.flatnonzero(held.lengths >= max(shortest, _PIECE))
    whole = np.array([hash_of(held.texts[row]) for row in long.tolist()], dtype=np.uint64)
    first, equal = _equal(long, whole, scope[long])
    pairs = [Pair(one, other, 100.0) for one, other in equal]
    candidates = _candidates(held, first, scope)
    pairs += _scored(held, candidates, at_least)
    return Neighbours(sorted(pairs), len(candidates))


def hash_of(text: str) -> int:
    """A number that equal texts share, the same in every process.

    >>> hash_of("目标") == hash_of("目标"), hash_of("目标") == hash_of("标目")
    (True, False)
    """
    points = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype=np.uint32)
    weights = np.cumprod(np.full(len(points), _FACTOR, dtype=np.uint64), dtype=np.uint64)
    return int(_mixed(np.array([(points * weights).sum(dtype=np.uint64)], dtype=np.uint64))[0])


def sets_of(scores: Mapping[tuple[int, int], float]) -> list[tuple[list[int], float]]:
    """The members of each set that the pairs tie together, in order, with the least score that ties them.

    >>> sets_of({(1, 4): 90, (2, 3): 80, (4, 7): 85})
    [([1, 4, 7], 85), ([2, 3], 80)]
    """
    root: dict[int, int] = {}

    def top(member: int) -> int:
        path = []
        while root.setdefault(member, member) != member:
            path.append(member)
            member = root[member]
        root.update(dict.fromkeys(path, member))
        return member

    for one, other in scores:
        low, high = sorted((top(one), top(other)))
        root[high] = low
    members: dict[int, list[int]] = {}
    for member in sorted(root):
        members.setdefault(top(member), []).append(member)
    least: dict[int, float] = {}
    for (one, _), score in scores.items():
        least[top(one)] = min(score, least.get(top(one), score))
    return [(held, least[first]) for first, held in members.items()]


def _alphanumeric(points: NDArray[np.uint32]) -> Bools:
    digit = (points >= 48) & (points <= 57)
    lower = points | 32
    return np.asarray(digit | ((lower >= 97) & (lower <= 122)), dtype=bool)


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hashes with every bit dependent on every other."""
    mixed = (hashes ^ (hashes >> np.uint64(31))) * _FACTOR
    return np.asarray(mixed ^ (mixed >> np.uint64(29)), dtype=np.uint64)


def _equal(rows: Ints, hashes: NDArray[np.uint64], scope: Ints) -> tuple[Ints, list[tuple[int, int]]]:
    """The first of each run of equal texts, and the pairs of equal ones that follow each other."""
    order = np.lexsort((rows, hashes, scope))
    same = (hashes[order][1:] == hashes[order][:-1]) & (scope[order][1:] == scope[order][:-1])
    first = rows[order][np.concatenate(([True], ~same))[: len(rows)]]
    follows = list(zip(rows[order][:-1][same].tolist(), rows[order][1:][same].tolist(), strict=True))
    return np.sort(first), follows


def _candidates(held: Letters, rows: Ints, scope: Ints) -> list[tuple[int, int]]:
    """Pairs of `rows` that share a rare piece."""
    key, owner = _rare(*_pieces(held, rows, scope))
    return together(key, owner)


def together(key: NDArray[np.uint64], owner: Ints) -> list[tuple[int, int]]:
    """The pairs of owners that share a key, each once and in order; of a crowded key only those next in order.

    Args:
        key: what is shared.
        owner: who has it; a pair of key and owner must not come twice.
    """
    order = np.lexsort((owner, key))
    key, owner = key[order], owner[order]
    size = (
        np.bincount(np.cumsum(np.concatenate(([0], key[1:] != key[:-1])))) if len(key) else np.zeros(0, int)
    )
    reach = np.repeat(np.where(size > _CROWD, 1, _CROWD), size)
    low, high = [], []
    for step in range(1, _CROWD + 1):
        near = np.flatnonzero((key[step:] == key[:-step]) & (reach[:-step] >= step))
        low.append(owner[near])
        high.append(owner[near + step])
    if not low:
        return []
    pairs = np.unique(np.stack([np.concatenate(low), np.concatenate(high)], axis=1), axis=0)
    return [(one, other) for one, other in pairs.tolist()]


def _pieces(held: Letters, rows: Ints, scope: Ints) -> tuple[NDArray[np.uint64], Ints]:
    """The kept hashes of the pieces of `rows`, tied to their scope, with the text each stands in, once a text."""
    points, size = held.points.astype(np.uint64), len(held.points)
    if size < _PIECE:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    hashes = np.zeros(size - _PIECE + 1, dtype=np.uint64)
    for step in range(_PIECE):
        hashes = hashes * _FACTOR + points[step : size - _PIECE + 1 + step]
    hashes = _mixed(hashes)
    owner = np.repeat(np.arange(len(held.texts)), held.lengths)
    wanted = np.zeros(len(held.texts), dtype=bool)
    wanted[rows] = True
    kept = (hashes >> np.uint64(64 - _KEPT_BITS) == 0) & (owner[: len(hashes)] == owner[_PIECE - 1 :])
    at = np.flatnonzero(kept & wanted[owner[: len(hashes)]])
    key = _mixed(hashes[at] ^ (scope[owner[at]].astype(np.uint64) * _FACTOR))
    order = np.lexsort((owner[at], key))
    key, owner = key[order], owner[at][order]
    new = np.concatenate(([True], (key[1:] != key[:-1]) | (owner[1:] != owner[:-1])))[: len(key)]
    return key[new], owner[new]


def _rare(key: NDArray[np.uint64], owner: Ints) -> tuple[NDArray[np.uint64], Ints]:
    """Of each text the rarest pieces that another text has as well; `key` must be sorted."""
    if not len(key):
        return key, owner
    number = np.cumsum(np.concatenate(([0], key[1:] != key[:-1])))
    among = np.bincount(number)[number]
    shared = np.flatnonzero(among > 1)
    order = shared[np.lexsort((key[shared], among[shared], owner[shared]))]
    by_owner = owner[order]
    start = np.searchsorted(by_owner, by_owner, side="left")
    chosen = order[np.arange(len(order)) - start < _MOST_KEYS]
    return key[chosen], owner[chosen]


def _scored(held: Letters, candidates: Sequence[tuple[int, int]], at_least: float) -> list[Pair]:
    scored = (
        (one, other, likeness(held.texts[one], held.texts[other], at_least)) for one, other in candidates
    )
    return [Pair(one, other, score) for one, other, score in scored if score >= at_least and score > 0]


def likeness(one: str, other: str, at_least: float = 0.0) -> float:
    """How alike two texts are in percent; a long text that another holds as a part is as alike as that part.

    Anything below `at_least` is given as 0.

    >>> round(likeness("保障系统稳定运行", "保障系统安全稳定运行"))
    89
    """
    whole = fuzz.ratio(one, other, score_cutoff=at_least / 2)
    if whole >= at_least or not whole or min(len(one), len(other)) < _LONG_PART:
        return whole if whole >= at_least else 0.0
    return fuzz.partial_ratio(one, other, score_cutoff=at_least)
