"""Pieces of source cells that make up one logical text: which of them hold a range, and what stands there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from budgetcheck.model import Box, Excerpt, Glyphs
from budgetcheck.terms import IndicatorPart

Record = Mapping[Any, Any]
Span = tuple[int, int]
BEFORE, WITHIN, AFTER = 24, 48, 24


class Spot(NamedTuple):
    """A piece of a source cell: original line, cell, and a range in the cell's raw text."""

    row: int
    end_row: int
    page: int | None
    heading: str
    address: str
    cell_start: int | None
    start: int
    end: int
    raw: str
    boxes: tuple[Box, ...] = ()


class PiecedText:
    """The source pieces of one logical text, in its order."""

    def __init__(self) -> None:
        self.pieces: list[Record] = []

    @cached_property
    def _ends(self) -> list[int]:
        self.pieces.sort(key=itemgetter("start"))
        return [piece["start"] + piece["length"] for piece in self.pieces]

    @property
    def span(self) -> Span:
        """The whole of it."""
        return self.pieces[0]["start"], self._ends[-1]

    def between(self, start: int, end: int) -> tuple[Record, Record]:
        """The pieces that hold the first and the last character of the range; the last one beyond the end."""
        if len(self.pieces) == 1:
            return self.pieces[0], self.pieces[0]
        last = len(self._ends) - 1
        first, final = bisect_right(self._ends, start), bisect_left(self._ends, end)
        if first < final and self.pieces[min(first, last)]["part"] == IndicatorPart.SIGN:
            # NOTE: a value is looked for in its own cell, not in that of the sign before it.
            first += 1
        return self.pieces[min(first, last)], self.pieces[min(final, last)]

    def part(self, name: str, within: Span) -> Record | None:
        """The cell that holds this part of the indicator that stands `within`, if one does."""
        for at in range(bisect_left(self._ends, within[0]), len(self.pieces)):
            piece = self.pieces[at]
            if piece["start"] > within[1]:
                break
            if piece["part"] == name and piece["start"] >= within[0]:
                return piece
        return None


def spot_of(first: Record, final: Record, begin: int, stop: int) -> Spot:
    """The place from a piece to another, with its range in the first one's cell."""
    return Spot(
        row=first["row"],
        end_row=final["row"],
        page=first["page"],
        heading=first["heading"],
        address=first["address"],
        cell_start=first["cell_start"],
        start=begin,
        end=stop,
        raw=first["raw"],
        boxes=boxes_of(first, begin, stop),
    )


def boxes_of(cell: Record, start: int, end: int) -> tuple[Box, ...]:
    """Where those characters of a cell stand on its page, line by line; the cell itself where it does not know."""
    glyphs, whole = cell["glyphs"], cell["box"]
    lines = glyphs.rectangles(start, end) if isinstance(glyphs, Glyphs) else ()
    return lines or ((whole,) if isinstance(whole, tuple) else ())


def excerpt(spot: Spot | None, quote: str) -> Excerpt | None:
    """The source text around `spot`, short enough to read; `quote` where the original is not at hand."""
    if spot is None or not spot.raw or spot.start == spot.end:
        return (
            Excerpt(quote[:WITHIN], 0, min(len(quote), WITHIN), False, len(quote) > WITHIN) if quote else None
        )
    end = min(spot.end, spot.start + WITHIN)
    left, right = max(0, spot.start - BEFORE), min(len(spot.raw), end + AFTER)
    return Excerpt(spot.raw[left:right], spot.start - left, end - left, left > 0, right < len(spot.raw))
