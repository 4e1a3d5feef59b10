"""Tables with merged cells, and the published ones cut into pages, are the same in every format."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.readers.formats import merged

import budgetcheck
from budgetcheck.model import Finding, Grid, Row
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
    assert sorted(map(said, report)) == sorted(map(said, expected))


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_an_example_is_the_same_with_its_merged_cells_in_another_format(
    name: str, form: str, examples: Path, tmp_path: Path
) -> None:
    (grid,) = read(examples / "layouts" / name)
    path = tmp_path / f"{Path(name).stem}.{form}"
    path.write_bytes(WRITERS[form](grid))
    assert_same(budgetcheck.validate(path), checked(examples / "layouts" / name))


@pytest.mark.parametrize("form", ["docx", "html"])
@pytest.mark.parametrize("name", ["000_5499713471e0efc3", "003_b86aac9226299ae8"])
def test_a_published_table_with_a_table_a_page_is_the_same(
    name: str, form: str, samples: Path, tmp_path: Path
) -> None:
    (grid,) = read(samples / f"{name}.txt")
    path = tmp_path / f"{name}.{form}"
    path.write_bytes({"docx": paged_docx, "html": paged_html}[form](grid))
    assert_same(budgetcheck.validate(path), checked(samples / f"{name}.txt"))


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


def paged_html(grid: Grid) -> bytes:
    parts = [b'<meta charset="utf-8">']
    for lead, table in pages(grid):
        parts += ["".join(f"<p>{line}</p>" for line in lead).encode(), merged.as_html(table)]
    return b"".join(parts)


def paged_docx(grid: Grid) -> bytes:
    docx = pytest.importorskip("docx", reason="pip install python-docx")
    document = docx.Document()
    for lead, table in pages(grid):
        for line in lead or [""]:
            document.add_paragraph(line)
        made = document.add_table(len(table.rows), max(len(row.cells) for row in table.rows))
        for row, cells in zip(made.rows, table.rows, strict=True):
            for cell, given in zip(row.cells, cells.cells, strict=False):
                cell.text = given.text
    return merged.saved(document)
