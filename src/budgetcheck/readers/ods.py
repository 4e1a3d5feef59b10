"""ODS workbooks to grids: the texts that the file itself says its cells show."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from xml.etree.ElementTree import Element

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.faults import too_many_cells
from budgetcheck.readers.interface import Request
from budgetcheck.readers.ods_text import shown_text
from budgetcheck.readers.sheet_grid import Merge, Position, Sheet, addresses, grids_of
from budgetcheck.readers.sheet_values import Shower, left_out
from budgetcheck.readers.xml_parts import child, local, number, parsed, value
from budgetcheck.text.number_formats import kept_number

_MOST_COLUMNS = 1 << 20
_CONTENT = "content.xml"
_GROUPS = frozenset(
    (
        "table-header-rows",
        "table-row-group",
        "table-rows",
        "table-header-columns",
        "table-column-group",
        "table-columns",
    )
)
_CELLS = frozenset(("table-cell", "covered-table-cell"))
_HIDING = frozenset(("collapse", "filter"))


def read(request: Request) -> list[Grid]:
    """The grids of the visible sheets; hidden sheets, rows and columns are left out and named in the notes.

    Raises:
        UnreadableInputError: the file has no content, too much of it, or no sheet shows anything.
    """
    with zipfile.ZipFile(io.BytesIO(request.data)) as archive:
        if _CONTENT not in archive.namelist():
            raise UnreadableInputError(
                request.file, "ODS 文件缺少正文 (the file has no content part)", "请重新另存 (save it anew)"
            )
        root = parsed(archive, _CONTENT)
    unshown = {
        value(style, "name") or ""
        for style in root.iter()
        if local(style) == "style" and any(value(inner, "display") == "false" for inner in style)
    }
    tables = [element for element in root.iter() if local(element) == "table"]
    hidden = [table for table in tables if value(table, "style-name") in unshown]
    sheets = [_Reader(request).sheet(table) for table in tables if table not in hidden]
    names = [value(table, "name") or "" for table in hidden]
    return grids_of(request.file, request.source("ods"), sheets, left_out(names))


class _Held(NamedTuple):
    column: int
    times: int
    text: str
    cell: Element


class _Reader:
    """Reads one sheet; repeated rows and cells are written out as far as they show anything."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._texts: dict[Position, str] = {}
        self._merges: list[Merge] = []
        self._uncached: list[Position] = []
        self._shower = Shower()

    def sheet(self, table: Element) -> Sheet:
        name = value(table, "name") or ""
        columns = frozenset(_hidden(table, "table-column", "number-columns-repeated"))
        rows = frozenset(_hidden(table, "table-row", "number-rows-repeated"))
        line = 1
        for row in _parts(table, "table-row"):
            times = _number(value(row, "number-rows-repeated"))
            self._row(row, line, times)
            line += times
        doubts = self._shower.doubts(name)
        if self._uncached:
            doubts.append(
                f"工作表「{name}」{addresses(self._uncached)}的公式没有存下结果，读到的是公式；重新打开并保存即可 "
                "(the results of these formulas are not stored: open and save the file)"
            )
        return Sheet(name, self._texts, self._merges, rows, columns, doubts)

    def _row(self, row: Element, line: int, times: int) -> None:
        held = list(self._held(row, line))
        size = len(self._texts) + times * sum(cell.times for cell in held)
        if size > self._request.limits.cells:
            raise too_many_cells(self._request, size)
        for cell in held:
            for column in range(cell.column, cell.column + cell.times):
                for at in range(line, line + times):
                    self._texts[at, column] = cell.text

    def _held(self, row: Element, line: int) -> Iterator[_Held]:
        """The cells of a row that show anything; merges are noted on the way."""
        column = 1
        for cell in row:
            if local(cell) not in _CELLS:
                continue
            times = _number(value(cell, "number-columns-repeated"))
            text = self._text(cell, (line, column)) if local(cell) == "table-cell" else ""
            if text:
                yield _Held(column, times, text, cell)
            wide, high = (
                _number(value(cell, "number-columns-spanned")),
                _number(value(cell, "number-rows-spanned")),
            )
            if wide > 1 or high > 1:
                self._merges.append(Merge(line, column, line + high - 1, column + wide - 1))
            column += times

    def _text(self, cell: Element, at: Position) -> str:
        text = shown_text(cell)
        stored = value(cell, "value")
        if (
            not text
            and stored is None
            and (formula := value(cell, "formula"))
            and value(cell, "value-type") is None
        ):
            self._uncached.append(at)
            return f"={formula.partition('=')[2]}"
        number = _decimal(stored) if value(cell, "value-type") in ("float", "currency") else None
        if number is None:
            return text
        # NOTE: files of other programs may hold the number alone.
        return (
            self._noted(text, kept_number(number), at)
            if text
            else self._shower.show(float(number), "General", at)
        )

    def _noted(self, text: str, number: Decimal, at: Position) -> str:
        """`text`, with a note when it shows less of the number than is stored."""
        shown = _decimal(text.replace(",", ""))
        if shown is not None and shown != number:
            far = shown == 0 or abs(number / shown) >= 2
            (self._shower.scaled if far and abs(number) >= 1 else self._shower.rounded).append(at)
            self._shower.example = self._shower.example or f"{text} ← {number:f}"
        return text


def _parts(element: Element, name: str) -> Iterator[Element]:
    """The rows or columns of a table, also those in groups."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in _GROUPS:
            yield from _parts(inner, name)


def _hidden(table: Element, name: str, repeated: str) -> Iterator[int]:
    at = 1
    for part in _parts(table, name):
        times = _number(value(part, repeated))
        # NOTE: the rest of a sheet is often hidden in one piece; what holds nothing needs no number.
        if value(part, "visibility") in _HIDING and (name == "table-column" or _says(part)):
            yield from range(at, at + min(times, _MOST_COLUMNS))
        at += times


def _says(row: Element) -> bool:
    return any(child(cell, "p") is not None for cell in row)


def _number(text: str | None) -> int:
    return max(number(text, 1), 1)


def _decimal(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
