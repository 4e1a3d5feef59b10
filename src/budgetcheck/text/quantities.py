"""Quantities in a target value: sign, number or range, multiplier, unit, sign behind; exact."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import Comparator, Dimension
from budgetcheck.text.bounds import Bound, Sign, bound_reader, combined
from budgetcheck.text.number_parts import FRACTION, NEXT_PART, Number, joined, share_of
from budgetcheck.text.numerals import CHINESE_NUMBER, NUMBER, arabic, chinese, plus, times
from budgetcheck.text.unit_names import unit_reader
from budgetcheck.text.word_finder import any_of
from budgetcheck.text.words import Unit

if TYPE_CHECKING:
    from budgetcheck.text.words import Words


class Reading(NamedTuple):
    """A quantity as it stands in folded text, its unit not yet lifted from the name.

    `low` and `high` are in `unit`, multiplied by what stands before it (万); `printed` is both as text.
    """

    comparator: Comparator
    low: Decimal | None
    high: Decimal | None
    printed: str
    unit: Unit | None
    flags: frozenset[str]
    start: int
    end: int


_TO = r"\s?(?:-{1,2}|~|—{1,2}|–|至|到)\s?"
_RANGE = re.compile(rf"{_TO}(?=[0-9])")
_SPELLED_RANGE = re.compile(rf"{_TO}(百分之)?({CHINESE_NUMBER})")
_PLUS_MINUS = re.compile(r"\s?±\s?(?=[0-9])")
_ARABIC = re.compile(NUMBER)
_AGAINST = re.compile(rf":\s?{NUMBER}")
_NO_FLAGS: frozenset[str] = frozenset()
MOST = 100
"""A text is searched for no more quantities than this."""
_PERCENT, _PERCENT_SIGN = "百分之", "%"
_LOOK_LEFT = 24
_STOPS = "。;,、)"

# Numbers that are part of something else (dates, document numbers, ordinals, names such as PM2.5, formulas,
# list numbers), else a number.
_TOKEN = re.compile(
    r"(?:19|20)[0-9]{2}(?:\s?[-~—–至到]\s?(?:19|20)[0-9]{2})?年度?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?"
    r"|(?<![0-9])[0-9]{1,2}月(?:[0-9]{1,2}[日号]|(?=底|末|初|份|前|上旬|中旬|下旬))"
    r"|[〔\[(【](?:19|20)[0-9]{2}[〕\])】]\s?(?:第?[0-9]{1,6}号)?"
    r"|第\s?[0-9]{1,6}"
    r"|(?<![A-Za-z0-9])[A-Za-z]{1,12}[-.]?[0-9][0-9A-Za-z.]{0,20}"
    r"|(?<![0-9.])(?![0-9]{1,12}/10\s?万)[0-9]{1,12}(?:\.[0-9]{1,6})?(?:\s?[+×xX*/]\s?[0-9]{1,12}(?:\.[0-9]{1,6})?)+"
    r"|(?<![0-9.])[0-9]{1,6}(?:\.[0-9]{1,6})?(?=[号版])"
    r"|(?<![0-9.])[0-9]{1,6}\.[0-9]{1,6}\.[0-9][0-9.]{0,20}"
    r"|[*×]\s?[0-9]{1,12}(?:\.[0-9]{1,6})?%?"
    r"|(?<![0-9.,])(?![0-9]{1,3}(?:,[0-9]{3})+(?![0-9,]))[0-9]{1,12}(?:,[0-9]{1,12})+"
    r"|(?:\A|(?<=[。;,\s]))\(?[0-9]{1,2}[、.)](?![0-9])"
    rf"|({NUMBER})"
)


class QuantityReader:
    """Finds quantities by one set of word lists; all looks are of bounded length."""

    def __init__(self, words: Words) -> None:
        self._bounds = bound_reader(words)
        self._units = unit_reader(words)
        signs = self._bounds.before_text
        scopes = any_of(words.scopes)
        self._whole = re.compile(
            rf"((?:(?:{scopes})\s?){{0,3}})((?:(?:{signs})\s?)*)([-±]?)"
            rf"(?:{FRACTION}|(?P<percent>百分之)?(?:(?P<digits>{NUMBER})|(?P<numeral>{CHINESE_NUMBER})))"
        )
        self._chinese = re.compile(rf"((?:{self._bounds.word_text}){{1,3}})\s?({CHINESE_NUMBER})")
        self.scope = re.compile(rf"(?:{scopes}|\s)+")
        """Matches scope words alone."""

    def whole(self, text: str) -> tuple[Reading, str] | None:
        """The quantity that the whole text is, with the scope words before it, or None."""
        opening = self._whole.match(text)
        if opening is None:
            return None
        scope, signs, minus = opening.group(1, 2, 3)
        number = self._opened(text, opening)
        if number is None:
            return None
        before = self._bounds.signs(signs)
        reading = self._reading(text, number._replace(minus=minus), before, opening.start(2))
        if number.spelled and not reading.printed:
            return None
        if reading.end != len(text):
            reading = _as_ratio(text, reading) or _with_unknown_unit(text, reading)
        return (reading, scope.strip()) if reading.end == len(text) else None

    def _opened(self, text: str, opening: re.Match[str]) -> Number | None:
        """The number at the head of the whole text: a share of a whole, digits, or spelled out."""
        percent, digits, numeral = opening.group("percent", "digits", "numeral")
        if digits is None and numeral is None:
            share = share_of(opening)
            unit = self._units.read(_PERCENT_SIGN, 0)._replace(end=opening.end())
            return None if share is None else Number(opening.end(), share, unit, [], fraction=True)
        value = arabic(digits) if digits else chinese(numeral)
        number = self._number(text, opening.end(), value, percent is not None)
        return number and number._replace(spelled=numeral is not None)

    def find(self, text: str) -> list[Reading]:
        """The quantities within a text of words, in order; numbers that are part of something else are none."""
        found: list[Reading] = []
        free = 0
        for match in _TOKEN.finditer(text):
            if match[1] and match.start() >= free:
                reading = self._within(text, match, free)
                if reading is not None:
                    found.append(reading)
                    free = reading.end
                    if len(found) == MOST:
                        break
        return found or self._in_chinese(text)

    def _within(self, text: str, match: re.Match[str], free: int) -> Reading | None:
        start = match.start()
        percent = text.endswith(_PERCENT, free, start)
        start -= len(_PERCENT) if percent else 0
        first = self._bounds.start(text, max(free, start - _LOOK_LEFT), start)
        run = text[first:start]
        before = self._bounds.signs(run)
        first = start if not before else first + len(run) - len(run.lstrip())
        number = self._number(text, match.end(), arabic(match[1]), percent)
        # NOTE: 0投诉 is a target of none; other numbers that words follow are parts of names.
        nothing = match[1] == "0" and not match.start()
        alone = nothing or (number is not None and _stands_alone(text, number.end, bool(before)))
        if number is None or not (number.unit.text or alone):
            return None
        return self._reading(text, number, before, first)

    def _in_chinese(self, text: str) -> list[Reading]:
        """Chinese numbers are so often parts of words that only one behind a sign and with a unit counts."""
        found: list[Reading] = []
        free = 0
        for match in islice(self._chinese.finditer(text), MOST):
            number = self._number(text, match.end(), chinese(match[2]), False)
            if match.start() >= free and number is not None and number.unit.text:
                found.append(self._reading(text, number, self._bounds.signs(match[1]), match.start()))
                free = found[-1].end
        return found

    def _number(self, text: str, end: int, value: Decimal | None, percent: bool) -> Number | None:
        """The number with its unit, and with the parts that go on right behind it: 12亿3000万元."""
        number = self._part(text, end, value, percent)
        while number is not None and (follows := NEXT_PART.match(text, number.end)):
            digits, numeral = follows.groups()
            value = arabic(digits) if digits else chinese(numeral)
            part = self._part(text, follows.end(), value, percent=False)
            whole = joined(number, part) if part else None
            if whole is None:
                break
            number = whole
        return number

    def _part(self, text: str, end: int, value: Decimal | None, percent: bool) -> Number | None:
        if value is None:
            return None
        after, signs = self._bounds.between(text, end)
        unit = self._units.read(text, after)
        if text.startswith("(", after):
            unit = self._units.bracketed(text, after) or unit
        if percent and not unit.text:
            unit = self._units.read(_PERCENT_SIGN, 0)._replace(end=end)
        if not unit.text:
            return Number(end, value, unit._replace(end=end), [])
        return Number(unit.end, value, unit, signs)

    def _second(self, text: str, mark: re.Match[str] | None) -> Number | None:
        digits = _ARABIC.match(text, mark.end()) if mark else None
        return self._number(text, digits.end(), arabic(digits[0]), False) if digits else None

    def _spelled_second(self, text: str, mark: re.Match[str] | None) -> Number | None:
        return self._number(text, mark.end(), chinese(mark[2]), mark[1] is not None) if mark else None

    def _reading(self, text: str, number: Number, before: list[Sign], start: int) -> Reading:
        spread = self._second(text, _PLUS_MINUS.match(text, number.end))
        other = spread or self._second(text, _RANGE.match(text, number.end))
        if number.spelled and other is None:
            other = self._spelled_second(text, _SPELLED_RANGE.match(text, number.end))
        last = other or number
        unit = last.unit if last.unit.text else number.unit
        end, behind = self._bounds.behind(text, last.end, timed=_is_time(unit.unit))
        bound = combined([*before, *number.signs], behind)
        if other is None:
            low, high, bound = _one(number, bound)
        else:
            low, high, flags = _spread(number, other) if spread else _range(number, other)
            bound = Bound(Comparator.BETWEEN, bound.flags | flags)
        odd = {"unit_truncated": bool(unit.text) and unit.unit is None, "fraction": number.fraction}
        bound = bound._replace(flags=bound.flags | {flag for flag, holds in odd.items() if holds})
        return Reading(bound.comparator, low, high, unit.text, unit.unit, bound.flags, start, end)


def limits(value: Decimal | None, comparator: Comparator) -> tuple[Decimal | None, Decimal | None]:
    """The low and high bound that one value with this comparator sets."""
    low = None if comparator in (Comparator.LE, Comparator.LT) else value
    high = None if comparator in (Comparator.GE, Comparator.GT) else value
    return low, high


def _one(number: Number, bound: Bound) -> tuple[Decimal | None, Decimal | None, Bound]:
    value = times(number.value, number.unit.multiplier)
    if number.minus == "±":
        return -value, value, Bound(Comparator.BETWEEN, bound.flags | {"tolerance"})
    return *limits(-value if number.minus else value, bound.comparator), bound


def _spread(middle: Number, width: Number) -> tuple[Decimal, Decimal, frozenset[str]]:
    multiplier = width.unit.multiplier
    centre = times(middle.value, middle.unit.multiplier if middle.unit.text else multiplier)
    reach = times(width.value, multiplier if width.unit.text else middle.unit.multiplier)
    return plus(centre, -reach), plus(centre, reach), frozenset(["tolerance"])


def _range(first: Number, second: Number) -> tuple[Decimal, Decimal, frozenset[str]]:
    high = times(second.value, second.unit.multiplier if second.unit.text else first.unit.multiplier)
    low = times(first.value, first.unit.multiplier)
    if not first.unit.text:
        # NOTE: `10-15万元` means 万元 for both; `5000-1万元` cannot.
        scaled = times(first.value, second.unit.multiplier)
        low = low if low <= high < scaled else scaled
    if low > high:
        return high, low, frozenset(["range_reversed"])
    return low, high, _NO_FLAGS


def _is_time(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension is Dimension.DURATION


def _stands_alone(text: str, end: int, signed: bool) -> bool:
    """Whether a number without a unit is a quantity: it has a sign, or nothing goes on behind it."""
    rest = text[end : end + 2].lstrip()
    if not rest or rest[0] in _STOPS:
        return True
    return signed and not (rest[0].isascii() and (rest[0].isalnum() or rest[0] in "/."))


def _as_ratio(text: str, reading: Reading) -> Reading | None:
    """A ratio (1:18) as so many to what it stands against, which is its unit; None for another text."""
    against = _AGAINST.fullmatch(text, reading.end)
    if against is None or reading.printed:
        return None
    unit = Unit(Dimension.OTHER, against[0], Decimal(1))
    return reading._replace(end=len(text), printed=against[0], unit=unit)


def _with_unknown_unit(text: str, reading: Reading) -> Reading:
    rest = text[reading.end :]
    if len(rest) != 1 or not rest.isalpha() or rest.isascii() or rest == "级" or reading.unit is not None:
        return reading
    flags = (reading.flags - {"unit_truncated"}) | {"unit_unknown"}
    return reading._replace(end=len(text), printed=reading.printed + rest, flags=flags)


@cache
def quantity_reader(words: Words) -> QuantityReader:
    """The reader for these word lists, made once."""
    return QuantityReader(words)
