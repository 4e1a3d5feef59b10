"""How much a text looks like the text of a Chinese table: what tells a right decoding from a wrong one."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

_MARKS = "、。，；：？！“”‘’（）《》〈〉【】〔〕—…·％≥≤＞＜＝×±℃①②③④⑤⑥⑦⑧⑨⑩　，．／～"
_ASCII_MARKS = "\t\n\r ,.;:%()[]<>=+-*/\"'#&_|"
_BAD_CATEGORIES = frozenset({"Cc", "Cn", "Co", "Cs"})


@cache
def _common_hanzi() -> frozenset[str]:
    """The everyday characters of simplified text: GB 2312 level 1."""
    simplified = {bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)}
    return frozenset(c for pair in simplified for c in pair.decode("gb2312", errors="ignore"))


@cache
def _common_traditional() -> frozenset[str]:
    """The everyday characters of traditional text: Big5 level 1."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    pairs = {bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails}
    return frozenset(c for pair in pairs for c in pair.decode("big5", errors="ignore"))


def _weights(text: str, common: frozenset[str]) -> tuple[float, int]:
    good, size = 0.0, 0
    for char, times in Counter(text).items():
        size += times
        if char in common or char.isdecimal() or char in _MARKS or char in _ASCII_MARKS:
            good += times
        elif char.isascii() and char.isalpha():
            good += times / 2
        elif char == "\ufffd" or unicodedata.category(char) in _BAD_CATEGORIES:
            good -= 2 * times
    return good, size


def plausibility(text: str, *, traditional: bool = False) -> float:
    """From below 0 (certainly not text) to 1 (every character is everyday Chinese, a digit or a usual mark).

    >>> round(plausibility("项目名称"), 2), round(plausibility("椤圭洰鍚嶇О"), 2)
    (1.0, 0.17)
    """
    good, size = _weights(text, _common_traditional() if traditional else _common_hanzi())
    return good / size if size else 0.0
