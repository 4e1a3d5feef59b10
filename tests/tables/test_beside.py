"""Two tables beside one another in a sheet are two tables."""

from __future__ import annotations

from tests.tables.test_sheets import HEADINGS, ONE, TITLE, TWO, read, sheet

from budgetcheck.model import Grid
from budgetcheck.tables import assemble
from budgetcheck.text import default_words


def beside(left: list[str], right: list[str], gap: str = " | ") -> Grid:
    rows = zip(left, right, strict=True)
    return sheet("Sheet1", *(f"{one}{' | ' * (3 - one.count('|'))} {gap} {other}" for one, other in rows))


LEFT = [TITLE, "部门名称：某市水务局", "单位：元", HEADINGS, "合计 | 1.00", ONE]
RIGHT = [TITLE.replace("水务", "林业"), "部门名称：某市林业局", "单位：万元", HEADINGS, "合计 | 2.00", TWO]


def test_each_has_its_own_title_rows_and_places() -> None:
    tables = read(beside(LEFT, RIGHT, gap=" | | "))
    assert tables.documents["department"].tolist() == ["某市水务局", "某市林业局"]
    assert tables.documents["money_unit"].tolist() == ["元", "万元"]
    assert tables.lines[["document", "name", "total"]].values.tolist() == [
        [0, "合计", 100],
        [0, "河道巡查", 100],
        [1, "合计", 2_000_000],
        [1, "泵站维护", 2_000_000],
    ]
    cells = tables.cells[tables.cells["field"] == "name"]
    assert cells["address"].tolist() == ["A5", "A6", "F5", "F6"]


def test_a_title_over_both_is_that_of_both() -> None:
    tables = read(beside(LEFT, ["", "", "", *RIGHT[3:]], gap=" | "))
    assert tables.documents["department"].tolist() == ["某市水务局"] * 2
    assert tables.documents["money_unit_stated"].tolist() == [True, True]


def test_a_heading_printed_twice_by_mistake_is_no_second_table() -> None:
    grid = sheet(
        "Sheet1",
        TITLE,
        "项目名称 | 总计 | 总计 | 项目名称 | 绩效目标 | 绩效指标",
        f"甲 | 1 | 1 | 甲 | {ONE[7:]}",
    )
    tables, errors = assemble([grid], default_words())
    assert (len(tables.documents), len(errors)) == (0, 1)
