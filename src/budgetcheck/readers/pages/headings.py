"""Heading rows found by their words, for tables whose columns no rule shows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from budgetcheck.readers.pages.ink import Piece
from budgetcheck.text import Words
from budgetcheck.text.headings import HeadingWords, bare_heading

_GAPS = (1.0, 0.35, 0.15, 0.05)  # of an em between two headings, the widest that tells them apart
_MOST_LINES = 16
_MOST_EMS = 14.0
_LEAST_ROLES = 3
_LEAST_SCORE = 2.1
_UNMATCHED = 0.8
_LEAST_SHARE = 0.6
ITEM, BESIDE = "item.", "beside."
_VALUE = f"{ITEM}value"
_NAMES = frozenset({f"{ITEM}name", f"{ITEM}name_else"})
_PROJECT = frozenset({"name", f"{BESIDE}body"})
_ASIDE = f"{BESIDE}aside"


class Blob(NamedTuple):
    """One heading: its text, its extent, and its role (empty where the words do not know it)."""

    text: str
    left: float
    right: float
    role: str


class Heading(NamedTuple):
    """A heading row: its lines are [first, last) of those searched."""

    first: int
    last: int
    top: float
    bottom: float
    blobs: tuple[Blob, ...]
    score: float

    @property
    def roles(self) -> tuple[str, ...]:
        """What the columns hold, from left to right."""
        return tuple(blob.role for blob in self.blobs)

    @property
    def itemised(self) -> bool:
        """Whether each indicator has a row of its own below it."""
        return _VALUE in self.roles and not _NAMES.isdisjoint(self.roles)

    @property
    def of_form(self) -> bool:
        """Whether it heads the indicators of one project, which stands above it with its labels."""
        return self.itemised and _PROJECT.isdisjoint(self.roles)


class HeadingFinder:
    """Finds heading rows; knows the words for them."""

    def __init__(self, words: Words) -> None:
        held = {
            **words.headings,
            **{f"{ITEM}{role}": listed for role, listed in words.indicator_headings.items()},
            **{f"{BESIDE}{role}": listed for role, listed in words.beside_headings.items()},
        }
        self._words = HeadingWords(held)
        known = {bare_heading(word) for listed in held.values() for word in listed}
        self._signs = frozenset("".join(known)) | frozenset("()（）[]〔〕元万亿：: ")
        self._seen: dict[str, tuple[str, float]] = {}

    def find(self, lines: Sequence[Piece], xs: Sequence[float] | None = None) -> list[Heading]:
        """The heading rows among the lines; `xs` are the edges of the columns, where rules show them."""
        found: list[Heading] = []
        for start, end in self._runs(lines):
            every = [self._from(lines, first, end, xs) for first in range(start, end)]
            # NOTE: where a page ends between a title and its headings, these follow those of the page at once.
            taken: set[int] = set()
            for heading in sorted(filter(None, every), key=lambda heading: -heading.score):
                held = range(heading.first, heading.last)
                if taken.isdisjoint(held):
                    taken.update(held)
                    found.append(heading)
        return sorted(found, key=lambda heading: heading.first)

    def role(self, text: str) -> tuple[str, float]:
        """The role of a heading and how like a known word it is; no role and 0 for an unknown text."""
        if text not in self._seen:
            matches = self._words.matches(text)
            self._seen[text] = (matches[0].role, matches[0].similarity) if matches else ("", 0.0)
        return self._seen[text]

    def _runs(self, lines: Sequence[Piece]) -> Iterator[tuple[int, int]]:
        """Ranges of lines that hold little but the characters of headings."""
        start = None
        for i, line in enumerate(lines):
            ink = [char for char in line.text if not char.isspace()]
            like = sum(char in self._signs for char in ink) >= _LEAST_SHARE * len(ink)
            if like and start is None:
                start = i
            elif not like and start is not None:
                yield start, i
                start = None
        if start is not None:
            yield start, len(lines)

    def _from(
        self, lines: Sequence[Piece], first: int, end: int, xs: Sequence[float] | None
    ) -> Heading | None:
        """The best heading row that begins with line `first`."""
        best: Heading | None = None
        for last in range(first + 1, min(end, first + _MOST_LINES) + 1):
            window = lines[first:last]
            if window[-1].bottom - window[0].top > _MOST_EMS * window[0].size:
                break
            for blobs in self._cuts(window, xs):
                scored = self._scored(blobs)
                if scored is not None:
                    top, bottom = window[0].top, max(line.bottom for line in window)
                    heading = Heading(first, last, top, bottom, *scored)
                    # NOTE: 财政专户 is a heading by itself, and so is 财政专户拨款 with a character a line: of
                    # two as good the longer, or its end were a row of the table.
                    best = _better(heading, best)
        return best

    def _cuts(self, window: Sequence[Piece], xs: Sequence[float] | None) -> Iterator[list[Blob]]:
        """The headings that a few lines may hold: all cut at one gap, or each where known words come of it."""
        yield from _blobs(window, xs)
        if xs is not None:
            return
        blobs = next(_blobs(window, None), [])
        for gap in _GAPS[1:]:
            blobs = [part for blob in blobs for part in self._finer(window, blob, gap)]
        yield blobs

    def _finer(self, window: Sequence[Piece], blob: Blob, gap: float) -> list[Blob]:
        """A heading that is no known word, taken apart where that gives one.

        NOTE: some fonts leave as much room around a narrow character as there is between two headings.
        """
        if self.role(blob.text)[0]:
            return [blob]
        lines = [
            line for line in (piece.between(blob.left - 0.1, blob.right + 0.1) for piece in window) if line
        ]
        parts = next(_blobs(lines, None, (gap,)), [])
        return parts if any(self.role(part.text)[0] for part in parts) else [blob]

    def _scored(self, blobs: Sequence[Blob]) -> tuple[tuple[Blob, ...], float] | None:
        if len(blobs) < _LEAST_ROLES:
            return None
        named = [blob._replace(role=self.role(blob.text)[0]) for blob in blobs]
        likeness: dict[str, float] = {}
        lost = 0
        for blob in named:
            lost += not blob.role or (blob.role in likeness and blob.role != _ASIDE)
            if blob.role:
                likeness[blob.role] = max(likeness.get(blob.role, 0.0), self.role(blob.text)[1])
        score = sum(likeness.values()) - _UNMATCHED * lost
        if len(likeness) < _LEAST_ROLES or score < _LEAST_SCORE:
            return None
        return tuple(named), score


def _better(one: Heading | None, other: Heading | None) -> Heading | None:
    if one is None or (other is not None and other.score > one.score + 1e-9):
        return other
    return one


def _blobs(
    window: Sequence[Piece], xs: Sequence[float] | None, gaps: Sequence[float] = _GAPS
) -> Iterator[list[Blob]]:
    """The texts side by side in a few lines, taken apart at narrower and narrower gaps."""
    if xs is not None:
        pairs = itertools.pairwise(xs)
        yield list(filter(None, (_blob(window, left, right) for left, right in pairs)))
        return
    seen = 0
    for gap in gaps:
        extents = _extents(window, gap * window[0].size)
        if len(extents) > seen:
            seen = len(extents)
            yield list(filter(None, (_blob(window, left - 0.1, right + 0.1) for left, right in extents)))


def _extents(window: Sequence[Piece], gap: float) -> list[tuple[float, float]]:
    """Where there is ink in any of the lines."""
    extents: list[list[float]] = []
    parts = sorted((part.left, part.right) for line in window for part in line.parts(gap))
    for left, right in parts:
        if extents and left - extents[-1][1] <= gap:
            extents[-1][1] = max(extents[-1][1], right)
        else:
            extents.append([left, right])
    return [(left, right) for left, right in extents]


def _blob(window: Sequence[Piece], left: float, right: float) -> Blob | None:
    pieces = list(filter(None, (line.between(left, right) for line in window)))
    if not pieces:
        return None
    text = "".join(piece.text for piece in pieces)
    return Blob(text, min(p.left for p in pieces), max(p.right for p in pieces), "")
