"""Numbers that belong to a person: mobile telephones and identity cards."""

from __future__ import annotations

import re

from budgetcheck.text.fold import fold

_MOBILE = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][.,-])(?:\+?86[- ]?)?(1[3-9][0-9]([- ]?)[0-9]{4}\2[0-9]{4})(?![0-9A-Za-z%]|[.,-][0-9])"
)
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][.,-])[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
_MEASURE = re.compile(r"\s*(?:[万亿]?元|[万亿]|个|人|次|条|件|份|户|家|平方|千瓦|吨|公里|米|%)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
_SHOWN = 3


def personal_numbers(text: str) -> list[tuple[str, int, int]]:
    """Each mobile number (`mobile`) and identity number (`identity`) with its range, in order.

    An identity number must have the right check sign; a number with a measure word behind it is a quantity.

    >>> personal_numbers("联系人：李某，13800138000；座机020-83123456")
    [('mobile', 7, 18)]
    """
    folded = fold(text)
    found = [("mobile", *m.span()) for m in _MOBILE.finditer(folded) if not _MEASURE.match(folded, m.end())]
    found += [("identity", *m.span()) for m in _IDENTITY.finditer(folded) if _is_identity(m[0])]
    return sorted(found, key=lambda entry: entry[1])


def masked(number: str) -> str:
    """The number with all but its ends hidden, so that a report does not publish it again.

    >>> masked("13800138000")
    '138******00'
    """
    return number[:_SHOWN] + "*" * (len(number) - _SHOWN - 2) + number[-2:]


def _is_identity(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return _CHECK_SIGNS[total % 11] == number[17].upper()
