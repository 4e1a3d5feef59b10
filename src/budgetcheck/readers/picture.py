"""Pictures of pages (PNG, JPEG, TIFF) to tables, by text recognition."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.interface import Request
from budgetcheck.readers.limits import over_fixed
from budgetcheck.readers.pages import Page, grids_of
from budgetcheck.readers.recognition import require

if TYPE_CHECKING:
    from PIL.Image import Image

    from budgetcheck.readers.scans import Bitmap

_FORMATS = ("PNG", "JPEG", "TIFF")
_MAX_PIXELS = 120_000_000
_PAGE = 842.0  # points of the longer side; few pictures say how large the paper was
_NO_TEXT = (
    "图片上没有识别出文字 (no text was recognised in the picture)",
    "与表格无关的图片请移出该文件夹 (move pictures that hold no table elsewhere)",
)


def read(request: Request) -> list[Grid]:
    """The tables that a picture shows, a page for each of its frames.

    Rectangles are in points of a page that is 842 points long, as A4 is.

    Raises:
        UnreadableInputError: it is damaged or too large, or no text was recognised in it.
    """
    pages = list(_pages(request))
    if not any(page.lines for page in pages):
        raise UnreadableInputError(request.file, *_NO_TEXT)
    return grids_of(pages, request.source("picture"))


def _pages(request: Request) -> Iterator[Page]:
    from PIL import Image, ImageSequence

    from budgetcheck.readers.scans import recognised

    # NOTE: the library's own limit is a warning; ours is below it and named.
    with Image.open(io.BytesIO(request.data), formats=_FORMATS) as picture:
        for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
            require(request.file, number)
            request.going_on()
            bitmap = bitmap_of(request.file, frame)
            yield recognised(number, bitmap, max(bitmap.shape) / _PAGE)


def bitmap_of(file: str, picture: Image) -> Bitmap:
    """The picture in greys, upright as its camera says, what shows through it white.

    Raises:
        UnreadableInputError: it has more pixels than a page.
    """
    from PIL import Image, ImageOps

    from budgetcheck.readers.scans import MOST_PIXELS

    width, height = picture.size
    if width * height > _MAX_PIXELS:
        raise over_fixed(
            file,
            f"图片有 {width:,}×{height:,} 像素，超过上限 {_MAX_PIXELS:,} "
            f"({width:,} by {height:,} pixels, over the limit of {_MAX_PIXELS:,})",
        )
    shown = ImageOps.exif_transpose(picture)
    if shown.has_transparency_data:
        coloured = shown.convert("RGBA")
        shown = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    grey = shown.convert("L")
    grey.thumbnail((MOST_PIXELS, MOST_PIXELS))
    return np.array(grey)
