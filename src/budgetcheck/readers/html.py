"""Web pages to grids: tables with their merged cells, and the text around them, as a browser shows them."""

from __future__ import annotations

from budgetcheck.model import Grid, Source
from budgetcheck.readers.encoding import Decoded, decode
from budgetcheck.readers.flow import grids_of
from budgetcheck.readers.html_page import Page
from budgetcheck.readers.interface import Request
from budgetcheck.text.markup_head import declared_encoding

_HEAD = 4096
# NOTE: pages that declare GB 2312 hold the characters of its successors; browsers read them so too.
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "x-gbk": "gb18030"}


def read(request: Request) -> list[Grid]:
    """The grids of all tables; hidden elements are left out and said so in the notes.

    Raises:
        NoTableError: the page holds no table.
        UnreadableInputError: it is no text, or a table is too large.
    """
    decoded, page = shown(request)
    found = request.source("html")
    source = Source(
        found.file, found.kind, found.sha256, found.size, decoded.encoding, decoded.confidence, found.spans
    )
    return grids_of(request, source, page.blocks(), [*decoded.notes, *page.notes()])


def shown(request: Request) -> tuple[Decoded, Page]:
    """The text of a page, and what a browser shows of it.

    Raises:
        UnreadableInputError: it is no text.
    """
    decoded = _decoded(request)
    page = Page()
    page.feed(decoded.text)
    page.close()
    return decoded, page


def _decoded(request: Request) -> Decoded:
    """The text, in the encoding that the page declares where the bytes do not contradict it."""
    data = request.data
    codec = _CODECS.get(declared_encoding(data[:_HEAD]))
    if codec is not None:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return Decoded(data.decode(codec), codec)
            except UnicodeDecodeError:
                return decode(request.file, data)
    return decode(request.file, data)
