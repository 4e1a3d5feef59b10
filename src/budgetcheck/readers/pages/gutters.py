"""Columns that no rule shows: between two headings, where the least ink stands on all pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from budgetcheck.readers.pages.headings import Blob
from budgetcheck.readers.pages.ink import Piece

_STEPS = 4  # a point
_FAR = 10_000.0
_CROSSED = 0.15  # of an em: glyphs closer than this at a boundary belong together


def gutters(blobs: Sequence[Blob], lines: Iterable[Piece], width: float) -> list[float]:
    """The edges of the columns under the headings, the outermost far out."""
    ink = _ink(lines, width)
    inner = [_widest(ink, left.right, right.left) for left, right in pairwise(blobs)]
    return [-_FAR, *inner, _FAR]


def _ink(lines: Iterable[Piece], width: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """How many lines have ink at each quarter of a point."""
    size = max(2, int(width * _STEPS) + 2)
    edges = np.zeros(size + 1, dtype=np.int64)
    for line in lines:
        for part in line.parts(0.0):
            edges[min(size, max(0, int(part.left * _STEPS)))] += 1
            edges[min(size, max(0, int(part.right * _STEPS) + 1))] -= 1
    return np.cumsum(edges)[:size]


def _widest(ink: np.ndarray[tuple[int], np.dtype[np.int64]], left: float, right: float) -> float:
    """The middle of the widest stretch with the least ink between two headings."""
    start, end = int(left * _STEPS) + 1, int(right * _STEPS)
    if end - start < 1 or start >= len(ink):
        return (left + right) / 2
    strip = ink[start:end]
    least = strip == strip.min()
    bounds = np.flatnonzero(np.diff(np.concatenate(([0], least.astype(np.int8), [0]))))
    runs = bounds.reshape(-1, 2)
    first, last = max(runs.tolist(), key=lambda run: run[1] - run[0])
    return (start + (first + last) / 2) / _STEPS


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
