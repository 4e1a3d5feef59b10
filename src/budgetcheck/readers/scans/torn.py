"""Amounts that are wrapped inside themselves, or have lost a sign, on a page whose other amounts are whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from budgetcheck.readers.scans.strips import Strip
from budgetcheck.text.seams import amount_piece

_UNSURE = 0.8
_FIGURES, _POINT = frozenset("0123456789,."), "."
_BELOW = 1.0  # heights of a line under it, where the rest of an amount stands


def less_sure(strips: Sequence[Strip]) -> Iterator[Strip]:
    """The lines; a piece of an amount, what stands under one, and one with decimals of its own are not sure.

    NOTE: every sign of such a line may be right. Which row it stands in is not told by it.
    """
    numbers = [strip for strip in strips if set(strip.text) <= _FIGURES]
    usual = Counter(_decimals(strip.text) for strip in numbers if _POINT in strip.text).most_common(1)
    pieces = [strip for strip in numbers if _is_piece(strip.text, usual[0][0] if usual else 0)]
    rests = [strip for strip in numbers if any(_is_under(strip, piece) for piece in pieces)]
    torn = {strip.spot for strip in (*pieces, *rests)}
    for strip in strips:
        yield strip.at_most(_UNSURE) if strip.spot in torn else strip


def _decimals(text: str) -> int:
    return len(text) - text.rindex(_POINT) - 1


def _is_piece(text: str, usual: int) -> bool:
    return amount_piece(text) or (_POINT in text and (text[0] == _POINT or _decimals(text) != usual))


def _is_under(strip: Strip, piece: Strip) -> bool:
    left, top, right, bottom = piece.spot
    near = 0 < strip.middle - piece.middle < bottom - top + _BELOW * (bottom - top)
    return near and strip.spot.left < right and left < strip.spot.right
