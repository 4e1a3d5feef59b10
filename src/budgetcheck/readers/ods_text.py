"""The text that an ODS cell shows, without its comments."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from budgetcheck.readers.xml_parts import local, number, value

_GONE = frozenset(("annotation", "ruby-text", "table", "shapes", "frame"))
_MOST_BLANKS = 1_000


def shown_text(cell: Element) -> str:
    """The paragraphs of the cell, one a line."""
    return "\n".join("".join(_texts(inner)) for inner in cell if local(inner) == "p")


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        name = local(inner)
        if name == "s":
            yield " " * min(number(value(inner, "c"), 1), _MOST_BLANKS)
        elif name == "tab":
            yield " "
        elif name == "line-break":
            yield "\n"
        elif name not in _GONE:
            yield from _texts(inner)
        yield inner.tail or ""
