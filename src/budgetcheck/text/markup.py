"""Markup debris in cells: which characters are tags, and which are text that merely looks so."""

from __future__ import annotations

import re

# NOTE: only names of HTML elements count, so that `<3%` and `<关于印发…>` stay text.
_MARKUP = re.compile(
    r"</?(?:a|b|br|center|div|em|font|h[1-6]|hr|i|img|li|o:p|ol|p|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)"
    r"(?:\s[^<>]{0,400})?/?>|&(?:nbsp|emsp|ensp|thinsp|#160|#x[aA]0);",
    re.IGNORECASE,
)


def markup_spans(text: str) -> list[tuple[int, int]]:
    """The ranges of `text` that are tags or blank entities, in order.

    >>> markup_spans("<p>1、产出指标</p>"), markup_spans("<3%，>90%")
    ([(0, 3), (9, 13)], [])
    """
    if "<" not in text and "&" not in text:
        return []
    return [found.span() for found in _MARKUP.finditer(text)]


def kept_spans(text: str) -> list[tuple[int, int]]:
    """The ranges between the markup, in order, empty ones left out."""
    kept, at = [], 0
    for start, end in markup_spans(text):
        if start > at:
            kept.append((at, start))
        at = end
    if at < len(text):
        kept.append((at, len(text)))
    return kept
