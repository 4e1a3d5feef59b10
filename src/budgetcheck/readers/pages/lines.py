"""Lines of text from glyphs: what stands on one line, and where blanks are in it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from budgetcheck.readers.pages.ink import Glyph, Piece

_SAME_LINE = 0.25
_TWICE = 0.2
_BLANK, _SET_APART, _COLUMN = 0.17, 0.4, 1.2  # of an em; office programs set digits a quarter apart
_AROUND = 5


def lines_of(glyphs: Iterable[Glyph]) -> list[Piece]:
    """The glyphs in lines, from top to bottom and from left to right; what is printed twice stands once."""
    rows: list[list[Glyph]] = []
    first = 0.0
    for glyph in sorted(glyphs, key=lambda g: (g.baseline, g.left)):
        if rows and glyph.baseline - first <= _SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            first = glyph.baseline
    return [_line(row) for row in rows if any(not glyph.text.isspace() for glyph in row)]


def _line(row: list[Glyph]) -> Piece:
    row.sort(key=lambda g: g.left + g.right)
    kept = [row[0]]
    for glyph in row[1:]:
        if not _printed_twice(kept[-1], glyph):
            kept.append(glyph)
    kept = _with_blanks(kept)
    sizes = sorted(g.size for g in kept)
    baselines = sorted(g.baseline for g in kept)
    texts = "".join(g.text for g in kept)
    lefts, rights = array("f", (g.left for g in kept)), array("f", (g.right for g in kept))
    scores = tuple(g.score for g in kept) if any(g.score < 1 for g in kept) else ()
    return Piece(texts, lefts, rights, baselines[len(kept) // 2], sizes[len(kept) // 2], scores)


def _with_blanks(row: list[Glyph]) -> list[Glyph]:
    """The glyphs with those blanks of no width that stand in a gap: as wide as one, and wider than most nearby.

    NOTE: blanks leave no ink, and many programs print none. Text set to fill its line has gaps everywhere.
    """
    ink: list[Glyph] = []
    perhaps: list[int] = []
    for glyph in row:
        if glyph.text == " " and glyph.right <= glyph.left:
            perhaps.append(len(ink))
        else:
            ink.append(glyph)
    gaps = [max(0.0, _room(other)[0] - _room(one)[1]) / one.size for one, other in pairwise(ink)]
    for at in sorted(set(perhaps), reverse=True):
        if 0 < at < len(ink) and _is_blank(gaps, at - 1):
            before, behind = ink[at - 1], ink[at]
            if gaps[at - 1] > _SET_APART or not _digit_beside_ideograph(before.text, behind.text):
                ink.insert(at, Glyph(" ", before.right, behind.left, before.baseline, before.size))
    return ink


def _digit_beside_ideograph(one: str, other: str) -> bool:
    return any(a.isdigit() and east_asian_width(b[0]) == "W" for a, b in ((one, other), (other, one)))


def _room(glyph: Glyph) -> tuple[float, float]:
    """Where the room of a glyph begins and ends.

    NOTE: some fonts say of narrow characters such as 目 only how wide their ink is; they take a whole em.
    """
    if east_asian_width(glyph.text[0]) != "W":
        return glyph.left, glyph.right
    middle, half = (glyph.left + glyph.right) / 2, max(glyph.right - glyph.left, glyph.size) / 2
    return middle - half, middle + half


def _is_blank(gaps: Sequence[float], at: int) -> bool:
    near = (*gaps[max(0, at - _AROUND) : at], *gaps[at + 1 : at + 1 + _AROUND])
    beside = sorted(gap for gap in near if gap < _COLUMN)
    usual = beside[len(beside) // 2] if beside else 0.0
    return gaps[at] > _BLANK and gaps[at] > 2 * usual


def _printed_twice(one: Glyph, other: Glyph) -> bool:
    """Whether a glyph is another drawn again a little beside it, as fonts without a bold face are made bold."""
    return one.text == other.text and abs(one.left - other.left) < _TWICE * one.size and one.text != " "
