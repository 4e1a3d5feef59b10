"""The same table gives the same lines, indicators and findings in whatever format it comes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import pytest
from tests.readers.formats import originals, writers
from tests.readers.formats.originals import Cells
from tests.readers.formats.table import BARE, TABLE, Written

import budgetcheck
from budgetcheck.model import Finding, Location

# NOTE: a table that goes on behind a line 续表 has a break that the others have not.
_BREAKS = {"STR005", "STR006"}
_PLACES = ("document", "row", "end_row", "page")


class Form(NamedTuple):
    name: str
    write: Callable[[Written], bytes]
    original: Callable[[bytes], Cells] | None = None
    table: Written = TABLE


FORMS = (
    Form("表.csv", writers.as_csv),
    Form("gb.csv", partial(writers.as_csv, encoding="gb18030")),
    Form("gb.txt", partial(writers.as_text, encoding="gb18030")),
    Form("utf-16.txt", partial(writers.as_text, encoding="utf-16")),
    Form("数字.xlsx", writers.as_xlsx, originals.of_workbook),
    Form("文字.xlsx", partial(writers.as_xlsx, numbers=False, merged=False), originals.of_workbook),
    Form("表.xls", writers.as_xls, originals.of_workbook),
    Form("libreoffice.ods", writers.as_ods, originals.of_workbook),
    Form("odfpy.ods", writers.as_odfpy, originals.of_workbook),
    Form("表.docx", writers.as_docx, originals.of_docx),
    Form("分两段.docx", partial(writers.as_docx, split=True), originals.of_docx),
    Form("表.doc", writers.as_doc),
    Form("表.rtf", partial(writers.as_doc, kind="rtf")),
    Form("表.odt", partial(writers.as_doc, kind="odt")),
    Form("导出.xls", writers.as_excel_xml),
    Form("表.mht", writers.as_mht),
    Form("表.html", writers.as_html, originals.of_html),
    Form("gb.html", partial(writers.as_html, encoding="gb18030", closed=False), originals.of_html),
    Form("表.json", writers.as_json, originals.of_json, BARE),
    Form("表.jsonl", writers.as_json_lines, originals.of_json_lines, BARE),
    Form("表.parquet", writers.as_parquet, originals.of_parquet, BARE),
)
NAMES = [form.name for form in FORMS]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Form], tuple[bytes, Any]]:
    """Each form written, and its report; made once."""
    folder = tmp_path_factory.mktemp("formats")
    known: dict[str, tuple[bytes, Any]] = {}

    def check(form: Form) -> tuple[bytes, Any]:
        if form.name not in known:
            data = form.write(form.table)
            (folder / form.name).write_bytes(data)
            known[form.name] = data, budgetcheck.validate(folder / form.name)
        return known[form.name]

    return check


@pytest.fixture(scope="module")
def plain(checked: Callable[[Form], tuple[bytes, Any]]) -> Callable[[Form], Any]:
    """The report on the text with the same lines above the table."""

    def report(form: Form) -> Any:
        kind = "无表名" if form.table is BARE else "表"
        return checked(Form(f"{kind}.txt", writers.as_text, table=form.table))[1]

    return report


def without_places(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=[name for name in _PLACES if name in frame.columns])


def said(finding: Finding) -> tuple[object, ...]:
    where = finding.location
    return (
        finding.rule, finding.message.zh, finding.expected, finding.actual, finding.difference, where.column,
        where.department, where.unit, where.project, where.indicator, finding.excerpt,
    )  # fmt: skip


def findings(report: Any) -> list[str]:
    return sorted(str(said(finding)) for finding in report if finding.rule not in _BREAKS)


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_lines_and_indicators_are_the_same(form: Form, checked: Any, plain: Any) -> None:
    _, report = checked(form)
    assert report.tool_errors == ()
    pd.testing.assert_frame_equal(without_places(report.lines), without_places(plain(form).lines))
    pd.testing.assert_frame_equal(without_places(report.indicators), without_places(plain(form).indicators))


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_findings_are_the_same(form: Form, checked: Any, plain: Any) -> None:
    _, report = checked(form)
    assert findings(report) == findings(plain(form))
    assert len(report) >= 13


def place_in(cells: Cells, where: Location) -> str:
    """The text of the cell that a finding names, as another library reads it."""
    return cells[where.cell if where.cell else f"{where.line} {where.column}"]


@pytest.mark.parametrize(
    "form", [form for form in FORMS if form.original], ids=[form.name for form in FORMS if form.original]
)
def test_the_cell_that_a_finding_names_holds_the_quoted_text(form: Form, checked: Any) -> None:
    data, report = checked(form)
    assert form.original is not None
    cells = form.original(data)
    quoted = 0
    for finding in report:
        where, excerpt = finding.location, finding.excerpt
        if where.column is None or where.span is None or excerpt is None:
            continue
        start, end = where.span
        text = place_in(cells, where)
        marked = excerpt.text[excerpt.start : excerpt.end]
        assert text[start:end].startswith(marked), (finding.rule, where)
        assert excerpt.text in text
        quoted += 1
    assert quoted >= 8


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_every_cell_of_the_frames_stands_where_it_says(form: Form, checked: Any) -> None:
    data, report = checked(form)
    if form.original is None:
        return
    cells = form.original(data)
    frame = report.data.frames["cells"]
    for row, heading, address, raw in zip(
        frame["row"], frame["heading"], frame["address"], frame["raw"], strict=True
    ):
        if raw:
            assert cells[address or f"{row} {heading}"].strip() == raw.strip()
