"""Text of a money cell to whole fen (分), exactly; the only place where an amount is made."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from budgetcheck.terms import AmountState, MoneyUnit
from budgetcheck.text.fold import fold


class Amount(NamedTuple):
    """What a money cell says: `fen` is None unless `state` is stated; `decimals` are as printed.

    `unit_in_cell` is the unit printed in the cell itself; `fen` is then read in that unit.
    """

    fen: int | None
    state: AmountState
    decimals: int
    unit_in_cell: MoneyUnit | None = None


# NOTE: 100万亿元, several times what all public budgets of the country spend in a year; nine hundred
# such amounts still add up within int64, whose sums wrap silently.
LIMIT_FEN = 10**16
"""Amounts of this size or more are unreadable."""

_EMPTY_FORMS = frozenset(
    ["", "-", "--", "—", "——", "–", "―", "─", "/", "\\", "无", "·", "..", "…", "……", "空", "－"]
)
_BLANK = Amount(None, AmountState.BLANK, 0)
_UNREADABLE = Amount(None, AmountState.UNREADABLE, 0)
_UNITS = {
    "元": MoneyUnit.YUAN,
    "万元": MoneyUnit.WAN_YUAN,
    "万": MoneyUnit.WAN_YUAN,
    "亿元": MoneyUnit.YI_YUAN,
    "亿": MoneyUnit.YI_YUAN,
}
_DECIMALS = {unit: len(str(unit.fen)) - 1 for unit in MoneyUnit}
_LONGEST = 64

_PLAIN = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20})(?:\.([0-9]{1,20}))?")
_LOOSE = re.compile(
    r"(?P<bracket>\()?\s*(?:¥|人民币)?\s*(?P<sign>[-+△▲–—])?\s*(?:¥|人民币)?\s*"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20}|(?=\.[0-9]))(?:\.(?P<part>[0-9]{1,20}))?"
    r"\s*(?P<unit>万元|亿元|元|万|亿)?\s*(?(bracket)\))"
)


def parse_amount(text: str, unit: MoneyUnit) -> Amount:
    """The amount a cell states in a table whose money unit is `unit`; never raises.

    A cell is unreadable when it is no number, its thousands commas stand in the wrong places, it has
    more decimals than fen can hold, or it is beyond `LIMIT_FEN`. Nothing is rounded.

    >>> parse_amount("13,392.82", MoneyUnit.WAN_YUAN).fen
    13392820000
    >>> parse_amount("250万", MoneyUnit.YUAN).unit_in_cell
    <MoneyUnit.WAN_YUAN: '万元'>
    >>> str(parse_amount("1e3", MoneyUnit.YUAN).state)
    'unreadable'
    """
    if len(text) > _LONGEST:
        # NOTE: only short texts are worth keeping in the cache.
        text = text.strip()
        if len(text) > _LONGEST:
            return _UNREADABLE
    return _parse(text, unit)


def is_beyond_limit(text: str, unit: MoneyUnit) -> bool:
    """Whether the cell states a number that is only too large to be an amount.

    >>> is_beyond_limit("9" * 18, MoneyUnit.WAN_YUAN), is_beyond_limit("待定", MoneyUnit.WAN_YUAN)
    (True, False)
    """
    found = _LOOSE.fullmatch(fold(text[: _LONGEST + 1]).strip())
    if found is None:
        return False
    inside = _UNITS.get(found["unit"], unit)
    return int(found["whole"].replace(",", "") or "0") * inside.fen >= LIMIT_FEN


@lru_cache(maxsize=65536)
def _parse(text: str, unit: MoneyUnit) -> Amount:
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        return _stated(plain[1], plain[2] or "", unit, None)
    stripped = fold(text).strip()
    if stripped in _EMPTY_FORMS:
        return _BLANK
    loose = _LOOSE.fullmatch(stripped)
    if loose is None or (loose["bracket"] and loose["sign"]):
        return _UNREADABLE
    inside = _UNITS.get(loose["unit"])
    amount = _stated(loose["whole"], loose["part"] or "", inside or unit, inside)
    negative = loose["bracket"] or (loose["sign"] or "+") != "+"
    return amount._replace(fen=-amount.fen) if negative and amount.fen is not None else amount


def _stated(whole: str, part: str, unit: MoneyUnit, inside: MoneyUnit | None) -> Amount:
    room = _DECIMALS[unit]
    if part[room:].strip("0"):
        return _UNREADABLE
    fen = int(whole.replace(",", "") or "0") * unit.fen + int(part[:room].ljust(room, "0"))
    if fen >= LIMIT_FEN:
        return _UNREADABLE
    return Amount(fen, AmountState.STATED, len(part), inside)


def format_fen(fen: int, unit: MoneyUnit, decimals: int = 2) -> str:
    """The amount in `unit`, exact: with `decimals` digits behind the point, or more where needed.

    >>> format_fen(35_600_000, MoneyUnit.WAN_YUAN)
    '35.60'
    >>> format_fen(-1, MoneyUnit.WAN_YUAN)
    '-0.000001'
    """
    whole, rest = divmod(abs(fen), unit.fen)
    part = str(rest).rjust(_DECIMALS[unit], "0").rstrip("0").ljust(decimals, "0")
    return f"{'-' if fen < 0 else ''}{whole}{'.' if part else ''}{part}"
