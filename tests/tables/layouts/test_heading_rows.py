"""Headings over two or three rows."""

from __future__ import annotations

import pytest
from tests.tables.layouts.grids import merged, read_grid

PACKED = "1、产出指标：完成率，年度指标值：≥90%。"


@pytest.mark.parametrize(
    "headings",
    [
        "项目名称 | 预算资金 | | | 绩效目标 | 绩效指标\n | 总计 | 财政拨款 | 其他资金 | |",
        "项目名称 | 预算资金 | < | < | 绩效目标 | 绩效指标\n^ | 总计 | 财政拨款 | 其他资金 | ^ | ^",
        "项目名称 | 资金安排 | | | 绩效目标 | 绩效指标\n | 总计 | 资金来源 | | |\n | | 财政拨款 | 其他资金 | |",
    ],
)
def test_groups_of_columns_over_their_headings(headings: str) -> None:
    found = read_grid(merged(f"{headings}\n修路 | 3.00 | 2.00 | 1.00 | 修好路。 | {PACKED}"))
    assert found.errors == []
    line = found.lines.iloc[0]
    assert (line["total"], line["fiscal"], line["other"]) == (3_000_000, 2_000_000, 1_000_000)
    assert found.tables.documents["row"].item() == 1


def test_the_money_unit_of_a_group_counts_for_its_columns() -> None:
    block = f"项目名称 | 预算资金（元） | | 绩效目标 | 绩效指标\n | 总计 | 财政拨款 | |\n修路 | 3.00 | 3.00 | 修好路。 | {PACKED}"
    found = read_grid(merged(block))
    assert found.tables.documents["money_unit"].item() == "元"
    assert found.lines["total"].item() == 300


def test_headings_of_indicators_below_their_group() -> None:
    block = """
项目名称 | 预算数 | 绩效目标 | 绩效指标 | | |
 | | | 一级指标 | 二级指标 | 三级指标 | 指标值
修路 | 3.00 | 修好路。 | 产出指标 | 数量指标 | 里程 | ≥3公里
"""
    found = read_grid(merged(block))
    assert found.tables.documents["layout"].item() == "by-row-7"
    assert found.tables.indicators["name"].tolist() == ["里程"]


def test_headings_of_several_rows_come_again_on_a_later_page() -> None:
    heads = "项目名称 | 预算资金 | | 绩效目标 | 绩效指标\n | 总计 | 财政拨款 | |"
    rows = [f"{name} | 3.00 | 3.00 | 做好{name}。 | {PACKED}" for name in ("修路", "架桥")]
    found = read_grid(merged(f"{heads}\n{rows[0]}\n{heads}\n{rows[1]}"))
    assert found.names == ["修路", "架桥"]
    assert found.repair("header_repeated")["row"] == 4


def test_a_row_of_data_is_never_taken_for_headings() -> None:
    block = f"项目名称 | 总计 | 财政拨款 | 绩效目标 | 绩效指标\n合计 | 3.00 | | |\n修路 | 3.00 | 3.00 | 修好路。 | {PACKED}"
    assert read_grid(merged(block)).names == ["合计", "修路"]
