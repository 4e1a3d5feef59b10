"""One entrance to all readers: a path, standard input, bytes or a DataFrame, told apart by content."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from budgetcheck.collector import collector_paused
from budgetcheck.errors import UnreadableInputError, printable
from budgetcheck.model import Grid, Source
from budgetcheck.readers.csv_file import read_csv
from budgetcheck.readers.encoding import decode
from budgetcheck.readers.kinds import layout, refuse_binary, refuse_markup
from budgetcheck.readers.load import MAX_BYTES, load, within
from budgetcheck.readers.text import read_text

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".txt", ".tsv", ".tab", ".csv")
# NOTE: tables are published in these too. A folder gives them to the reader, which refuses them by name:
# a table that nobody looked at must not pass for one in which nothing was found.
NOT_YET = (".pdf", ".xlsx", ".xls", ".ods", ".et", ".docx", ".doc", ".wps", ".ofd", ".html", ".htm")

MAX_CELLS = 20_000_000

_HEAD = 4096  # looked at first, so that a large text is not copied to see that it holds something
_BLANK = "\ufeff\u200b\u3000\u00a0 \t\r\n\x0b\x0c"


def read(
    source: str | Path | bytes | pd.DataFrame, name: str | None = None, *, max_bytes: int = MAX_BYTES
) -> list[Grid]:
    """The grids of one source, each cell with its place in the original.

    Args:
        source: a path, `-` for standard input, the bytes of a file, or a frame with the printed headings.
        name: what to call the source in reports; default: the path as given.
        max_bytes: larger files are refused.

    Raises:
        InputError: the source cannot be read; the text says why and what to do.
    """
    if isinstance(source, (str, Path)):
        data = load(source, max_bytes)
        return [_read_bytes(name or printable(str(source)), data)]
    if isinstance(source, bytes):
        file = name or "<bytes>"
        return [_read_bytes(file, within(file, source, max_bytes))]
    from budgetcheck.readers.frame import read_frame

    return [read_frame(source, name)]


def _read_bytes(file: str, data: bytes) -> Grid:
    if not data:
        raise UnreadableInputError(file, "文件是空的 (the file is empty)", "请重新导出 (export it again)")
    refuse_binary(file, data)
    decoded = decode(file, data)
    text = decoded.text
    if not text[:_HEAD].strip(_BLANK) and not text.strip(_BLANK):
        raise UnreadableInputError(
            file, "文件里只有空白 (the file holds nothing but white space)", "请重新导出 (export it again)"
        )
    refuse_markup(file, text)
    parted = layout(text)
    _refuse_too_many(file, text, parted.delimiter)
    source = Source(
        file,
        "csv" if parted.quoted else "text",
        hashlib.sha256(data).hexdigest(),
        len(data),
        decoded.encoding,
        decoded.confidence,
    )
    with collector_paused():
        if parted.quoted:
            return read_csv(text, source, parted.delimiter, decoded.notes)
        return read_text(text, source, decoded.notes)


def _refuse_too_many(file: str, text: str, delimiter: str) -> None:
    # NOTE: a cell costs a hundred bytes however short it is, so megabytes of bare tabs would fill the memory.
    cells = text.count(delimiter) + text.count("\n") + text.count("\r")
    if cells > MAX_CELLS:
        raise UnreadableInputError(
            file,
            f"约有 {cells:,} 格，超过上限 {MAX_CELLS:,} (about {cells:,} cells, over the limit of {MAX_CELLS:,})",
            "分成几个文件 (split it into several files)",
        )
