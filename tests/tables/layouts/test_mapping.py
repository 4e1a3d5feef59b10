"""A layout that the user describes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.layouts.grids import merged, read_grid

from budgetcheck.errors import ConfigurationError
from budgetcheck.tables import LayoutMap, layout_map
from budgetcheck.tables.layouts.mapping import COLUMNS, LABELS, layout_of

TASKS = """
西岭县2023年任务表
经费项目 | 资金数 | 任务目标 | 类别 | 考核点 | 应达到
修路 | 3.00 | 修好路。 | 产出指标 | 里程 | ≥3公里
 | | | 效益指标 | 出行投诉 | ≤5件
"""
COLUMNS_OF_TASKS = {
    "经费项目": "name",
    "资金数": "total",
    "任务目标": "goal",
    "类别": "level1",
    "考核点": "indicator",
    "应达到": "value",
}


def test_headings_mean_what_the_user_says() -> None:
    layout = layout_of({"kind": "by-row", "money_unit": "元", "columns": COLUMNS_OF_TASKS})
    found = read_grid(merged(TASKS), layout=layout)
    assert found.errors == []
    assert found.lines[["name", "total", "goal"]].values.tolist() == [["修路", 300, "修好路。"]]
    assert found.tables.indicators[["category", "name", "value_text"]].values.tolist() == [
        ["产出指标", "里程", "≥3公里"],
        ["效益指标", "出行投诉", "≤5件"],
    ]


def test_a_known_heading_gets_the_meaning_the_user_gives_it() -> None:
    block = "项目名称 | 指标内容 | 预算数 | 绩效目标 | 一级指标 | 三级指标 | 指标值\n甲 | 乙 | 3.00 | 丙。 | 产出指标 | 丁 | ≥3次"
    layout = layout_of({"columns": {"指标内容": "content", "三级指标": "indicator"}})
    assert read_grid(merged(block), layout=layout).lines["content"].tolist() == ["乙"]


def test_the_lines_of_the_headings_can_be_given() -> None:
    block = "项目 | 经费 | | 目标 | 指标\n名称 | 一 | 二 | |\n修路 | 3.00 | 3.00 | 修好路。 | 1、产出指标：完成率，年度指标值：≥90%。"
    given = {
        "header": [1, 2],
        "columns": {"名称": "name", "一": "total", "二": "fiscal", "目标": "goal", "指标": "indicators"},
    }
    found = read_grid(merged(block), layout=layout_of(given))
    assert found.errors == []
    assert found.lines[["name", "total", "fiscal"]].values.tolist() == [["修路", 3_000_000, 3_000_000]]


def test_labels_of_a_form_can_be_given() -> None:
    block = """
任务名称 | 修路
经费（万元） | 3.00
一级指标 | 三级指标 | 指标值
产出指标 | 里程 | ≥3公里
"""
    layout = layout_of({"kind": "form", "labels": {"任务名称": "name", "经费": "total"}})
    assert read_grid(merged(block), layout=layout).lines[["name", "total"]].values.tolist() == [
        ["修路", 3_000_000]
    ]


def test_a_layout_for_one_sheet_leaves_the_others_alone() -> None:
    layout = layout_of({"sheet": "二", "money_unit": "元"})
    assert layout.speaks_of("二")
    assert not layout.speaks_of("一")
    assert LayoutMap().speaks_of(None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"colums": {}}, "columns"),
        ({"kind": "byrow"}, "by-row"),
        ({"columns": {"考核点": "indicater"}}, "indicator"),
        ({"columns": {"考核点": 3}}, "考核点"),
        ({"columns": []}, "columns"),
        ({"labels": {"名称": "indicator"}}, "名称"),
        ({"header": "3"}, "header"),
        ({"header": [3, 5]}, "header"),
        ({"header": [0]}, "header"),
        ({"money_unit": "千元"}, "万元"),
        ({"sheet": 1}, "sheet"),
    ],
)
def test_what_is_unknown_is_refused_with_the_nearest(content: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        layout_of(content)


def test_files_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "layout.toml"
    broken.write_text("[columns\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="TOML"):
        layout_map(broken)
    with pytest.raises(ConfigurationError, match=r"missing\.toml"):
        layout_map(tmp_path / "missing.toml")


def test_one_heading_said_twice_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "layout.toml"
    path.write_text(
        '[columns]\n"指标值" = "aside"\n"指 标 值" = "aside"\n"应达到" = "value"\n', encoding="utf-8"
    )
    layout = layout_map(path)
    assert layout is not None
    block = "项目名称 | 一级指标 | 三级指标 | 指标值 | 应达到\n甲 | 产出指标 | 丁 | 上年 | ≥3次"
    assert read_grid(merged(block), layout=layout).tables.indicators["value_text"].tolist() == ["≥3次"]


def test_every_key_is_documented() -> None:
    page = Path(__file__).parents[3].joinpath("docs", "layouts.md").read_text(encoding="utf-8")
    assert [
        key for key in (*COLUMNS, *LABELS, "kind", "sheet", "header", "money_unit") if f"`{key}`" not in page
    ] == []
