"""Web pages: marks that open and never close, which parsers search for again and again to the end."""

from __future__ import annotations

from budgetcheck.readers.interface import Request
from budgetcheck.readers.limits import over_fixed

MAX_OPEN = 10_000
_PAIRS = ((b"<!--", b"-->", "注释", "comments"), (b"<", b">", "标签", "tags"))


def inspect_page(request: Request) -> None:
    """Nothing, when nearly all comments and tags of the page come to an end.

    Raises:
        UnreadableInputError: thousands do not; the text says how many.
    """
    # NOTE: without its NULs, UTF-16 is counted like any other encoding.
    data = request.data.replace(b"\0", b"")
    for opening, closing, zh, en in _PAIRS:
        left = data.count(opening) - data.count(closing)
        if left > MAX_OPEN:
            raise over_fixed(
                request.file,
                f"有 {left:,} 处{zh}没有结束，超过上限 {MAX_OPEN:,} "
                f"({left:,} {en} never end, over the limit of {MAX_OPEN:,})",
            )
