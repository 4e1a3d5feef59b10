"""What cells hold where each indicator has a row of its own: weights, flags, signs, class labels, codes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import Comparator, ValueClass
from budgetcheck.text.fold import fold
from budgetcheck.text.target_value import parse_target_value
from budgetcheck.text.words import default_words

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

_LONGEST = 40
_WEIGHT = re.compile(r"\s*([0-9]{1,4})(?:\.([0-9]{1,2})0*)?\s*(?:分|%)?\s*")
_CODE = re.compile(
    r"\s*(?:(?!(?:19|20)[0-9]{2}(?![0-9A-Za-z]))(?:[0-9][0-9A-Za-z.]{2,40}|[A-Z]{1,4}[0-9]{4,40})\s*[-—–－_]\s*(?=[^\s0-9])"
    r"|[0-9]{6,40}\s+(?=[^\s0-9])"
    r"|[\[【(（](?!(?:19|20)[0-9]{2}[\]】)）])[0-9]{3,40}[0-9A-Z]{0,20}[\]】)）]\s*(?=[^\s]))"
)
_LEAD = re.compile(
    r"\s*(?:[0-9]{1,2}[.、．)）]|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十0-9]{1,2}[)）])\s*"
)
_POINTS = re.compile(
    r"\s*[(（\[【]?\s*(?:[0-9]{1,3}(?:\.[0-9]{1,2})?\s*(?:分|%)?\s*[-—–~～至]\s*)?[0-9]{1,3}(?:\.[0-9]{1,2})?\s*(?:分|%)\s*[)）\]】]?\s*"
)
_BLANK = re.compile(r"[\s\u3000\u200b\ufeff*＊]+")
_NO_UNIT = frozenset(["", "无", "/", "\\", "-", "--", "—", "——", "空", "无单位"])
_INDICATOR = "指标"
_QUANTITATIVE, _QUALITATIVE = "定量", "定性"
_FLAGS = {
    "定量": ("type", _QUANTITATIVE),
    "定性": ("type", _QUALITATIVE),
    "正向": ("direction", "正向"),
    "正": ("direction", "正向"),
    "反向": ("direction", "反向"),
    "逆向": ("direction", "反向"),
    "负向": ("direction", "反向"),
    "反": ("direction", "反向"),
}


def parse_weight(text: str) -> int | None:
    """The weight in hundredths of a point; None where the cell holds no weight.

    >>> parse_weight("22.5"), parse_weight("10 分"), parse_weight("90%"), parse_weight("—")
    (2250, 1000, 9000, None)
    """
    found = _WEIGHT.fullmatch(fold(text)) if len(text) <= _LONGEST else None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def code_length(name: str) -> int:
    """How many characters of a code, and of the mark behind it, stand before the name.

    >>> code_length("820001-井研县马踏镇人民政府"), code_length("2023-2024年清扫"), code_length("2023年-清扫")
    (7, 0, 0)
    """
    found = _CODE.match(name)
    return found.end() if found else 0


def class_label(text: str) -> str:
    """The label of a class without blanks, number and the points it is given.

    >>> class_label("一、产 出指标（50分）")
    '产出指标'
    """
    short = text[:_LONGEST]
    lead = _LEAD.match(short)
    return _POINTS.sub("", _BLANK.sub("", short[lead.end() if lead else 0 :]))


class ClassOf(NamedTuple):
    """What the printed classes of an indicator mean, as the indicators frame has it."""

    category: str
    known: bool
    level2: str


def class_of(level1: str, level2: str, words: Words | None = None) -> ClassOf:
    """The level-1 class, whether it is known, and the level-2 class.

    >>> class_of("产出", "数量"), class_of("数量指标", "")
    (ClassOf(category='产出指标', known=True, level2='数量指标'), ClassOf(category='产出指标', known=True, level2='数量指标'))
    """
    return _class_of(class_label(level1), class_label(level2), words or default_words())


@lru_cache(maxsize=16384)
def _class_of(level1: str, level2: str, words: Words) -> ClassOf:
    normal = {form: usual for usual, forms in words.categories.items() for form in forms}
    known = {label for labels in words.level2.values() for label in labels}
    lower = next((form for form in (level2, level2 + _INDICATOR) if form in known), level2)
    for form in (level1, level1 + _INDICATOR):
        if form in normal:
            return ClassOf(normal[form], True, lower)
    own = next((form for form in (level1, level1 + _INDICATOR) if form in known), "")
    above = [label for label, labels in words.level2.items() if (own or lower) in labels]
    # NOTE: 数量指标 in the place of level 1 has one class it can stand below; a level-2 label alone likewise.
    if own and not level2 and len(above) == 1:
        return ClassOf(above[0], True, own)
    if not level1 and lower and len(above) == 1:
        return ClassOf(above[0], True, lower)
    return ClassOf(level1, False, lower)


def flag_of(text: str, words: Words | None = None) -> tuple[str, str]:
    """Which part a cell of signs and flags is (`sign`, `type`, `direction`) and what it says; empty if none.

    >>> flag_of("≥"), flag_of("定性指标"), flag_of("反向指标"), flag_of("预期性")
    (('sign', '≥'), ('type', '定性'), ('direction', '反向'), ('', ''))
    """
    return _flag_of(text, words or default_words()) if len(text) <= _LONGEST else ("", "")


@lru_cache(maxsize=16384)
def _flag_of(text: str, words: Words) -> tuple[str, str]:
    bare = _BLANK.sub("", text).removesuffix(_INDICATOR)
    if bare in _FLAGS:
        return _FLAGS[bare]
    read = parse_target_value(f"{bare}1", "", words) if bare and not bare[-1].isdigit() else None
    signed = read is not None and read.value_class is ValueClass.QUANTITY and not read.labels
    return (
        ("sign", str(read.comparator))
        if read and signed and read.comparator is not Comparator.NONE
        else ("", "")
    )


def unit_said(text: str) -> str:
    """The unit that a cell of units states, empty for the marks that say there is none.

    >>> unit_said(" 万元 "), unit_said("无"), unit_said("—")
    ('万元', '', '')
    """
    bare = _BLANK.sub("", text)
    return "" if bare in _NO_UNIT else bare


class Composed(NamedTuple):
    """A target value made of its cells: whether the sign's cell and the unit's cell are in it."""

    with_sign: bool
    with_unit: bool


def composed(sign: str, value: str, unit: str, words: Words | None = None) -> Composed:
    """Which cells beside the value's belong to the value.

    A sign that the value states itself is not said twice; a unit belongs to a bare number alone.

    >>> composed("≥", "98", "%"), composed("≥", "≥98", "%"), composed("=", "优", "无")
    (Composed(with_sign=True, with_unit=True), Composed(with_sign=False, with_unit=True), Composed(with_sign=False, with_unit=False))
    """
    if not value.strip() or len(value) > _LONGEST:
        return Composed(False, False)
    return _composed(sign, value, unit, words or default_words())


@lru_cache(maxsize=16384)
def _composed(sign: str, value: str, unit: str, words: Words) -> Composed:
    read = parse_target_value(value, "", words)
    if read.value_class is not ValueClass.QUANTITY:
        return Composed(False, False)
    part, mark = flag_of(sign, words) if sign else ("", "")
    mark = mark if part == "sign" else ""
    return Composed(bool(mark) and str(read.comparator) != mark, bool(unit_said(unit)) and not read.unit)
