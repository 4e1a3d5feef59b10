"""The source text of a finding, folded to the width, with carets under the offending characters."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from budgetcheck.model import Excerpt
from budgetcheck.reports.parts.safe import neutral

BAR = "│ "
_ELLIPSIS = "…"


def excerpt_lines(excerpt: Excerpt, width: int, style: str) -> list[Text]:
    """Lines of at most `width` cells: the text, and a caret line under each line with offending characters.

    A double-width character gets two carets; an empty span gets one, where something is missing.
    """
    left = _ELLIPSIS if excerpt.cut_left else ""
    text = left + neutral(excerpt.text) + (_ELLIPSIS if excerpt.cut_right else "")
    start, end = excerpt.start + len(left), excerpt.end + len(left)
    lines: list[Text] = []
    for low, high in _folds(text, max(width - cell_len(BAR), 8)):
        lines.append(Text.assemble((BAR, "dim"), *_marked(text, (low, high), (start, end), style)))
        carets = _carets(text, (low, high), (start, end))
        if carets:
            lines.append(Text.assemble((BAR, "dim"), (carets, style)))
    return lines


def _folds(text: str, width: int) -> Iterator[tuple[int, int]]:
    low = used = 0
    for at, char in enumerate(text):
        cells = cell_len(char)
        if used + cells > width and at > low:
            yield low, at
            low, used = at, 0
        used += cells
    yield low, len(text)


def _marked(text: str, line: tuple[int, int], span: tuple[int, int], style: str) -> Iterator[tuple[str, str]]:
    low, high = line
    start, end = (min(max(at, low), high) for at in span)
    yield text[low:start], ""
    yield text[start:end], style
    yield text[end:high], ""


def _carets(text: str, line: tuple[int, int], span: tuple[int, int]) -> str:
    low, high = line
    start, end = span
    if start == end:
        here = low <= start < high or (start == high == len(text))
        return " " * cell_len(text[low:start]) + "^" if here else ""
    start, end = max(start, low), min(end, high)
    if start >= end:
        return ""
    return " " * cell_len(text[low:start]) + "^" * max(cell_len(text[start:end]), 1)
