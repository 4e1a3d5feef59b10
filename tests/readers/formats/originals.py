"""Cells of an original, read again by another library than the reader's own and named as places name them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping

import pytest

Cells = Mapping[str, str]


def _shown(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, (int, float)) else "" if value is None else str(value)


def _letters(column: int) -> str:
    return chr(65 + column)


def of_workbook(data: bytes) -> Cells:
    calamine = pytest.importorskip("python_calamine", reason="pip install 'budgetcheck[excel]'")
    sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    return {
        f"{_letters(column)}{line}": _shown(value)
        for line, row in enumerate(rows, 1)
        for column, value in enumerate(row)
    }


def of_docx(data: bytes) -> Cells:
    docx = pytest.importorskip("docx", reason="pip install python-docx")
    return {
        f"表{number} 行{line} 列{column}": cell.text
        for number, table in enumerate(docx.Document(io.BytesIO(data)).tables, 1)
        for line, row in enumerate(table.rows, 1)
        for column, cell in enumerate(row.cells, 1)
    }


def of_html(data: bytes) -> Cells:
    lxml = pytest.importorskip("lxml.html", reason="pip install lxml")
    encoding = "gb18030" if b"gb18030" in data[:200] else "utf-8"
    page = lxml.document_fromstring(data.decode(encoding))
    return {
        f"表{number} 行{line} 列{column}": cell.text_content().strip()
        for number, table in enumerate(page.iter("table"), 1)
        for line, row in enumerate(table.iter("tr"), 1)
        for column, cell in enumerate(row.iter("td", "th"), 1)
    }


def of_records(records: list[dict[str, str]], first: int) -> Cells:
    headed = [("1", dict(zip(records[0], records[0], strict=True)))] if records else []
    rows = [*headed, *((str(line), record) for line, record in enumerate(records, first))]
    return {f"{line} {heading}": text for line, record in rows for heading, text in record.items()}


def of_json(data: bytes) -> Cells:
    return of_records(json.loads(data), 1)


def of_json_lines(data: bytes) -> Cells:
    return of_records([json.loads(line) for line in data.decode().splitlines()], 1)


def of_parquet(data: bytes) -> Cells:
    import pyarrow.parquet as pq

    return of_records(pq.read_table(io.BytesIO(data)).to_pylist(), 2)


Original = Callable[[bytes], Cells]
