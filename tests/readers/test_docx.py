from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from tests.readers.formats.writers import saved

from budgetcheck.errors import NoTableError
from budgetcheck.model import Grid
from budgetcheck.readers import docx as reader
from budgetcheck.readers.docx_numbering import in_form
from budgetcheck.readers.interface import Request

docx = pytest.importorskip("docx", reason="pip install python-docx")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(document: Any) -> list[Grid]:
    return reader.read(Request("表.docx", saved(document)))


def read_body(body: str, **parts: str) -> list[Grid]:
    """The grids of a document with this XML between its body tags."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, text in parts.items():
            made.writestr(f"word/{name}.xml", text)
    return reader.read(Request("表.docx", out.getvalue()))


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def table_of(document: Any, rows: list[list[str]]) -> Any:
    table = document.add_table(len(rows), len(rows[0]))
    for line, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(line, column).text = text
    return table


def cells(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_a_document_as_word_on_the_web_names_its_parts_is_read() -> None:
    document = docx.Document()
    table_of(document, [["项目名称", "总计", "绩效目标"], ["道路", "1.00", "畅通"]])
    renamed = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(document))) as given, zipfile.ZipFile(renamed, "w") as made:
        for name in given.namelist():
            part = given.read(name).replace(b"word/document.xml", b"word/document2.xml")
            made.writestr(name.replace("document.xml", "document2.xml"), part)
    (grid,) = reader.read(Request("网上.docx", renamed.getvalue()))
    assert cells(grid) == [["项目名称", "总计", "绩效目标"], ["道路", "1.00", "畅通"]]


def test_paragraphs_stand_above_the_table_they_lead() -> None:
    document = docx.Document()
    document.add_paragraph("2024年项目支出绩效目标表")
    document.add_paragraph("部门名称：甲局\t\t单位：万元")
    table_of(document, [["项目名称", "总计", "绩效目标"], ["道路", "1.00", "畅通"]])
    document.add_paragraph("备注：无")
    (grid,) = read(document)
    assert cells(grid) == [
        ["2024年项目支出绩效目标表"], ["部门名称：甲局", "", "单位：万元"],
        ["项目名称", "总计", "绩效目标"], ["道路", "1.00", "畅通"], ["备注：无"],
    ]  # fmt: skip
    assert [row.line for row in grid.rows] == [1, 1, 1, 2, 3]
    assert (grid.sheet, grid.rows[3].cells[1].address) == ("表1", "表1 行2 列2")


def test_merged_cells_hold_their_value_once() -> None:
    document = docx.Document()
    table = table_of(document, [[""] * 4 for _ in range(3)])
    table.cell(0, 0).merge(table.cell(2, 0)).text = "甲项目"
    table.cell(0, 1).merge(table.cell(0, 3)).text = "产出指标"
    table.cell(1, 1).merge(table.cell(2, 2)).text = "数量"
    table.cell(2, 3).text = "3"
    (grid,) = read(document)
    assert [[cell.covered or cell.text for cell in row.cells] for row in grid.rows] == [
        ["甲项目", "产出指标", "left", "left"],
        ["above", "数量", "left", ""],
        ["above", "above", "above", "3"],
    ]


def test_a_table_that_a_paragraph_splits_is_one_grid() -> None:
    document = docx.Document()
    table_of(document, [["项目名称", "总计", "绩效目标"], ["道路", "1.00", "畅通"]])
    document.add_paragraph("续表")
    table_of(document, [["桥梁", "2.00", "安全"]])
    (grid,) = read(document)
    assert [row.line for row in grid.rows if not row.blank] == [1, 2, 3, 3]
    assert [cell.address for cell in grid.rows[-1].cells] == ["表2 行1 列1", "表2 行1 列2", "表2 行1 列3"]


@pytest.mark.parametrize(
    "below",
    [
        [["科目编码", "科目名称", "预算数"], ["2120501", "环境卫生", "3.00"]],
        [["一", "二", "三", "四", "五", "六"]],
    ],
    ids=["other headings", "other columns"],
)
def test_another_table_is_another_grid(below: list[list[str]]) -> None:
    document = docx.Document()
    table_of(document, [["项目名称", "总计", "绩效目标"], ["道路", "1.00", "畅通"]])
    document.add_paragraph("二、其他")
    table_of(document, below)
    assert [grid.sheet for grid in read(document)] == ["表1", "表2"]


def test_an_inner_table_is_a_table_of_its_own_and_takes_what_leads_it_along() -> None:
    document = docx.Document()
    outer = document.add_table(1, 1)
    outer.cell(0, 0).text = "绩效目标表"
    inner = outer.cell(0, 0).add_table(2, 3)
    inner.cell(0, 0).text, inner.cell(1, 2).text = "项目名称", "畅通"
    outer_grid, inner_grid = read(document)
    assert cells(outer_grid) == [["绩效目标表"]]
    assert cells(inner_grid) == [["绩效目标表"], ["项目名称", "", ""], ["", "", "畅通"]]
    assert (inner_grid.sheet, inner_grid.rows[2].cells[2].address) == ("表1-1", "表1-1 行2 列3")


def test_a_small_inner_table_is_text_of_its_cell() -> None:
    document = docx.Document()
    table = table_of(document, [["甲", "乙", "丙"]])
    small = table.cell(0, 1).add_table(2, 2)
    small.cell(0, 0).text, small.cell(0, 1).text, small.cell(1, 0).text = "数量", "3", "质量"
    (grid,) = read(document)
    assert grid.rows[0].cells[1].text == "乙\n数量  3\n质量"


def test_hidden_and_deleted_text_is_left_out_and_told() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('删')}</w:tc></w:tr>"
    body = f"<w:tbl>{row(p('甲'), f'<w:p>{hidden}{deleted}</w:p>', p('丙'))}{gone}</w:tbl>"
    (grid,) = read_body(body)
    assert cells(grid) == [["甲", "新", "丙"]]
    assert [note.partition(" (")[0] for note in grid.notes] == [
        "1 处隐藏文字没有读取",
        "2 处修订中已删除的内容没有读取",
    ]


def test_signs_of_the_font_symbol_are_what_they_show() -> None:
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>'
    odd = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    (grid,) = read_body(f"<w:tbl>{row(p('甲'), f'<w:p>{sign}</w:p>', f'<w:p>{odd}</w:p>')}</w:tbl>")
    assert grid.rows[0].cells[1].text == "≥95%"
    assert grid.notes[0].startswith("符号字体中的字符无法辨认：Wingdings F0FE")


NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1.%2）"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num></w:numbering>"""


def item(text: str, number: int = 3, level: int = 0) -> str:
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{numbered}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_numbers_that_word_writes_before_list_items_are_read() -> None:
    items = (
        item("产出指标") + item("数量", level=1) + item("质量", level=1) + item("效益指标") + item("圆点", 4)
    )
    (grid,) = read_body(f"<w:tbl>{row(p('甲'), items, p('丙'))}</w:tbl>", numbering=NUMBERING)
    assert grid.rows[0].cells[1].text == "1、产出指标\n1.一）数量\n1.二）质量\n2、效益指标\n圆点"


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [
        (10, "chineseCounting", "十"), (21, "chineseCounting", "二十一"), (120, "chineseCounting", "120"),
        (3, "decimalZero", "03"), (26, "upperLetter", "Z"), (27, "upperLetter", "27"),
        (20, "decimalEnclosedCircleChinese", "⑳"), (2, "ideographTraditional", "乙"), (4, "upperRoman", "4"),
    ],
)  # fmt: skip
def test_a_number_in_the_forms_of_word(count: int, form: str, shown: str) -> None:
    assert in_form(count, form) == shown


def test_text_boxes_alternatives_controls_and_fields_are_read_once() -> None:
    box = f"<w:pict><w:txbxContent>{p('2024年绩效目标表')}</w:txbxContent></w:pict>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>1.00</w:t></w:r>"
    control = f"<w:sdt><w:sdtContent>{row(p('甲'), f'<w:p>{field}</w:p>', p('丙'))}</w:sdtContent></w:sdt>"
    (grid,) = read_body(f"<w:p><w:r>{both}</w:r></w:p><w:tbl>{control}</w:tbl>")
    assert cells(grid) == [["2024年绩效目标表"], ["甲", "1.00", "丙"]]


def test_a_row_that_starts_further_right_keeps_its_columns() -> None:
    late = f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr><w:tc>{p("丙")}</w:tc></w:tr>'
    (grid,) = read_body(f"<w:tbl>{row(p('一'), p('二'), p('三'))}{late}</w:tbl>")
    assert cells(grid) == [["一", "二", "三"], ["", "", "丙"]]


def test_a_table_typed_with_tabs_is_read_by_its_tabs() -> None:
    line = "<w:p><w:r><w:t>{}</w:t><w:tab/><w:t>{}</w:t><w:tab/><w:t>{}</w:t></w:r></w:p>"
    (grid,) = read_body(line.format("项目名称", "总计", "绩效目标") + line.format("道路", "1.00", "畅通"))
    assert cells(grid) == [["项目名称", "总计", "绩效目标"], ["道路", "1.00", "畅通"]]
    assert [row.line for row in grid.rows] == [1, 2]


def test_a_document_without_a_table_says_so() -> None:
    with pytest.raises(NoTableError, match="文件里没有表格"):
        read_body(p("关于公开部门预算的说明"))


def test_deep_nesting_comes_to_an_end() -> None:
    inner = row(p("甲"), p("乙"), p("丙")) * 2
    for _ in range(200):
        inner = row(f"<w:tbl>{inner}</w:tbl>{p('')}", p("乙"), p("丙")) * 1 + row(p("甲"), p("乙"), p("丙"))
    from budgetcheck.errors import InputError

    with pytest.raises(InputError, match="嵌套"):
        read_body(f"<w:tbl>{inner}</w:tbl>")
