"""XLSX workbooks to grids: what each visible sheet shows, with merges and cell addresses."""

from __future__ import annotations

import contextlib
import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from budgetcheck.model import Grid
from budgetcheck.readers.formulas import uncached
from budgetcheck.readers.interface import Request
from budgetcheck.readers.sheet_grid import Merge, Position, Sheet, addresses, grids_of
from budgetcheck.readers.sheet_values import Shower, Value, left_out
from budgetcheck.readers.strict_form import usual_form
from budgetcheck.readers.xlsb import read_values
from budgetcheck.text.date_formats import CHINESE_DATES

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WITHOUT_STYLES = (
    "工作簿的样式不合规范，只读到存储的值：百分数是小数，隐藏的行列也读入；用 Excel 或 WPS 重新保存即可 "
    "(the styles of the workbook are malformed, so that stored values alone were read, hidden rows included: "
    "open and save it in Excel or WPS)"
)


def read(request: Request) -> list[Grid]:
    """The grids of the visible sheets; hidden sheets, rows and columns are left out and named in the notes.

    Raises:
        UnreadableInputError: no sheet shows anything.
    """
    import openpyxl

    with warnings.catch_warnings():
        # NOTE: openpyxl warns of parts it does not keep, such as data validation; none holds shown text.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(usual_form(request.data)), data_only=True)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            # NOTE: openpyxl refuses a workbook for a style that is not by the book, as other programs write them.
            if find_spec("python_calamine") is None:
                raise
            return read_values(request, "XLSX", _WITHOUT_STYLES)
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    return grids_of(request.file, request.source("xlsx"), _sheets(request, book), left_out(hidden))


def _sheets(request: Request, book: Workbook) -> Iterator[Sheet]:
    with zipfile.ZipFile(io.BytesIO(request.data)) as archive:
        formulas = uncached(archive)
    for worksheet in book.worksheets:
        if worksheet.sheet_state == "visible":
            yield _sheet(worksheet, formulas.get(worksheet.title, {}))


def _sheet(worksheet: Worksheet, formulas: Mapping[Position, str]) -> Sheet:
    shower = Shower()
    # NOTE: the mapping of cells that exist; asking row by row would make every empty one.
    cells: Mapping[Position, Any] = worksheet._cells
    texts = {at: text for at, cell in cells.items() if (text := _text(shower, cell, at))}
    texts |= formulas
    doubts = shower.doubts(worksheet.title)
    if formulas:
        doubts.append(
            f"工作表「{worksheet.title}」{addresses(sorted(formulas))}的公式没有存下结果，读到的是公式；"
            "用 Excel 或 WPS 打开后重新保存即可 "
            "(the results of these formulas are not stored: open and save the file in Excel or WPS)"
        )
    merges = [Merge(r.min_row, r.min_col, r.max_row, r.max_col) for r in worksheet.merged_cells.ranges]
    return Sheet(worksheet.title, texts, merges, _hidden_rows(worksheet), _hidden_columns(worksheet), doubts)


def _text(shower: Shower, cell: Any, at: Position) -> str:
    value: Value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _unescaped(value)
    code = cell.number_format
    # NOTE: formats known by number alone are dates in Chinese, and nothing to openpyxl.
    chinese = CHINESE_DATES.get(cell._style.numFmtId)
    if chinese and isinstance(value, (int, float)):
        from openpyxl.utils.datetime import from_excel

        # NOTE: a number that is no day stays a number.
        with contextlib.suppress(ValueError, OverflowError):
            value, code = from_excel(value, cell.parent.parent.epoch), chinese
    return shower.show(value, code, at)


def _unescaped(text: str) -> str:
    """The text without the written-out forms of characters that XML cannot hold (_x000D_)."""
    if "_x" not in text:
        return text
    from openpyxl.utils.escape import unescape

    return unescape(text)


def _hidden_rows(worksheet: Worksheet) -> frozenset[int]:
    rows = worksheet.row_dimensions.items()
    return frozenset(number for number, row in rows if row.hidden or row.height == 0)


def _hidden_columns(worksheet: Worksheet) -> frozenset[int]:
    hidden: set[int] = set()
    for column in worksheet.column_dimensions.values():
        if column.hidden or column.width == 0:
            hidden.update(range(column.min or 0, (column.max or 0) + 1))
    return frozenset(hidden)
