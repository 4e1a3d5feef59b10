"""Whether the unit in an indicator's name and the unit in its value say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetcheck.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from budgetcheck.terms import Dimension
    from budgetcheck.text.words import Words


def units_conflict(
    in_name: str, in_value: str, words: Words, *, alike: Iterable[Collection[str]], catch_all: Collection[str]
) -> bool:
    """Whether the two printed units contradict each other.

    Another size of the same unit (`亿元` under `万元`, `万户` under `户`) does not; a period in the name
    that the value leaves out does; so does a unit of which only the multiplier is left (`万` under `万元`).
    Units that no word list knows are not judged.

    Args:
        in_name: the unit at the end of the name, e.g. `条/年`.
        in_value: the unit printed in the value.
        words: the word lists.
        alike: groups of units that mean the same.
        catch_all: count words that fit any count.
    """
    name, _, name_per = fold(in_name).strip().partition("/")
    value, _, value_per = fold(in_value).strip().partition("/")
    if value in words.multipliers:
        return name != value and name.startswith(tuple(words.multipliers))
    known = _known(name, words), _known(value, words)
    if known[0] is None or known[1] is None:
        return False
    (name_dimension, name_base), (value_dimension, value_base) = known[0], known[1]
    if name_base != value_base and not any({name_base, value_base} <= set(group) for group in alike):
        counted = name_dimension == value_dimension and {name_base, value_base} & set(catch_all)
        return not counted
    return bool(name_per) and name_per != value_per


def _known(unit: str, words: Words) -> tuple[Dimension, str] | None:
    """Dimension and base unit of a printed unit, a multiplier before it left out."""
    bare = unit
    while bare not in words.units and bare[:1] in words.multipliers:
        bare = bare[1:]
    found = words.units.get(bare)
    return None if found is None else (found.dimension, found.base)
