"""Pages made of the glyphs and edges that a format gives."""

from __future__ import annotations

from collections.abc import Iterable

from budgetcheck.readers.pages.ink import Frame, Glyph, Page
from budgetcheck.readers.pages.lines import lines_of
from budgetcheck.readers.pages.rules import Stroke, merged
from budgetcheck.readers.pages.watermarks import set_apart

_EDGE = 2.0


def page_of(
    number: int,
    frame: Frame,
    glyphs: Iterable[Glyph],
    edges: Iterable[tuple[float, float, float, float, bool]],
) -> Page:
    """The page with these upright glyphs, and these straight edges in its own coordinates."""
    across: list[Stroke] = []
    down: list[Stroke] = []
    width, height = frame.size
    for x0, y0, x1, y1, soft in edges:
        left, top, right, bottom = frame.box(x0, y0, x1, y1)
        # NOTE: the edges of a coloured background are those of the page.
        if right - left >= bottom - top and _EDGE < top < height - _EDGE:
            across.append(Stroke((top + bottom) / 2, left, right, soft))
        if bottom - top >= right - left and _EDGE < left < width - _EDGE:
            down.append(Stroke((left + right) / 2, top, bottom, soft))
    kept, watermark = set_apart(list(glyphs))
    aside = [watermark] if watermark else []
    return Page(number, frame, lines_of(kept), merged(across), merged(down), aside=aside)
