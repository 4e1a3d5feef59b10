"""Whether two names of indicators, each in its normal form, are one name written twice."""

from __future__ import annotations

import re

_LONGEST_SHARE = 0.3
_NUMBERS = re.compile(r"[0-9一二三四五六七八九十上下首末初终]")
_SHORTEST = 4


def same_but_for_more(one: str, other: str, telling: tuple[str, ...]) -> bool:
    """Whether one name is the other with a few characters put in, or with a clause behind a comma.

    A character exchanged for another makes a different name, so do numbers and the `telling` words put in.

    >>> same_but_for_more("金融风险防范指数", "金融风险指数", ("不",))
    True
    >>> [same_but_for_more(*pair, ("不",)) for pair in [("硬件完成率", "软件完成率"), ("合格产品率", "不合格产品率")]]
    [False, False]
    """
    short, long = (one, other) if (len(one), one) <= (len(other), other) else (other, one)
    if len(short) < _SHORTEST or len(short) == len(long):
        return False
    if long.startswith((f"{short},", f"{short}、")):
        return True
    if len(long) - len(short) > _LONGEST_SHARE * len(long):
        return False
    more = _put_in(short, long)
    if more is None:
        return False
    return _NUMBERS.search(more) is None and not any(word in more for word in telling)


def turned_round(one: str, other: str) -> bool:
    """Whether two names are made of the same characters in another order.

    >>> turned_round("安全生产事故数", "生产安全事故数"), turned_round("进口", "出口")
    (True, False)
    """
    return len(one) == len(other) > _SHORTEST and one != other and sorted(one) == sorted(other)


def _put_in(short: str, long: str) -> str | None:
    """The one run of characters that makes `long` of `short`; None where there is no such run."""
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    rest = len(short) - start
    return long[start : len(long) - rest] if not rest or long.endswith(short[start:]) else None
