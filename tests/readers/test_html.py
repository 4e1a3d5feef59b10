from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.errors import InputError, NoTableError
from budgetcheck.model import Grid
from budgetcheck.readers import html
from budgetcheck.readers.html_table import drawn_together
from budgetcheck.readers.interface import Request


def read(page: str | bytes) -> list[Grid]:
    return html.read(Request("表.html", page.encode() if isinstance(page, str) else page))


def only(page: str | bytes) -> Grid:
    (grid,) = read(page)
    return grid


def cells(grid: Grid) -> list[list[str]]:
    return [[cell.covered or cell.text for cell in row.cells] for row in grid.rows]


def test_pages_in_frames_are_named_where_they_hold_the_tables() -> None:
    with pytest.raises(NoTableError, match=r"没有表格.*框架中的 2 个页面没有读取.*「表.files/sheet001.htm」"):
        read('<frameset><frame src="表.files/sheet001.htm"><frame src="表.files/tabstrip.htm"></frameset>')
    assert only("<table><tr><td>甲<td>乙<td>丙</table><iframe src=a.html></iframe>").notes == ()


def test_text_above_and_below_stands_around_the_table() -> None:
    page = "<h1>绩效目标表</h1><p>部门名称：甲局<br>单位：万元</p><table><caption>表一</caption><tr><td>甲<td>乙<td>丙</table>备注：无"
    grid = only(page)
    assert cells(grid) == [
        ["绩效目标表"], ["部门名称：甲局"], ["单位：万元"], ["表一"], ["甲", "乙", "丙"], ["备注：无"],
    ]  # fmt: skip
    assert [row.line for row in grid.rows] == [1, 1, 1, 1, 1, 2]
    assert (grid.sheet, grid.rows[4].cells[2].address) == ("表1", "表1 行1 列3")


def test_spans_are_written_out() -> None:
    page = """<table><tr><td rowspan=3>甲<td colspan="2">乙<td>丙</tr>
    <tr><td>1<td rowspan=2 colspan=2>2</tr><tr><td>3</tr></table>"""
    assert cells(only(page)) == [
        ["甲", "乙", "left", "丙"],
        ["above", "1", "2", "left"],
        ["above", "3", "above", "above"],
    ]


def test_a_span_of_no_rows_runs_to_the_end_and_one_too_long_ends_with_the_table() -> None:
    page = "<table><tr><td rowspan=0>甲<td rowspan=99>乙<td>丙<tr><td>1<tr><td>2</table>"
    assert cells(only(page)) == [["甲", "乙", "丙"], ["above", "above", "1"], ["above", "above", "2"]]


def test_a_huge_span_costs_nothing_and_widens_nothing() -> None:
    page = "<table><tr><td colspan=100000000>标题<tr><td>甲<td>乙<td rowspan=100000000>丙</table>"
    assert cells(only(page)) == [["标题", "left", "left"], ["甲", "乙", "丙"]]


def test_unclosed_and_stray_tags_make_the_same_table() -> None:
    whole = "<table><tbody><tr><td>甲</td><td>乙</td><td>丙</td></tr><tr><td>1</td><td></td><td>3</td></tr></tbody></table>"
    loose = "</td></table><table><tr><td>甲<td>乙</b><td>丙<tr><td>1<td><td>3"
    assert cells(only(whole)) == cells(only(loose)) == [["甲", "乙", "丙"], ["1", "", "3"]]


def test_the_foot_of_a_table_is_shown_last() -> None:
    page = (
        "<table><tfoot><tr><td>合计<td>3<td></tfoot><tbody><tr><td>甲<td>1<td>a<tr><td>乙<td>2<td>b</table>"
    )
    assert [row[0] for row in cells(only(page))] == ["甲", "乙", "合计"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<tr hidden><td>旧<td>1<td>2</tr>",
        '<tr style="DISPLAY : none !important"><td>旧<td>1<td>2',
        '<tr><td style="display:none">旧</td><td>丁<td>戊<td>己',
        "<tr><td>丁<span hidden>旧<b>注</b></span><td>戊<td>己",
        '<tr><td>丁<span style="visibility:hidden">旧<td>戊<td>己',
        "<tr><td>丁<table hidden><tr><td>旧</table><td>戊<td>己",
    ],
)
def test_what_is_hidden_in_a_table_is_left_out_and_told(hidden: str) -> None:
    grid = only(f"<table><tr><td>甲<td>乙<td>丙</tr>{hidden}</table>")
    shown = cells(grid)
    assert shown in ([["甲", "乙", "丙"]], [["甲", "乙", "丙"], ["丁", "戊", "己"]])
    assert grid.notes == ("1 处隐藏的内容没有读取 (hidden elements were left out: 1)",)


def test_what_a_page_hides_elsewhere_needs_no_word() -> None:
    page = """<head><title>题</title><style>td{}</style></head><div style="display:none">菜单<table><tr><td>x</table></div>
    <script>document.write("<td>9</td>")</script><!-- <td>8</td> --><table><tr><td>甲<td>乙<td>丙</table>"""
    grid = only(page)
    assert (cells(grid), grid.notes) == ([["甲", "乙", "丙"]], ())


def test_a_page_laid_out_by_a_table_gives_the_inner_table_with_its_title() -> None:
    page = """<table><tr><td>导航<td><h1>绩效目标表</h1><table><tr><td>项目名称<td>总计<td>绩效目标
    <tr><td>道路<td>1.00<td>畅通</table></table>"""
    outer, inner = read(page)
    assert [row.cells[0].text for row in inner.rows] == ["绩效目标表", "项目名称", "道路"]
    assert (outer.sheet, inner.sheet) == ("表1", "表1-1")


def test_a_small_inner_table_is_text_of_its_cell() -> None:
    page = "<table><tr><td>甲<td>目标<table><tr><td>数量<td>3<tr><td>质量<td>好</table><td>丙</table>"
    assert cells(only(page)) == [["甲", "目标\n数量  3\n质量  好", "丙"]]


def test_white_space_is_as_a_browser_shows_it() -> None:
    page = "<table><tr><td> 项目\n   名称 <td>a\n b<td>一<br>二<p>三</p><td>1&#46;00&nbsp;<td>&lt;3%&ge;5</table>"
    assert cells(only(page)) == [["项目名称", "a b", "一\n二\n三", "1.00\xa0", "<3%≥5"]]


def test_numbers_of_ordered_lists_are_read() -> None:
    page = "<table><tr><td>甲<td><ol start=2><li>数量<li>质量</ol><ul><li>圆点</ul><td>丙</table>"
    assert cells(only(page)) == [["甲", "2. 数量\n3. 质量\n圆点", "丙"]]


@pytest.mark.parametrize(
    ("declared", "stored", "read_as"),
    [
        ("gb2312", "gb18030", "gb18030"), ("GBK", "gb18030", "gb18030"), ("gb2312", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"), ("", "gb18030", "gb18030"), ("iso-8859-1", "gb18030", "gb18030"),
        ("big5", "big5", "big5"), ("utf-8", "utf-16", "utf-16-le"),
    ],
)  # fmt: skip
def test_bytes_decide_over_what_a_page_declares_of_its_encoding(
    declared: str, stored: str, read_as: str
) -> None:
    text = "項目" if stored == "big5" else "项目支出绩效目标表（含转移支付项目）"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    grid = only(f"<html>{meta}<table><tr><td>{text}<td>乙<td>丙</table>".encode(stored))
    assert (grid.rows[0].cells[0].text, grid.source.encoding) == (text, read_as)


def test_a_page_without_a_table_says_so() -> None:
    with pytest.raises(NoTableError, match="文件里没有表格"):
        read("<p>关于部门预算公开的说明</p>")


def test_nesting_beyond_all_sense_is_refused() -> None:
    level = "<table><tr><td>甲<td>乙<td>丙<tr><td>"
    with pytest.raises(InputError, match="嵌套超过 40 层"):
        read(level * 100)


@pytest.mark.parametrize("text", ["a\nb", " a\r\n  b ", "a\x0bb", "\t", "甲\n乙", "甲 乙"])
def test_drawing_together_keeps_every_character_that_shows(text: str) -> None:
    assert "".join(drawn_together(text).split()) == "".join(text.split())


TAGS = ["<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td hidden>", "<tr hidden>", "<p>", "</p>", "<br>",
        "<div style=display:none>", "</div>", "<script>", "</script>", "<td rowspan=3>", "<td colspan=2>", "<ol>", "<li>",
        "</ol>", "<tfoot>", "</tfoot>", "<!--", "-->", "甲", "1.00", "<head>", "<body>"]  # fmt: skip


@given(st.lists(st.sampled_from(TAGS), max_size=40))
def test_no_order_of_tags_breaks_the_reader(tags: list[str]) -> None:
    try:
        grids = read("<html>" + "".join(tags))
    except InputError:
        return
    assert all(grid.rows for grid in grids)
