"""Arabic and Chinese numerals as exact decimals."""

from __future__ import annotations

import decimal
from decimal import Decimal

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
"""An Arabic number in folded text, with thousands commas or without."""

CHINESE_NUMBER = r"[零〇一二两三四五六七八九十百千]{1,9}|半"
"""A Chinese number below ten thousand; 万 and 亿 are read as multipliers."""

LONGEST = 24
"""Numbers of more characters are unreadable."""

_EXACT = decimal.Context(prec=80, traps=[decimal.Inexact, decimal.InvalidOperation])
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"千": 1000, "百": 100, "十": 10}
_HALF = Decimal("0.5")


def arabic(text: str) -> Decimal | None:
    """The exact value of an Arabic number, or None where it is too long to be one.

    >>> arabic("1,200.50")
    Decimal('1200.50')
    """
    return Decimal(text.replace(",", "")) if len(text) <= LONGEST else None


def chinese(text: str) -> Decimal | None:
    """The exact value of a Chinese number below ten thousand, or None where it is not well formed.

    >>> [int(chinese(t)) for t in ("三", "十二", "一百零五", "两千")]
    [3, 12, 105, 2000]
    >>> chinese("十百") is None
    True
    """
    if text == "半":
        return _HALF
    total, digit, lowest = 0, None, 10_000
    for sign in text:
        step = _STEPS.get(sign)
        if step is None:
            if digit:
                return None
            digit = _DIGITS[sign]
        elif step >= lowest or digit == 0:
            return None
        else:
            total += (1 if digit is None else digit) * step
            digit, lowest = None, step
    return Decimal(total + (digit or 0))


def times(number: Decimal, factor: Decimal) -> Decimal:
    """The exact product; a whole one has no digits behind the point.

    >>> times(Decimal("0.5"), Decimal(10000))
    Decimal('5000')
    """
    if factor == 1:
        return number
    product = _EXACT.multiply(number, factor)
    whole = product.to_integral_value()
    return whole if whole == product else product


def plus(number: Decimal, other: Decimal) -> Decimal:
    """The exact sum."""
    return _EXACT.add(number, other)
