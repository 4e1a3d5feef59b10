"""What stands on a page: lines of glyphs and rules, in the direction in which the text is read."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from budgetcheck.readers.pages.rules import Stroke

Box = tuple[float, float, float, float]

ASCENT, DESCENT = 0.88, 0.12  # of an ideographic em box


class Glyph(NamedTuple):
    """One character: where it begins and ends, the line it stands on, how large its font is, how sure it is."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    score: float = 1.0


class Frame(NamedTuple):
    """How a page is turned: quarter turns at which its text is `upright` and at which it is `shown`.

    `bounds` is what is shown of it in its own coordinates: left, bottom, right, top, heights upwards. `tilt` is
    by how many degrees its lines fall to the right beside those turns, as they do on a scan laid down askew.
    """

    upright: int
    shown: int
    bounds: Box
    tilt: float = 0.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, upright."""
        left, bottom, right, top = self.bounds
        return (right - left, top - bottom) if self.upright % 2 == 0 else (top - bottom, right - left)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page, upright, from the upper left corner."""
        return _turned(self.upright, self.bounds, x, y)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of the page, upright: left, top, right, bottom."""
        (left, top), (right, bottom) = self.point(x0, y0), self.point(x1, y1)
        return min(left, right), min(top, bottom), max(left, right), max(top, bottom)

    def holds(self, x: float, y: float) -> bool:
        """Whether an upright point lies on what is shown of the page."""
        width, height = self.size
        return 0 <= x <= width and 0 <= y <= height

    def back(self, box: Box) -> Box:
        """An upright box, on the page as it is shown."""
        shown = self._turned_back(box)
        return self._tilted(shown) if self.tilt else shown

    def _tilted(self, box: Box) -> Box:
        """A box moved to where its middle lies on a page that is askew."""
        left, bottom, right, top = self.bounds
        width, height = (right - left) / 2, (top - bottom) / 2
        across, down = (box[0] + box[2]) / 2 - width, (box[1] + box[3]) / 2 - height
        cos, sin = math.cos(math.radians(self.tilt)), math.sin(math.radians(self.tilt))
        x, y = across * cos - down * sin - across, across * sin + down * cos - down
        return box[0] + x, box[1] + y, box[2] + x, box[3] + y

    def _turned_back(self, box: Box) -> Box:
        quarters = (self.upright - self.shown) % 4
        width, height = self.size
        left, top, right, bottom = box
        if quarters == 1:
            return top, width - right, bottom, width - left
        if quarters == 2:
            return width - right, height - bottom, width - left, height - top
        if quarters == 3:
            return height - bottom, left, height - top, right
        return box


def _turned(quarters: int, bounds: Box, x: float, y: float) -> tuple[float, float]:
    left, bottom, right, top = bounds
    if quarters == 1:
        return y - bottom, x - left
    if quarters == 2:
        return right - x, y - bottom
    if quarters == 3:
        return top - y, right - x
    return x - left, top - y


class Piece(NamedTuple):
    """Glyphs side by side on one line; `lefts` and `rights` are their edges, one a character.

    `scores` say how sure each of them is; there are none where all are.
    """

    text: str
    lefts: Sequence[float]
    rights: Sequence[float]
    baseline: float
    size: float
    scores: Sequence[float] = ()

    @property
    def score(self) -> float:
        """How sure the least sure of its glyphs is."""
        return min(self.scores, default=1.0)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.lefts[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(self.rights)

    @property
    def top(self) -> float:
        """The upper edge of its em boxes."""
        return self.baseline - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its em boxes."""
        return self.baseline + DESCENT * self.size

    @property
    def middle(self) -> float:
        """The height half-way between its edges."""
        return self.baseline - (ASCENT - DESCENT) / 2 * self.size

    def between(self, left: float, right: float) -> Piece | None:
        """Its glyphs whose middle lies in [left, right), outer blanks cut; None when there are none."""
        start = bisect_left(range(len(self.text)), left, key=self._middle)
        end = bisect_left(range(len(self.text)), right, key=self._middle)
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        if start == 0 and end == len(self.text):
            return self
        return self._cut(start, end)

    def parts(self, gap: float) -> list[Piece]:
        """Its runs of ink with wider gaps than `gap` between them."""
        ink = [i for i, char in enumerate(self.text) if not char.isspace()]
        if not ink:
            return []
        parts, start = [], ink[0]
        reach = self.rights[start]
        for before, here in pairwise(ink):
            if self.lefts[here] - reach > gap:
                parts.append(self._cut(start, before + 1))
                start = here
            reach = max(reach, self.rights[here])
        parts.append(self._cut(start, ink[-1] + 1))
        return parts

    def _cut(self, start: int, end: int) -> Piece:
        return self._replace(
            text=self.text[start:end],
            lefts=self.lefts[start:end],
            rights=self.rights[start:end],
            scores=self.scores[start:end],
        )

    def _middle(self, i: int) -> float:
        return (self.lefts[i] + self.rights[i]) / 2


@dataclass(slots=True)
class Page:
    """A page upright: lines from top to bottom, rules across and down; `frame` leads back to the shown page.

    `aside` holds texts that are no part of its lines, such as a slanted watermark; `scanned` says that a
    picture stands where text should, `garbled` that its text is not what is seen, `hidden` that its text lies
    unseen over a picture; `recogniser` is what recognised its text. `notes` say what is in doubt, `left_out`
    what was not read.
    """

    number: int
    frame: Frame
    lines: list[Piece]
    across: list[Stroke]
    down: list[Stroke]
    notes: tuple[str, ...] = ()
    confidence: float = 1.0
    aside: list[str] = field(default_factory=list)
    scanned: bool = False
    garbled: bool = False
    hidden: bool = False
    recogniser: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def is_picture(self) -> bool:
        """Whether its text is better recognised from how it looks."""
        return self.scanned or self.garbled or self.hidden

    @property
    def width(self) -> float:
        """How wide it is, upright."""
        return self.frame.size[0]

    @property
    def height(self) -> float:
        """How high it is, upright."""
        return self.frame.size[1]
