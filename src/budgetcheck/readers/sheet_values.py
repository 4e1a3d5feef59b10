"""The values of spreadsheet cells as texts, and a record of what their formats hide."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from budgetcheck.readers.sheet_grid import Position, addresses
from budgetcheck.text.date_formats import may_be_digits, shown_date
from budgetcheck.text.number_formats import kept_number, shown_number

Value = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(slots=True)
class Shower:
    """Shows the values of one sheet; what is not shown whole, it remembers."""

    rounded: list[Position] = field(default_factory=list)
    scaled: list[Position] = field(default_factory=list)
    hidden: list[Position] = field(default_factory=list)
    days: list[Position] = field(default_factory=list)
    example: str = ""

    def show(self, value: Value, code: str, at: Position) -> str:
        """The text that a cell with the format `code` shows."""
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, (int, float)):
            return self._number(value, code, at)
        if isinstance(value, (date, time)):
            if not isinstance(value, time) and may_be_digits(value, code):
                self.days.append(at)
            return shown_date(value, code)
        return "" if value is None else str(value)

    def _number(self, value: float, code: str, at: Position) -> str:
        shown = shown_number(value, code)
        if not shown.text and value:
            self.hidden.append(at)
        elif shown.scale != 1:
            self.scaled.append(at)
        elif not shown.exact:
            if not self.rounded:
                self.example = f"{shown.text} ← {kept_number(value):f}"
            self.rounded.append(at)
        return shown.text

    def doubts(self, sheet: str) -> list[str]:
        """What is said of numbers that are not shown whole, and of days that may have been digits."""
        doubts = []
        if self.rounded:
            doubts.append(
                f"工作表「{sheet}」{addresses(self.rounded)}显示的小数位比存储的少（{self.example}），以显示的为准 "
                "(these cells show fewer decimals than they store; they are read as shown)"
            )
        if self.scaled:
            doubts.append(
                f"工作表「{sheet}」{addresses(self.scaled)}的数字格式把数缩小后显示，以显示的为准 "
                "(the number format of these cells shows a fraction of what they store; they are read as shown)"
            )
        if self.hidden:
            doubts.append(
                f"工作表「{sheet}」{addresses(self.hidden)}有数，但格式使其不显示，按空格处理 "
                "(these cells hold a number that their format hides; they are read as empty)"
            )
        if self.days:
            doubts.append(
                f"工作表「{sheet}」{addresses(self.days)}是日期，只显示月和日，可能是输入「3-5」一类文字时被自动改成的 "
                "(these cells hold dates shown as month and day, which a sheet may have made of text such as 3-5)"
            )
        return doubts


def left_out(hidden: list[str]) -> list[str]:
    """What is said of hidden sheets."""
    names = "、".join(f"「{name}」" for name in hidden)
    return [f"隐藏的工作表{names}没有读取 (hidden sheets were left out)"] if hidden else []
