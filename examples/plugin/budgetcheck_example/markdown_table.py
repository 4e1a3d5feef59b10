"""A reader: tables written in Markdown, as notes and wikis hold them."""

from __future__ import annotations

from budgetcheck.model import Cell, Grid, Row
from budgetcheck.readers.interface import Format, Request

FORMAT = Format("markdown-table", "budgetcheck_example.markdown_table", (".md",), isolated=False)


def recognises(data: bytes) -> bool:
    """Whether the bytes open with a row of a Markdown table."""
    first, _, rest = data.lstrip().partition(b"\n")
    return first.startswith(b"|") and rest.lstrip().startswith((b"|-", b"|:", b"| -", b"| :"))


def read(request: Request) -> list[Grid]:
    """One grid: a row per line, cells between the bars, the line under the heading left out."""
    lines = request.data.decode("utf-8").split("\n")
    rows = (_row(number, line) for number, line in enumerate(lines, 1) if not set(line) <= set("|-: "))
    return [Grid(request.source("markdown-table", spans="line"), tuple(rows))]


def _row(number: int, line: str) -> Row:
    cells, start = [], 1
    for column, text in enumerate(line.strip().strip("|").split("|"), 1):
        bare = text.strip()
        cells.append(Cell(bare, column, start + text.find(bare)))
        start += len(text) + 1
    return Row(number, tuple(cells))
