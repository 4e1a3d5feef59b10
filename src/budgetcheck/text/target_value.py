"""A target value (指标值) read: its class, and of a quantity its sign, exact bounds and unit.

Every text is in exactly one class. The order of trial: empty, template mark, date, one quantity, level,
comparison without a number, words around one quantity or around several, other words.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import Comparator, Dimension, ValueClass
from budgetcheck.text.bounds import bound_reader
from budgetcheck.text.dates import date_reader
from budgetcheck.text.fold import fold
from budgetcheck.text.lifting import Quantity, lifted
from budgetcheck.text.numerals import LONGEST
from budgetcheck.text.quantities import MOST, Reading, limits, quantity_reader
from budgetcheck.text.unit_names import NameUnit, unit_of_name
from budgetcheck.text.word_values import word_reader
from budgetcheck.text.words import default_words

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

FLAGS: dict[str, str] = {
    "comparator_conflict": "signs that contradict each other (≥≤5%, >=<5, ≥98%以下); no comparator is given",
    "comparator_doubled": "more than one sign for one bound (达到95%以上, ≥≥5)",
    "comparator_behind": "the sign stands behind the quantity (90%以上)",
    "comparator_word": "the sign before the quantity is a word (不低于90%)",
    "comparator_alone": "a sign without a number (≥, ≥%)",
    "unit_truncated": "a multiplier without its unit (200亿, 450万)",
    "unit_twice": "the unit stands in the name and in the value (（万家）: 22万家); it counts once",
    "unit_unknown": "the unit is in no word list (30床)",
    "range_reversed": "the first end of the range is above the second; low and high are in order",
    "fraction": "a part of a whole (2/3, 三分之二), given in %; rounded to six places where it does not end",
    "tolerance": "a middle and a tolerance (5%±1%)",
    "placeholder": "a template mark was left in (≥**%)",
    "empty_mark": "nothing but a mark that means nothing (-, /)",
    "parts_cut": f"{MOST} quantities or more; what follows the last of them was not searched",
    "number_unreadable": "a number too long, or its thousands commas in the wrong places (1,00)",
}
"""What each flag of a value means."""

_NO_FLAGS: frozenset[str] = frozenset()
_NO_UNIT = NameUnit()
_OUTER = " \t\r\n。;,、\"'“”‘’「」"
_LONGEST_KEPT = 200
_DATE_SIGN = re.compile(r"[年月日号季旬底末]|[0-9][./-][0-9]")
_UNREADABLE = re.compile(rf"[0-9]{{{LONGEST + 1}}}|[0-9],[0-9]{{1,2}}(?![0-9])")
_EMPTY_MARKS = frozenset("-—–―/\\.…·~")
_LABEL_MARKS = "¥ \t\r\n。；;，,、:()（）\"'“”‘’「」"


class TargetValue(NamedTuple):
    """What a target value says.

    Attributes:
        low, high: exact bounds in the base unit (98% is 98 in %); both the same for = and for no sign. Only
            `low` for ≥ and >, only `high` for ≤ and <; both None where there is no single quantity.
        unit: as printed (亿元); `base_unit` what the bounds count; `unit_source` `value`, `name` or empty.
        labels: words beside the quantities; of a comparison its base.
        parts: every quantity, in order; one for a quantity, two or more for a compound.
        flags: keys of `FLAGS`.
        start, end: range of the quantity (of the whole value where there is none) in the raw text.
    """

    value_class: ValueClass
    comparator: Comparator = Comparator.NONE
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    base_unit: str = ""
    dimension: Dimension = Dimension.OTHER
    unit_source: str = ""
    labels: tuple[str, ...] = ()
    parts: tuple[Quantity, ...] = ()
    flags: frozenset[str] = _NO_FLAGS
    start: int = 0
    end: int = 0


def parse_target_value(text: str, name: str = "", words: Words | None = None) -> TargetValue:
    """The reading of a target value under an indicator's name; never raises.

    >>> value = parse_target_value("7000亿元以上")
    >>> value.value_class, value.comparator, value.low, value.base_unit
    (<ValueClass.QUANTITY: 'quantity'>, <Comparator.GE: '≥'>, Decimal('700000000000'), '元')
    >>> parse_target_value("450万", "融资金额（万元）").low
    Decimal('4500000')
    """
    known = words or default_words()
    short_name = len(name) <= _LONGEST_KEPT
    unit = unit_of_name(name, known) if short_name else unit_of_name.__wrapped__(name, known)
    # NOTE: only short texts are worth keeping in the cache.
    parse = _kept if len(text) <= _LONGEST_KEPT else _parse
    return parse(text, unit, known)


@lru_cache(maxsize=65536)
def _kept(text: str, unit: NameUnit, words: Words) -> TargetValue:
    return _parse(text, unit, words)


class _Value(NamedTuple):
    """A value without its outer marks: folded, raw, where it stands, and what it is read by."""

    folded: str
    raw: str
    start: int
    unit: NameUnit
    words: Words

    def of(self, value_class: ValueClass, *flags: str) -> TargetValue:
        """A value of words in this class, spanning the whole."""
        return TargetValue(
            value_class, flags=frozenset(flags), start=self.start, end=self.start + len(self.folded)
        )


def _parse(text: str, unit: NameUnit, words: Words) -> TargetValue:
    folded = fold(text)
    core = folded.strip(_OUTER)
    start = folded.find(core)
    value = _Value(core, text[start : start + len(core)], start, unit, words)
    if not core:
        return value.of(ValueClass.MISSING)
    if _EMPTY_MARKS.issuperset(core):
        return value.of(ValueClass.MISSING, "empty_mark")
    if word_reader(words).is_placeholder(core):
        return value.of(ValueClass.PLACEHOLDER, "placeholder")
    return _dated(value) or _single(value) or _levelled(value) or _worded(value)


def _dated(value: _Value) -> TargetValue | None:
    if _DATE_SIGN.search(value.folded, 0, _LONGEST_KEPT) is None:
        return None
    date = date_reader(value.words).whole(value.folded)
    if date is None:
        return None
    return value.of(ValueClass.DATE)._replace(
        comparator=Comparator.LE if date.deadline else Comparator.NONE,
        labels=(date.close,) if date.close else (),
        start=value.start + date.start,
        end=value.start + date.end,
    )


def _single(value: _Value) -> TargetValue | None:
    found = quantity_reader(value.words).whole(value.folded)
    if found is None:
        return None
    reading, scope = found
    return _of_one(ValueClass.QUANTITY, lifted(reading, value.unit, value.start), (scope,) if scope else ())


def _of_one(value_class: ValueClass, part: Quantity, labels: tuple[str, ...]) -> TargetValue:
    return TargetValue(
        value_class,
        part.comparator,
        part.low,
        part.high,
        part.unit,
        part.base_unit,
        part.dimension,
        part.unit_source,
        labels,
        (part,),
        part.flags,
        part.start,
        part.end,
    )


def _levelled(value: _Value) -> TargetValue | None:
    level = word_reader(value.words).level(value.folded)
    if level is None:
        return None
    low, high = limits(level.rank, level.bound.comparator)
    found = value.of(ValueClass.LEVEL, *level.bound.flags)
    return found._replace(
        comparator=level.bound.comparator,
        low=low,
        high=high,
        unit=level.unit,
        base_unit=level.unit,
        unit_source="value" if level.unit else "",
    )


def _worded(value: _Value) -> TargetValue:
    relative = word_reader(value.words).relative(value.folded)
    if relative is not None:
        labels = (relative.base,) if relative.base else ()
        return value.of(ValueClass.RELATIVE)._replace(comparator=relative.comparator, labels=labels)
    readings = quantity_reader(value.words).find(value.folded)
    if readings:
        return _labelled(value, readings)
    return value.of(ValueClass.QUALITATIVE, *_oddities(value))


def _oddities(value: _Value) -> list[str]:
    """Flags of words that hold what should have been a quantity."""
    flags = ["number_unreadable"] if _UNREADABLE.search(value.folded) else []
    run = bound_reader(value.words).run(value.folded)
    if run is not None:
        if not any(sign.isdigit() for sign in value.folded):
            flags.append("comparator_alone")
        flags.extend(run.flags & {"comparator_conflict"})
    return flags


def _labelled(value: _Value, readings: list[Reading]) -> TargetValue:
    gaps = zip(
        [0, *(r.end for r in readings)], [*(r.start for r in readings), len(value.folded)], strict=True
    )
    pieces = (value.raw[start:end].strip(_LABEL_MARKS) for start, end in gaps)
    labels = tuple(piece for piece in pieces if piece)
    if len(readings) == 1:
        scope = quantity_reader(value.words).scope
        plain = all(scope.fullmatch(fold(label)) for label in labels)
        return _of_one(
            ValueClass.QUANTITY if plain else ValueClass.LABELLED,
            lifted(readings[0], value.unit, value.start),
            labels,
        )
    parts = tuple(lifted(reading, _NO_UNIT, value.start) for reading in readings)
    dimensions = {part.dimension for part in parts}
    return TargetValue(
        ValueClass.COMPOUND,
        dimension=parts[0].dimension if len(dimensions) == 1 else Dimension.OTHER,
        labels=labels,
        parts=parts,
        flags=frozenset().union(*(part.flags for part in parts), ["parts_cut"] if len(parts) == MOST else []),
        start=parts[0].start,
        end=parts[-1].end,
    )
