"""XLS workbooks (and ET of WPS) to grids: what each visible sheet shows, with merges and cell addresses."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from budgetcheck.model import Grid
from budgetcheck.readers.interface import Request
from budgetcheck.readers.sheet_grid import Merge, Position, Sheet, grids_of
from budgetcheck.readers.sheet_values import Shower, Value, left_out
from budgetcheck.text.date_formats import CHINESE_DATES

_NUMBER, _DATE, _BOOLEAN, _ERROR = 2, 3, 4, 5
_GENERAL = "General"


def read(request: Request) -> list[Grid]:
    """The grids of the visible sheets; hidden sheets, rows and columns are left out and named in the notes.

    NOTE: xlrd and not calamine, which keeps neither number formats nor errors nor hidden rows: with it 95 % is
    0.95 and #DIV/0! an empty cell.

    Raises:
        UnreadableInputError: no sheet shows anything.
    """
    import xlrd  # type: ignore[import-untyped]

    book = xlrd.open_workbook(
        file_contents=request.data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
    )
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility]
    return grids_of(request.file, request.source("xls"), _sheets(book), left_out(hidden))


def _sheets(book: Any) -> Iterator[Sheet]:
    formats = {index: _format(book, style) for index, style in enumerate(book.xf_list)}
    for sheet in book.sheets():
        if not sheet.visibility:
            yield _sheet(book, sheet, formats)


def _format(book: Any, style: Any) -> str:
    known = book.format_map.get(style.format_key)
    code = known.format_str if known else _GENERAL
    return CHINESE_DATES.get(style.format_key, code) if code == _GENERAL else code


def _sheet(book: Any, sheet: Any, formats: Mapping[int, str]) -> Sheet:
    shower = Shower()
    texts: dict[Position, str] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            at = row + 1, column + 1
            if cell.value != "" and (
                text := _text(book, shower, cell, formats.get(cell.xf_index, _GENERAL), at)
            ):
                texts[at] = text
    merges = [Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    rows = frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    columns = frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden)
    return Sheet(sheet.name, texts, merges, rows, columns, shower.doubts(sheet.name))


def _text(book: Any, shower: Shower, cell: Any, code: str, at: Position) -> str:
    import xlrd

    value: Value = cell.value
    if cell.ctype == _ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR!"))
    if cell.ctype == _BOOLEAN:
        value = bool(cell.value)
    elif cell.ctype == _DATE:
        try:
            value = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError, xlrd.XLDateError):
            # NOTE: a number that is no day, under the format of a date, is still a number.
            code = _GENERAL
    return shower.show(value, code, at)
