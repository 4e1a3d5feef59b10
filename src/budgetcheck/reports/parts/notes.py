"""Notes on cells, in a workbook of ours as in a marked copy: their text, their size, the colours of their cells."""

from __future__ import annotations

from budgetcheck.reports.parts.safe import neutral
from budgetcheck.terms import Severity

AUTHOR = "budgetcheck"
WIDTH = 360
"""Of a note, in pixels."""

FILLS = {Severity.ERROR: "FFF6B4B0", Severity.WARNING: "FFFFE08A", Severity.NOTE: "FFCFE3FA"}
"""By severity the colour of a cell: opacity, red, green, blue."""

_LONGEST = 4_000
_LINE, _MARGIN, _PER_LINE = 18, 40, 28


def lines(text: str) -> str:
    """`text` made safe, its line breaks kept."""
    return "\n".join(neutral(line) for line in text.splitlines())


def clipped(text: str, longest: int) -> str:
    """`text`, or as much of it as there is room for and a mark that it goes on."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def note_text(text: str) -> str:
    """`text` as a note holds it."""
    return clipped(lines(text), _LONGEST)


def note_height(text: str) -> int:
    """How high a note with this text has to be to show all of it, in pixels."""
    return _MARGIN + _LINE * (text.count("\n") + 1 + len(text) // _PER_LINE)
