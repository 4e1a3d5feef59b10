"""What is wrong with a date that a target value states."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from budgetcheck.text.fold import fold

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年|[./-][0-9])")
_POINT = re.compile(
    r"(?:(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年)?(?<![0-9])(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号])?"
    r"|(?<![0-9])(?P<Year>(?:19|20)[0-9]{2})[./-](?P<Month>[0-9]{1,2})(?:[./-](?P<Day>[0-9]{1,2}))?(?![0-9])"
    r"|(?<![0-9])(?P<only>[0-9]{1,2})[日号]"
)
_DOTTED = re.compile(r"(?:19|20)[0-9]{2}[.-][0-9]{1,2}(?![0-9年月日])")
_LEAP_YEAR, _LONG_MONTH = 2024, 1


class DateFault(StrEnum):
    """What is wrong with a date."""

    NO_SUCH_DAY = "no_such_day"
    BACKWARD = "backward"
    PAST = "past"
    DOTTED = "dotted"


class _Point(NamedTuple):
    """A day, month or year of a value, each None where it is not said."""

    year: int | None
    month: int | None
    day: int | None

    @property
    def exists(self) -> bool:
        """Whether the calendar has it."""
        try:
            date(
                self.year or _LEAP_YEAR,
                _LONG_MONTH if self.month is None else self.month,
                1 if self.day is None else self.day,
            )
        except ValueError:
            return False
        return True


def date_fault(text: str, year: int | None) -> DateFault | None:
    """The fault of a date or period, the gravest first; None where it is sound.

    Args:
        text: the value, known to be a date.
        year: the budget year, None where the table states none.

    >>> [str(date_fault(t, 2023)) for t in ("2023年13月底前", "2023.07-2024.01", "2022年12月底前", "12月底前")]
    ['no_such_day', 'dotted', 'past', 'None']
    """
    folded = fold(text[:80])
    points = [_point(found) for found in _POINT.finditer(folded)]
    if not all(point.exists for point in points):
        return DateFault.NO_SUCH_DAY
    years = [int(found[1]) for found in _YEAR.finditer(folded)]
    if _runs_backward(points, years):
        return DateFault.BACKWARD
    if year is not None and years and max(years) < year:
        return DateFault.PAST
    return DateFault.DOTTED if _DOTTED.search(folded) else None


def _point(found: re.Match[str]) -> _Point:
    year, month, day = (found[part] or found[part.title()] for part in ("year", "month", "day"))
    day = day or found["only"]
    return _Point(*(int(part) if part else None for part in (year, month, day)))


def _runs_backward(points: list[_Point], years: list[int]) -> bool:
    if years != sorted(years):
        return True
    dated = [(p.year, p.month or 0) for p in points if p.year is not None]
    return dated != sorted(dated)
