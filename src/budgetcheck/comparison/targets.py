"""The indicators of one project in two tables, and how their targets changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from budgetcheck.comparison.matching import equal_pairs, left_over
from budgetcheck.terms import Comparator, Dimension, TargetChange, ValueClass
from budgetcheck.text import less_is_better, measured, normalise_name, yearless, yearless_name

if TYPE_CHECKING:
    from budgetcheck.frames import Tables
    from budgetcheck.text import Words

_AT_LEAST = (Comparator.GE, Comparator.GT)
_AT_MOST = (Comparator.LE, Comparator.LT)
_WORDS_ONLY = (ValueClass.QUALITATIVE, ValueClass.MISSING, ValueClass.PLACEHOLDER, ValueClass.LEVEL)
_REVERSE = "反向"


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator as one of the tables has it; `low` and `high` are in `base_unit`."""

    position: int
    category: str
    name: str
    value: str
    kind: str
    comparator: str
    low: Decimal | None
    high: Decimal | None
    base_unit: str
    dimension: str
    less_is_better: bool
    key: str

    @property
    def figure(self) -> Decimal | None:
        """The one figure it states; None for a range and where there is none."""
        if self.kind not in (ValueClass.QUANTITY, ValueClass.LABELLED):
            return None
        if self.low is not None and self.high is not None and self.low != self.high:
            return None
        return self.low if self.low is not None else self.high


_COLUMNS = (
    "line_id", "position", "category", "name", "value_text", "value_class", "comparator", "low", "high",
    "base_unit", "dimension", "direction",
)  # fmt: skip


def targets_of(tables: Tables) -> dict[int, list[Target]]:
    """The indicators of each line, in order."""
    held: defaultdict[int, list[Target]] = defaultdict(list)
    columns = [tables.indicators[column].tolist() for column in _COLUMNS]
    for values in zip(*columns, strict=True):
        record = dict(zip(_COLUMNS, values, strict=True))
        held[record["line_id"]].append(_target(record, tables.words))
    return held


@lru_cache(maxsize=8192)
def _named(name: str, words: Words) -> tuple[str, bool]:
    """The name as it is compared between years, and whether less of it is better."""
    return yearless_name(measured(name, words)) or normalise_name(name), less_is_better(name, words)


def _target(record: dict[str, Any], words: Words) -> Target:
    name = record["name"]
    key, less = _named(name, words)
    return Target(
        position=record["position"],
        category=record["category"],
        name=name,
        value=record["value_text"],
        kind=record["value_class"],
        comparator=record["comparator"],
        low=record["low"],
        high=record["high"],
        base_unit=record["base_unit"],
        dimension=record["dimension"],
        less_is_better=record["direction"] == _REVERSE or less,
        key=key,
    )


def paired_targets(
    old: Sequence[Target], new: Sequence[Target]
) -> tuple[list[tuple[Target, Target]], list[Target], list[Target]]:
    """The indicators that are one: by category and name, then by name; those dropped; those added."""
    pairs: list[tuple[Target, Target]] = []
    for with_category in (True, False):
        keys = [[(t.category if with_category else "", t.key) for t in side] for side in (old, new)]
        found = equal_pairs(*keys)
        pairs += [(old[a], new[b]) for a, b in found]
        old = [old[at] for at in left_over(len(old), (a for a, _ in found))]
        new = [new[at] for at in left_over(len(new), (b for _, b in found))]
    return sorted(pairs, key=lambda pair: pair[1].position), list(old), list(new)


def changed_targets(
    pairs: Iterable[tuple[Target, Target]],
) -> Iterator[tuple[TargetChange, Target, Target]]:
    """The pairs whose targets differ in more than year and writing."""
    for old, new in pairs:
        change = change_of(old, new)
        if change is not None:
            yield change, old, new


def change_of(old: Target, new: Target) -> TargetChange | None:
    """How the target changed; None when it says the same."""
    if yearless(old.value) == yearless(new.value):
        return None
    before, after = old.figure, new.figure
    if before is None or after is None:
        return _without_figures(old, new)
    if old.base_unit != new.base_unit or _bound(old) * _bound(new) < 0:
        return TargetChange.CHANGED
    if before == after:
        return _by_sign(old, new)
    way = _bound(new) or _bound(old) or _usual(new)
    if way == 0:
        return TargetChange.CHANGED
    return TargetChange.STRONGER if (after > before) == (way > 0) else TargetChange.WEAKER


def _without_figures(old: Target, new: Target) -> TargetChange | None:
    measurable = old.kind not in _WORDS_ONLY
    if measurable and new.kind in _WORDS_ONLY:
        return TargetChange.UNMEASURED
    same = (old.low, old.high, old.comparator, old.base_unit) == (
        new.low,
        new.high,
        new.comparator,
        new.base_unit,
    )
    if old.kind == new.kind and old.low is not None and same:
        return None
    return _by_range(old, new)


def _by_range(old: Target, new: Target) -> TargetChange:
    """A range that only gives way is weaker, one that only closes in is stronger."""
    if None in (old.low, old.high, new.low, new.high) or old.base_unit != new.base_unit:
        return TargetChange.CHANGED
    ends = [old.low, old.high, new.low, new.high]
    first, last, low, high = (end for end in ends if end is not None)
    if low <= first and high >= last:
        return TargetChange.WEAKER
    return TargetChange.STRONGER if low >= first and high <= last else TargetChange.CHANGED


def _by_sign(old: Target, new: Target) -> TargetChange | None:
    """The same figure under another sign: 「≥95%」 for 「95%」 is only another way to write it."""
    strict = {Comparator.GT, Comparator.LT}
    if old.comparator != new.comparator and strict & {old.comparator, new.comparator}:
        return TargetChange.STRONGER if new.comparator in strict else TargetChange.WEAKER
    return None


def _bound(target: Target) -> int:
    """1 for a floor, -1 for a ceiling, 0 where the sign says neither."""
    return (target.comparator in _AT_LEAST) - (target.comparator in _AT_MOST)


def _usual(target: Target) -> int:
    """Which way is harder where no sign says it: down for costs and mishaps; not known for other times."""
    if target.less_is_better:
        return -1
    return 0 if target.dimension in (Dimension.DURATION, Dimension.OTHER) else 1
