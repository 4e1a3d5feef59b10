"""The same table in every format; each writer gives the bytes of a file."""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.readers.formats.table import MONEY, Written

Writer = Callable[[Written], bytes]


def as_text(table: Written, encoding: str = "utf-8") -> bytes:
    lines = ["\t".join(row) for row in (*table.lead, *table.body)]
    return ("\n".join(lines) + "\n").encode(encoding)


def as_csv(table: Written, encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows((*table.lead, *table.body))
    return out.getvalue().encode(encoding)


def number(text: str) -> float:
    return float(text.replace(",", ""))


def as_xlsx(table: Written, *, numbers: bool = True, merged: bool = True) -> bytes:
    openpyxl = pytest.importorskip("openpyxl", reason="pip install 'budgetcheck[excel]'")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "绩效目标"
    fill_sheet(sheet, table, numbers=numbers, merged=merged)
    return saved(book)


def fill_sheet(sheet: Any, table: Written, *, numbers: bool = True, merged: bool = True, top: int = 1) -> int:
    """Write the table from row `top`; the first row below it."""
    for row, texts in enumerate((*table.lead, *table.body), top):
        body = row - top >= len(table.lead) + 1
        for index, text in enumerate(texts):
            if not text:
                continue
            cell = sheet.cell(row, index + 1)
            if numbers and body and index in MONEY:
                cell.value, cell.number_format = number(text), "#,##0.00"
            else:
                cell.value = text
                cell.data_type = "s"
        if merged and row - top < len(table.lead):
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=table.width)
    return top + len(table.lead) + len(table.body)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xls(table: Written) -> bytes:
    xlwt = pytest.importorskip("xlwt", reason="pip install xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("绩效目标")
    money = xlwt.easyxf(num_format_str="#,##0.00")
    for row, texts in enumerate((*table.lead, *table.body)):
        if row < len(table.lead):
            sheet.write_merge(row, row, 0, table.width - 1, texts[0])
            continue
        for index, text in enumerate(texts):
            if text and index in MONEY and row > len(table.lead):
                sheet.write(row, index, number(text), money)
            elif text:
                sheet.write(row, index, text)
    return saved(book)


def as_ods(table: Written) -> bytes:
    return converted(as_xlsx(table), "xlsx", "ods")


def as_odfpy(table: Written) -> bytes:
    pytest.importorskip("odf", reason="pip install odfpy")
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    sheet = Table(name="绩效目标")
    for row, texts in enumerate((*table.lead, *table.body)):
        made = TableRow()
        for index, text in enumerate(texts):
            given = {"valuetype": "string"} if text else {}
            if text and index in MONEY and row > len(table.lead):
                given = {"valuetype": "float", "value": text.replace(",", "")}
            cell = TableCell(**given)
            if text:
                cell.addElement(P(text=text))
            made.addElement(cell)
        sheet.addElement(made)
    document.spreadsheet.addElement(sheet)
    return saved(document)


def as_docx(table: Written, *, split: bool = False) -> bytes:
    docx = pytest.importorskip("docx", reason="pip install python-docx")
    document = docx.Document()
    for (line,) in table.lead:
        document.add_paragraph(line)
    body = table.body
    cut = len(body) // 2 if split else len(body)
    for number_, rows in enumerate(filter(None, (body[:cut], body[cut:]))):
        if number_:
            document.add_paragraph("续表")
        made = document.add_table(len(rows), table.width)
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.add_paragraph("")
    return saved(document)


def as_doc(table: Written, kind: str = "doc") -> bytes:
    return converted(as_docx(table), "docx", kind)


def as_excel_xml(table: Written) -> bytes:
    rows = []
    for line, texts in enumerate((*table.lead, *table.body)):
        cells = []
        for column, text in enumerate(texts, 1):
            if not text:
                continue
            money = column - 1 in MONEY and line > len(table.lead)
            kind, shown = ("Number", text.replace(",", "")) if money else ("String", html.escape(text))
            style = ' ss:StyleID="money"' if money else ""
            cells.append(f'<Cell ss:Index="{column}"{style}><Data ss:Type="{kind}">{shown}</Data></Cell>')
        rows.append(f"<Row>{''.join(cells)}</Row>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="money">'
        '<NumberFormat ss:Format="Standard"/></Style></Styles>'
        f'<Worksheet ss:Name="绩效目标"><Table>{"".join(rows)}</Table></Worksheet></Workbook>'
    ).encode()


def as_mht(table: Written) -> bytes:
    page = base64.encodebytes(as_html(table, "gb18030")).decode()
    return (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="----=_NextPart"\n\n'
        "------=_NextPart\nContent-Location: file:///C:/a.htm\nContent-Transfer-Encoding: base64\n"
        f'Content-Type: text/html; charset="gb2312"\n\n{page}\n------=_NextPart--\n'
    ).encode()


def as_html(table: Written, encoding: str = "utf-8", *, closed: bool = True) -> bytes:
    title, *lines = [line for (line,) in table.lead] or [""]
    cells = [_tag_row("th", table.headings, closed)] + [_tag_row("td", row, closed) for row in table.rows]
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>公开</title>'
        "<style>td{border:1px solid}</style><script>var rows = '<td>9.99</td>';</script></head>"
        f"<body><h1>{html.escape(title)}</h1>{paragraphs}<table border=1>{''.join(cells)}</table>"
        '<div style="display:none">2023年旧表</div></body></html>'
    )
    return page.encode(encoding)


def _tag_row(tag: str, texts: Iterable[str], closed: bool) -> str:
    ends = (f"</{tag}>", "</tr>\n") if closed else ("", "\n")
    return "<tr>" + "".join(f"<{tag}>{html.escape(text)}{ends[0]}" for text in texts) + ends[1]


def records(table: Written) -> list[dict[str, str]]:
    return [dict(zip(table.headings, row, strict=True)) for row in table.rows]


def as_json(table: Written) -> bytes:
    return json.dumps(records(table), ensure_ascii=False, indent=1).encode()


def as_json_lines(table: Written) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records(table)).encode()


def as_parquet(table: Written) -> bytes:
    pa = pytest.importorskip("pyarrow", reason="pip install 'budgetcheck[parquet]'")
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records(table)), out)
    return out.getvalue()


def converted(data: bytes, before: str, after: str) -> bytes:
    """What LibreOffice makes of a file."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (the command soffice on the PATH enables this test)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"given.{before}").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, "--headless", profile, "--convert-to", after, "--outdir", str(folder / "out")]
        subprocess.run([*command, str(folder / f"given.{before}")], check=True, capture_output=True)
        return (folder / "out" / f"given.{after}").read_bytes()
