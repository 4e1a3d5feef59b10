"""Cells from rules: the smallest fields between them, and which of these no rule keeps apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from budgetcheck.readers.pages.ink import Piece
from budgetcheck.readers.pages.rules import NEAR, Stroke, covered, positions

_WALL = 0.6
_ACROSS = 0.7


class Area(NamedTuple):
    """A part of a page that rules enclose: its extent and the rules in it."""

    top: float
    bottom: float
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]

    @property
    def xs(self) -> list[float]:
        """Where rules go down."""
        return positions(rule.at for rule in self.down)

    def between(self, lines: Sequence[Piece], first: int, last: int) -> Area:
        """The part of it where the lines [first, last) stand, half-way to those around them."""
        top = (lines[first - 1].bottom + lines[first].top) / 2 if first else self.top
        bottom = (lines[last - 1].bottom + lines[last].top) / 2 if last < len(lines) else self.bottom
        across = tuple(rule for rule in self.across if top <= rule.at <= bottom)
        return Area(top, bottom, across, tuple(filter(None, (_cut(rule, top, bottom) for rule in self.down))))

    def bands(self, left: float, right: float, *, share: float = _ACROSS) -> list[float]:
        """The heights that part it from left to right, its open ends included."""
        heights = positions(rule.at for rule in self.across)
        kept = [y for y in heights if covered(self.across, y, left, right) >= share]
        return closed(kept, self.top, self.bottom)


def _cut(rule: Stroke, start: float, end: float) -> Stroke | None:
    start, end = max(rule.start, start), min(rule.end, end)
    return rule._replace(start=start, end=end) if start < end else None


def closed(heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """The heights with both ends of the area.

    NOTE: a row that the end of a page cuts has no rule there.
    """
    inner = [y for y in heights if top + NEAR < y < bottom - NEAR]
    return [top, *inner, bottom]


def areas_of(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[Area]:
    """The parts of a page through which at least two hard rules go down, from top to bottom."""
    spans: list[list[float]] = []
    hard = sorted((s for s in down if not s.soft), key=lambda s: s.start)
    for stroke in hard:
        if spans and stroke.start <= spans[-1][1] + NEAR:
            spans[-1][1] = max(spans[-1][1], stroke.end)
        else:
            spans.append([stroke.start, stroke.end])
    areas = []
    for top, bottom in spans:
        inside = tuple(s for s in hard if s.start >= top - NEAR and s.end <= bottom + NEAR)
        if len(positions(s.at for s in inside)) >= 2:
            flat = [s for s in across if top - NEAR <= s.at <= bottom + NEAR]
            areas.append(Area(top, bottom, tuple(flat), inside))
    return areas


class Lattice:
    """The fields between the rules of an area; fields that no rule parts belong together.

    `open_heights` part fields though no rule is there.
    """

    def __init__(
        self, area: Area, xs: Sequence[float], ys: Sequence[float], open_heights: Collection[float] = ()
    ) -> None:
        self.xs, self.ys = xs, ys
        self._columns = len(xs) - 1
        self._parent = list(range((len(ys) - 1) * self._columns))
        for band, (top, bottom) in enumerate(pairwise(ys)):
            for column in range(1, self._columns):
                if covered(area.down, xs[column], top, bottom) < _WALL:
                    self._join(self._at(band, column - 1), self._at(band, column))
        for column, (left, right) in enumerate(pairwise(xs)):
            for band in range(1, len(ys) - 1):
                parted = ys[band] in open_heights or covered(area.across, ys[band], left, right) >= _WALL
                if not parted:
                    self._join(self._at(band - 1, column), self._at(band, column))

    def owner(self, band: int, column: int) -> tuple[int, int]:
        """The first field of the cell that this field is part of: band, column."""
        return divmod(self._find(self._at(band, column)), self._columns)

    def fields(self) -> Iterator[tuple[int, int]]:
        """Every field, row by row."""
        return ((band, column) for band in range(len(self.ys) - 1) for column in range(self._columns))

    def _at(self, band: int, column: int) -> int:
        return band * self._columns + column

    def _find(self, field: int) -> int:
        while self._parent[field] != field:
            self._parent[field] = self._parent[self._parent[field]]
            field = self._parent[field]
        return field

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._find(one), self._find(other)))
        self._parent[second] = first


def lattice_heights(area: Area, xs: Sequence[float]) -> list[float]:
    """The heights at which a rule closes at least one field of the area."""
    heights = positions(rule.at for rule in area.across)
    kept = [
        y
        for y in heights
        if any(covered(area.across, y, left, right) >= _WALL for left, right in pairwise(xs))
    ]
    return closed(kept, area.top, area.bottom)
