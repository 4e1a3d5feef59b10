"""Cells that hold text of unknown origin: never a formula, never too long, never a character that breaks the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from budgetcheck.reports.parts import notes

LONGEST = 32_767
"""Characters that a cell can hold."""

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


def put(made: Any, value: str | int | None) -> None:
    """Let the cell hold `value`; a cell that has been written may be used again, which spares its style."""
    if isinstance(value, str):
        made.value = notes.clipped(notes.lines(value), LONGEST)
        made.data_type = "s"
    else:
        made.value = value


def heading(sheet: Worksheet, texts: Iterable[str]) -> list[Any]:
    """The cells of a heading row."""
    made = [cell(sheet, text, bold=True) for text in texts]
    for one in made:
        one.fill = _HEAD_FILL
    return made


def note(text: str) -> Comment:
    """A comment that is large enough to be read."""
    return Comment(notes.note_text(text), notes.AUTHOR, height=notes.note_height(text), width=notes.WIDTH)


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """The columns' widths, from the first."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
