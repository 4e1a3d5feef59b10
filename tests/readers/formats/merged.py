"""A grid with merged cells written again in formats that have them."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from tests.readers.formats.writers import saved

from budgetcheck.model import Grid


class Block(NamedTuple):
    """A cell with its text and how far it reaches; rows and columns from 0."""

    row: int
    column: int
    height: int
    width: int
    text: str


def blocks(grid: Grid) -> Iterator[Block]:
    """The cells of a grid that stand for themselves."""
    rows = [row.cells for row in grid.rows if not row.blank]
    for at, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell.covered:
                continue
            width = 1
            while column + width < len(cells) and cells[column + width].covered == "left":
                width += 1
            below = (row[column].covered == "above" for row in rows[at + 1 :] if column < len(row))
            height = 1 + next((n for n, covered in enumerate((*below, False)) if not covered), 0)
            yield Block(at, column, height, width, cell.text)


def width_of(grid: Grid) -> int:
    return max(len(row.cells) for row in grid.rows)


def as_xlsx(grid: Grid) -> bytes:
    openpyxl = pytest.importorskip("openpyxl", reason="pip install 'budgetcheck[excel]'")
    book = openpyxl.Workbook()
    sheet = book.active
    for block in blocks(grid):
        if block.text:
            cell = sheet.cell(block.row + 1, block.column + 1, block.text)
            cell.data_type = "s"
        if block.height > 1 or block.width > 1:
            end = block.row + block.height, block.column + block.width
            sheet.merge_cells(None, block.row + 1, block.column + 1, *end)
    return saved(book)


def as_xls(grid: Grid) -> bytes:
    xlwt = pytest.importorskip("xlwt", reason="pip install xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    for block in blocks(grid):
        end = block.row + block.height - 1, block.column + block.width - 1
        if block.height > 1 or block.width > 1:
            sheet.write_merge(block.row, end[0], block.column, end[1], block.text)
        elif block.text:
            sheet.write(block.row, block.column, block.text)
    return saved(book)


def segments(grid: Grid) -> Iterator[tuple[int, int]]:
    """The runs of rows between lines that stand alone, counted without blank rows."""
    rows = [row for row in grid.rows if not row.blank]
    start = 0
    for at, row in enumerate(rows):
        if len(row.cells) == 1:
            yield start, at
            start = at + 1
    yield start, len(rows)


def as_docx(grid: Grid) -> bytes:
    docx = pytest.importorskip("docx", reason="pip install python-docx")
    document = docx.Document()
    rows = [row for row in grid.rows if not row.blank]
    found = list(blocks(grid))
    for start, end in segments(grid):
        if start:
            document.add_paragraph(rows[start - 1].cells[0].text)
        if start < end:
            table = document.add_table(end - start, max(len(row.cells) for row in rows[start:end]))
            for block in found:
                if start <= block.row < end:
                    cell = table.cell(block.row - start, block.column)
                    last = block.row - start + block.height - 1, block.column + block.width - 1
                    cell.merge(table.cell(*last)).text = block.text
    return saved(document)


def as_html(grid: Grid) -> bytes:
    lines: dict[int, list[str]] = {}
    for block in blocks(grid):
        spans = f' rowspan="{block.height}" colspan="{block.width}"'
        text = html.escape(block.text).replace("\n", "<br>")
        lines.setdefault(block.row, []).append(f"<td{spans}>{text}</td>")
    body = "".join(f"<tr>{''.join(lines[row])}</tr>" for row in sorted(lines))
    return f'<meta charset="utf-8"><table>{body}</table>'.encode()
