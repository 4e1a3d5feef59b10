"""What a reader gave, when all that follows can work with it."""

from __future__ import annotations

from itertools import chain

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid, Row
from budgetcheck.readers.faults import refuse_much_text, too_many_cells
from budgetcheck.readers.interface import Request
from budgetcheck.readers.kinds import TEXT
from budgetcheck.readers.limits import MAX_CELL, over_fixed


def usable(request: Request, grids: list[Grid]) -> list[Grid]:
    """The grids, when they are not more than a file may give, and made of characters.

    Raises:
        UnreadableInputError: too many cells, too much text, a cell as long as no cell is, or half a character.
    """
    cells = sum(len(row.cells) for grid in grids for row in grid.rows)
    if cells > request.limits.cells:
        raise too_many_cells(request, cells)
    # NOTE: a line of text that never ends is a finding, placed like any other; decoding leaves no half characters.
    if request.kind != TEXT:
        size = 0
        for row in chain.from_iterable(grid.rows for grid in grids):
            _refuse_long(request.file, row)
            size += text_size(request.file, row)
            # NOTE: at each row, for cells that show one text share it, and say it a million times.
            refuse_much_text(request, size)
    return grids


def _refuse_long(file: str, row: Row) -> None:
    longest = max((len(cell.text) for cell in row.cells), default=0)
    if longest > MAX_CELL:
        raise over_fixed(
            file,
            f"一格有 {longest:,} 个字符，超过上限 {MAX_CELL:,} "
            f"(a cell of {longest:,} characters, over the limit of {MAX_CELL:,})",
            f"第{row.line}行",
        )


def text_size(file: str, row: Row) -> int:
    """How many bytes the text of the row's cells takes.

    Raises:
        UnreadableInputError: a cell holds a lone surrogate, which JSON can write and no encoding can hold; the
            text names the row.
    """
    try:
        return len("".join([cell.text for cell in row.cells]).encode())
    except UnicodeEncodeError as fault:
        half = f"U+{ord(fault.object[fault.start]):04X}"
        raise UnreadableInputError(
            file,
            f"有不成字的半个字符 {half} (half a character, {half}, stands by itself)",
            "请重新导出 (export it again)",
            f"第{row.line}行",
        ) from None
