"""Units of measure read from text: 亿元, 万家, 条/年; also the unit an indicator's name ends in."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import Dimension
from budgetcheck.text.fold import fold
from budgetcheck.text.words import Unit, default_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from budgetcheck.text.words import Words

_ONE = Decimal(1)
_PER = "/·.每"
_MOST_PER = 3
_NAME_BRACKETS = 3
_LONGEST_NAME_UNIT = 16
_GENERAL = "个"
_GOES_ON = re.compile(r"(?![以及或左])[一-鿿]")
_PRICED = re.compile(r"[一-鿿]{1,3}(?![一-鿿])")


class UnitText(NamedTuple):
    """A unit as it stands in text: where it ends, its multiplier (万) and itself, each may be missing."""

    end: int
    text: str
    multiplier: Decimal
    unit: Unit | None

    @property
    def base(self) -> str:
        """The base unit, with what it is counted per."""
        return self.unit.base if self.unit else ""


class UnitReader:
    """Reads units by one set of word lists; every look is of bounded length."""

    def __init__(self, words: Words) -> None:
        self._units = words.units
        self._multipliers = words.multipliers
        self._unit_length = max(map(len, words.units))
        self._multiplier_length = max(map(len, words.multipliers))

    def read(self, text: str, start: int) -> UnitText:
        """The unit that stands at `start`, after at most one blank; its end is `start` where there is none."""
        position = start + text.startswith(" ", start)
        multiplier, after = _ONE, position
        end = _prefix(text, position, self._units, self._unit_length)
        if end == position:
            after = _prefix(text, position, self._multipliers, self._multiplier_length)
            if after > position:
                multiplier = self._multipliers[text[position:after]]
                after += text.startswith(" ", after)
                end = _prefix(text, after, self._units, self._unit_length)
        if end <= after and end == position:
            end = after
        if end == position:
            return UnitText(start, "", _ONE, None)
        unit = self._units.get(text[after:end])
        if unit is None:
            return UnitText(end, text[position:end].strip(), multiplier, None)
        if unit.dimension is Dimension.COUNT:
            end = self._second_word(text, end)
        end, per = self._per(text, end, unit.dimension is Dimension.MONEY)
        return UnitText(
            end, text[position:end], multiplier, unit._replace(base=unit.base + per) if per else unit
        )

    def whole(self, text: str) -> UnitText | None:
        """The unit that `text` is, or None where it is something else."""
        found = self.read(text, 0)
        return found if found.unit is not None and found.end == len(text) else None

    def bracketed(self, text: str, start: int) -> UnitText | None:
        """The unit in brackets that open at `start`, with its end behind them; None where there is none."""
        stop = text.find(")", start, start + _LONGEST_NAME_UNIT)
        found = self.whole(text[start + 1 : stop]) if stop > 0 else None
        return found and found._replace(end=stop + 1)

    def _second_word(self, text: str, start: int) -> int:
        """Where a second measure word ends: the thing behind 个 (个项目) or one in brackets (卷(件)); else `start`."""
        bracketed = text.startswith("(", start)
        stop = text.find(")", start, start + _LONGEST_NAME_UNIT) if bracketed else start
        if not bracketed and text.endswith(_GENERAL, 0, start):
            stop = _prefix(text, start, self._units, self._unit_length)
            stop = start if _GOES_ON.match(text, stop) else stop
        other = self._units.get(text[start + bracketed : stop])
        return stop + bracketed if other is not None and other.dimension is Dimension.COUNT else start

    def _per(self, text: str, start: int, money: bool) -> tuple[int, str]:
        end, per = start, ""
        for _ in range(_MOST_PER):
            if end >= len(text) or text[end] not in _PER:
                break
            after = end + 1 + text.startswith("每", end + 1)
            middle, stop = self._divisor(text, after)
            # NOTE: what a price is for may be anything: 元/餐, 元/台时.
            named = _PRICED.match(text, after) if money and stop == after else None
            stop = named.end() if named else stop
            if stop == after:
                break
            # NOTE: μg/m³ and 微克/立方米 are the same; 次/年 is not twelve 次/月, so sizes are left alone.
            unit = self._units.get(text[middle:stop])
            said = unit.base if unit is not None and unit.factor == _ONE else text[middle:stop]
            per += text[end] + text[after:middle] + said
            end = stop
        return end, per

    def _divisor(self, text: str, start: int) -> tuple[int, int]:
        """Where what multiplies the unit at `start` ends, and where the unit ends: 千瓦时 is one word, 万人 two."""
        if (stop := _prefix(text, start, self._units, self._unit_length)) > start:
            return start, stop
        middle = _prefix(text, start, self._multipliers, self._multiplier_length)
        return middle, _prefix(text, middle, self._units, self._unit_length)


def _prefix(text: str, start: int, known: Collection[str], longest: int) -> int:
    """Where the longest known word at `start` ends; a Latin one must not go on in Latin letters."""
    for end in range(min(start + longest, len(text)), start, -1):
        if text[start:end] in known and not (_latin(text[end - 1]) and end < len(text) and _latin(text[end])):
            return end
    return start


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


@cache
def unit_reader(words: Words) -> UnitReader:
    """The reader for these word lists, made once."""
    return UnitReader(words)


class NameUnit(NamedTuple):
    """What a name says of its value's unit: the unit at its end, and whether it measures money."""

    text: str = ""
    multiplier: Decimal = _ONE
    unit: Unit | None = None
    money: bool = False


@lru_cache(maxsize=16384)
def unit_of_name(name: str, words: Words) -> NameUnit:
    """The unit in brackets at the end of the name (or a bare % there), read by the word lists."""
    text = name_unit(name, words)
    found = unit_reader(words).whole(fold(text)) if text else None
    if found is not None:
        money = found.unit is not None and found.unit.dimension is Dimension.MONEY
        return NameUnit(text, found.multiplier, found.unit, money)
    return NameUnit(money=any(word in name for word in words.money_names))


def name_unit(name: str, words: Words | None = None) -> str:
    """The unit printed in brackets at the end of the name, as printed; empty where there is none.

    Brackets that hold no unit, such as library tags, may follow it.

    >>> [name_unit(n) for n in ("贷款余额（亿元）", "驻场率(%)（运行保障类）", "验收合格率%", "验收（质量）")]
    ['亿元', '%', '%', '']
    """
    reader = unit_reader(words or default_words())
    folded = fold(name)
    end = len(folded.rstrip())
    for _ in range(_NAME_BRACKETS):
        if not folded.endswith(")", 0, end):
            break
        opened = folded.rfind("(", max(0, end - 1 - _LONGEST_NAME_UNIT), end)
        if opened < 0:
            break
        start, stop = _without_label(folded, opened + 1, end - 1)
        if reader.whole(folded[start:stop]) is not None:
            return name[start:stop]
        end = len(folded[:opened].rstrip())
    # NOTE: a name that ends in a formula (…/计划数*100%) states no unit.
    bare = end > 1 and folded[end - 1] in "%‰" and not folded[end - 2].isdigit()
    return name[end - 1 : end] if bare else ""


def _without_label(folded: str, start: int, stop: int) -> tuple[int, int]:
    label = folded.find("单位:", start, stop)
    start = label + 3 if label >= 0 else start
    inner = folded[start:stop]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
