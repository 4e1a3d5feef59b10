from __future__ import annotations

import random

import pytest
from tests.comparison.two_years import became, compared, folder, project, tables, text, unit

from budgetcheck.frames import Tables

WATER = unit("云溪市水务局")


def test_the_same_name_is_the_same_project_whatever_its_year_order_and_line() -> None:
    old = tables(WATER, project("2023年河道巡查经费"), project("泵站维护经费（2023）"))
    new = tables(WATER, project("泵站维护经费（2024）"), project("2024年河道巡查经费"), year=2024)
    assert became(compared(old, new)) == [
        ("kept", "泵站维护经费（2023）", "泵站维护经费（2024）"),
        ("kept", "2023年河道巡查经费", "2024年河道巡查经费"),
    ]


def test_the_same_year_goes_before_another() -> None:
    old = tables(WATER, project("运维(2022)"), project("运维(2023)"))
    new = tables(WATER, project("运维(2023)"), project("运维(2024)"), year=2024)
    assert became(compared(old, new)) == [
        ("kept", "运维(2023)", "运维(2023)"),
        ("kept", "运维(2022)", "运维(2024)"),
    ]


def test_what_came_and_what_went() -> None:
    old = tables(WATER, project("河道巡查经费"), project("防汛物资储备"))
    new = tables(WATER, project("河道巡查经费"), project("机关食堂改造", "88.00"), year=2024)
    found = compared(old, new)
    assert became(found) == [
        ("kept", "河道巡查经费", "河道巡查经费"),
        ("added", None, "机关食堂改造"),
        ("gone", "防汛物资储备", None),
    ]
    added = found.projects.iloc[1]
    assert (added["total_new"], added["file_new"], added["line_new"]) == (88_000_000, "2024.txt", 8)
    assert found.summary["projects"] == {"added": 1, "gone": 1, "renamed": 0, "kept": 1}


LONG = "按月巡查全市主要河道并及时清理水面漂浮物，保持水面整洁，群众投诉明显减少。"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (project("河道巡查及保洁经费", "22.00"), project("河道巡查保洁经费", "30.00")),
        (project("信息系统运行维护", goal=LONG), project("河道日常养护", goal=LONG)),
        (project("水质监测服务项目", "37.50", goal="甲"), project("水质监测采购服务", "37.50", goal="乙")),
    ],
    ids=["by name", "by goal", "by name and amount"],
)
def test_a_new_name_is_seen_through(old: str, new: str) -> None:
    found = compared(tables(WATER, old), tables(WATER, new, year=2024))
    assert list(found.projects["change"]) == ["renamed"]
    assert 0 < found.projects["likeness"].iat[0] < 1


def test_an_equal_amount_alone_or_a_short_goal_alone_makes_no_project_the_same() -> None:
    old = tables(WATER, project("防汛物资储备", "37.50", goal="完成任务。", content="无"))
    new = tables(WATER, project("机关食堂改造", "37.50", goal="完成任务。", content="无"), year=2024)
    assert [change for change, *_ in became(compared(old, new))] == ["added", "gone"]


def test_each_has_one_partner_and_the_likeliest_goes_first() -> None:
    old = tables(WATER, project("河道巡查保洁养护经费"), project("河道巡查保洁经费"))
    new = tables(WATER, project("河道巡查保洁工作经费"), year=2024)
    found = compared(old, new)
    assert became(found) == [
        ("renamed", "河道巡查保洁养护经费", "河道巡查保洁工作经费"),
        ("gone", "河道巡查保洁经费", None),
    ] or became(found) == [
        ("renamed", "河道巡查保洁经费", "河道巡查保洁工作经费"),
        ("gone", "河道巡查保洁养护经费", None),
    ]


def test_a_renamed_unit_is_known_by_its_projects() -> None:
    rows = (project("河道巡查经费"), project("泵站维护经费"), project("排涝经费"))
    old = tables(WATER, *rows, unit("云溪市给排水管理所"), project("管网检测"))
    new = tables(
        unit("云溪市水务和湖泊局"), *rows, unit("云溪市给排水管理所"), project("管网检测"), year=2024
    )
    found = compared(old, new)
    assert set(found.projects["change"]) == {"kept"}
    units = found.units[found.units["field"] == "total"]
    assert list(zip(units["unit_old"], units["unit_new"], units["change"], strict=True)) == [
        ("云溪市水务局", "云溪市水务和湖泊局", "renamed"),
        ("云溪市给排水管理所", "云溪市给排水管理所", "kept"),
    ]


def test_a_project_that_moved_to_another_unit_is_kept() -> None:
    old = tables(
        WATER, project("河道巡查经费"), project("管网检测"), unit("云溪市给排水管理所"), project("水厂运行")
    )
    new = tables(
        WATER,
        project("河道巡查经费"),
        unit("云溪市给排水管理所"),
        project("水厂运行"),
        project("管网检测"),
        year=2024,
    )
    found = compared(old, new)
    assert set(found.projects["change"]) == {"kept"}
    moved = found.projects[found.projects["name_new"] == "管网检测"].iloc[0]
    assert (moved["unit_old"], moved["unit_new"]) == ("云溪市水务局", "云溪市给排水管理所")


def test_a_department_of_another_name_is_the_same_where_it_is_the_only_one() -> None:
    old = tables(project("河道巡查经费"), department="云溪市水利局")
    new = tables(project("河道巡查经费"), department="云溪市水务和湖泊管理中心", year=2024)
    assert [change for change, *_ in became(compared(old, new))] == ["kept"]


def test_departments_of_a_folder_are_not_mixed() -> None:
    def both(year: int) -> Tables:
        water = text(project("工作经费", f"{year % 100}.00"), year=year)
        return folder(water, text(project("工作经费", "50.00"), year=year, department="云溪市民政局"))

    found = compared(both(2023), both(2024))
    amounts = found.amounts[found.amounts["field"] == "total"]
    assert list(amounts["department"]) == ["云溪市水务局"]
    assert set(found.projects["change"]) == {"kept"}


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = [
        project(f"{a}{b}经费", f"{n}.00")
        for n, (a, b) in enumerate((a, b) for a in "甲乙丙丁" for b in "东西南北")
    ]
    renamed = [row.replace("经费", "工作经费") for row in rows[:6]] + rows[6:12]
    turned = random.Random(7).sample(renamed, len(renamed))
    straight = set(became(compared(tables(WATER, *rows), tables(WATER, *renamed))))
    assert set(became(compared(tables(WATER, *rows), tables(WATER, *turned)))) == straight


def test_the_likeness_asked_for_grows_with_the_projects_not_with_their_square() -> None:
    from budgetcheck.comparison import matching

    def asked(count: int) -> int:
        number = random.Random(count)
        names = [
            "".join(number.choice("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉") for _ in range(12))
            for _ in range(count)
        ]
        features = [matching.bigrams(name) for name in names]
        calls = 0

        def likeness(first: int, second: int) -> float:
            nonlocal calls
            calls += 1
            return float(first == second)

        assert len(matching.likely_pairs(features, features, likeness)) > 0.9 * count
        return calls

    assert asked(2000) < 3 * asked(1000)
