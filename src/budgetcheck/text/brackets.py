"""Brackets and quotes in running text: which have no partner, and which wrap a whole text."""

from __future__ import annotations

import re
from collections.abc import Mapping

PAIRS: Mapping[str, str] = {
    "(": ")",
    "[": "]",
    "{": "}",
    "【": "】",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "〔": "〕",
    "“": "”",
    "‘": "’",
}
WIDE_PAIRS: Mapping[str, str] = {"（": "）", "［": "］", "｛": "｝"}
_CLOSERS = {closer: opener for opener, closer in PAIRS.items()}
_WIDE = str.maketrans("（）［］｛｝", "()[]{}")
# NOTE: `1）`, `a)` and `三）` open an item of a list and close nothing.
_ITEM = re.compile(r"(?:^|[\s。；;，,：:、)>】])(?:[0-9]{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3}|[①-⑳])$")
_LOOKED_AT = 6
QUOTES: Mapping[str, str] = {"“": "”", "「": "」", "『": "』", '"': '"', "'": "'", "‘": "’"}


def unpaired(text: str) -> list[tuple[int, str]]:
    """Where a bracket or quote stands without its partner, and which; kinds are paired each on their own.

    Signs of comparison are no brackets, nor is the mark behind the number of a list item.

    >>> unpaired("（含转移支付项目"), unpaired("1）检查；2）整改，<3%且>90%")
    ([(0, '（')], [])
    """
    plain = text.translate(_WIDE)
    open_at: dict[str, list[int]] = {}
    lone: list[int] = []
    for at, sign in enumerate(plain):
        if sign in PAIRS:
            open_at.setdefault(sign, []).append(at)
        elif sign in _CLOSERS:
            if open_at.get(_CLOSERS[sign]):
                open_at[_CLOSERS[sign]].pop()
            elif sign != ")" or _ITEM.search(plain[max(0, at - _LOOKED_AT) : at]) is None:
                lone.append(at)
    lone += [at for places in open_at.values() for at in places]
    return [(at, text[at]) for at in sorted(lone)]


def wrapped(text: str) -> bool:
    """Whether one pair of quotes stands around all of the text, and no other quote of its kind within.

    >>> wrapped("“举办1次评审会。”"), wrapped("“一核”引领“一带”")
    (True, False)
    """
    inner = text.strip()
    if len(inner) < 3 or QUOTES.get(inner[0]) != inner[-1]:
        return False
    return inner[0] not in inner[1:-1] and inner[-1] not in inner[1:-1]
