"""Punctuation marks in running text."""

from __future__ import annotations

import re

ENDS, STOPS = "。；;", "，、：,:！？!?"
"""Marks of which no two stand side by side, and marks that do not stand twice."""
_DOUBLED = re.compile(rf"[{ENDS}]{{2,}}|([{STOPS}])\1+")

_DASHES = frozenset("-—–―─－/／\\|· \u3000")
_LONGEST_DASH = 6


def is_dash(text: str) -> bool:
    """Whether the text is one of the dashes and strokes that stand in a cell left empty on purpose.

    >>> is_dash("——"), is_dash("/"), is_dash("1/2"), is_dash("")
    (True, True, False, False)
    """
    return 0 < len(text) <= _LONGEST_DASH and _DASHES.issuperset(text)


def doubled_marks(text: str) -> list[tuple[int, int]]:
    """Where marks stand twice running; an ellipsis is one mark.

    >>> doubled_marks("会议数：4次。。2、满意度……良好。")
    [(6, 8)]
    """
    return [match.span() for match in _DOUBLED.finditer(text)]
