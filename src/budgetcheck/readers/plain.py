"""Text of any encoding, tab-separated or quoted, to its `Grid`."""

from __future__ import annotations

from dataclasses import replace

from budgetcheck.collector import collector_paused
from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.csv_file import read_csv
from budgetcheck.readers.encoding import decode
from budgetcheck.readers.faults import too_many_cells
from budgetcheck.readers.interface import Request
from budgetcheck.readers.layout import layout
from budgetcheck.readers.text import read_text

_HEAD = 4096  # looked at first, so that a large text is not copied to see that it holds something
_BLANK = "\ufeff\u200b\u3000\u00a0 \t\r\n\x0b\x0c"


def read(request: Request) -> list[Grid]:
    """The one grid of a text.

    Raises:
        UnreadableInputError: not text, blank, in doubtful encoding, or with more cells than can be held.
    """
    decoded = decode(request.file, request.data)
    text = decoded.text
    if not text[:_HEAD].strip(_BLANK) and not text.strip(_BLANK):
        raise UnreadableInputError(
            request.file,
            "文件里只有空白 (the file holds nothing but white space)",
            "请重新导出 (export it again)",
        )
    parted = layout(text)
    _refuse_too_many(request, text, parted.delimiter)
    source = replace(
        request.source("csv" if parted.quoted else "text", spans="line"),
        encoding=decoded.encoding,
        encoding_confidence=decoded.confidence,
    )
    with collector_paused():
        if parted.quoted:
            return [read_csv(text, source, parted.delimiter, decoded.notes)]
        return [read_text(text, source, decoded.notes)]


def _refuse_too_many(request: Request, text: str, delimiter: str) -> None:
    # NOTE: a cell costs a hundred bytes however short it is, so megabytes of bare tabs would fill the memory.
    cells = text.count(delimiter) + text.count("\n") + text.count("\r")
    if cells > request.limits.cells:
        raise too_many_cells(request, cells)
