"""Folding of mixed Chinese and Western text to a width in terminal cells; nothing is ever cut."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

_OPENING = frozenset("「『（《〈【〔“‘([{")
_CLOSING = frozenset("」』）》〉】〕”’，。、；：！？…％%)]},.;:!?")
_WIDE = "\u2e80"
_QUOTE = '"'


def breaks(text: str, width: int) -> list[int]:
    """Where the lines of `text` begin, the first left out, so that none is wider than `width` cells.

    Lines break at blanks and beside Chinese characters, not before closing marks, behind opening ones,
    between a number and its measure word, within 10.00 万元 or 第12行; a word wider than a line is broken where it ends.

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
    # NOTE: behind a blank a mark opens a word, such as .txt.
    if after.isspace() or before in _OPENING or (after in _CLOSING and not before.isspace()):
        return False
    if _QUOTE in (before, after) and not _outside(text, at):
        return False
    if _numbered(text, at):
        return False
    return before.isspace() or before > _WIDE or after > _WIDE


def _numbered(text: str, at: int) -> bool:
    """Whether a number on one side of `at` counts what is on the other: 10.00 万元, 第12行, table 1."""
    before, after = text[at - 1], text[at]
    if after.isdigit():
        word = text[max(at - 2, 0) : at - 1]
        return before == "第" or (before.isspace() and word.isascii() and word.isalpha())
    end = at - 1 if before in "万亿" else at
    return after > _WIDE and text[max(end - 2, 0) : end].rstrip()[-1:].isdigit()


def _outside(text: str, at: int) -> bool:
    """Whether the "straight" quotation mark on either side of `at` leaves what it encloses on the other line."""
    if text[at] == _QUOTE:
        return text[at - 1].isspace()
    return at > 1 and not text[at - 2].isspace() and text[at - 2] not in _OPENING


def folded(text: Text, width: int, first: Text | None = None, rest: Text | None = None) -> Iterator[Text]:
    """`text` as lines of at most `width` cells, the first line behind `first`, the others behind `rest`."""
    first = first or Text()
    rest = first if rest is None else rest
    room = max(width - max(first.cell_len, rest.cell_len), 8)
    for number, line in enumerate(text.divide(breaks(text.plain, room))):
        whole = Text.assemble(rest if number else first, line, no_wrap=True, overflow="ignore")
        whole.rstrip()
        yield whole
