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

    A double-width character gets two carets; an empty span gets one, where something is missing. A text
    offending from end to end of what can be shown gets none: they would point at everything. What stands
    around the offending characters is shortened to one line; they themselves fold, and stay whole.
    """
    room = max(width - cell_len(BAR), 8)
    text, span = _window(excerpt, room)
    cut = excerpt.cut_left or excerpt.cut_right or span[1] - span[0] < len(excerpt.text)
    whole = cut and not text[: span[0]].strip(_ELLIPSIS) and not text[span[1] :].strip(_ELLIPSIS)
    lines: list[Text] = []
    for low, high in _folds(text, room):
        lines.append(Text.assemble((BAR, "dim"), *_marked(text, (low, high), span, style)))
        carets = "" if whole else _carets(text, (low, high), span)
        if carets:
            lines.append(Text.assemble((BAR, "dim"), (carets, style)))
    return lines


def _window(excerpt: Excerpt, room: int) -> tuple[str, tuple[int, int]]:
    """The text to show, and the offending range in it."""
    text = neutral(excerpt.text)
    before, marked, after = text[: excerpt.start], text[excerpt.start : excerpt.end], text[excerpt.end :]
    spare = room - cell_len(marked) - 2
    right = min(cell_len(after), max(spare // 2, spare - cell_len(before)))
    right_text = _first_cells(after, right)
    left_text = _first_cells(before[::-1], spare - cell_len(right_text))[::-1]
    left = _ELLIPSIS if excerpt.cut_left or left_text != before else ""
    tail = _ELLIPSIS if excerpt.cut_right or right_text != after else ""
    start = len(left) + len(left_text)
    return f"{left}{left_text}{marked}{right_text}{tail}", (start, start + len(marked))


def _first_cells(text: str, cells: int) -> str:
    """The longest beginning of `text` that takes at most `cells` cells."""
    used = 0
    for at, char in enumerate(text):
        used += cell_len(char)
        if used > cells:
            return text[:at]
    return text


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
