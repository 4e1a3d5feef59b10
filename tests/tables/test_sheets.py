"""Sheets that hold a page each are read as one table, others are not."""

from __future__ import annotations

import pytest

from budgetcheck.frames import Tables
from budgetcheck.model import Cell, Grid, Row, Source
from budgetcheck.readers.sheet_grid import column_name
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

HEADINGS = "项目名称 | 总计 | 绩效目标 | 绩效指标"
TITLE = "某市水务局2024年项目支出绩效目标表"
ITEM = "1、产出指标：巡查次数，年度指标值：≥30次。"
TOTAL = "合计 | 3.00"
ONE, TWO = f"河道巡查 | 1.00 | 河道畅通。 | {ITEM}", f"泵站维护 | 2.00 | 泵站完好。 | {ITEM}"
BY_ROW = "项目名称 | 总计 | 绩效目标 | 一级指标 | 三级指标 | 指标值"


def sheet(name: str, *lines: str, first: int = 1) -> Grid:
    """A sheet of which the first used column is number `first`."""
    rows = []
    for line, text in enumerate(lines, 1):
        parts = enumerate(map(str.strip, text.split("|")), 1)
        rows.append(Row(line, tuple(Cell(t, n, 0, f"{column_name(first + n - 1)}{line}") for n, t in parts)))
    return Grid(Source("表.xlsx", "xlsx", "0" * 64, 1, spans="cell"), tuple(rows), name)


def read(*grids: Grid) -> Tables:
    tables, errors = assemble(grids, default_words())
    assert errors == []
    return tables


def names(tables: Tables) -> list[list[str]]:
    return [held["name"].tolist() for _, held in tables.lines.groupby("document")]


def test_a_sheet_without_headings_goes_on_with_the_page_before() -> None:
    tables = read(sheet("Page 1", TITLE, HEADINGS, TOTAL, ONE), sheet("Page 2", TWO))
    assert names(tables) == [["合计", "河道巡查", "泵站维护"]]
    assert tables.lines["page"].tolist() == [1, 1, 2]
    assert tables.documents["sheets"].tolist() == ["5\tPage 2"]
    joined = tables.repairs[tables.repairs["kind"] == "sheets_joined"]
    assert joined["evidence_zh"].tolist() == [
        "各页分在2张工作表，已接在「Page 1」之后；说明文字中的行号连续计：「Page 2」从第6行起"
    ]


def test_title_and_headings_printed_on_every_page_are_left_out() -> None:
    tables = read(sheet("Sheet1", TITLE, HEADINGS, TOTAL, ONE), sheet("Sheet2", TITLE, HEADINGS, TWO))
    assert names(tables) == [["合计", "河道巡查", "泵站维护"]]
    assert "header_repeated" in set(tables.repairs["kind"])


def test_a_row_cut_between_two_sheets_is_one_row() -> None:
    cut = "泵站维护 | 2.00 | 泵站完好，排水 | 1、产出指标：检修次数，年度指标值：≥2次；"
    rest = " | | 及时。 | 2、产出指标：完好率，年度指标值：≥98%。"
    tables = read(sheet("Page 1", TITLE, HEADINGS, TOTAL, ONE, cut), sheet("Page 2", rest))
    assert tables.lines["goal"].tolist()[-1] == "泵站完好，排水及时。"
    assert tables.lines["fragments"].tolist() == [1, 1, 2]


def test_a_column_that_is_empty_on_the_second_page_shifts_nothing() -> None:
    first = sheet("Page 1", TITLE, BY_ROW, "河道巡查 | 1.00 | 河道畅通。 | 产出指标 | 巡查次数 | ≥30次")
    second = sheet("Page 2", "产出指标 | 清淤长度 | ≥5公里", "效益指标 | 水质达标率 | ≥90%", first=4)
    tables = read(first, second)
    assert tables.indicators["name"].tolist() == ["巡查次数", "清淤长度", "水质达标率"]
    assert names(tables) == [["河道巡查"]]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (sheet("Sheet2", TITLE, HEADINGS, "合计 | 2.00", TWO), "a total of its own"),
        (sheet("Sheet2", TITLE.replace("2024", "2023"), HEADINGS, TWO), "another year"),
        (sheet("Sheet2", TITLE, "部门名称：某市排水中心", HEADINGS, TWO), "another department"),
        (sheet("下属单位", TITLE, HEADINGS, TWO), "a name of its own"),
        (sheet("Sheet2", TITLE, "项目名称 | 项目内容 | 总计 | 绩效目标 | 绩效指标", f"甲 | 乙 | {TWO[7:]}"), "columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_table_of_its_own_stays_one(second: Grid, why: str) -> None:
    first = sheet("Sheet1", TITLE, "部门名称：某市水务局", HEADINGS, TOTAL, ONE)
    assert len(read(first, second).documents) == 2, why


def test_a_table_that_a_total_closed_does_not_go_on() -> None:
    closed = sheet("Sheet1", TITLE, HEADINGS, ONE, "合计 | 1.00")
    assert len(read(closed, sheet("Sheet2", TITLE, HEADINGS, TWO, "合计 | 2.00")).documents) == 2


def test_a_sheet_of_something_else_is_no_page() -> None:
    tables = read(sheet("Sheet1", TITLE, HEADINGS, ONE), sheet("Sheet2", "科目 | 金额", "城乡社区 | 3.00"))
    assert names(tables) == [["河道巡查"]]
    assert "passed_over" in set(tables.repairs["kind"])


def test_many_pages_cost_in_proportion() -> None:
    calls = []

    class Counted(str):
        def strip(self, chars: str | None = None) -> str:
            calls.append(1)
            return super().strip(chars)

    def cost(pages: int) -> int:
        calls.clear()
        first = sheet("Page 1", TITLE, HEADINGS, TOTAL, *[ONE] * 20)
        rest = (sheet(f"Page {n}", *[TWO] * 5) for n in range(2, pages + 1))
        counted = [
            Grid(g.source, tuple(Row(r.line, tuple(Cell(Counted(c.text), c.column, 0, c.address) for c in r.cells)) for r in g.rows), g.sheet)
            for g in (first, *rest)
        ]  # fmt: skip
        assemble(counted, default_words())
        return len(calls)

    small, large = cost(20), cost(80)
    assert large < 5 * small
