"""Cells that hold text of unknown origin: never a formula, never too long, never a character that breaks the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

from budgetcheck.reports.parts import notes

LONGEST = 32_767
"""Characters that a cell can hold."""

_DIGITS = 15
_LINE, _HIGHEST = 17, 409
_TOP = Alignment(vertical="top", wrap_text=True)
_HEAD_FILL = PatternFill("solid", fgColor="FFE7ECF1")
_BOLD = Font(bold=True)
FILLS = {severity: PatternFill("solid", fgColor=colour) for severity, colour in notes.FILLS.items()}
SUSPECT = PatternFill("solid", fgColor="FFD9F2D0")
"""For a cell that is not at fault by a rule, and that an explanation would change."""


def cell(sheet: Worksheet, value: str | int | None, *, bold: bool = False) -> Any:
    """A cell with `value`; a text stays text whatever it opens with."""
    made = WriteOnlyCell(sheet, value=None)
    put(made, value)
    made.alignment = _TOP
    if bold:
        made.font = _BOLD
    return made


def line(sheet: Worksheet, text: str, *, bold: bool = False) -> Any:
    """A cell whose text runs on over the empty cells beside it."""
    made = cell(sheet, text, bold=bold)
    made.alignment = Alignment()
    return made


def put(made: Any, value: str | int | None) -> None:
    """Let the cell hold `value`; a cell that has been written may be used again, which spares its style."""
    if isinstance(value, str):
        made.value = notes.clipped(notes.lines(value), LONGEST)
        made.data_type = "s"
    else:
        made.value = value


def amount(sheet: Worksheet, text: str | None) -> Any:
    """A cell with the amount as a number that looks as it is printed; what is none stays text.

    NOTE: the cell is never used again, since openpyxl would change its format in the rows already written too.
    """
    made = cell(sheet, text)
    form = _form(text or "")
    if form:
        # NOTE: openpyxl writes a number through a float, and 9.95 becomes 9.949999999999999; digits stay as they are.
        made.value, made.data_type, made.number_format = str(text).replace(",", ""), "n", form
    return made


def _form(text: str) -> str:
    """The format that shows the number as it is printed; empty where none does, or Excel cannot hold its digits."""
    whole, _, decimals = text.removeprefix("-").partition(".")
    digits = whole.replace(",", "") + decimals
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > _DIGITS:
        return ""
    number, places = Decimal(text.replace(",", "")), len(decimals)
    tail = f".{'0' * places}" if places else ""
    return {f"{number:,.{places}f}": f"#,##0{tail}", f"{number:.{places}f}": f"0{tail}"}.get(text, "")


def heading(sheet: Worksheet, texts: Iterable[str]) -> list[Any]:
    """The cells of a heading row."""
    made = [cell(sheet, text, bold=True) for text in texts]
    for one in made:
        one.fill = _HEAD_FILL
    return made


def note(text: str) -> Comment:
    """A comment that is large enough to be read."""
    return Comment(notes.note_text(text), notes.AUTHOR, height=notes.note_height(text), width=notes.WIDTH)


def fit(sheet: Worksheet, row: int, values: Iterable[object], widths: Iterable[float]) -> None:
    """Make the row, before it is written, as high as its texts need in columns of these widths.

    NOTE: Excel finds the height by itself when it opens a file, LibreOffice does not.
    """
    most = max(
        (_lines(v, width) for v, width in zip(values, widths, strict=True) if width and isinstance(v, str)),
        default=1,
    )
    if most > 1:
        sheet.row_dimensions[row].height = min(_LINE * most, _HIGHEST)


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(cell_len(line) / (width - 1))) for line in text.split("\n"))


def for_print(sheet: Worksheet, heading_row: int | None = None) -> None:
    """Let the sheet print across, as wide as the paper, with lines, numbered pages and its heading on each of them."""
    sheet.print_options.gridLines = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("&P / &N")
    )
    if heading_row:
        sheet.print_title_rows = f"{heading_row}:{heading_row}"


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """The columns' widths, from the first; one of 0 is folded away."""
    for number, width in enumerate(widths, 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width, column.hidden = width, not width
