"""Time grows with the rows, whatever their form."""

from __future__ import annotations

import time

import pytest
from tests.tables.layouts.grids import merged, read_grid

from budgetcheck.model import Grid

HEADINGS = "项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
FORM = "项目名称 | 甲\n年度预算 | 3.00\n一级指标 | 三级指标 | 指标值\n产出指标 | 次数 | ≥3次"
SHAPES = {
    "one project of very many indicators": lambda n: (
        f"{HEADINGS}\n甲 | 3.00 | 好。 | 产出指标 | 数量指标 | 次数 | ≥3次" + "\n | | | | | 份数 | ≥4份" * n
    ),
    "very many projects": lambda n: (
        f"{HEADINGS}" + "\n甲 | 3.00 | 好。 | 产出指标 | 数量指标 | 次数 | ≥3次" * n
    ),
    "rows that belong nowhere": lambda n: f"{HEADINGS}" + "\n | | | | | |\n | | 目标 | | | |" * n,
    "very many forms": lambda n: "\n".join([FORM] * n),
    "a form whose labels repeat": lambda n: FORM.replace("年度预算", "财政拨款 | 1.00\n" * n + "年度预算", 1),
    "a goal over very many rows": lambda n: FORM.replace(
        "年度预算", "绩效目标 | 好。\n" + " | 更好。\n" * n + "年度预算", 1
    ),
    "headings without end": lambda n: "\n".join(["项目名称 | 总计 | 财政拨款"] * n),
    "blocks without a project": lambda n: "\n".join(["一级指标 | 三级指标 | 指标值"] * n),
    "very many columns": lambda n: (
        f"{HEADINGS} | " + " | ".join(["序号"] * n) + "\n甲 | 3.00 | 好。 | 产出指标 | 数量指标 | 次数 | ≥3次"
    ),
}


def seconds(grid: Grid) -> float:
    begin = time.process_time()
    read_grid(grid)
    return time.process_time() - begin


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_no_faster_than_the_rows(shape: str) -> None:
    small, large = (merged(SHAPES[shape](n)) for n in (400, 3200))
    read_grid(small)
    base = min(seconds(small) for _ in range(3))
    assert min(seconds(large) for _ in range(2)) < 8 * 3 * base + 0.05
