"""Numbered lists in running text: where each item stands, and which items run into the one before."""

from __future__ import annotations

import re
from typing import NamedTuple

from budgetcheck.text.fold import fold

_HEAD = re.compile(
    r"(?<![0-9.])(?P<open>\()?(?P<number>[0-9]{1,2})(?P<mark>(?(open)\)[、.]?|[、.)]))(?![0-9])"
    r"|(?P<numeral>[一二三四五六七八九十])(?P<word>是)"
)
FIRST_ITEMS = (*(f"{one}{mark}" for one in "1１" for mark in "、.．)）"), "一是")
"""What stands in every text that holds a list: the head of its first item."""
_NUMERALS = "一二三四五六七八九十"
_MARKS = frozenset("。;,、:!? \t\r\n“”\"'‘’()[]【】《》…·-—")


class ListItem(NamedTuple):
    """An item of a numbered list: its number, its range, and whether a mark parts it from the item before."""

    number: int
    start: int
    end: int
    parted: bool


def list_items(text: str) -> list[ListItem]:
    """The items of the lists in `text` that count from one without a gap, in order.

    >>> [(i.number, i.parted) for i in list_items("1.大楼供水费用2.绿化费用；3.垃圾清运费。")]
    [(1, True), (2, False), (3, True)]
    """
    folded = fold(text)
    found: list[tuple[int, re.Match[str]]] = []
    expected: dict[str, int] = {}
    for head in _HEAD.finditer(folded):
        number = int(head["number"]) if head["number"] else _NUMERALS.index(head["numeral"]) + 1
        kind = (head["open"] or "") + (head["mark"] or head["word"])
        if number == 1 or number == expected.get(kind):
            expected[kind] = number + 1
            found.append((number, head))
    found = _without_lone_ones(found)
    ends = [*(head.start() for _, head in found), len(text)][1:]
    return [
        ListItem(number, head.start(), end, number == 1 or _is_parted(folded, head))
        for (number, head), end in zip(found, ends, strict=True)
    ]


def _without_lone_ones(found: list[tuple[int, re.Match[str]]]) -> list[tuple[int, re.Match[str]]]:
    """The heads without those numbered one that no two follows."""
    numbers = [number for number, _ in found] + [1]
    return [head for n, head in enumerate(found) if head[0] > 1 or numbers[n + 1] == 2]


def _is_parted(text: str, head: re.Match[str]) -> bool:
    return bool(head["open"]) or head.start() == 0 or text[head.start() - 1] in _MARKS
