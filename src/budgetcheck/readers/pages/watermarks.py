"""Large letters printed across the text: a watermark, which is no part of any line."""

from __future__ import annotations

from collections.abc import Sequence

from budgetcheck.readers.pages.ink import ASCENT, DESCENT, Glyph, Page

_LARGE = 2.0  # times the usual size
_HUGE = 4.0  # times the usual size: no title is set like that
_COVERED = 3
_MOST = 200  # letters of one watermark; more is no watermark


def set_apart(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], str]:
    """The glyphs without a watermark, and its text.

    NOTE: a title may be large, but nothing else is printed where it stands; letters that are huge are none.
    """
    sizes = sorted(glyph.size for glyph in glyphs if not glyph.text.isspace())
    if not sizes:
        return list(glyphs), ""
    usual = sizes[len(sizes) // 2]
    sets: dict[float, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.size > _LARGE * usual and not glyph.text.isspace():
            sets.setdefault(round(glyph.size, 1), []).append(glyph)
    small = [glyph for glyph in glyphs if glyph.size <= _LARGE * usual]
    gone = {
        size: held
        for size, held in sets.items()
        if len(held) <= _MOST and (size > _HUGE * usual or _lies_on(held, small))
    }
    kept = [glyph for glyph in glyphs if round(glyph.size, 1) not in gone]
    return kept, "".join(glyph.text for held in gone.values() for glyph in held)


def _lies_on(large: Sequence[Glyph], small: Sequence[Glyph]) -> bool:
    return sum(_covers(glyph, small) for glyph in large) >= _COVERED


def _covers(large: Glyph, small: Sequence[Glyph]) -> int:
    """How many small glyphs stand in the box of a large one."""
    top, bottom = large.baseline - ASCENT * large.size, large.baseline + DESCENT * large.size
    return sum(
        large.left < (glyph.left + glyph.right) / 2 < large.right and top < glyph.baseline < bottom
        for glyph in small
        if not glyph.text.isspace()
    )


def set_apart_again(pages: Sequence[Page]) -> None:
    """Take a watermark known from one page off the others, where it may cover nothing."""
    known = {_squeezed(text) for page in pages for text in page.aside}
    for page in pages:
        again = [line for line in page.lines if _squeezed(line.text) in known]
        if again:
            page.lines = [line for line in page.lines if line not in again]
            page.aside += [line.text for line in again]


def _squeezed(text: str) -> str:
    return "".join(text.split())
