"""Numbers of more than one part: 12亿3000万元, 1小时30分钟, 2/3, 三分之二."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import Dimension
from budgetcheck.text.numerals import CHINESE_NUMBER, NUMBER, chinese, plus, times
from budgetcheck.text.words import Unit

if TYPE_CHECKING:
    from budgetcheck.text.bounds import Sign
    from budgetcheck.text.unit_names import UnitText

_WHOLE = rf"[0-9]{{1,3}}|{CHINESE_NUMBER}|万"
FRACTION = (
    r"(?:(?P<over>[1-9][0-9]?)/(?P<under>[1-9][0-9]?)(?![0-9./万]|\s万)"
    rf"|(?!百分之)(?P<parts>{_WHOLE})分之(?P<share>{_WHOLE}))"
)
"""A part of a whole; a match is read by `share_of`."""

NEXT_PART = re.compile(rf"(?:[零又]?({NUMBER})|({CHINESE_NUMBER}))")
"""A number that may go on where another one ends."""

_LARGEST_SLASHED = 10
_SMALLEST_STEP = 100
_PLACES = Decimal("0.000001")
_ONE = Decimal(1)
_ADDED = frozenset([Dimension.MONEY, Dimension.DURATION, Dimension.OTHER])


class Number(NamedTuple):
    """A number with its unit, where it ends, and signs that stand inside it (余)."""

    end: int
    value: Decimal
    unit: UnitText
    signs: list[Sign]
    minus: str = ""
    spelled: bool = False
    fraction: bool = False


def share_of(match: re.Match[str]) -> Decimal | None:
    """The percentage that a match of `FRACTION` says, or None where it is no part of a whole.

    `12/31` is a date rather than a fraction, so the denominator of a slashed one is at most ten.

    >>> [share_of(re.match(FRACTION, text)) for text in ("3/4", "三分之二", "12/31", "5/3")]
    [Decimal('75'), Decimal('66.666667'), None, None]
    """
    over, under, parts, share = match.group("over", "under", "parts", "share")
    if over is not None:
        top, bottom = Decimal(over), Decimal(under)
        return _percent(top, bottom) if bottom <= _LARGEST_SLASHED else None
    spelled_top, spelled_bottom = _counted(share), _counted(parts)
    if spelled_top is None or spelled_bottom is None:
        return None
    return _percent(spelled_top, spelled_bottom)


def _counted(text: str) -> Decimal | None:
    if text.isdecimal():
        return Decimal(text)
    return Decimal(10_000) if text == "万" else chinese(text)


def _percent(top: Decimal, bottom: Decimal) -> Decimal | None:
    if not 0 < top < bottom:
        return None
    share = (top * 100 / bottom).quantize(_PLACES)
    return Decimal(f"{share:f}".rstrip("0").rstrip("."))


def joined(first: Number, second: Number) -> Number | None:
    """Both as one number where the second goes on the first, or None where it is another quantity.

    The second must be of a smaller step than the first and stay below one of its steps.
    """
    if not first.unit.text or not second.unit.text:
        return None
    if first.unit.unit is None:
        return _behind_multiplier(first, second)
    if second.unit.unit is None or first.unit.base != second.unit.base:
        return None
    if first.unit.unit.dimension not in _ADDED:
        return None
    step = times(first.unit.multiplier, first.unit.unit.factor)
    more = times(second.value, times(second.unit.multiplier, second.unit.unit.factor))
    if more >= step:
        return None
    base = Unit(first.unit.unit.dimension, first.unit.base, _ONE)
    return _sum(first, second, step, more, second.unit._replace(multiplier=_ONE, unit=base))


def _behind_multiplier(first: Number, second: Number) -> Number | None:
    step, more = first.unit.multiplier, times(second.value, second.unit.multiplier)
    if more >= step or times(more, Decimal(_SMALLEST_STEP)) < step:
        return None
    return _sum(first, second, step, more, second.unit._replace(multiplier=_ONE))


def _sum(first: Number, second: Number, step: Decimal, more: Decimal, unit: UnitText) -> Number:
    value = plus(times(first.value, step), more)
    return first._replace(end=second.end, value=value, unit=unit, signs=[*first.signs, *second.signs])
