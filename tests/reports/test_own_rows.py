"""Where each indicator has a row of its own, rows are shown as they are printed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from budgetcheck import load_rules
from budgetcheck.corpus import validate_files
from budgetcheck.model import Report
from budgetcheck.reports import View, content
from budgetcheck.reports.parts.source_rows import SourceRows

LAYOUTS = Path(__file__).resolve().parents[2] / "examples" / "layouts"
BY_ROW, FORMS = LAYOUTS / "by-row-faulty.html", LAYOUTS / "forms-faulty.txt"


def checked(path: Path) -> Report:
    return validate_files([str(path)], load_rules())


@pytest.mark.parametrize("path", [BY_ROW, FORMS], ids=["by row", "forms"])
def test_every_finding_lies_in_a_row_that_holds_its_words_under_its_heading(path: Path) -> None:
    report = checked(path)
    rows = SourceRows(report.frames)
    quoted = 0
    for finding in report.findings:
        row = rows.at(finding.location)
        if row is None or finding.location.column is None:
            continue
        held = {cell.heading: cell.text for cell in row.cells}
        assert finding.location.column in held
        if finding.excerpt is not None:
            quoted += 1
            assert finding.excerpt.text in held[finding.location.column]
    assert quoted >= 3


def test_each_indicator_is_a_row_under_the_headings_as_printed() -> None:
    rows = SourceRows(checked(BY_ROW).frames).of(str(BY_ROW), 1)
    assert [row.first for row in rows] == list(range(2, 14))
    first, second = ({c.heading: c.text for c in row.cells} for row in rows[2:4])
    assert first["项目名称"] == "村级组织运转经费"
    assert first["预算数"] == "827,620.53"
    assert first["三级指标"] == "保障运转村数"
    assert second == {
        "二级指标": "质量指标", "三级指标": "村级财务公开率", "指标性质": "≤", "指标值": "100", "度量单位": "%",
        "权重": "20", "指标方向性": "正向指标",
    }  # fmt: skip


def test_the_head_of_a_form_is_one_row_down_to_its_indicators() -> None:
    rows = SourceRows(checked(FORMS).frames).of(str(FORMS), 1)
    assert [(cell.heading, cell.text) for cell in rows[0].cells] == [
        ("项目名称", "城区道路养护"),
        ("年度资金总额", "125.00"),
        ("财政拨款", "100.00"),
        ("其他资金", "15.00+5.00"),
        ("年度总体目标", "完成城区道路日常养护，路面平整、标线清晰。"),
    ]
    assert [cell.text for cell in rows[1].cells] == ["产出指标", "数量指标", "养护里程", "≥30公里", "20"]


def test_a_change_names_its_column_as_the_table_does() -> None:
    report = checked(BY_ROW)
    assert {change.column for f in report.findings for e in f.explanations for change in e.changes} == {
        "预算数"
    }


@pytest.mark.parametrize("path", [BY_ROW, FORMS], ids=["by row", "forms"])
def test_the_workbook_has_a_column_for_each_heading_and_marks_the_cell(path: Path) -> None:
    report = checked(path)
    sheet = load_workbook(io.BytesIO(content(report, "xlsx", View()))).worksheets[3]
    heads = [cell.value for cell in sheet[1]]
    assert len(set(heads)) == len(heads)
    printed = report.documents[0].layout.startswith("by-row")
    assert heads[2:6] == (
        ["项目名称", "预算数", "年度目标", "一级指标"]
        if printed
        else ["项目名称", "年度资金总额", "财政拨款", "其他资金"]
    )
    told = {
        (row[0].value, heads[c.column - 1]) for row in sheet.iter_rows(min_row=2) for c in row if c.comment
    }
    wanted = {
        (row.first, f.location.column)
        for f in report.findings
        if f.suppressed is None and (row := SourceRows(report.frames).at(f.location)) is not None
    }
    assert wanted <= told
