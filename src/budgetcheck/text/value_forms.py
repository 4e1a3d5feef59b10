"""Odd forms of target values: formulas, signs and numbers that cannot be read, unusual sizes, implied units."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from budgetcheck.terms import Dimension
from budgetcheck.text.fold import fold, normalise_name
from budgetcheck.text.names import measured
from budgetcheck.text.word_finder import any_of
from budgetcheck.text.words import unit_set

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

_HAN = r"[\u3400-\u9fff]"
_TIMES_HUNDRED = re.compile(r"[×*xX]\s?100\s?%")
_RATIO = re.compile(rf"{_HAN}\)?\s?[/÷]\s?\(?{_HAN}")
_BROKEN = re.compile(
    r"[≥≤><=≈\s]{0,4}[0-9]{1,24}(?:,[0-9]{1,24})*,[0-9]{1,2}(?:\.[0-9]{1,6})?([^0-9,.、;:()]{0,3})"
)
_LONG = re.compile(r"[≥≤><=≈\s]{0,4}[0-9]{25,}[^0-9]{0,3}")
_SIGNS = re.compile(r"[≥≤><=≈\s]")
_SUM = re.compile(r"([≥≤><=≈\s]{0,4})([0-9]{1,15}(?:\.[0-9]{1,6})?)(万|亿|)元")
_FEN_PLACES = 2
_STEP = 10_000
_ORDER = {"": 0, "万": 1, "亿": 2}
_LARGER = {place: mark for mark, place in _ORDER.items()}
_SMALL = Decimal("0.1")
_YUAN_FROM = 1_000_000


def is_formula(text: str) -> bool:
    """Whether the value is how to reckon it, and no target.

    >>> [is_formula(t) for t in ("实际完成数/计划完成数×100%", "≥95%", "7万元/人·年", "达标数/总数不低于2/3")]
    [True, False, False, False]
    """
    folded = fold(text[:200])
    if _RATIO.search(folded) is None:
        return False
    rest = _TIMES_HUNDRED.sub("", folded)
    return rest != folded and not any(map(str.isdecimal, rest))


def is_broken_number(text: str, words: Words) -> bool:
    """Whether the value is a number with commas in the wrong places, or one too long to be one.

    >>> from budgetcheck.text import default_words
    >>> [is_broken_number(t, default_words()) for t in ("1,00人", "1,000人", "1,2号楼", "12,50%")]
    [True, False, False, True]
    """
    folded = fold(text).strip()
    found = _BROKEN.fullmatch(folded)
    if found is not None:
        return not found[1].strip().startswith(words.ordinal_units)
    return _LONG.fullmatch(folded) is not None


def is_sign_alone(text: str, words: Words) -> bool:
    """Whether the value is a comparator, perhaps with a unit, and no number.

    >>> from budgetcheck.text import default_words
    >>> [is_sign_alone(t, default_words()) for t in ("≥", "≥%", "不低于", "不低于 %", "≥95%", "%")]
    [True, True, True, True, False, False]
    """
    folded = normalise_name(text)
    rest = _SIGNS.sub("", folded)
    signed = rest != folded
    for word in _longest_first(words.comparator_texts):
        if rest.startswith(word):
            rest, signed = rest.removeprefix(word), True
            break
    return signed and (not rest or rest in unit_set(words))


def better_size(text: str) -> str:
    """The amount in the money unit it fits, empty where it fits its own or would get more decimals.

    An amount with thousands commas or decimals keeps its unit: that is how accounts are written.

    >>> [better_size(t) for t in ("20000万元", "≥1000000元", "0.05亿元", "12345万元", "20,000万元", "800亿元")]
    ['2亿元', '≥100万元', '500万元', '', '', '']
    """
    found = _SUM.fullmatch(fold(text).strip())
    if found is None:
        return ""
    number, place = Decimal(found[2]), _ORDER[found[3]]
    if place < _ORDER["亿"] and number >= (_YUAN_FROM if place == 0 else _STEP):
        number, place = number / _STEP, place + 1
    elif place and 0 < number < _SMALL:
        number, place = number * _STEP, place - 1
    else:
        return ""
    exact = number.normalize()
    if "." in found[2] and place > _ORDER[found[3]]:
        return ""
    fits = int(exact.as_tuple().exponent) >= -_FEN_PLACES
    return f"{found[1].strip()}{exact:f}{_LARGER[place]}元" if fits else ""


def implied_unit(name: str, words: Words) -> str:
    """The unit that a name ends in without brackets: 人 of 参会人数, 人次 of 参观人次; empty for none.

    >>> from budgetcheck.text import default_words
    >>> [implied_unit(n, default_words()) for n in ("参加会议人数", "参观人次", "对接系统完成数量", "培训课时数")]
    ['人', '人次', '', '课时']
    """
    found = _implied(words).search(measured(name[-60:], words))
    return (found[1] or found[2]) if found is not None else ""


@cache
def _implied(words: Words) -> re.Pattern[str]:
    timed = (Dimension.COUNT, Dimension.DURATION)
    units = [text for text, unit in words.units.items() if unit.dimension in timed]
    often = [text for text in units if len(text) > 1 and text[-1] in "次时"]
    counted, each = any_of(units), any_of(often)
    return re.compile(rf"(?:({counted})数|({each}))\Z")


@cache
def _longest_first(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(texts, key=lambda text: (-len(text), text)))
