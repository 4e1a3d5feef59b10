"""Tables with merged cells, and the published ones cut into pages, are the same in every format."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.readers.formats import merged

import budgetcheck
from budgetcheck.model import Cell, Finding, Grid, Row
from budgetcheck.readers import read

WRITERS: dict[str, Callable[[Grid], bytes]] = {
    "xlsx": merged.as_xlsx,
    "xls": merged.as_xls,
    "docx": merged.as_docx,
    "html": merged.as_html,
}
LAYOUTS = sorted(
    path.name
    for path in (ROOT / "examples" / "layouts").iterdir()
    if path.suffix in (".txt", ".csv", ".html") and path.stem != "unknown"
)
# NOTE: that pages stand in sheets is said of the file and not of the table.
_OF_SHEETS = {"STR037"}
_PLACES = ("document", "row", "end_row", "page", "width")


@cache
def checked(path: Path) -> Any:
    return budgetcheck.validate(path)


def without_places(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=[name for name in _PLACES if name in frame.columns])


def said(finding: Finding) -> str:
    where = finding.location
    facts = (finding.rule, finding.expected, finding.actual, finding.difference, where.column, where.project)
    return str((*facts, where.indicator, finding.excerpt))


def assert_same(report: Any, expected: Any) -> None:
    assert report.tool_errors == ()
    pd.testing.assert_frame_equal(without_places(report.lines), without_places(expected.lines))
    pd.testing.assert_frame_equal(without_places(report.indicators), without_places(expected.indicators))
    findings = [finding for finding in report if finding.rule not in _OF_SHEETS]
    assert sorted(map(said, findings)) == sorted(map(said, expected))


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_an_example_is_the_same_with_its_merged_cells_in_another_format(
    name: str, form: str, examples: Path, tmp_path: Path
) -> None:
    (grid,) = read(examples / "layouts" / name)
    path = tmp_path / f"{Path(name).stem}.{form}"
    path.write_bytes(WRITERS[form](grid))
    assert_same(budgetcheck.validate(path), checked(examples / "layouts" / name))


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx", "html", "paged.xlsx", "paged.docx", "paged.html"])
@pytest.mark.parametrize("name", ["000_5499713471e0efc3", "003_b86aac9226299ae8"])
def test_a_published_table_is_the_same_in_one_piece_and_with_a_table_or_sheet_a_page(
    name: str, form: str, samples: Path, tmp_path: Path
) -> None:
    (grid,) = read(samples / f"{name}.txt")
    path = tmp_path / f"{name}.{form}"
    path.write_bytes(PUBLISHED[form](grid))
    report = budgetcheck.validate(path)
    assert_same(report, checked(samples / f"{name}.txt"))
    assert [f.rule for f in report if f.rule in _OF_SHEETS] == ["STR037"] * (form == "paged.xlsx")


@pytest.mark.parametrize("name", ["000_5499713471e0efc3", "003_b86aac9226299ae8"])
def test_a_finding_names_the_sheet_and_cell_of_its_own_page(name: str, samples: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="pip install 'budgetcheck[excel]'")
    (grid,) = read(samples / f"{name}.txt")
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(paged_xlsx(grid))
    book = openpyxl.load_workbook(path)
    quoted: dict[str | None, int] = {}
    for finding in budgetcheck.validate(path):
        where, excerpt = finding.location, finding.excerpt
        if where.cell is None or where.sheet is None or excerpt is None:
            continue
        assert excerpt.text in book[where.sheet][where.cell].value, (finding.rule, where)
        assert where.cell.endswith(str(where.line))
        assert where.end_line is not None
        assert where.line <= where.end_line <= book[where.sheet].max_row
        quoted[where.sheet] = quoted.get(where.sheet, 0) + 1
    assert set(quoted) == set(book.sheetnames)


def pages(grid: Grid) -> list[tuple[list[str], Grid]]:
    """The pages of a published text: the lines above each table, and its rows."""
    found: list[tuple[list[str], list[Row]]] = [([], [])]
    for row in grid.rows:
        if len(row.cells) > 1:
            found[-1][1].append(row)
            continue
        if found[-1][1]:
            found.append(([], []))
        if not row.blank:
            found[-1][0].append(row.cells[0].text)
    return [(lead, Grid(grid.source, tuple(rows))) for lead, rows in found if rows]


def as_csv(grid: Grid) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([cell.text for cell in row.cells] for row in grid.rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(*sheets: tuple[str, Iterable[Row]]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl", reason="pip install 'budgetcheck[excel]'")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for line, row in enumerate(rows, 1):
            for cell in row.cells:
                if cell.text:
                    sheet.cell(line, cell.column, cell.text).data_type = "s"
    return merged.saved(book)


def whole_xlsx(grid: Grid) -> bytes:
    return as_xlsx(("绩效目标", grid.rows))


def paged_xlsx(grid: Grid) -> bytes:
    return as_xlsx(
        *(
            (f"Page {number}", [*(Row(0, (Cell(line, 1),)) for line in lead), *table.rows])
            for number, (lead, table) in enumerate(pages(grid), 1)
        )
    )


def in_one(grid: Grid) -> tuple[list[str], Grid]:
    """The lines above a text's table, and all else that is not blank as rows of it."""
    first = next(at for at, row in enumerate(grid.rows) if len(row.cells) > 1)
    lead = [row.cells[0].text for row in grid.rows[:first] if not row.blank]
    return lead, Grid(grid.source, grid.rows[first:])


def as_html(tables: Iterable[tuple[list[str], Grid]]) -> bytes:
    parts = [b'<meta charset="utf-8">']
    for lead, table in tables:
        parts += ["".join(f"<p>{line}</p>" for line in lead).encode(), b"<table>"]
        parts += [_tag_row(row).encode() for row in table.rows]
        parts.append(b"</table>")
    return b"".join(parts)


def _tag_row(row: Row) -> str:
    return f"<tr>{''.join(f'<td>{html.escape(cell.text)}</td>' for cell in row.cells)}</tr>"


def as_docx(tables: Iterable[tuple[list[str], Grid]]) -> bytes:
    docx = pytest.importorskip("docx", reason="pip install python-docx")
    document = docx.Document()
    for lead, table in tables:
        for line in lead or [""]:
            document.add_paragraph(line)
        made = document.add_table(len(table.rows), max(len(row.cells) for row in table.rows))
        for row, cells in zip(made.rows, table.rows, strict=True):
            for cell, given in zip(row.cells, cells.cells, strict=False):
                cell.text = given.text
    return merged.saved(document)


PUBLISHED: dict[str, Callable[[Grid], bytes]] = {
    "csv": as_csv,
    "xlsx": whole_xlsx,
    "docx": lambda grid: as_docx([in_one(grid)]),
    "html": lambda grid: as_html([in_one(grid)]),
    "paged.xlsx": paged_xlsx,
    "paged.docx": lambda grid: as_docx(pages(grid)),
    "paged.html": lambda grid: as_html(pages(grid)),
}
