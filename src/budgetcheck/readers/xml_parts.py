"""The XML parts of office files: read without entities, elements named without their namespaces."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers.interface import Request

_LONGEST_NUMBER = 9

# NOTE: the preflight refuses documents that declare anything; expat itself fetches no external entity and
# limits what internal ones may grow to.


def parsed(archive: zipfile.ZipFile, name: str) -> Element:
    """The root element of a part."""
    return fromstring(archive.read(name))  # noqa: S314


def root_of(request: Request, name: str, remedy: str) -> Element:
    """The root element of an XML file that stands alone; `name` is what errors call its kind.

    Raises:
        UnreadableInputError: it is cut short or malformed, or declares a document type, and with it perhaps entities.
    """
    # NOTE: without its NULs, UTF-16 reads like any other encoding as far as tags go.
    plain = request.data.replace(b"\0", b"")
    try:
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise ValueError("DOCTYPE")
        return fromstring(request.data)  # noqa: S314
    except (ParseError, LookupError, ValueError) as fault:
        raise UnreadableInputError(
            request.file, f"{name} 残缺或不合格式：{fault} (the {name} is cut short or malformed)", remedy
        ) from None


def events(data: bytes) -> Iterator[tuple[str, Element]]:
    """The starts and ends of a part's elements, in order."""
    for event, element in iterparse(io.BytesIO(data), events=("start", "end")):  # noqa: S314
        yield str(event), element


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: Element, name: str) -> Element | None:
    """The first child of that name, of whatever namespace."""
    ending = "}" + name
    for inner in element:
        if inner.tag.endswith(ending) or inner.tag == name:
            return inner
    return None


def value(element: Element, name: str) -> str | None:
    """The attribute of that name, of whatever namespace."""
    ending = "}" + name
    for key, text in element.attrib.items():
        if key.endswith(ending) or key == name:
            return text
    return None


def number(text: str | None, otherwise: int) -> int:
    """The whole number that an attribute states, when it is one of a sensible size.

    >>> number("12", 1), number(None, 1), number("-3", 1), number("9" * 5000, 1)
    (12, 1, 1, 1)
    """
    return int(text) if text and text.isdecimal() and len(text) < _LONGEST_NUMBER else otherwise
