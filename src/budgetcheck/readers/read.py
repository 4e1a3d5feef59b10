"""One entrance to all readers: a path, standard input, bytes or a DataFrame, told apart by content."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from budgetcheck.errors import UnreadableInputError, printable
from budgetcheck.model import Grid
from budgetcheck.readers import plain
from budgetcheck.readers.formats import reader_of
from budgetcheck.readers.interface import Request
from budgetcheck.readers.kinds import ENCRYPTED, TEXT, kind_of
from budgetcheck.readers.load import MAX_BYTES, load, within

if TYPE_CHECKING:
    import pandas as pd


def read(
    source: str | Path | bytes | pd.DataFrame,
    name: str | None = None,
    *,
    max_bytes: int = MAX_BYTES,
    password: str | None = None,
) -> list[Grid]:
    """The grids of one source, each cell with its place in the original.

    Args:
        source: a path, `-` for standard input, the bytes of a file, or a frame with the printed headings.
        name: what to call the source in reports; default: the path as given.
        max_bytes: larger files are refused.
        password: opens encrypted files.

    Raises:
        InputError: the source cannot be read; the text says why and what to do.
    """
    if isinstance(source, (str, Path)):
        data = load(source, max_bytes)
        return _read_bytes(name or printable(str(source)), data, password)
    if isinstance(source, bytes):
        file = name or "<bytes>"
        return _read_bytes(file, within(file, source, max_bytes), password)
    from budgetcheck.readers.frame import read_frame

    return [read_frame(source, name)]


def _read_bytes(file: str, data: bytes, password: str | None) -> list[Grid]:
    if not data:
        raise UnreadableInputError(file, "文件是空的 (the file is empty)", "请重新导出 (export it again)")
    request = Request(file, data, password, kind_of(file, data))
    if request.kind == TEXT:
        return plain.read(request)
    if request.kind == ENCRYPTED:
        raise UnreadableInputError(
            file,
            "文件已加密 (the file is encrypted)",
            "先去掉密码再另存 (save it without its password)",
        )
    return reader_of(request)(request)
