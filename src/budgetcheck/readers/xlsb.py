"""XLSB workbooks to grids: the stored values, for their number formats are out of reach."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.interface import Request
from budgetcheck.readers.sheet_grid import Merge, Position, Sheet, grids_of
from budgetcheck.readers.sheet_values import Shower, left_out

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_OUT_OF_REACH = (
    "XLSB 中的数字格式、错误值和隐藏行列读不到：百分数是小数，小数位按列补齐；另存为 XLSX 可读全 "
    "(number formats, error values and hidden rows of XLSB are out of reach: save it as XLSX to have them read)"
)


def read(request: Request) -> list[Grid]:
    """The grids of the visible sheets; hidden sheets are left out and named in the notes.

    Raises:
        UnreadableInputError: the file is damaged, or no sheet shows anything.
    """
    return read_values(request, "XLSB", _OUT_OF_REACH)


def read_values(request: Request, kind: str, note: str) -> list[Grid]:
    """The grids of the visible sheets by their stored values alone; `note` says why.

    Raises:
        UnreadableInputError: the file is damaged, or no sheet shows anything.
    """
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(request.data))
        hidden = [meta.name for meta in book.sheets_metadata if not _visible(meta.visible)]
        sheets = list(_sheets(book))
    except python_calamine.CalamineError as fault:
        raise UnreadableInputError(
            request.file,
            f"{kind} 文件损坏：{fault} (the {kind} file is damaged)",
            "请重新另存 (save it anew)",
        ) from None
    return grids_of(request.file, request.source(kind.lower()), sheets, left_out(hidden), [note])


def _visible(state: object) -> bool:
    from python_calamine import SheetVisibleEnum

    return state == SheetVisibleEnum.Visible


def _sheets(book: CalamineWorkbook) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum

    for meta in book.sheets_metadata:
        if _visible(meta.visible) and meta.typ == SheetTypeEnum.WorkSheet:
            yield _sheet(book.get_sheet_by_name(meta.name))


def _sheet(sheet: CalamineSheet) -> Sheet:
    # NOTE: with it come numpy and pandas, which a workbook in XLSX needs only when its styles are malformed.
    from budgetcheck.readers.frame import column_texts

    shower = Shower()
    first_row, first_column = sheet.start or (0, 0)
    texts: dict[Position, str] = {}
    for column, values in enumerate(zip_longest(*sheet.to_python(), fillvalue=""), first_column + 1):
        numbers = column_texts([value if isinstance(value, float) else None for value in values])
        for row, (value, number) in enumerate(zip(values, numbers, strict=True), first_row + 1):
            text = number or shower.show(value, "General", (row, column))
            if text:
                texts[row, column] = text
    merges = [
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    return Sheet(sheet.name, texts, merges)
