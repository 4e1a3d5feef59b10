"""Where a tag of XML ends and where the values of its attributes stand, in bytes; the XML is known to be well-formed."""

from __future__ import annotations

import re

_TAG = re.compile(rb"""<[^"'>]*+(?:(?:"[^"]*+"|'[^']*+')[^"'>]*+)*+>""")
_ATTRIBUTE = re.compile(rb"""\s([^\s=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_NAME = re.compile(rb"</?([^\s/>]++)")


def tag_end(data: bytes, start: int) -> int:
    """Where the tag that begins at `start` ends; a `>` in quotes ends none.

    >>> tag_end(b'<c t=">"/> ', 0)
    10
    """
    found = _TAG.match(data, start)
    if found is None:
        raise ValueError("tag")
    return found.end()


def tag_name(data: bytes, start: int) -> bytes:
    """The name of the tag that begins at `start`, its prefix before it.

    >>> tag_name(b'<x:row r="1">', 0)
    b'x:row'
    """
    found = _NAME.match(data, start)
    if found is None:
        raise ValueError("tag")
    return found[1]


def attribute_spans(data: bytes, start: int, end: int) -> dict[bytes, tuple[int, int]]:
    """Where the value of each attribute stands that the tag from `start` to `end` has, quotes left out.

    >>> attribute_spans(b"<c r='A1' s=\\"5\\"/>", 0, 16)
    {b'r': (6, 8), b's': (13, 14)}
    """
    return {
        found[1]: found.span(2 if found[2] is not None else 3)
        for found in _ATTRIBUTE.finditer(data, start, end)
    }
