"""Straight edges of what is drawn: rules, and the sides of filled areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from budgetcheck.readers.pages.ink import Box

THIN = 2.0  # points; what is drawn thinner is a line
_STRAIGHT = 0.5


class Edge(NamedTuple):
    """A straight line in the page's own coordinates; `soft` is the edge of a filled area."""

    x0: float
    y0: float
    x1: float
    y1: float
    soft: bool = False


def is_thin(box: Box) -> bool:
    """Whether a box is so thin that it is a line."""
    return min(box[2] - box[0], box[3] - box[1]) <= THIN


def middle_line(box: Box) -> Iterator[Edge]:
    """The rule that a thin box is; a dot is a piece of a rule both ways."""
    left, low, right, high = box
    x, y = (left + right) / 2, (low + high) / 2
    if high - low <= THIN:
        yield Edge(left, y, right, y)
    if right - left <= THIN:
        yield Edge(x, low, x, high)


def edges_of(part: Sequence[tuple[float, float]], *, soft: bool) -> Iterator[Edge]:
    """The straight edges of one part of a path; a filled part that is thin is a rule and not an area."""
    if len(part) < 2:
        return
    xs, ys = [x for x, _ in part], [y for _, y in part]
    box = min(xs), min(ys), max(xs), max(ys)
    if soft and is_thin(box):
        yield from middle_line(box)
        return
    for (x0, y0), (x1, y1) in pairwise(part):
        if abs(x0 - x1) <= _STRAIGHT or abs(y0 - y1) <= _STRAIGHT:
            yield Edge(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), soft)
