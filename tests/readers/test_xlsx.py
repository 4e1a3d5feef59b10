from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from tests.readers.formats.writers import saved

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers import xlsx
from budgetcheck.readers.interface import Request

openpyxl = pytest.importorskip("openpyxl", reason="pip install 'budgetcheck[excel]'")


def book_of(*makers: Callable[[Any], None]) -> Any:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, make in enumerate(makers, 1):
        make(book.create_sheet(f"表{number}"))
    return book


def read(book: Any) -> list[Grid]:
    return xlsx.read(Request("表.xlsx", saved(book)))


def texts(grid: Grid) -> dict[str, str]:
    return {cell.address or "": cell.text for row in grid.rows for cell in row.cells if cell.text}


def covers(grid: Grid) -> dict[str, str]:
    return {cell.address or "": cell.covered for row in grid.rows for cell in row.cells if cell.covered}


def test_numbers_dates_and_texts_are_as_the_sheet_shows_them() -> None:
    def fill(sheet: Any) -> None:
        values = {
            "A1": (13392.82, "#,##0.00"), "B1": (0.955, "0.0%"), "C1": (30.1 + 5.2, "General"),
            "D1": (datetime.date(2024, 3, 5), 'yyyy"年"m"月"d"日"'), "E1": ("007", "General"),
            "F1": (True, "General"), "G1": (0, '_ * #,##0.00_ ;_ * "-"??_ ;_ * "-"??_ ;_ @_ '),
        }  # fmt: skip
        for address, (value, code) in values.items():
            sheet[address].value, sheet[address].number_format = value, code

    (grid,) = read(book_of(fill))
    assert texts(grid) == {
        "A1": "13,392.82", "B1": "95.5%", "C1": "35.3", "D1": "2024年3月5日", "E1": "007", "F1": "TRUE", "G1": "-",
    }  # fmt: skip
    assert (grid.source.kind, grid.source.spans, grid.sheet) == ("xlsx", "cell", "表1")


def test_a_workbook_in_the_strict_form_is_read_like_any_other() -> None:
    def fill(sheet: Any) -> None:
        values = {
            "A1": (1234.5, "#,##0.00"),
            "A2": (datetime.date(2024, 3, 5), "yyyy-mm-dd"),
            "C1": ("甲<3%", "General"),
        }
        for address, (value, code) in values.items():
            sheet[address].value, sheet[address].number_format = value, code
        sheet["B2"] = "=SUM(A1:A1)"
        sheet.merge_cells("C1:D2")

    usual = saved(book_of(fill, lambda sheet: sheet.append(["旧"])))
    strict = BytesIO()
    with zipfile.ZipFile(BytesIO(usual)) as given, zipfile.ZipFile(strict, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            for family in (b"spreadsheetml", b"officeDocument", b"drawingml"):
                address = b"http://schemas.openxmlformats.org/" + family + b"/2006/"
                part = part.replace(address, b"http://purl.oclc.org/ooxml/" + family + b"/")
            made.writestr(name, part)
    grids = xlsx.read(Request("表.xlsx", strict.getvalue()))
    assert [grid.rows for grid in grids] == [grid.rows for grid in xlsx.read(Request("表.xlsx", usual))]
    assert texts(grids[0])["A1"] == "1,234.50"


def test_a_merged_value_stands_once_and_the_cells_under_it_say_where() -> None:
    def fill(sheet: Any) -> None:
        sheet["B2"] = "甲项目"
        sheet["C2"], sheet["C3"], sheet["C4"] = "数量指标", "质量指标", "时效指标"
        sheet["B5"] = "备注"
        sheet.merge_cells("B2:B4")
        sheet.merge_cells("B5:C5")

    (grid,) = read(book_of(fill))
    assert covers(grid) == {"B3": "above", "B4": "above", "C5": "left"}
    assert texts(grid)["B2"] == "甲项目"
    assert [row.line for row in grid.rows] == [2, 3, 4, 5]
    assert [cell.column for cell in grid.rows[0].cells] == [1, 2]


def test_hidden_rows_columns_and_sheets_are_left_out_and_named() -> None:
    def fill(sheet: Any) -> None:
        for row in range(1, 7):
            sheet.cell(row, 1, f"第{row}行")
            sheet.cell(row, 2, "编码")
            sheet.cell(row, 3, row)
        for row in (3, 4, 6):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["B"].hidden = True

    def old(sheet: Any) -> None:
        sheet["A1"] = "2023年旧表"
        sheet.sheet_state = "hidden"

    (grid,) = read(book_of(fill, old))
    assert texts(grid) == {"A1": "第1行", "C1": "1", "A2": "第2行", "C2": "2", "A5": "第5行", "C5": "5"}
    assert [note.partition(" (")[0] for note in grid.notes] == [
        "隐藏的工作表「表2」没有读取",
        "工作表「表1」隐藏的第3-4、6行没有读取",
        "工作表「表1」隐藏的B列没有读取",
    ]


def test_a_merged_value_in_a_hidden_row_stands_in_the_first_row_that_is_shown() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "甲项目"
        for row in (1, 2, 3):
            sheet.cell(row, 2, row)
        sheet.merge_cells("A1:A3")
        sheet.row_dimensions[1].hidden = True

    (grid,) = read(book_of(fill))
    assert texts(grid) == {"A2": "甲项目", "B2": "2", "B3": "3"}
    assert covers(grid) == {"A3": "above"}


def test_a_formula_without_a_result_is_read_as_the_formula_and_told() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["B2"] = "合计", "=SUM(B2:B3)", 1

    (grid,) = read(book_of(fill))
    assert texts(grid)["B1"] == "=SUM(B2:B3)"
    assert grid.doubts[0].startswith("工作表「表1」B1的公式没有存下结果，读到的是公式")


def with_sheet(book: Any, change: Callable[[str], str]) -> bytes:
    """The workbook with the XML of its first sheet changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(book))) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            text = given.read(name)
            made.writestr(name, change(text.decode()).encode() if name.endswith("sheet1.xml") else text)
    return out.getvalue()


def test_a_formula_whose_result_is_an_empty_text_has_a_result() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = "合计", '=IF(1,"","x")'

    data = with_sheet(book_of(fill), lambda xml: xml.replace('r="B1"', 'r="B1" t="str"'))
    (grid,) = xlsx.read(Request("表.xlsx", data))
    assert (texts(grid), grid.notes) == ({"A1": "合计"}, ())


def test_the_result_of_a_formula_is_read_and_an_error_stays_an_error() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["C1"] = "合计", "=1+1", "=1/0"

    def change(xml: str) -> str:
        xml = xml.replace("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>").replace(
            "<f>1+1</f><v />", "<f>1+1</f><v>2</v>"
        )
        xml = xml.replace("<f>1/0</f><v></v>", "<f>1/0</f><v>#DIV/0!</v>")
        return xml.replace("<f>1/0</f><v />", "<f>1/0</f><v>#DIV/0!</v>").replace('r="C1"', 'r="C1" t="e"')

    (grid,) = xlsx.read(Request("表.xlsx", with_sheet(book_of(fill), change)))
    assert texts(grid) == {"A1": "合计", "B1": "2", "C1": "#DIV/0!"}
    assert (*grid.notes, *grid.doubts) == ()


def test_digits_that_a_sheet_made_a_day_of_are_told() -> None:
    def fill(sheet: Any) -> None:
        for address, value, code in (
            ("A1", datetime.date(2024, 3, 5), "d-mmm"), ("A2", datetime.date(2024, 3, 5), 'm"月"d"日"'),
            ("A3", datetime.date(2024, 12, 31), 'm"月"d"日"'), ("A4", datetime.date(2024, 3, 5), "yyyy-m-d"),
        ):  # fmt: skip
            sheet[address].value, sheet[address].number_format = value, code

    (grid,) = read(book_of(fill))
    assert texts(grid) == {"A1": "2024-03-05", "A2": "3月5日", "A3": "12月31日", "A4": "2024-3-5"}
    assert [note.partition("，")[0] for note in grid.doubts] == ["工作表「表1」A1、A2是日期"]


def test_digits_that_a_format_hides_are_told_with_their_cells() -> None:
    def fill(sheet: Any) -> None:
        for address, value, code in (
            ("A1", 35.604, "0.00"), ("A2", 12345678, "0\\.0000"), ("A3", 5, ";;;"), ("A4", "甲", "General"),
        ):  # fmt: skip
            sheet[address].value, sheet[address].number_format = value, code

    (grid,) = read(book_of(fill))
    assert texts(grid) == {"A1": "35.60", "A2": "1234.5678", "A4": "甲"}
    assert [note.partition("，")[0] for note in grid.doubts] == [
        "工作表「表1」A1显示的小数位比存储的少（35.60 ← 35.604）",
        "工作表「表1」A2的数字格式把数缩小后显示",
        "工作表「表1」A3有数",
    ]


def test_a_date_in_a_chinese_format_known_by_number_alone_is_a_date() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 45356

    data = with_sheet(book_of(fill), lambda xml: xml.replace('r="A1"', 'r="A1" s="1"'))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            text = given.read(name).decode()
            if name.endswith("styles.xml"):
                end = text.index("</cellXfs>")
                text = text[:end] + '<xf numFmtId="31" fontId="0" fillId="0" borderId="0"/>' + text[end:]
            made.writestr(name, text)
    (grid,) = xlsx.read(Request("表.xlsx", out.getvalue()))
    assert texts(grid) == {"A1": "2024年3月5日"}


def test_written_out_characters_are_put_back() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "第一行_x000D_\n第二行"

    (grid,) = read(book_of(fill))
    assert texts(grid) == {"A1": "第一行\r\n第二行"}


def test_a_cell_far_astray_widens_no_other_row() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["C1"], sheet["A2"], sheet["ZZ2"] = "甲", "乙", "丙", "丁"

    (grid,) = read(book_of(fill))
    assert [[(cell.text, cell.address) for cell in row.cells] for row in grid.rows] == [
        [("甲", "A1"), ("", "B1"), ("乙", "C1")],
        [("丙", "A2"), ("", "B2"), ("", "C2"), ("丁", "ZZ2")],
    ]


def test_blank_rows_between_tables_stay_and_a_long_run_of_them_is_one() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A4"], sheet["A9000"] = "甲", "乙", "丙"

    (grid,) = read(book_of(fill))
    assert [(row.line, row.blank) for row in grid.rows] == [
        (1, False), (2, True), (3, True), (4, False), (5, True), (9000, False),
    ]  # fmt: skip


def test_empty_sheets_are_no_grids_and_a_book_that_shows_nothing_is_refused() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "甲"

    def hide(sheet: Any) -> None:
        sheet["A1"] = "乙"
        sheet.row_dimensions[1].hidden = True

    assert [grid.sheet for grid in read(book_of(lambda sheet: None, fill))] == ["表2"]
    with pytest.raises(UnreadableInputError, match=r"没有可见的内容：工作表「表1」隐藏的第1行没有读取"):
        read(book_of(hide))


def test_styles_that_are_not_by_the_book_leave_the_values_readable() -> None:
    pytest.importorskip("python_calamine", reason="pip install 'budgetcheck[excel]'")

    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["B2"] = "合计", 30, 24838.14
        sheet["A2"] = "甲"
        sheet.merge_cells("A2:A3")
        sheet["B3"] = "乙"

    out = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(book_of(fill)))) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            text = given.read(name).decode()
            made.writestr(name, text.replace('patternType="gray125"', 'patternType="odd"'))
    (grid,) = xlsx.read(Request("表.xlsx", out.getvalue()))
    assert texts(grid) == {"A1": "合计", "B1": "30.00", "A2": "甲", "B2": "24838.14", "B3": "乙"}
    assert covers(grid) == {"A3": "above"}
    assert grid.doubts[0].startswith("工作簿的样式不合规范")
