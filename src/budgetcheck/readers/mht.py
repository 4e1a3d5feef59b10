"""MHT web archives, as Word, Excel and WPS save pages in one file, to grids: the page inside."""

from __future__ import annotations

import dataclasses
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers import html
from budgetcheck.readers.interface import Request


def read(request: Request) -> list[Grid]:
    """The grids of all pages inside.

    Raises:
        NoTableError: the pages hold no table.
        UnreadableInputError: there is no page inside.
    """
    source = request.source("mht")
    return [
        dataclasses.replace(grid, source=dataclasses.replace(source, encoding=grid.source.encoding))
        for page in pages_of(request)
        for grid in html.read(dataclasses.replace(request, data=page))
    ]


def pages_of(request: Request) -> list[bytes]:
    """The pages in an archive that hold a table; where none does, the first.

    Raises:
        UnreadableInputError: there is no page inside.
    """
    pages = [
        page for part in message_from_bytes(request.data, policy=compat32).walk() if (page := _page(part))
    ]
    if not pages:
        raise UnreadableInputError(
            request.file,
            "网页归档里没有网页 (there is no page in the web archive)",
            "在浏览器中打开后另存为 HTML (open it in a browser and save it as HTML)",
        )
    # NOTE: Excel keeps a page of frames and one page a sheet; those of frames hold no table.
    return [page for page in pages if b"<t" in page.lower() and b"<td" in page.lower()] or pages[:1]


def _page(part: Message) -> bytes:
    """The bytes of a part that is a page, in UTF-8 where the archive says how they are stored."""
    payload = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
    if not isinstance(payload, bytes):
        return b""
    charset = part.get_content_charset()
    try:
        return payload.decode(charset).encode() if charset and b"charset" not in payload[:4096] else payload
    except (LookupError, UnicodeError):
        return payload
