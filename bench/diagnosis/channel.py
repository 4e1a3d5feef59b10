"""How one printed amount comes to read as another: each kind's outcomes with their probabilities, and back."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from budgetcheck.terms import MoneyUnit
from budgetcheck.text import parse_amount

ALIKE: Mapping[str, str] = {
    **{"0": "689", "1": "74", "2": "73", "3": "852", "4": "19", "5": "638"},
    **{"6": "058", "7": "12", "8": "3069", "9": "0478"},
}
UPPER = ("02389", "56", "14", "7")
LOWER = ("068", "359", "147", "2")
HALF_WRONG = 0.4  # digits of a half line that are read as any of their group
TYPED = ("lookalike", "swapped", "dropped", "doubled", "inserted", "point", "separator", "sign", "yuan")
_POINT = ((-1, 0.4), (1, 0.4), (2, 0.2))


class Scale(NamedTuple):
    """How a table prints its amounts."""

    unit: MoneyUnit
    decimals: int = 2


def printed(fen: int, scale: Scale) -> str:
    """The amount with thousands commas and the table's decimals; `fen` must be whole in them."""
    return grouped(plain(fen, scale))


def plain(fen: int, scale: Scale) -> str:
    """The amount without commas."""
    whole, rest = divmod(abs(fen), scale.unit.fen)
    room = len(str(scale.unit.fen)) - 1
    part = str(rest).rjust(room, "0")[: scale.decimals]
    return f"{'-' if fen < 0 else ''}{whole}" + (f".{part}" if part else "")


def grouped(text: str) -> str:
    """Digits with thousands commas put in.

    >>> grouped("-1234567.5")
    '-1,234,567.5'
    """
    sign = "-" if text.startswith("-") else ""
    whole, point, part = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole or '0'):,}{point}{part}"


def read(text: str, scale: Scale) -> int | None:
    """What a cell says in fen; None where it is blank or cannot be read."""
    return parse_amount(text, scale.unit).fen


@lru_cache(maxsize=200_000)
def outcomes(kind: str, fen: int, scale: Scale) -> Mapping[str, float]:
    """Each text that this kind of fault may print for an amount, with its probability; empty where none."""
    raw: dict[str, float] = {}
    for text, weight in _RAW[kind](plain(fen, scale)):
        shown = grouped(text)
        value = read(shown, scale)
        if value is not None and value != fen:
            raw[shown] = raw.get(shown, 0.0) + weight
    whole = sum(raw.values())
    return {text: weight / whole for text, weight in raw.items()}


@lru_cache(maxsize=20_000)
def origins(kind: str, text: str, scale: Scale) -> Mapping[int, float]:
    """Every amount from which this kind of fault may print `text`, and how likely it then does.

    NOTE: outcomes that could not be read are counted here, unlike in `outcomes`; it is many times as fast.
    """
    bare = text.replace(",", "")
    found: dict[int, float] = {}
    for other in set(_BACK[kind](bare)):
        fen = read(grouped(other), scale)
        if fen is not None and fen > 0 and fen not in found and plain(fen, scale) == other != bare:
            made = list(_RAW[kind](other))
            hits = sum(weight for result, weight in made if result == bare)
            if hits:
                found[fen] = hits / sum(weight for _, weight in made)
    return found


def _alike(text: str) -> Iterator[tuple[str, float]]:
    for at, digit in _digits(text):
        for other in ALIKE[digit]:
            yield text[:at] + other + text[at + 1 :], 1 / len(ALIKE[digit])


def _unlike(text: str) -> Iterator[str]:
    for at, digit in _digits(text):
        for other, group in ALIKE.items():
            if digit in group:
                yield text[:at] + other + text[at + 1 :]


def _swapped(text: str) -> Iterator[tuple[str, float]]:
    places = [at for at, _ in _digits(text)]
    for a, b in itertools.pairwise(places):
        yield text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :], 1.0


def _dropped(text: str) -> Iterator[tuple[str, float]]:
    for at, _ in _digits(text):
        yield (text[:at] + text[at + 1 :]).removesuffix("."), 1.0


def _doubled(text: str) -> Iterator[tuple[str, float]]:
    for at, digit in _digits(text):
        yield text[:at] + digit + text[at:], 1.0


def _inserted(text: str) -> Iterator[tuple[str, float]]:
    for at in range(text.startswith("-"), len(text) + 1):
        for digit in "0123456789":
            yield text[:at] + digit + text[at:], 1.0


def _point(text: str) -> Iterator[tuple[str, float]]:
    for places, weight in _POINT:
        yield _moved(text, places), weight


def _moved(text: str, places: int) -> str:
    """The text with its point `places` to the right."""
    whole, _, part = text.partition(".")
    digits, at = whole + part, len(whole) + places
    if at <= 0:
        digits, at = "0" * (1 - at) + digits, 1
    digits = digits.ljust(at, "0")
    return f"{digits[:at]}.{digits[at:]}".removesuffix(".")


def _separator(text: str) -> Iterator[tuple[str, float]]:
    """The last thousands comma taken for the point."""
    whole, _, part = text.partition(".")
    if len(whole.removeprefix("-")) > 3:
        yield f"{whole[:-3]}.{whole[-3:]}{part}", 1.0


def _digits(text: str) -> list[tuple[int, str]]:
    return [(at, digit) for at, digit in enumerate(text) if digit.isdigit()]


def _padded(text: str) -> str:
    """The text as it was before a digit behind its point was lost, and the like: with two decimals."""
    whole, _, part = text.partition(".")
    return f"{whole}.{part[:2].ljust(2, '0')}"


_RAW: Mapping[str, Callable[[str], Iterator[tuple[str, float]]]] = {
    "lookalike": _alike,
    "swapped": _swapped,
    "dropped": _dropped,
    "doubled": _doubled,
    "inserted": _inserted,
    "point": _point,
    "separator": _separator,
    "sign": lambda text: iter([("-" + text, 1.0)]),
    "yuan": lambda text: iter([(_moved(text, 4) + ".00", 1.0)]),
}
_BACK: Mapping[str, Callable[[str], Iterator[str]]] = {
    "lookalike": _unlike,
    "swapped": lambda text: (other for other, _ in _swapped(text)),
    "dropped": lambda text: (other for other, _ in _inserted(text)),
    "doubled": lambda text: (other for other, _ in _dropped(text)),
    "inserted": lambda text: (other for other, _ in _dropped(text)),
    "point": lambda text: (_padded(_moved(text, -places)) for places, _ in _POINT),
    "separator": lambda text: iter([_padded(_moved(text, 3))]),
    "sign": lambda text: iter([text.removeprefix("-")]),
    "yuan": lambda text: iter([_padded(_moved(text, -4))]),
}


def half_weight(shown: str, true: str, groups: tuple[str, ...]) -> float:
    """The probability that half a line that says `true` is read as `shown`; 0 where no digit fits."""
    if len(shown) != len(true):
        return 0.0
    weight = 1.0
    for seen, digit in zip(shown, true, strict=True):
        if not digit.isdigit() or not seen.isdigit():
            weight *= seen == digit
            continue
        group = next(g for g in groups if digit in g)
        weight *= (1 - HALF_WRONG) * (seen == digit) + (HALF_WRONG / len(group)) * (seen in group)
    return weight


def wholes(upper: str, lower: str) -> Iterator[str]:
    """Every amount of which the upper half may be read as one text and the lower half as the other."""
    if len(upper) != len(lower):
        return
    options = [
        [d for d in "0123456789" if _in_group(d, a, UPPER) and _in_group(d, b, LOWER)] if a.isdigit() else [a]
        for a, b in zip(upper, lower, strict=True)
    ]
    yield from map("".join, product(*options))


def _in_group(digit: str, seen: str, groups: tuple[str, ...]) -> bool:
    return any(digit in group and seen in group for group in groups)
