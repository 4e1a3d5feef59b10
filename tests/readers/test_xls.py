"""XLS and ODS: what each keeps of what a sheet shows."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import pytest
from tests.readers.formats.writers import saved

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers import ods, xls
from budgetcheck.readers.interface import Request

xlwt = pytest.importorskip("xlwt", reason="pip install xlwt")
pytest.importorskip("xlrd", reason="pip install 'budgetcheck[excel]'")


def texts(grid: Grid) -> dict[str, str]:
    return {cell.address or "": cell.text for row in grid.rows for cell in row.cells if cell.text}


def covers(grid: Grid) -> dict[str, str]:
    return {cell.address or "": cell.covered for row in grid.rows for cell in row.cells if cell.covered}


def read_xls(book: Any) -> list[Grid]:
    return xls.read(Request("表.xls", saved(book)))


def styled(code: str) -> Any:
    return xlwt.easyxf(num_format_str=code)


def test_xls_cells_are_as_the_sheet_shows_them() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表1")
    sheet.write(0, 0, 13392.82, styled("#,##0.00"))
    sheet.write(0, 1, 0.95, styled("0%"))
    sheet.write(0, 2, datetime.date(2024, 3, 5), styled('yyyy"年"m"月"d"日"'))
    sheet.write(0, 3, "007")
    sheet.write(0, 4, 30.1 + 5.2)
    sheet.write(0, 5, True)
    sheet.row(0).set_cell_error(6, "#DIV/0!")
    sheet.write(0, 7, 35.604, styled("0.00"))
    (grid,) = read_xls(book)
    assert texts(grid) == {
        "A1": "13,392.82", "B1": "95%", "C1": "2024年3月5日", "D1": "007", "E1": "35.3", "F1": "TRUE",
        "G1": "#DIV/0!", "H1": "35.60",
    }  # fmt: skip
    assert grid.doubts[0].startswith("工作表「表1」H1显示的小数位比存储的少（35.60 ← 35.604）")
    assert grid.source.kind == "xls"


def test_xls_merges_hidden_rows_columns_and_sheets() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表1")
    sheet.write_merge(0, 2, 0, 0, "甲项目")
    for row in range(3):
        sheet.write(row, 1, f"指标{row}")
        sheet.write(row, 2, "编码")
    sheet.row(1).hidden = True
    sheet.col(2).hidden = True
    old = book.add_sheet("旧表")
    old.write(0, 0, "2023")
    old.visibility = 1
    (grid,) = read_xls(book)
    assert texts(grid) == {"A1": "甲项目", "B1": "指标0", "B3": "指标2"}
    assert covers(grid) == {"A3": "above"}
    assert [note.partition(" (")[0] for note in grid.notes] == [
        "隐藏的工作表「旧表」没有读取",
        "工作表「表1」隐藏的第2行没有读取",
        "工作表「表1」隐藏的C列没有读取",
    ]


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text", "style"))


def ods_of(tables: str, styles: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def read_ods(rows: str, styles: str = "", more: str = "") -> list[Grid]:
    return ods.read(
        Request("表.ods", ods_of(f'<table:table table:name="表1">{rows}</table:table>{more}', styles))
    )


def cell(text: str, **given: str) -> str:
    names = "".join(
        f' {name.replace("_", ":", 1).replace("_", "-")}="{value}"' for name, value in given.items()
    )
    return f"<table:table-cell{names}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, **given: str) -> str:
    names = "".join(
        f' {name.replace("_", ":", 1).replace("_", "-")}="{value}"' for name, value in given.items()
    )
    return f"<table:table-row{names}>{''.join(cells)}</table:table-row>"


def test_ods_cells_are_the_texts_that_the_file_says_they_show() -> None:
    (grid,) = read_ods(
        row(
            cell("95.00%", office_value_type="percentage", office_value="0.95"),
            cell("13,392.82", office_value_type="float", office_value="13392.82"),
            cell("甲<text:s text:c='2'/>乙<text:line-break/>丙<text:span>丁</text:span>"),
            cell("#DIV/0!", table_formula="of:=1/0", office_value_type="string"),
            cell("35.60", office_value_type="float", office_value="35.604"),
        )
    )
    assert texts(grid) == {
        "A1": "95.00%",
        "B1": "13,392.82",
        "C1": "甲  乙\n丙丁",
        "D1": "#DIV/0!",
        "E1": "35.60",
    }
    assert grid.doubts == (
        "工作表「表1」E1显示的小数位比存储的少（35.60 ← 35.604），以显示的为准 "
        "(these cells show fewer decimals than they store; they are read as shown)",
    )


def test_ods_repeats_merges_and_hidden_parts() -> None:
    covered = "<table:covered-table-cell/>"
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    old = f'<table:table table:name="旧表" table:style-name="h">{row(cell("2023"))}</table:table>'
    (grid,) = read_ods(
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        + row(cell("甲项目", table_number_rows_spanned="3"), cell("同", table_number_columns_repeated="3"))
        + row(covered, cell("指标"), table_number_rows_repeated="2")
        + row(cell("隐"), table_visibility="collapse")
        + row("<table:table-cell/>", table_number_rows_repeated="1048000"),
        styles.replace("table:display", "table:display"),
        old,
    )
    assert texts(grid) == {"A1": "甲项目", "B1": "同", "D1": "同", "B2": "指标", "B3": "指标"}
    assert covers(grid) == {"A2": "above", "A3": "above"}
    assert [note.partition(" (")[0] for note in grid.notes] == [
        "隐藏的工作表「旧表」没有读取",
        "工作表「表1」隐藏的第4行没有读取",
        "工作表「表1」隐藏的C列没有读取",
    ]


def test_ods_formulas_without_results_are_read_as_formulas() -> None:
    (grid,) = read_ods(row(cell("合计"), '<table:table-cell table:formula="of:=SUM([.B2:.B3])"/>'))
    assert texts(grid)["B1"] == "=SUM([.B2:.B3])"
    assert "公式没有存下结果" in grid.doubts[0]


def test_ods_repeats_beyond_the_limit_are_refused() -> None:
    with pytest.raises(UnreadableInputError, match="超过上限 5,000,000"):
        read_ods(row(cell("甲", table_number_columns_repeated="16384"), table_number_rows_repeated="1048576"))
