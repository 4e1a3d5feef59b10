"""What a text tells about being cut: open ends, numbering that goes on, words read twice."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

_FIRST_NUMBER = re.compile(r"[\s\u3000“\"]*[(（]?(\d{1,3})\s*[、.．,，)）](?!\d)")
_FIGURE = re.compile(r"\d+")
_PACKED_ITEM = re.compile(
    r"[\s\u3000“\"]*(?:\d{1,3}\s*[、.．]\s*)?[\u4e00-\u9fff]{2,14}(?:[(（][^()（）]{0,12}[)）])?\s*[:：]"
)
_NUMBERED_ITEM = re.compile(
    r"(?<![\d.])(\d{1,3})\s*[、.．]\s*(?=[\u4e00-\u9fff]{2,14}(?:[(（][^()（）]{0,12}[)）])?\s*[:：])"
)
_CATEGORY = re.compile(r"[\u4e00-\u9fff]{2,4}指标\s*[:：]|指标值\s*[:：]")
_VALUE_LABEL = re.compile(r"指标值\s*[:：]")
_VALUE = re.compile(r"指标值\s*[:：]\s*\S")
_ITEM_START = re.compile(r"(?<![\d.])\d{1,3}\s*[、.．](?!\d)")
_TERMINAL = re.compile(r"[。；;！!？?…][”’\"』」）)]*\s*$|[”]\s*$")
_FULL_STOP = re.compile(r"[。！!？?][”’\"』」）)]*\s*$")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_PIECE_OF_AMOUNT = re.compile(r"[\d,，.．]{1,20}")
_AMOUNT = re.compile(r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d{1,6})?|[.．]\d{1,6}")

_WINDOW = 60
_NEAR = 2000
_SHORTEST = 8
_LEAST_SCORE = 3.5
_LEAST_DOUBT = 2.8  # what is only said to be doubtful may be less alike
_PROMISING = 0.5
_SLIP = 2
_END = 4
_END_SLIPS = 2


class Overlap(NamedTuple):
    """The last `tail` characters before a seam and the first `head` behind it are one reading twice."""

    tail: int
    head: int
    similarity: float


def first_number(text: str) -> int | None:
    """The number that opens a packed cell, if one does.

    >>> first_number("3、产出指标：…"), first_number("30.5万"), first_number("效益指标：…")
    (3, None, None)
    """
    found = _FIRST_NUMBER.match(text)
    return int(found[1]) if found else None


def first_item(text: str) -> tuple[int, int] | None:
    """Number and offset of the first numbered indicator near the start of the text.

    >>> first_item("力有所提升； 5、产出指标：评审会")
    (5, 7)
    """
    found = _NUMBERED_ITEM.search(text[:_NEAR])
    return (int(found[1]), found.start()) if found else None


def last_number(text: str) -> int | None:
    """The number of the last numbered indicator near the end of the text.

    >>> last_number("1、产出指标：甲；2、效益指标：乙")
    2
    """
    found = _NUMBERED_ITEM.findall(text[-_NEAR:])
    return int(found[-1]) if found else None


def opens_with_item(text: str) -> bool:
    """Whether the text begins with an indicator item, numbered or not."""
    return _PACKED_ITEM.match(text) is not None


def looks_packed(text: str) -> bool:
    """Whether the text reads like packed indicators: a category or a value label with its colon."""
    return _CATEGORY.search(text) is not None


def holds_value(text: str) -> bool:
    """Whether the text holds the label of a target value, which nothing but an indicator has.

    >>> holds_value("投诉率，年度指标值：≤5%。"), holds_value("绩效指标：见附件")
    (True, False)
    """
    return _VALUE_LABEL.search(text) is not None


def item_goes_on(before: str, after: str) -> bool:
    """Whether the last item of a packed cell breaks off, and what follows it is its rest.

    NOTE: an item that breaks off before its value has a rest somewhere. One that has a value ends where
    the text does, unless half a sentence and then the next number follow.

    >>> item_goes_on("1、产出指标：次数，年度指标值：1次；2、效益", "指标：增长，年度指标值：2%。")
    True
    >>> item_goes_on("1、产出指标：次数，年度指标值：不少于", "5次；2、效益指标：增长，年度指标值：2%。")
    True
    >>> item_goes_on("1、产出指标：次数5次", "产出指标：次数，年度指标值：5次。")
    False
    """
    near, first = before[-_NEAR:], first_item(after)
    starts = [found.start() for found in _ITEM_START.finditer(near)]
    if not starts or not ends_open(before) or first == (1, 0):
        return False
    if _VALUE.search(near, starts[-1]) is None:
        return _VALUE.search(near, 0, starts[-1]) is not None or "指标值" in near[starts[-1] :]
    return first is not None and first[1] > 0 and first[0] - 1 == last_number(before)


def ends_open(text: str) -> bool:
    """Whether the text stops in mid-sentence; an empty text does not."""
    return bool(text) and _TERMINAL.search(text[-12:]) is None


def ends_complete(text: str) -> bool:
    """Whether the text ends with a full stop."""
    return _FULL_STOP.search(text[-12:]) is not None


def amount_piece(text: str) -> bool:
    """Whether the text is no amount but a piece of one.

    >>> amount_piece("2,754."), amount_piece("12,3"), amount_piece("12,345.6")
    (True, True, False)
    """
    return _PIECE_OF_AMOUNT.fullmatch(text) is not None and _AMOUNT.fullmatch(text) is None


def completes_amount(before: str, after: str) -> bool:
    """Whether two pieces may be one amount wrapped inside itself, such as `2,754.` and `66`.

    NOTE: two texts that are amounts of their own are one only where a point in the first and at most two
    digits behind it, or a point that opens the second, leave no other reading.
    """
    if not before or not after or len(before) > _WINDOW or _AMOUNT.fullmatch(before + after) is None:
        return False
    if amount_piece(before) or amount_piece(after):
        return True
    return after[0] in ".．" or (len(after) <= 2 and ("." in before or "．" in before))


def exact_repeat(before: str, after: str) -> int:
    """Length of the longest run of Chinese characters that ends `before` and opens `after` again.

    >>> exact_repeat("逐步打造广", "广播、电视")
    1
    """
    opening = _HAN.match(after[:_WINDOW])
    if opening is None:
        return 0
    for length in range(min(opening.end(), len(before)), 0, -1):
        if before.endswith(after[:length]):
            return length
    return 0


def reread(before: str, after: str) -> Overlap | None:
    """The best overlap of a line that was read again behind a seam, characters misread included.

    NOTE: each guard was learned from a deletion of true text. Figures in the repeated part must stand in
    the part above too; boiler-plate (产出指标 and the like) is alike by chance; both ends must meet.
    """
    # NOTE: most seams look like no repetition at all, and that answer is shared with `may_be_reread`.
    if not may_be_reread(before, after):
        return None
    return _overlap(before[-_WINDOW:], after[:_WINDOW], guarded=True)


def may_be_reread(before: str, after: str) -> bool:
    """Whether the seam looks like a line read twice to eyes that know no guards."""
    return _overlap(before[-_WINDOW:], after[:_WINDOW], guarded=False) is not None


@lru_cache(maxsize=256)
def _overlap(tail: str, head: str, *, guarded: bool) -> Overlap | None:
    """The best overlap of two short texts: first among equal lengths, then near the promising ones."""
    most = min(len(tail), len(head))
    equal = [(_similarity(tail[-n:], head[:n]), n) for n in range(_SHORTEST, most + 1)]
    promising = sorted((pair for pair in equal if pair[0] >= _PROMISING), reverse=True)[:3]
    best: Overlap | None = None
    score = _LEAST_SCORE if guarded else _LEAST_DOUBT
    for _, near in promising:
        for length in range(max(_SHORTEST, near - _SLIP), min(len(head), near + _SLIP) + 1):
            for other in range(max(_SHORTEST, near - _SLIP), min(len(tail), near + _SLIP) + 1):
                above, below = tail[-other:], head[:length]
                similarity = _similarity(above, below)
                better = (similarity - 0.5) * length > score
                if better and (not guarded or _allowed(above, below, similarity)):
                    best, score = Overlap(other, length, similarity), (similarity - 0.5) * length
    return best


def _similarity(above: str, below: str) -> float:
    return Levenshtein.normalized_similarity(above, below, score_cutoff=_PROMISING)


def _allowed(above: str, below: str, similarity: float) -> bool:
    if not Counter(_FIGURE.findall(below)) <= Counter(_FIGURE.findall(above)):
        return False
    ends_meet = all(
        Levenshtein.distance(one, other) <= _END_SLIPS
        for one, other in ((above[:_END], below[:_END]), (above[-_END:], below[-_END:]))
    )
    return ends_meet and (similarity >= 0.85 or _CATEGORY.search(below) is None)


def lead_similarity(before: str, lead: str) -> float:
    """How like the end of `before` a short lead is, 0 to 1; for debris of a half-read line."""
    lead = lead.strip()
    if not 4 <= len(lead) <= _WINDOW:
        return 0.0
    tail = before.rstrip()[-len(lead) - 4 :]
    best = 0.0
    for length in range(max(3, len(lead) - 4), min(len(tail), len(lead) + 4) + 1):
        best = max(best, Levenshtein.normalized_similarity(tail[-length:], lead))
    return best
