"""The workbook is opened with another library and by LibreOffice, and holds nothing that could run."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook
from rich.cells import cell_len
from tests.reports import generated, samples

from budgetcheck import load_rules
from budgetcheck.corpus import validate_files
from budgetcheck.model import Bilingual, Report
from budgetcheck.reports import View, content, html_text
from budgetcheck.reports.parts.source_rows import SourceRows
from budgetcheck.reports.workbook.sheets import findings_sheets

python_calamine = pytest.importorskip(
    "python_calamine", reason="needs another reader: pip install python-calamine"
)

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SOFFICE = shutil.which("soffice")


def made(report: Report, lang: str = "zh") -> bytes:
    return content(report, "xlsx", View(lang=lang))


@pytest.fixture(scope="module")
def audited() -> Report:
    return validate_files([str(EXAMPLES / "faulty.txt"), str(EXAMPLES / "damaged.txt")], load_rules())


def as_shown(cell: Any) -> str:
    """What Excel shows of the cell, in the formats that the workbook uses."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    places = len(cell.number_format.partition(".")[2])
    return f"{cell.value:{',' if ',' in cell.number_format else ''}.{places}f}"


def test_another_library_reads_every_finding_and_count(audited: Report) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made(audited)))
    heads, *rows = book.get_sheet_by_name("问题").to_python()
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(r["规则"], r["问题"]) for r in told] == [(f.rule, f.message.zh) for f in audited.findings]
    labels = Counter(r["严重程度"] for r in told if not r["不再计入"])
    assert labels == {
        "错误": audited.count()["error"],
        "警告": audited.count()["warning"],
        "提示": audited.count()["note"],
    }
    rules = book.get_sheet_by_name("规则").to_python()
    assert sum(row[rules[0].index("问题数")] for row in rules[1:]) == sum(audited.count().values())
    overview = [cell for row in book.get_sheet_by_name("概况").to_python() for cell in row]
    assert all(record.department in overview for record in audited.documents)


def test_each_table_stands_rebuilt_with_its_faulty_cells_marked(audited: Report) -> None:
    book = load_workbook(io.BytesIO(made(audited)))
    rows = SourceRows(audited.frames)
    tables = book.sheetnames[3:]
    assert len(tables) == len(audited.documents)
    told = 0
    for name, record in zip(tables, audited.documents, strict=True):
        sheet = book[name]
        held = rows.of(record.file, record.document)
        printed = [[as_shown(c) for c in row[2:]] for row in sheet.iter_rows(min_row=2)]
        assert printed == [[c.text for c in row.cells] for row in held]
        commented = [c for row in sheet.iter_rows(min_row=2) for c in row if c.comment]
        assert all(c.fill.fgColor.rgb != "00000000" for c in commented)
        told += sum(c.comment.text.count("\n") + 1 for c in commented)
        assert sheet.freeze_panes == "D2"
    assert told >= sum(f.suppressed is None and rows.at(f.location) is not None for f in audited.findings)


def test_a_cell_that_an_explanation_would_change_says_what_it_may_have_said(audited: Report) -> None:
    suggested = audited.suggestions()
    assert suggested
    book = load_workbook(io.BytesIO(made(audited)))
    comments = [
        c.comment.text for s in book.sheetnames[3:] for row in book[s].iter_rows() for c in row if c.comment
    ]
    for suggestion in suggested:
        assert any(f"可能应为 {suggestion.after}（现为 {suggestion.before}" in text for text in comments)


def test_headings_stay_in_sight_and_every_column_can_be_filtered(audited: Report) -> None:
    book = load_workbook(io.BytesIO(made(audited)))
    for name in ("问题", "规则"):
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\x00\x1b[0m", "长" * 40_000]
)
def test_no_text_becomes_a_formula_or_breaks_the_file(text: str) -> None:
    sample = samples.faulty()
    found = replace(sample.findings[0], message=Bilingual(text, text))
    book = load_workbook(io.BytesIO(made(replace(sample, findings=(found,)))))
    cell = book["问题"]["D2"]
    assert cell.data_type == "s"
    assert len(cell.value) <= 32_767


@pytest.mark.parametrize("text", ["24838.14", "-11.90", "1,234.5", "0", "9.95", "9999999999999.99"])
def test_an_amount_is_a_number_that_looks_as_it_was_printed(text: str) -> None:
    found = replace(samples.GRAND_TOTAL, expected=text)
    content = made(replace(samples.faulty(), findings=(found,)))
    cell = load_workbook(io.BytesIO(content))["问题"]["O2"]
    assert (cell.data_type, as_shown(cell)) == ("n", text)
    with zipfile.ZipFile(io.BytesIO(content)) as members:
        assert f"<v>{text.replace(',', '')}</v>" in members.read("xl/worksheets/sheet2.xml").decode()


@pytest.mark.parametrize(
    "text",
    [
        "12,34.00",
        "1.2.3",
        "15.00+5.00",
        "80%",
        "０",
        "１２",
        "1e5",
        "=1",
        "-",
        "1.",
        "12345678901234.56",
        "007",
    ],
)
def test_what_no_number_shows_as_printed_stays_text(text: str) -> None:
    found = replace(samples.GRAND_TOTAL, expected=text)
    cell = load_workbook(io.BytesIO(made(replace(samples.faulty(), findings=(found,)))))["问题"]["O2"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_rows_are_as_high_as_their_texts_need(audited: Report) -> None:
    book = load_workbook(io.BytesIO(made(audited)))
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                width = sheet.column_dimensions[cell.column_letter].width
                lines = cell_len(str(cell.value or "")) / width
                assert (sheet.row_dimensions[cell.row].height or 15) >= min(15 * lines, 409) - 15


def test_every_sheet_prints_across_as_wide_as_the_paper_with_its_heading(audited: Report) -> None:
    book = load_workbook(io.BytesIO(made(audited)))
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == (None if sheet.title == "概况" else "$1:$1")


HEADS = "项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标"
PROJECT = "养护经费\t1.00\t1.00\t\t\t路面平整\t1、产出指标：里程，年度指标值：≥1公里。"


def test_of_more_tables_than_sheets_the_overview_says_how_many_have_none(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(104)]
    for n, path in enumerate(paths):
        path.write_text(
            f"第{n}局项目支出绩效目标表\n部门名称：第{n}局\n单位：万元\n{HEADS}\n{PROJECT}\n",
            encoding="utf-8",
        )
    report = validate_files(list(map(str, paths)), load_rules())
    book = load_workbook(io.BytesIO(made(report)))
    assert len(book.sheetnames) == 103
    assert "另有 4 张表没有单独成页（问题较少，或未读出行）" in [
        row[0].value for row in book["概况"].iter_rows()
    ]


def test_names_of_sheets_are_lawful_and_unlike(audited: Report) -> None:
    same = replace(
        audited, documents=tuple(replace(d, department="某[局]:*?/" * 9) for d in audited.documents)
    )
    names = load_workbook(io.BytesIO(made(same))).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)


def test_the_same_report_gives_the_same_bytes(audited: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(audited) == made(audited)
    plain = made(audited)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    dated = made(audited)
    assert dated != plain
    assert load_workbook(io.BytesIO(dated)).properties.modified.year == 2023


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=generated.reports())
def test_any_report_gives_the_same_workbook_and_page_twice(report: Report) -> None:
    assert made(report) == made(report)
    page = html_text(report, View())
    assert page == html_text(report, View())
    page.encode()


def test_what_a_sheet_cannot_hold_goes_on_in_another() -> None:
    report = samples.faulty()
    book = Workbook(write_only=True)
    findings_sheets(book, report, "zh", most=4)
    book.save(out := io.BytesIO())
    read = load_workbook(out)
    assert read.sheetnames == ["问题", "问题 (2)"]
    rules = [row[1] for sheet in read for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rules == [f.rule for f in report.findings]


def test_columns_that_say_nothing_are_folded_away_and_those_for_programs_not_printed(audited: Report) -> None:
    sheet = load_workbook(io.BytesIO(made(audited)))["问题"]
    heads, *rows = sheet.iter_rows()
    silent = {head.value for at, head in enumerate(heads) if not any(row[at].value for row in rows)}
    hidden = {head.value for head in heads if sheet.column_dimensions[head.column_letter].hidden}
    assert silent == hidden >= {"工作表", "单元格", "不再计入"}
    printed = sheet[sheet.print_area.partition("!")[2].replace("$", "")]
    assert {head.value for head in heads} - {head.value for head in printed[0]} == {
        "由何引起（指纹）",
        "指纹",
    }
    assert len(printed) == len(rows) + 1


def converted(report: Report, kind: str, folder: Path) -> Path:
    """The workbook as LibreOffice makes a file of another kind of it."""
    (folder / "report.xlsx").write_bytes(made(report))
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", folder, folder / "report.xlsx"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / f"report.{kind}"


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-calc")
def test_libreoffice_opens_it_and_finds_the_same(audited: Report, tmp_path: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_path(converted(audited, "ods", tmp_path))
    rows = book.get_sheet_by_name("问题").to_python()
    assert [row[1] for row in rows[1:]] == [f.rule for f in audited.findings]


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-calc")
def test_print_cuts_no_text(audited: Report, tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="needs a reader of PDF: pip install pypdfium2")
    pages = pdfium.PdfDocument(converted(audited, "pdf", tmp_path))
    printed = "".join(re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pages)
    sheets = load_workbook(io.BytesIO(made(audited)))
    shown = [
        cell.value for sheet in sheets for cell in sheet["A"] + sheet["D"] if isinstance(cell.value, str)
    ]
    assert [text for text in shown if re.sub(r"\s", "", text) not in printed] == []
