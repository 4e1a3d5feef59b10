"""A quantity in its base unit, which the indicator's name gives where the value has none."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import Dimension, MoneyUnit
from budgetcheck.text.numerals import times
from budgetcheck.text.words import Unit

if TYPE_CHECKING:
    from budgetcheck.terms import Comparator
    from budgetcheck.text.quantities import Reading
    from budgetcheck.text.unit_names import NameUnit


class Quantity(NamedTuple):
    """One quantity of a value; the bounds are exact, in the base unit; the range is in the raw text."""

    comparator: Comparator
    low: Decimal | None
    high: Decimal | None
    unit: str
    base_unit: str
    dimension: Dimension
    unit_source: str
    flags: frozenset[str]
    start: int
    end: int


class _Lifted(NamedTuple):
    unit: Unit
    text: str
    source: str
    flags: frozenset[str]


_ONE = Decimal(1)
_BARE = Unit(Dimension.NUMBER, "", _ONE)
_YUAN = Unit(Dimension.MONEY, str(MoneyUnit.YUAN), _ONE)
_TRUNCATED = frozenset(["unit_truncated"])
_TWICE = frozenset(["unit_twice"])


def lifted(reading: Reading, given: NameUnit, offset: int = 0) -> Quantity:
    """The reading in its base unit, its range moved by `offset`."""
    own = reading.unit
    if own is not None:
        same = given.unit is not None and given.unit.base == own.base
        found = _Lifted(own, reading.printed, "value", reading.flags | _TWICE if same else reading.flags)
    elif "unit_unknown" in reading.flags:
        unit = Unit(Dimension.OTHER, reading.printed[-1], _ONE)
        found = _Lifted(unit, reading.printed, "value", reading.flags)
    else:
        found = _from_name(reading, given)
    factor = found.unit.factor
    return Quantity(
        reading.comparator,
        None if reading.low is None else times(reading.low, factor),
        None if reading.high is None else times(reading.high, factor),
        found.text,
        found.unit.base,
        found.unit.dimension,
        found.source,
        found.flags,
        reading.start + offset,
        reading.end + offset,
    )


def _from_name(reading: Reading, given: NameUnit) -> _Lifted:
    printed, flags = reading.printed, reading.flags
    if given.unit is None:
        if printed and given.money:
            return _Lifted(_YUAN, printed, "name", flags)
        return _Lifted(_BARE, printed, "value" if printed else "", flags)
    if not printed:
        unit = given.unit._replace(factor=times(given.unit.factor, given.multiplier))
        return _Lifted(unit, given.text, "name", flags)
    # NOTE: 450万 under （万元） is 450万元, not 450万 times 万元; 22万 under （家） is lawful shorthand.
    counted = given.multiplier == _ONE and given.unit.dimension is not Dimension.MONEY
    return _Lifted(given.unit, printed, "name", flags - _TRUNCATED if counted else flags)
