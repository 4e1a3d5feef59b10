"""JSON and JSON lines of rows with the printed headings, to a `Grid`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Cell, Grid, Row, Source
from budgetcheck.readers.encoding import decode
from budgetcheck.readers.faults import too_many_cells
from budgetcheck.readers.interface import Request
from budgetcheck.readers.text import lines_of

_ROWS = ("rows", "data", "records")


class _Number(str):
    """A number as the file writes it, so that 30.00 stays 30.00."""

    __slots__ = ()


Record = dict[str, Any]


def read(request: Request) -> list[Grid]:
    """The grid of the file: its keys are the headings; the row of a record has its number, counted from 1.

    In JSON lines that is the number of its line.

    Raises:
        UnreadableInputError: it is no JSON, or not of rows with headings.
    """
    decoded = decode(request.file, request.data)
    found = request.source(request.kind or "json")
    source = Source(
        found.file, found.kind, found.sha256, found.size, decoded.encoding, decoded.confidence, found.spans
    )
    if request.kind == "json-lines":
        records = _of_lines(request.file, decoded.text)
    else:
        value = _parsed(request.file, decoded.text.lstrip("\ufeff"), "")
        records = list(enumerate(_rows(request.file, value), 1))
    return [Grid(source, tuple(_grid_rows(request, records)), notes=decoded.notes)]


def _of_lines(file: str, text: str) -> list[tuple[int, Any]]:
    lines = enumerate(lines_of(text.lstrip("\ufeff")), 1)
    return [(number, _parsed(file, line, f"第{number}行")) for number, line in lines if line.strip()]


def _parsed(file: str, text: str, place: str) -> Any:
    try:
        return json.loads(text, parse_float=_Number, parse_int=_Number, parse_constant=_Number)
    except json.JSONDecodeError as fault:
        raise UnreadableInputError(
            file,
            f"不是有效的 JSON：{fault.msg} (no valid JSON: {fault.msg})",
            "请重新导出 (export it again)",
            place or f"第{fault.lineno}行",
        ) from None
    except RecursionError:
        raise UnreadableInputError(
            file,
            "JSON 嵌套太深 (JSON nested too deeply)",
            "每行应是一个对象 (a row should be one object)",
            place,
        ) from None


def _rows(file: str, value: Any) -> Sequence[Any]:
    """The list of rows: the value itself, or what an object holds under a usual name or alone."""
    if isinstance(value, dict):
        lists = {key: held for key, held in value.items() if isinstance(held, list)}
        named = [lists[key] for key in _ROWS if key in lists] or list(lists.values())
        value = named[0] if len(named) == 1 else value if lists else [value]
    if isinstance(value, list):
        return value
    raise _no_rows(file, "文件里有几个列表 (there are several lists)" if value else "")


def _grid_rows(request: Request, records: Sequence[tuple[int, Any]]) -> Iterable[Row]:
    file = request.file
    held = [record for _, record in records]
    if held and all(isinstance(record, list) for record in held):
        return [_row(file, number, record) for number, record in records]
    if not held or not all(isinstance(record, dict) for record in held):
        raise _no_rows(file, "")
    headings = list(dict.fromkeys(key for record in held for key in record))
    # NOTE: records that share no key make a table as wide as they are many.
    cells = len(headings) * (len(records) + 1)
    if cells > request.limits.cells:
        raise too_many_cells(request, cells)
    top = Row(records[0][0], tuple(Cell(heading, column) for column, heading in enumerate(headings, 1)))
    return [top, *(_row(file, number, [record.get(key) for key in headings]) for number, record in records)]


def _row(file: str, number: int, values: Sequence[Any]) -> Row:
    if any(isinstance(value, (dict, list)) for value in values):
        raise _no_rows(
            file, f"第{number}条的一格里是列表或对象 (a cell of record {number} holds a list or an object)"
        )
    texts = map(_text, values)
    return Row(number, tuple(Cell(text, column) for column, text in enumerate(texts, 1)))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value)


def _no_rows(file: str, why: str) -> UnreadableInputError:
    return UnreadableInputError(
        file,
        why or "JSON 里不是一行行的表 (the JSON holds no rows of a table)",
        '应为 [{"项目名称": "…", "总计": "…"}, …]，键名与表头相同 (a list of objects whose keys are the headings)',
    )
