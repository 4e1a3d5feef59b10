"""One-to-one pairs out of two lists: equal keys first, then the likeliest of what shares something rare."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Pair = tuple[int, int]
T = TypeVar("T")

MOST_SHARING = 60
"""A feature that more than this many share says nothing about which of them is meant."""
MOST_CANDIDATES = 12
"""So many are weighed for each one left over, those that share most with it."""


def equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Positions with equal keys, in order; what is there more often on one side is left over."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at in range(len(new) - 1, -1, -1):
        waiting[new[at]].append(at)
    return [(at, waiting[key].pop()) for at, key in enumerate(old) if waiting[key]]


def likely_pairs(
    old: Sequence[Iterable[Hashable]],
    new: Sequence[Iterable[Hashable]],
    likeness: Callable[[int, int], float],
) -> list[tuple[Pair, float]]:
    """Positions paired by falling likeness, each at most once; those of likeness 0 are no pair.

    Args:
        old: the features of each on the one side, such as the pairs of characters in its name.
        new: those on the other.
        likeness: how like the two at these positions are, 0 to 1; asked only for those that share a feature.

    NOTE: the work follows the number of features, not the product of the two lists.
    """
    sharing: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, features in enumerate(new):
        for feature in set(features):
            sharing[feature].append(at)
    weighed = [
        (likeness(first, second), first, second)
        for first, features in enumerate(old)
        for second in _candidates(features, sharing)
    ]
    return _best(weighed)


def _candidates(features: Iterable[Hashable], sharing: defaultdict[Hashable, list[int]]) -> list[int]:
    shared: Counter[int] = Counter()
    for feature in set(features):
        owners = sharing.get(feature, ())
        if len(owners) <= MOST_SHARING:
            for owner in owners:
                # NOTE: whole numbers, so that the order of a set does not sway a sum.
                shared[owner] += MOST_SHARING * MOST_SHARING // len(owners)
    ranked = sorted(shared, key=lambda owner: (-shared[owner], owner))
    return ranked[:MOST_CANDIDATES]


def _best(weighed: Iterable[tuple[float, int, int]]) -> list[tuple[Pair, float]]:
    """The pairs of the highest likeness, none of whose two ends is taken; earlier ones first among equals.

    NOTE: greedy, not the assignment of the greatest sum: a pair that is beyond doubt must not be parted to
    make two doubtful ones a little likelier.
    """
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs = []
    for score, first, second in sorted(weighed, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if score > 0 and first not in taken_old and second not in taken_new:
            taken_old.add(first)
            taken_new.add(second)
            pairs.append(((first, second), score))
    return pairs


def left_over(count: int, taken: Iterable[int]) -> list[int]:
    """The positions below `count` that are not taken."""
    gone = set(taken)
    return [at for at in range(count) if at not in gone]


def bigrams(text: str) -> list[str]:
    """The pairs of neighbouring characters.

    >>> bigrams("运维费")
    ['运维', '维费']
    """
    return [text[at : at + 2] for at in range(len(text) - 1)]
