"""Whether the unit in an indicator's name and the unit in its value say the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from budgetcheck.terms import Dimension
from budgetcheck.text.fold import fold
from budgetcheck.text.unit_names import unit_reader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from budgetcheck.text.unit_names import UnitReader
    from budgetcheck.text.words import Unit, Words

_COUNT = Dimension.COUNT
_PER = re.compile(r"[/·.每]+")


def units_conflict(
    in_name: str, in_value: str, words: Words, *, alike: Iterable[Collection[str]], catch_all: Collection[str]
) -> bool:
    """Whether the two printed units contradict each other.

    Another size of the same unit (`亿元` under `万元`, `万户` under `户`) does not, nor does one that says more
    (`元/人·年` under `元/人`), nor either of two count words (`台` under `台/套`); a period in the name
    that the value leaves out does; so does a unit of which only the multiplier is left (`万` under `万元`).
    Units that no word list knows are not judged.

    Args:
        in_name: the unit at the end of the name, e.g. `条/年`.
        in_value: the unit printed in the value.
        words: the word lists.
        alike: groups of units that mean the same.
        catch_all: count words that fit any count.

    >>> from budgetcheck.text import default_words
    >>> [
    ...     units_conflict(*pair, default_words(), alike=[("人", "名")], catch_all=["个"])
    ...     for pair in [("条/年", "条"), ("万元", "万"), ("万元", "亿元"), ("名", "人"), ("家", "个"), ("%", "家")]
    ... ]
    [True, True, False, False, False, True]
    """
    read = unit_reader(words)
    if in_value in words.multipliers:
        named = read.whole(fold(in_name))
        return named is not None and named.multiplier > 1
    name, value = read.whole(fold(in_name)), read.whole(fold(in_value))
    if name is None or value is None or name.unit is None or value.unit is None:
        return False
    name_parts, value_parts = _PER.split(name.base), _PER.split(value.base)
    if _either_of(name_parts, name.unit, read) and value.base in name_parts:
        return False
    bases = {name_parts[0], value_parts[0]}
    if len(bases) > 1 and not any(bases <= set(group) for group in alike):
        counted = name.unit.dimension == value.unit.dimension and bases & set(catch_all)
        return not counted
    return name_parts[1:] != value_parts[1 : len(name_parts)]


def _either_of(parts: list[str], unit: Unit, read: UnitReader) -> bool:
    """Whether the parts are count words of which any will do (`台/套`), not one counted per another (`条/年`)."""
    others = [read.whole(part) for part in parts[1:]]
    counts = [
        other is not None and other.unit is not None and other.unit.dimension is _COUNT for other in others
    ]
    return unit.dimension is _COUNT and bool(counts) and all(counts)
