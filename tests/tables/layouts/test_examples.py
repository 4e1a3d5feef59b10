"""The examples of further layouts: clean ones have nothing wrong, spoiled ones just what was spoiled."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import budgetcheck

FOLDER = Path(__file__).parents[3] / "examples" / "layouts"
CLEAN = {
    "by-row-merged.html": ("by-row-12", 2, 10),
    "by-row-two-headings.txt": ("by-row-10", 2, 10),
    "by-row-codes.csv": ("by-row-14", 2, 10),
    "forms.txt": ("form", 2, 10),
    "form-points.html": ("form", 1, 5),
    "form-amount-in-words.txt": ("form", 1, 5),
    "form-cost.txt": ("form", 1, 6),
    "self-evaluation.txt": ("form", 1, 5),
}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_table_of_each_layout_has_nothing_wrong(name: str) -> None:
    report = budgetcheck.validate(FOLDER / name)
    layout, projects, indicators = CLEAN[name]
    assert report.documents["layout"].tolist() == [layout]
    assert Counter(report.lines["kind"])["project"] == projects
    assert len(report.indicators) == indicators
    assert report.ok
    assert [(f.rule, f.location.line, f.message.zh) for f in report if f.severity != "note"] == []
    assert all(tally.undecided == 0 for tally in report.data.tallies)


def places(name: str) -> set[tuple[str, int | None, str | None]]:
    report = budgetcheck.validate(FOLDER / name)
    assert report.tool_errors == ()
    return {(f.rule, f.location.line, f.location.column) for f in report if f.severity != "note"}


def test_each_spoiled_cell_of_a_table_by_rows_is_found_in_that_cell() -> None:
    assert places("by-row-faulty.html") == {
        ("ARI002", 3, "预算数"),  # projects do not add up to their unit
        ("ARI013", 4, "权重"),  # weights add up to 95
        ("VSE024", 5, "指标值"),  # at most 100%
        ("VSE030", 5, "指标方向性"),  # a measure that should rise, with a ceiling
        ("VSE014", 6, "指标值"),  # money for a date
        ("VSY027", 6, "度量单位"),  # % beside 万元
        ("VSY001", 9, "指标值"),  # no value
        ("CAT007", 13, "三级指标"),  # satisfaction below benefit
        ("CAT017", 13, "二级指标"),
    }


def test_each_spoiled_cell_of_a_form_is_found_in_that_cell() -> None:
    assert places("forms-faulty.txt") == {
        ("ARI004", 5, "年度资金总额"),
        ("ARI013", 11, "分值"),
        ("STR014", 25, "年度总体目标"),
        ("VSY001", 28, "指标值"),
    }


def test_an_unknown_layout_is_described_and_read_with_a_map() -> None:
    alone = budgetcheck.validate(FOLDER / "unknown.table")
    (error,) = alone.tool_errors
    assert "经费项目" in error.message
    assert "--layout" in error.remedy
    report = budgetcheck.validate(FOLDER / "unknown.table", layout=FOLDER / "layout.toml")
    assert report.ok
    assert report.lines["name"].tolist() == ["乡道路面修补"]
    assert report.indicators["category"].tolist() == ["产出指标", "产出指标", "效益指标", "满意度指标"]
