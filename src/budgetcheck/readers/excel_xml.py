"""Excel 2003 XML to grids: what each visible sheet shows; many systems export it under the name of XLS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from xml.etree.ElementTree import Element

from budgetcheck.model import Grid
from budgetcheck.readers.interface import Request
from budgetcheck.readers.sheet_grid import Merge, Position, Sheet, grids_of
from budgetcheck.readers.sheet_values import Shower, Value, left_out
from budgetcheck.readers.xml_parts import child, local, number, root_of, value

_REMEDY = "用 Excel 或 WPS 打开后另存为 XLSX (open it in Excel or WPS and save it as XLSX)"
_FORMATS = {
    "General Number": "General", "Standard": "#,##0.00", "Fixed": "0.00", "Percent": "0.00%",
    "Short Date": "mm-dd-yy", "Medium Date": "mm-dd-yy", "General Date": "mm-dd-yy",
    "Long Date": 'yyyy"年"m"月"d"日"', "Currency": "¥#,##0.00", "Euro Currency": "€#,##0.00",
}  # fmt: skip


def read(request: Request) -> list[Grid]:
    """The grids of the visible sheets; hidden sheets, rows and columns are left out and named in the notes.

    Raises:
        UnreadableInputError: it declares entities, is cut short, or no sheet shows anything.
    """
    book = root_of(request, "Excel 2003 XML", _REMEDY)
    formats = {value(style, "ID") or "": _format(style) for style in book.iter() if local(style) == "Style"}
    sheets = [element for element in book if local(element) == "Worksheet"]
    hidden = [sheet for sheet in sheets if not _visible(sheet)]
    shown = (_Reader(formats).sheet(sheet) for sheet in sheets if sheet not in hidden)
    names = [value(sheet, "Name") or "" for sheet in hidden]
    return grids_of(request.file, request.source("excel-xml"), shown, left_out(names))


def _format(style: Element) -> str:
    found = child(style, "NumberFormat")
    code = (value(found, "Format") or "General") if found is not None else "General"
    return _FORMATS.get(code, code)


def _visible(sheet: Element) -> bool:
    options = child(sheet, "WorksheetOptions")
    state = child(options, "Visible") if options is not None else None
    return state is None or not (state.text or "").strip().startswith("Sheet")


class _Reader:
    """Reads one sheet."""

    def __init__(self, formats: Mapping[str, str]) -> None:
        self._formats = formats
        self._shower = Shower()
        self._merges: list[Merge] = []
        self._texts: dict[Position, str] = {}

    def sheet(self, sheet: Element) -> Sheet:
        name = value(sheet, "Name") or ""
        table = child(sheet, "Table")
        hidden: dict[str, set[int]] = {"Row": set(), "Column": set()}
        for part, at, span in _numbered(table, hidden):
            if value(part, "Hidden") == "1" or value(part, "Height") == "0" or value(part, "Width") == "0":
                hidden[local(part)].update(range(at, at + span))
            if local(part) == "Row":
                self._row(part, at)
        rows, columns = frozenset(hidden["Row"]), frozenset(hidden["Column"])
        return Sheet(name, self._texts, self._merges, rows, columns, self._shower.doubts(name))

    def _row(self, row: Element, line: int) -> None:
        column = 0
        for cell in row:
            if local(cell) != "Cell":
                continue
            column = number(value(cell, "Index"), column + 1)
            right, below = number(value(cell, "MergeAcross"), 0), number(value(cell, "MergeDown"), 0)
            if right or below:
                self._merges.append(Merge(line, column, line + below, column + right))
            text = self._text(cell, (line, column))
            if text:
                self._texts[line, column] = text
            column += right

    def _text(self, cell: Element, at: Position) -> str:
        data = child(cell, "Data")
        if data is None:
            formula = value(cell, "Formula")
            return formula or ""
        code = self._formats.get(value(cell, "StyleID") or "", "General")
        return self._shower.show(_value(data), code, at)


def _value(data: Element) -> Value:
    text, kind = "".join(data.itertext()), value(data, "Type")
    if kind == "Boolean":
        return text.strip() == "1"
    try:
        if kind == "Number":
            return float(text)
        return datetime.fromisoformat(text.strip()) if kind == "DateTime" else text
    except ValueError:
        return text


def _numbered(table: Element | None, kinds: Mapping[str, object]) -> Iterator[tuple[Element, int, int]]:
    """The rows and columns of a table with their numbers, and how many each stands for."""
    reached = dict.fromkeys(kinds, 0)
    for part in table if table is not None else ():
        kind = local(part)
        if kind in kinds:
            at = number(value(part, "Index"), reached[kind] + 1)
            span = 1 + number(value(part, "Span"), 0)
            reached[kind] = at + span - 1
            yield part, at, min(span, 1 << 20)
