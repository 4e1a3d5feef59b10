"""The numbers that Word writes before the paragraphs of a list, which stand nowhere in their text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from budgetcheck.readers.xml_parts import child, local, number, value

_LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
    )
)


class _Level(NamedTuple):
    form: str
    text: str
    start: int


class Numbering:
    """Counts the lists of one document, in the order in which their paragraphs are asked for."""

    def __init__(self, parts: Iterable[Element] = ()) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._lists: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: defaultdict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        for part in parts:
            self._learn(part)

    def label(self, paragraph: Element) -> str:
        """What is shown before the paragraph; nothing when it is in no list, or in one of bullets."""
        properties = child(paragraph, "pPr")
        number, depth = self._list(properties) if properties is not None else ("0", 0)
        key = self._lists.get(number, "")
        level = self._levels.get((key, depth))
        if level is None or number == "0":
            return ""
        counts = self._counts[key]
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return self._written(key, depth, level)

    def _list(self, properties: Element) -> tuple[str, int]:
        style = child(properties, "pStyle")
        number, depth = (
            self._styles.get(value(style, "val") or "", ("0", 0)) if style is not None else ("0", 0)
        )
        stated = child(properties, "numPr")
        return _stated(stated, number, depth) if stated is not None else (number, depth)

    def _written(self, key: str, depth: int, level: _Level) -> str:
        if level.form in ("bullet", "none"):
            return ""
        text = level.text
        for index in range(depth + 1):
            held = self._levels.get((key, index), level)
            count = self._counts[key][index]
            text = text.replace(f"%{index + 1}", in_form(held.start if count is None else count, held.form))
        return text

    def _learn(self, part: Element) -> None:
        for element in part:
            name = local(element)
            if name == "abstractNum":
                self._learn_levels(value(element, "abstractNumId") or "", element)
            elif name == "num":
                target = child(element, "abstractNumId")
                if target is not None:
                    self._lists[value(element, "numId") or ""] = value(target, "val") or ""
            elif name == "style":
                self._learn_style(element)

    def _learn_levels(self, key: str, element: Element) -> None:
        for level in element:
            depth = number(value(level, "ilvl"), _LEVELS) if local(level) == "lvl" else _LEVELS
            if depth >= _LEVELS:
                continue
            held = {local(inner): value(inner, "val") or "" for inner in level}
            self._levels[key, depth] = _Level(
                held.get("numFmt", "decimal"), held.get("lvlText", ""), number(held.get("start"), 1)
            )

    def _learn_style(self, style: Element) -> None:
        properties = child(style, "pPr")
        stated = child(properties, "numPr") if properties is not None else None
        if stated is not None:
            self._styles[value(style, "styleId") or ""] = _stated(stated, "0", 0)


def _stated(element: Element, key: str, depth: int) -> tuple[str, int]:
    held = {local(inner): value(inner, "val") or "" for inner in element}
    return held.get("numId", key), min(number(held.get("ilvl"), depth), _LEVELS - 1)


def in_form(count: int, form: str) -> str:
    """The number in one of the forms of Word; in plain digits when the form is not known.

    >>> in_form(12, "chineseCounting"), in_form(2, "decimalEnclosedCircle"), in_form(3, "lowerLetter")
    ('十二', '②', 'c')
    """
    if form in _CHINESE and 0 < count < 100:
        return _chinese(count)
    if form.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(0x2460 + count - 1)
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26:
        return chr((97 if form == "lowerLetter" else 65) + count - 1)
    if form == "ideographTraditional" and 0 < count <= 10:
        return _STEMS[count - 1]
    if form == "decimalZero":
        return f"{count:02}"
    return str(count)


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")
