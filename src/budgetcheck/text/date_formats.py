"""A date as a sheet shows it: the date formats of spreadsheets, as far as they are plain."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[\$[^\]]*\]|(?P<tail>;.*)'
    r"|(?P<noon>上午/下午|AM/PM|A/P)|(?P<field>[Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+)|(?P<plain>[^A-Za-z\[\]])",
    re.DOTALL,
)
_HOURS = re.compile(r"[Hh]")
_SECONDS = re.compile(r"\W*[Ss]")

# NOTE: the first is what every spreadsheet shows in the local form of short dates.
_LOCAL = {"mm-dd-yy": "yyyy/m/d", "m/d/yy h:mm": "yyyy/m/d h:mm", "mm-dd-yy h:mm": "yyyy/m/d h:mm"}

CHINESE_DATES: Mapping[int, str] = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}
"""The number formats that a Chinese spreadsheet knows by number alone."""

_FIELDS: Mapping[str, Callable[[datetime], str]] = {
    "yyyy": lambda at: f"{at.year:04}",
    "yy": lambda at: f"{at.year % 100:02}",
    "m": lambda at: str(at.month),
    "mm": lambda at: f"{at.month:02}",
    "d": lambda at: str(at.day),
    "dd": lambda at: f"{at.day:02}",
    "h": lambda at: str(at.hour),
    "hh": lambda at: f"{at.hour:02}",
    "minute": lambda at: str(at.minute),
    "minutes": lambda at: f"{at.minute:02}",
    "s": lambda at: str(at.second),
    "ss": lambda at: f"{at.second:02}",
}


def shown_date(value: datetime | date | time, code: str) -> str:
    """The date or time as a sheet with the format `code` shows it; in ISO form when the format is not plain.

    >>> shown_date(date(2024, 3, 5), 'yyyy"年"m"月"d"日"'), shown_date(date(2024, 3, 5), "mm-dd-yy")
    ('2024年3月5日', '2024/3/5')
    >>> shown_date(date(2024, 3, 5), "dddd")
    '2024-03-05'
    """
    at = _moment(value)
    text = _laid_out(at, _LOCAL.get(code, code))
    if text is not None:
        return text
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()


def may_be_digits(value: datetime | date, code: str) -> bool:
    """Whether a sheet may have made this day of digits typed as `3-5`: month and day alone are shown.

    The last day of a month is what a deadline says, and more likely meant.

    >>> may_be_digits(date(2024, 3, 5), 'm"月"d"日"'), may_be_digits(date(2024, 6, 30), 'm"月"d"日"')
    (True, False)
    >>> may_be_digits(date(2024, 3, 5), "yyyy-mm-dd")
    False
    """
    letters = {found["field"][0].lower() for found in _PIECE.finditer(code) if found["field"]}
    return letters == {"m", "d"} and value.day < monthrange(value.year, value.month)[1]


def _moment(value: datetime | date | time) -> datetime:
    if isinstance(value, datetime):
        return value
    return (
        datetime.combine(date(1900, 1, 1), value)
        if isinstance(value, time)
        else datetime(value.year, value.month, value.day)
    )


def _laid_out(at: datetime, code: str) -> str | None:
    texts: list[str] = []
    end = 0
    hours_before = False
    for found in _PIECE.finditer(code):
        if found.start() != end or found["noon"]:
            return None
        end = found.end()
        if found["field"]:
            name = _field(found["field"].lower(), hours_before, code[end:])
            if name not in _FIELDS:
                return None
            hours_before = _HOURS.match(found["field"]) is not None
            texts.append(_FIELDS[name](at))
        else:
            texts.append(found["quoted"] or found["escaped"] or found["plain"] or "")
    return "".join(texts).strip() if end == len(code) and any(texts) else None


def _field(name: str, hours_before: bool, rest: str) -> str:
    """The field that the letters mean; m behind hours or before seconds are minutes."""
    if name in ("yyyy", "yyy", "yy", "y"):
        return "yyyy" if len(name) > 2 else "yy"
    if name in ("m", "mm") and (hours_before or _SECONDS.match(rest)):
        return "minute" if name == "m" else "minutes"
    return name
