"""Punctuation marks in running text."""

from __future__ import annotations

import re

_DOUBLED = re.compile(r"[。；;]{2,}|([，、：,:！？!?])\1+")


def doubled_marks(text: str) -> list[tuple[int, int]]:
    """Where marks stand twice running; an ellipsis is one mark.

    >>> doubled_marks("会议数：4次。。2、满意度……良好。")
    [(6, 8)]
    """
    return [match.span() for match in _DOUBLED.finditer(text)]
