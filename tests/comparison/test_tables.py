from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.comparison.two_years import compared, project, tables, unit

from budgetcheck.frames.changes import CHANGES

WATER = unit("云溪市水务局")


def test_every_frame_keeps_its_model_with_rows_and_without() -> None:
    full = compared(
        tables(WATER, project("河道巡查经费"), project("防汛物资储备")),
        tables(
            WATER,
            project("河道巡查经费", "12.00", items="1、产出指标：巡查次数，年度指标值：≥9次。"),
            project("食堂改造"),
            year=2024,
        ),
    )
    empty = compared(tables(project("甲")), tables(project("甲"), year=2024))
    for found in (full, empty):
        for name, frame in found.frames.items():
            assert isinstance(CHANGES[name].validate(frame), pd.DataFrame), name
    with pytest.raises(pa.errors.SchemaError):
        CHANGES["projects"].validate(full.projects.assign(change="lost"))


def test_amounts_are_compared_column_by_column_to_the_fen() -> None:
    old = tables(WATER, project("河道巡查经费", "22.00", fiscal="20.00"), project("泵站维护", "5.000001"))
    new = tables(
        WATER, project("河道巡查经费", "22.00", fiscal="22.00"), project("泵站维护", "5.000002"), year=2024
    )
    rows = compared(old, new).amounts[["project", "field", "old", "new", "difference"]].values.tolist()
    assert rows == [
        ["河道巡查经费", "fiscal", 20_000_000, 22_000_000, 2_000_000],
        ["泵站维护", "total", 5_000_001, 5_000_002, 1],
        ["泵站维护", "fiscal", 5_000_001, 5_000_002, 1],
    ]


def test_a_blank_counts_as_nothing_and_an_unreadable_amount_is_left_out_and_counted() -> None:
    old = tables(
        WATER,
        project("河道巡查经费", "22.00"),
        project("泵站维护", "5.00"),
        project("排涝", "见附件", fiscal="3.00"),
    )
    new = tables(
        WATER,
        "河道巡查经费\t\t\t22.00\t\t\t目标。\t1、产出指标：次数，年度指标值：1次。\n",
        project("泵站维护", "5.00"),
        project("排涝", "9.00", fiscal="3.00"),
        year=2024,
    )
    found = compared(old, new)
    rows = found.amounts[["project", "field", "difference"]].values.tolist()
    assert rows == [["河道巡查经费", "total", -22_000_000]]
    totals = found.units.set_index("field")
    assert totals.loc["total", "unread"] == 1
    assert (totals.loc["total", "old"], totals.loc["total", "new"]) == (27_000_000, 14_000_000)


def test_units_are_summed_over_all_their_projects() -> None:
    old = tables(
        WATER,
        project("河道巡查经费", "22.10"),
        project("防汛物资储备", "1.05"),
        unit("给排水所"),
        project("管网", "3.00"),
    )
    new = tables(WATER, project("河道巡查经费", "20.00"), project("食堂", "0.01"), year=2024)
    frame = compared(old, new).units
    totals = frame[frame["field"] == "total"].astype(object).where(frame.notna(), None)
    assert totals[["unit_old", "unit_new", "change", "old", "new", "difference"]].values.tolist() == [
        ["云溪市水务局", "云溪市水务局", "kept", 23_150_000, 20_010_000, -3_140_000],
        ["给排水所", None, "gone", 3_000_000, None, -3_000_000],
    ]


def test_a_text_carried_over_is_told_word_for_word_or_but_for_the_year() -> None:
    goal = "{}年完成河道巡查，确保水面整洁。"
    old = tables(
        WATER,
        project("甲项目", goal=goal.format(2023)),
        project("乙项目", goal=goal.format(2023), content="子"),
        project("丙项目", goal="甲" * 9),
    )
    new = tables(
        WATER,
        project("甲项目", goal=goal.format(2024)),
        project("乙项目", goal=goal.format(2023), content="丑"),
        project("丙项目", goal="乙" * 9, content="另写"),
        year=2024,
    )
    frame = compared(old, new).texts
    assert frame[["project", "field", "change"]].values.tolist() == [
        ["甲项目", "content", "same"],
        ["甲项目", "goal", "year"],
        ["乙项目", "goal", "same"],
    ]


def test_a_table_compared_with_itself_has_changed_in_nothing() -> None:
    table = tables(WATER, project("河道巡查经费"), project("工作经费"), project("工作经费", "3.00"))
    found = compared(table, table)
    assert set(found.projects["change"]) == {"kept"}
    assert all(found.frames[name].empty for name in ("amounts", "targets", "indicators"))
    assert (found.units["difference"] == 0).all()


amount = st.integers(min_value=0, max_value=10**9)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(amount, amount), min_size=1, max_size=6))
def test_a_units_difference_is_the_sum_of_what_changed(pairs: list[tuple[int, int]]) -> None:
    def year(side: int, year: int) -> object:
        rows = (project(f"{'甲乙丙丁戊己'[n]}处专项", f"{p[side] / 100:.2f}") for n, p in enumerate(pairs))
        return tables(WATER, *rows, year=year)

    found = compared(year(0, 2023), year(1, 2024))  # type: ignore[arg-type]
    for field in ("total", "fiscal"):
        changed = found.amounts.loc[found.amounts["field"] == field, "difference"].sum()
        assert found.units.loc[found.units["field"] == field, "difference"].sum() == changed
