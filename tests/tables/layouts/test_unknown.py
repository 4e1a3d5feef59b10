"""What is said of a file whose layout is not known."""

from __future__ import annotations

import pytest
from tests.tables.layouts.grids import merged, read_grid


@pytest.mark.parametrize(
    ("headings", "nearest", "missing"),
    [
        ("经费项目 | 预算数 | 任务 | 一级指标 | 考核点 | 指标值", "by-row", ["项目名称", "三级指标"]),
        ("项目名称 | 总计 | 任务 | 考核内容", "packed", ["绩效目标", "绩效指标"]),
        ("项目名称 | 一级指标 | 三级指标 | 应达到", "by-row", ["指标值"]),
        ("一级指标 | 二级指标 | 三级指标 | 应达到", "form", ["指标值"]),
    ],
)
def test_the_error_names_headings_nearest_layout_and_what_is_missing(
    headings: str, nearest: str, missing: list[str]
) -> None:
    found = read_grid(merged(f"某县2023年任务表\n{headings}\n甲 | 1 | 乙 | 丙"))
    (error,) = found.errors
    said = str(error)
    assert "第2行" in error.place
    assert nearest in said
    assert all(word in said for word in missing)
    assert all(heading.strip() in said for heading in headings.split("|"))
    assert "--layout" in said


def test_a_file_without_any_heading_shows_its_first_line() -> None:
    (error,) = read_grid(merged("今天开会。")).errors
    assert "今天开会。" in error.problem
    assert "--layout" in error.remedy
