"""Columns that no rule shows: between two headings, where the least ink stands on all pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from budgetcheck.readers.pages.headings import Blob
from budgetcheck.readers.pages.ink import Piece

Ink = np.ndarray[tuple[int], np.dtype[np.int64]]

_STEPS = 4  # a point
_FAR = 10_000.0
_CROSSED = 0.15  # of an em: glyphs closer than this at a boundary belong together


def gutters(blobs: Sequence[Blob], lines: Iterable[Piece], width: float) -> list[float]:
    """The edges of the columns under the headings, the outermost far out."""
    ink = _ink(lines, width)
    free = [_free(ink, left.right, right.left) for left, right in pairwise(blobs)]
    inner = [runs[0] for runs in free]
    for at in range(len(inner) - 1):
        if not _inked(ink, inner[at], inner[at + 1]):
            _fill(ink, inner, free, at)
    return [-_FAR, *inner, _FAR]


def _fill(ink: Ink, inner: list[float], free: Sequence[Sequence[float]], at: int) -> None:
    """Give a column without ink what stands beside its heading, where its neighbour keeps other ink.

    NOTE: narrow cells at the left of a column stand further from a heading in its middle than from the cells
    of the column before.
    """
    left, right = inner[at], inner[at + 1]
    before = max((x for x in free[at] if x < left), default=left)
    after = min((x for x in free[at + 1] if x > right), default=right)
    first = inner[at - 1] if at else 0.0
    last = inner[at + 2] if at + 2 < len(inner) else _FAR
    if before < left and _inked(ink, first, before):
        inner[at] = before
    elif after > right and _inked(ink, after, last):
        inner[at + 1] = after


def _ink(lines: Iterable[Piece], width: float) -> Ink:
    """How many lines have ink at each quarter of a point."""
    size = max(2, int(width * _STEPS) + 2)
    edges = np.zeros(size + 1, dtype=np.int64)
    for line in lines:
        for part in line.parts(0.0):
            edges[min(size, max(0, int(part.left * _STEPS)))] += 1
            edges[min(size, max(0, int(part.right * _STEPS) + 1))] -= 1
    return np.cumsum(edges)[:size]


def _inked(ink: Ink, left: float, right: float) -> bool:
    return bool(ink[max(0, int(left * _STEPS)) : int(right * _STEPS)].any())


def _free(ink: Ink, left: float, right: float) -> list[float]:
    """The middles of the stretches with the least ink between two headings, the widest first."""
    start, end = int(left * _STEPS) + 1, int(right * _STEPS)
    if end - start < 1 or start >= len(ink):
        return [(left + right) / 2]
    strip = ink[start:end]
    least = strip == strip.min()
    bounds = np.flatnonzero(np.diff(np.concatenate(([0], least.astype(np.int8), [0]))))
    runs = sorted(bounds.reshape(-1, 2).tolist(), key=lambda run: run[0] - run[1])
    wide = [run for run in runs if run[1] - run[0] >= _STEPS]
    return [(start + (first + last) / 2) / _STEPS for first, last in wide or runs[:1]]


def crosses(line: Piece, at: float) -> bool:
    """Whether a word goes on over a boundary: two glyphs beside it stand as close as in a word."""
    before = after = None
    for char, left, right in zip(line.text, line.lefts, line.rights, strict=True):
        if char.isspace():
            continue
        if (left + right) / 2 < at:
            before = right
        else:
            after = left
            break
    return before is not None and after is not None and after - before < _CROSSED * line.size
