"""Parts of a page from top to bottom: what rules enclose, and what stands between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from budgetcheck.readers.pages.ink import Page, Piece
from budgetcheck.readers.pages.lattice import Area, areas_of
from budgetcheck.readers.pages.rules import NEAR

_TAIL = 20
_SAME_STEP = 0.15


class Stretch(NamedTuple):
    """A part of a page from top to bottom; `area` is what rules enclose there, if anything."""

    lines: list[Piece]
    top: float
    bottom: float
    area: Area | None


def stretches(page: Page, lines: Sequence[Piece]) -> Iterator[Stretch]:
    """The lines of a page from top to bottom: what rules enclose, and what stands between."""
    at = 0
    top = 0.0
    order = sorted(range(len(lines)), key=lambda i: lines[i].middle)
    ordered = [lines[i] for i in order]
    for area in areas_of(page.across, page.down):
        inside = at
        while inside < len(ordered) and ordered[inside].middle < area.top - NEAR:
            inside += 1
        if inside > at:
            yield Stretch(ordered[at:inside], top, area.top, None)
        at = inside
        while at < len(ordered) and (
            ordered[at].middle <= area.bottom + NEAR or _hangs_out(area, ordered[inside:at], ordered[at])
        ):
            at += 1
        if at > inside:
            yield Stretch(ordered[inside:at], area.top, area.bottom, area)
        top = area.bottom
    if at < len(ordered):
        yield Stretch(ordered[at:], top, page.height, None)


def _hangs_out(area: Area, lines: Sequence[Piece], line: Piece) -> bool:
    """Whether a line below an area goes on with a cell of it, in a distance at which lines stand there.

    NOTE: where a page ends within merged cells, browsers close the table below the last whole row.
    """
    xs, size = area.xs, line.size
    cells = [
        [one.baseline for one in lines[-_TAIL:] if one.between(left, right)] for left, right in pairwise(xs)
    ]
    steps = [low - high for cell in cells for high, low in pairwise(cell)]
    for part in line.parts(size):
        column = bisect_right(xs, part.left) - 1
        if not 0 <= column < len(cells) or part.right > xs[column + 1] or not cells[column]:
            return False
        below = line.baseline - cells[column][-1]
        if all(abs(below - step) > _SAME_STEP * size for step in steps):
            return False
    return True


def free_area(page: Page, stretch: Stretch, lines: Sequence[Piece]) -> Area:
    """The area of a table without rules down: from its first line to its last."""
    top, bottom = lines[0].top - NEAR, max(line.bottom for line in lines) + NEAR
    if stretch.area is not None:
        top, bottom = max(top, stretch.area.top), min(bottom, stretch.area.bottom)
    across = tuple(rule for rule in page.across if top - NEAR <= rule.at <= bottom + NEAR)
    return Area(top, bottom, across, ())
