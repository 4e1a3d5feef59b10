"""One entrance to all readers: a path, standard input, bytes or a DataFrame, told apart by content."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from budgetcheck.errors import UnreadableInputError, printable
from budgetcheck.model import Grid
from budgetcheck.readers.faults import refuse_much_text
from budgetcheck.readers.formats import brought_kind, read_as, require
from budgetcheck.readers.interface import Request
from budgetcheck.readers.kinds import PICTURE, kind_of, unread_picture
from budgetcheck.readers.limits import Limits
from budgetcheck.readers.load import load, within
from budgetcheck.readers.usable import text_size, usable

if TYPE_CHECKING:
    import pandas as pd


LARGE = 4 << 20  # bytes; a text of these makes some 700 MiB of cells at worst, a JSON 400 MiB


def read(
    source: str | Path | bytes | pd.DataFrame,
    name: str | None = None,
    *,
    limits: Limits | None = None,
    password: str | None = None,
    ocr: bool = False,
) -> list[Grid]:
    """The grids of one source, each cell with its place in the original.

    Args:
        source: a path, `-` for standard input, the bytes of a file, or a frame with the printed headings.
        name: what to call the source in reports; default: the path as given.
        limits: how large it may be and what reading it may cost.
        password: opens encrypted files.
        ocr: whether text is to be recognised on pages that are pictures.

    Raises:
        InputError: the source cannot be read; the text says why and what to do.
    """
    limits = (limits or Limits()).for_recognition() if ocr else limits or Limits()
    if isinstance(source, (str, Path)):
        file = name or printable(str(source))
        return _read_bytes(Request(file, load(source, limits), password, limits=limits, ocr=ocr))
    if isinstance(source, bytes):
        file = name or "<bytes>"
        return _read_bytes(Request(file, within(file, source, limits), password, limits=limits, ocr=ocr))
    from budgetcheck.readers.frame import read_frame

    grid = read_frame(source, name)
    for row in grid.rows:
        text_size(grid.source.file, row)
    return [grid]


def _read_bytes(given: Request) -> list[Grid]:
    if not given.data:
        raise UnreadableInputError(
            given.file, "文件是空的 (the file is empty)", "请重新导出 (export it again)"
        )
    request = replace(given, kind=brought_kind(given) or kind_of(given.file, given.data))
    if request.kind == PICTURE and not request.ocr:
        raise unread_picture(request.file, request.data)
    isolated = require(request).isolated
    if not isolated:
        refuse_much_text(request, len(request.data))
    if isolated or len(request.data) > LARGE:
        from budgetcheck.readers.isolation import read_apart

        return read_apart(request)
    return usable(request, read_as(request))
