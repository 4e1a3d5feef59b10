"""Folding of mixed Chinese and Western text to a width in terminal cells; nothing is ever cut."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

_OPENING = frozenset("「『（《〈【〔“‘([{")
_CLOSING = frozenset("」』）》〉】〕”’，。、；：！？…％%)]},.;:!?")
_WIDE = "\u2e80"


def breaks(text: str, width: int) -> list[int]:
    """Where the lines of `text` begin, the first left out, so that none is wider than `width` cells.

    Lines break at blanks and beside Chinese characters, not before closing marks, behind opening ones,
    between a number and its measure word or inside 第12行; a word wider than a line is broken where it ends.

    >>> breaks("应为 24,850.04，差 11.90", 12)
    [3, 13]
    """
    found: list[int] = []
    used = start = 0
    best = 0
    for at, char in enumerate(text):
        if at > start and _may_break(text, at):
            best = at
        cells = cell_len(char)
        while used + cells > width and at > start and not char.isspace():
            start = best if best > start else at
            found.append(start)
            used = cell_len(text[start:at])
        used += cells
    return found


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _CLOSING or before in _OPENING or after.isspace():
        return False
    if after > _WIDE and text[max(at - 2, 0) : at].rstrip()[-1:].isdigit():
        return False
    if before == "第" and after.isdigit():
        return False
    return before.isspace() or before > _WIDE or after > _WIDE


def folded(text: Text, width: int, first: Text | None = None, rest: Text | None = None) -> Iterator[Text]:
    """`text` as lines of at most `width` cells, the first line behind `first`, the others behind `rest`."""
    first = first or Text()
    rest = first if rest is None else rest
    room = max(width - max(first.cell_len, rest.cell_len), 8)
    for number, line in enumerate(text.divide(breaks(text.plain, room))):
        whole = Text.assemble(rest if number else first, line, no_wrap=True, overflow="ignore")
        whole.rstrip()
        yield whole
