"""A page of an OFD that is a picture: its pictures set together as one bitmap, and the text on it recognised."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from budgetcheck.readers.interface import Request
from budgetcheck.readers.pages import Page
from budgetcheck.readers.pages.ink import Box
from budgetcheck.readers.recognition import require


class Placed(NamedTuple):
    """A picture: where it lies on the page in points from the upper left corner, and where in the archive."""

    box: Box
    path: str


def recognised_page(
    request: Request, count: int, held: tuple[Page, Sequence[Placed]], content: Callable[[str], bytes | None]
) -> Page:
    """The page as its pictures show it; as it was where none of them can be decoded.

    Raises:
        UnreadableInputError: text cannot be recognised here, or not on so many pages.
    """
    page, pictures = held
    require(request.file, count)
    request.going_on()
    from PIL import Image, UnidentifiedImageError

    from budgetcheck.readers.picture import bitmap_of
    from budgetcheck.readers.scans import recognised, scale_of

    scale = scale_of(page.width, page.height)
    sheet = Image.new("L", (round(page.width * scale), round(page.height * scale)), "white")
    unread: list[str] = []
    for box, path in pictures:
        left, top, right, bottom = (round(edge * scale) for edge in box)
        try:
            with Image.open(io.BytesIO(content(path) or b"")) as picture:
                drawn = Image.fromarray(bitmap_of(request.file, picture))
        except UnidentifiedImageError:
            unread.append(path)
            continue
        sheet.paste(drawn.resize((max(1, right - left), max(1, bottom - top))), (left, top))
    told = tuple(_undecoded(page.number, path) for path in unread)
    if len(unread) == len(pictures):
        return replace(page, left_out=told)
    import numpy as np

    found = recognised(page.number, np.array(sheet), scale)
    return replace(found, left_out=(*found.left_out, *told))


def _undecoded(number: int, path: str) -> str:
    return f"第{number}页的图片「{path}」不能解码 (page {number}: the picture {path} cannot be decoded)"
