"""Lines of text cut out of a bitmap, and the signs read in them as glyphs."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from budgetcheck.readers.pages import Glyph
from budgetcheck.readers.scans.bitmap import Mask
from budgetcheck.readers.scans.engine import TO_WIDE, Sign, Spot

_INNER = 0.3  # of the height of a line, from its end, where a rule down does not part it
_COLUMN = 0.8  # of the height of a line, as it is found, between columns
_BAND = 0.1  # of the fullest row of ink, below which a row is none
_GAP = 0.15  # of the height of a line that may be free of ink within it
_MIDDLE = 0.38  # of an em that the middle of a line lies above where it stands
_WIDE, _NARROW = 0.92, 0.76  # of an em that is as high as the ink
_MARKS, _ROOM = frozenset(",:;()!?"), 0.7
_SPACED, _ENOUGH = 1.15, 3
_LIKE, _LARGER, _LARGER_ALONE = 0.75, 1.3, 1.6


class Strip(NamedTuple):
    """A line of text: where it lies, the signs on it, and how high and where its ink stands."""

    spot: Spot
    signs: Sequence[Sign]
    middle: float
    height: float

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(sign.text for sign in self.signs)

    def at_most(self, score: float) -> Strip:
        """The same line, no sign of it surer than that."""
        return self._replace(signs=[sign._replace(score=min(sign.score, score)) for sign in self.signs])

    @property
    def score(self) -> float:
        """How sure the least sure of its signs is."""
        return min(sign.score for sign in self.signs)

    @property
    def wide(self) -> bool:
        """Whether there are signs as wide as high among it."""
        return any(_is_wide(sign.text) for sign in self.signs)

    @property
    def em(self) -> float:
        """How large its font is, by its ink, which may be that of two lines, and by how close its wide signs stand."""
        by_ink = self.height / (_WIDE if self.wide else _NARROW)
        steps = sorted(
            (other.at - one.at) * (self.spot.right - self.spot.left)
            for one, other in pairwise(self.signs)
            if _is_wide(one.text) and _is_wide(other.text)
        )
        return min(by_ink, _SPACED * steps[len(steps) // 2]) if len(steps) >= _ENOUGH else by_ink


def parted(spot: Spot, downs: Sequence[Spot]) -> Iterator[Spot]:
    """The pieces of a line between the rules down that cross it; `downs` in order.

    NOTE: a rule at its end parts nothing off, but no sign lies beyond it.
    """
    inner = _INNER * (spot.bottom - spot.top)
    middle = (spot.top + spot.bottom) / 2
    left, start = spot.left, bisect_left(downs, (spot.left - inner,))
    for rule in downs[start:]:
        if rule.left >= spot.right:
            break
        if not rule.top <= middle <= rule.bottom or rule.right <= left:
            continue
        if rule.left >= left + inner:
            yield spot._replace(left=left, right=rule.left)
        left = rule.right
    if left + inner <= spot.right:
        yield spot._replace(left=left)


def spread(ink: Mask, spot: Spot) -> Iterator[Spot]:
    """The pieces of a line between gaps in its ink: what stands in several columns is no one line.

    NOTE: in a wide gap the recogniser sees signs that nobody printed.
    """
    gap = _COLUMN * (spot.bottom - spot.top)
    full = np.flatnonzero(ink[spot.top : spot.bottom, spot.left : spot.right].sum(axis=0) > 1)
    left = spot.left
    for at in np.flatnonzero(np.diff(full) > gap).tolist():
        end, start = spot.left + int(full[at]), spot.left + int(full[at + 1])
        yield spot._replace(left=left, right=int(end + gap / 3))
        left = int(start - gap / 3)
    yield spot._replace(left=left)


def banded(ink: Mask, spot: Spot) -> tuple[float, float]:
    """The middle and the height of the ink of a line: of the rows that hang together, those with the most of it."""
    rows = ink[spot.top : spot.bottom, spot.left : spot.right].sum(axis=1)
    if not rows.any():
        return (spot.top + spot.bottom) / 2, float(spot.bottom - spot.top)
    full = np.flatnonzero(rows > _BAND * rows.max())
    gaps = np.flatnonzero(np.diff(full) > _GAP * len(rows) + 1)
    bands = np.split(full, gaps + 1)
    band = max(bands, key=lambda held: int(rows[held].sum()))
    top, bottom = int(band[0]), int(band[-1]) + 1
    return spot.top + (top + bottom) / 2, float(bottom - top)


def usual_em(strips: Sequence[Strip]) -> float:
    """How large the font of most lines is; 0 where no line tells."""
    sizes = sorted(strip.em for strip in strips if strip.wide and len(strip.signs) > 1)
    return sizes[len(sizes) // 2] if sizes else 0.0


def glyphs_of(strips: Sequence[Strip], scale: float) -> Iterator[Glyph]:
    """The signs of all lines as glyphs, in points; a line hardly smaller or larger than most is like them."""
    usual = usual_em(strips)
    for strip in strips:
        yield from _glyphs(strip, scale, usual)


def _glyphs(strip: Strip, scale: float, usual: float) -> Iterator[Glyph]:
    # NOTE: a dash or a point has little ink, of whatever size it is.
    larger = _LARGER if len(strip.signs) >= _ENOUGH else _LARGER_ALONE
    em = usual if usual and strip.em < larger * usual and not _small(strip, usual) else strip.em
    left, width = strip.spot.left, strip.spot.right - strip.spot.left
    middles = [left + sign.at * width for sign in strip.signs]
    edges = [float("-inf"), *((a + b) / 2 for a, b in pairwise(middles)), float("inf")]
    baseline = strip.middle + _MIDDLE * em
    texts = [sign.text for sign in strip.signs]
    for i, (sign, middle) in enumerate(zip(strip.signs, middles, strict=True)):
        text = _widened(texts, i, middles, em) if sign.text in _MARKS else sign.text
        half = _half(text, em)
        start, end = max(edges[i], middle - half), min(edges[i + 1], middle + half)
        yield Glyph(text, start / scale, end / scale, baseline / scale, em / scale, sign.score)


def _widened(texts: Sequence[str], i: int, middles: Sequence[float], em: float) -> str:
    """A mark as it is printed: among wide signs, and with the room of one, it is one.

    NOTE: the two forms look alike, and the recogniser takes the one or the other.
    """
    beside = [j for j in (i - 1, i + 1) if 0 <= j < len(texts)]
    if not any(_is_wide(texts[j]) for j in beside):
        return texts[i]
    room = [abs(middles[j] - middles[i]) - _half(texts[j], em) for j in beside]
    return texts[i] if len(room) == 2 and sum(room) < _ROOM * em else chr(ord(texts[i]) + TO_WIDE)


def _half(text: str, em: float) -> float:
    return em / 2 if _is_wide(text) else em / 4


def _small(strip: Strip, usual: float) -> bool:
    return strip.wide and len(strip.signs) > 1 and strip.em < _LIKE * usual


def _is_wide(text: str) -> bool:
    return unicodedata.east_asian_width(text) in "WFA"
