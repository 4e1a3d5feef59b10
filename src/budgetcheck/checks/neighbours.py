"""Texts that are nearly alike, found without comparing every text with every other.

Pieces of a few characters are hashed, a fixed part of the hashes is kept, and only texts that share a rare piece are
compared: the work grows with the number of texts, not with its square.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from budgetcheck.checks.letters import FACTOR, Letters, letters, mixed
from budgetcheck.checks.likeness import Pair, alike
from budgetcheck.text.marks_width import FIRST_HAN, LAST_HAN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]
    Pairs = NDArray[np.int64]  # two columns
    Bools = NDArray[np.bool_]

LONGEST = 20_000  # characters; longer texts are no goals, and comparing them takes the square of their length
_PIECE = 4
_KEPT_BITS = 2  # one hash in four is kept
_CROWD = 16  # a piece in more texts than this is a common phrase: each text is only compared with the next
_FEW = 6  # common phrases of a text that are looked up two by two
_SPOILT, _SPOILT_ALL = (
    2.0,
    1.3,
)  # texts 75 percent alike share 20 percent of their pieces, at 90 percent it is half
_MOST_KEYS = 24  # the rarest pieces of a text that are looked up


class Neighbours(NamedTuple):
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


def plain_letters(tables: Tables, field: str) -> Letters:
    """The texts of a column of the lines frame as they are compared."""
    return plain_texts(tables.once(letters, field).texts)


def neighbours(held: Letters, scope: Ints, *, at_least: float, shortest: int) -> Neighbours:
    """The pairs of texts of one scope that are alike by at least `at_least` percent.

    Of texts that are exactly equal only those next to each other are paired. Texts of fewer than `shortest` or more
    than `LONGEST` characters are left out.

    Args:
        held: the texts, from `plain_texts`.
        scope: per text, a number; texts of different scopes are never compared.
        at_least: percent, by the indel distance.
        shortest: characters.
    """
    long = np.flatnonzero((held.lengths >= max(shortest, _PIECE)) & (held.lengths <= LONGEST))
    whole = held.hashes[long]
    first, equal = _equal(long, whole, scope[long])
    pairs = [Pair(one, other, 100.0) for one, other in equal]
    candidates = _candidates(held, first, scope, at_least)
    pairs += alike(held, candidates, at_least)
    return Neighbours(sorted(pairs), len(candidates))


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


def _equal(rows: Ints, hashes: NDArray[np.uint64], scope: Ints) -> tuple[Ints, list[tuple[int, int]]]:
    """The first of each run of equal texts, and the pairs of equal ones that follow each other."""
    order = np.lexsort((rows, hashes, scope))
    same = (hashes[order][1:] == hashes[order][:-1]) & (scope[order][1:] == scope[order][:-1])
    first = rows[order][np.concatenate(([True], ~same))[: len(rows)]]
    follows = list(zip(rows[order][:-1][same].tolist(), rows[order][1:][same].tolist(), strict=True))
    return np.sort(first), follows


def _candidates(held: Letters, rows: Ints, scope: Ints, at_least: float) -> Pairs:
    """Pairs of `rows` that share enough of their rare pieces to be that much alike, or two common phrases."""
    key, owner = _rare(*_pieces(held, rows, scope))
    one, other, times = _meetings(key, owner)
    pieces = np.bincount(owner, minlength=len(held.texts))
    # NOTE: a character changed spoils several pieces, so far fewer pieces agree than characters.
    needed = max(0.0, _SPOILT * at_least / 100 - _SPOILT_ALL) * np.minimum(pieces[one], pieces[other])
    kept = times >= needed
    also, too, _ = _meetings(*_twos(key, owner))
    beyond = len(held.texts) + 1
    pairs = distinct_numbers(np.concatenate([one[kept] * beyond + other[kept], also * beyond + too]))
    return np.column_stack((pairs // beyond, pairs % beyond))


def _twos(key: NDArray[np.uint64], owner: Ints) -> tuple[NDArray[np.uint64], Ints]:
    """Of each text a few of its crowded pieces, two by two: texts put together from common phrases share some."""
    key, owner = _in_order(key, owner)
    number = _numbered(key)
    crowded = np.flatnonzero(np.bincount(number)[number] > _CROWD)
    crowded = crowded[np.argsort(owner[crowded], kind="stable")]
    key, owner = key[crowded], owner[crowded]
    rank = np.arange(len(owner)) - np.searchsorted(owner, owner, side="left")
    key, owner = key[rank < _FEW], owner[rank < _FEW]
    keys, owners = [key[:0]], [owner[:0]]
    for step in range(1, _FEW):
        both = np.flatnonzero(owner[step:] == owner[:-step])
        keys.append(mixed(key[both] + FACTOR * key[both + step]))
        owners.append(owner[both])
    return np.concatenate(keys), np.concatenate(owners)


def together(key: NDArray[np.uint64], owner: Ints) -> list[tuple[int, int]]:
    """The pairs of owners that share a key, each once and in order; of a crowded key only those next in order.

    Args:
        key: what is shared.
        owner: who has it; a pair of key and owner must not come twice.
    """
    one, other, _ = _meetings(key, owner)
    return list(zip(one.tolist(), other.tolist(), strict=True))


def pairs_within(group: Ints, shapes: NDArray[np.uint64]) -> Pairs:
    """The pairs of rows of one group that share any shape, in order; of a crowded shape only those next in order.

    Args:
        group: per row, its group.
        shapes: per row, what it may share, one column for each kind.

    NOTE: most groups are small and their rows stand together, so that it is quickest to compare each row with the
    few behind it; only large groups are put in order by what they share.
    """
    order = np.argsort(group, kind="stable")
    group, shapes = group[order], shapes[order]
    size = np.bincount(_numbered(group))
    many = np.repeat(size > _CROWD, size)
    low, high = [order[:0]], [order[:0]]
    for step in range(1, min(_CROWD, int(size.max(initial=1)))):
        alike = (group[step:] == group[:-step]) & (shapes[step:] == shapes[:-step]).any(axis=1) & ~many[step:]
        near = np.flatnonzero(alike)
        low.append(order[near])
        high.append(order[near + step])
    large = np.flatnonzero(many)
    kinds = range(shapes.shape[1])
    keys = [
        mixed(mixed(shapes[large, kind]) + group[large].astype(np.uint64) + np.uint64(kind)) for kind in kinds
    ]
    one, other, _ = _meetings(np.concatenate(keys), np.tile(order[large], len(kinds)))
    found = np.column_stack((np.concatenate([*low, one]), np.concatenate([*high, other])))
    return found[np.lexsort((found[:, 1], found[:, 0]))]


def _meetings(key: NDArray[np.uint64], owner: Ints) -> tuple[Ints, Ints, Ints]:
    """The pairs that share a key, each once and in order, and how many keys brought them together."""
    key, owner = _in_order(key, owner)
    size = np.bincount(_numbered(key))
    reach = np.repeat(np.where(size > _CROWD, 1, _CROWD), size)
    low, high = [], []
    for step in range(1, _CROWD + 1):
        near = np.flatnonzero((key[step:] == key[:-step]) & (reach[:-step] >= step))
        low.append(owner[near])
        high.append(owner[near + step])
    beyond = int(owner.max(initial=0)) + 1
    pairs, times = np.unique(np.concatenate(low) * beyond + np.concatenate(high), return_counts=True)
    return pairs // beyond, pairs % beyond, times


def _in_order(key: NDArray[np.uint64], owner: Ints) -> tuple[NDArray[np.uint64], Ints]:
    """The pairs of key and owner by key, then by owner.

    NOTE: that is `lexsort` in a third of its time; numpy is quickest at putting plain numbers in order.
    """
    order = np.argsort(key)
    key = key[order]
    beyond = int(owner.max(initial=0)) + 1
    return key, np.sort(_numbered(key) * beyond + owner[order]) % beyond


def _numbered(key: NDArray[np.uint64] | Ints) -> Ints:
    """The runs of equal keys, numbered."""
    return np.cumsum(np.concatenate(([False], key[1:] != key[:-1]))[: len(key)], dtype=np.int64)


def distinct_numbers(numbers: Ints) -> Ints:
    """The distinct `numbers`, in order.

    NOTE: `np.unique` hashes them, which takes ten times as long where most of them differ.
    """
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]


def _pieces(held: Letters, rows: Ints, scope: Ints) -> tuple[NDArray[np.uint64], Ints]:
    """The kept hashes of the pieces of `rows`, tied to their scope, with the text each stands in, once a text."""
    hashes, owner = held.pieces(_PIECE, _KEPT_BITS)
    wanted = np.zeros(len(held.texts), dtype=bool)
    wanted[rows] = True
    at = np.flatnonzero(wanted[owner])
    key = mixed(hashes[at] ^ (scope[owner[at]].astype(np.uint64) * FACTOR))
    key, owner = _in_order(key, owner[at])
    new = np.concatenate(([True], (key[1:] != key[:-1]) | (owner[1:] != owner[:-1])))[: len(key)]
    return key[new], owner[new]


def _rare(key: NDArray[np.uint64], owner: Ints) -> tuple[NDArray[np.uint64], Ints]:
    """Of each text the rarest pieces that another text has as well; `key` must be sorted."""
    if not len(key):
        return key, owner
    number = _numbered(key)
    among = np.bincount(number)[number]
    shared = np.flatnonzero(among > 1)
    order = shared[np.lexsort((key[shared], among[shared], owner[shared]))]
    by_owner = owner[order]
    start = np.searchsorted(by_owner, by_owner, side="left")
    chosen = order[np.arange(len(order)) - start < _MOST_KEYS]
    return key[chosen], owner[chosen]
