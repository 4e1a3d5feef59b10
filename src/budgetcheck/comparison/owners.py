"""Departments and units of two tables paired by name, and by the projects they have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from budgetcheck.comparison.matching import bigrams, equal_pairs, left_over, likely_pairs

_LIKE = 0.8
_IN_COMMON = 0.5


def paired_owners(
    old: Mapping[str, frozenset[str]], new: Mapping[str, frozenset[str]], *, alone: bool = False
) -> dict[str, str]:
    """Each old name with the new one it became; a name that has none is left out.

    Args:
        old: the names on the one side, each with what it owns.
        new: those on the other.
        alone: take the last two left for one and the same, however they are called.
    """
    names = list(old), list(new)
    pairs = equal_pairs(*names)
    rest = [
        [held[at] for at in left_over(len(held), (pair[side] for pair in pairs))]
        for side, held in enumerate(names)
    ]
    found = {names[0][a]: names[1][b] for a, b in pairs}
    if alone and len(rest[0]) == len(rest[1]) == 1:
        return {**found, rest[0][0]: rest[1][0]}
    return {**found, **_likely(rest, old, new)}


def _likely(
    rest: Sequence[Sequence[str]], old: Mapping[str, frozenset[str]], new: Mapping[str, frozenset[str]]
) -> dict[str, str]:
    def likeness(first: int, second: int) -> float:
        one, other = rest[0][first], rest[1][second]
        named = fuzz.ratio(one, other) / 100
        either = old[one] | new[other]
        common = len(old[one] & new[other]) / len(either) if either else 0.0
        return max(named, common) if named >= _LIKE or common >= _IN_COMMON else 0.0

    before, after = (
        [[*bigrams(name), *sorted(owned[name])] for name in names]
        for names, owned in zip(rest, (old, new), strict=True)
    )
    pairs = likely_pairs(before, after, likeness)
    return {rest[0][first]: rest[1][second] for (first, second), _ in pairs}
