from __future__ import annotations

import pytest
from tests.comparison.two_years import compared, project, tables

ITEM = "{n}、{category}：{name}，年度指标值：{value}。"


def items(*given: tuple[str, str] | tuple[str, str, str]) -> str:
    return "".join(
        ITEM.format(n=n, name=name, value=value, category=rest[0] if rest else "产出指标")
        for n, (name, value, *rest) in enumerate(given, 1)
    )


def changes(old: str, new: str) -> list[tuple[str, str, str, str]]:
    found = compared(
        tables(project("河道巡查", items=old)), tables(project("河道巡查", items=new), year=2024)
    )
    frame = found.targets
    return list(zip(frame["change"], frame["indicator"], frame["old"], frame["new"], strict=True))


@pytest.mark.parametrize(
    ("name", "old", "new", "change"),
    [
        ("验收合格率", "≥95%", "≥90%", "weaker"),
        ("验收合格率", "≥90%", "≥95%", "stronger"),
        ("验收合格率", "95%", "90%", "weaker"),
        ("投诉次数", "≤3次", "≤5次", "weaker"),
        ("投诉次数", "≤5次", "≤3次", "stronger"),
        ("有效投诉次数", "3次", "5次", "weaker"),
        ("单位建设成本", "3万元", "2万元", "stronger"),
        ("故障响应时间", "≤2小时", "≤90分钟", "stronger"),
        ("故障响应时间", "2小时", "3小时", "weaker"),
        ("活动时长", "2小时", "3小时", "changed"),
        ("培训人数", "≥1000人", "≥0.2万人", "stronger"),
        ("巡查次数", "≥12次", "≤12次", "changed"),
        ("巡查次数", "≥12次", ">12次", "stronger"),
        ("巡查次数", "≥12次", "≥12公里", "changed"),
        ("贷款余额", "10-20亿元", "5-20亿元", "weaker"),
        ("贷款余额", "10-20亿元", "12-18亿元", "stronger"),
        ("贷款余额", "10-20亿元", "15-25亿元", "changed"),
        ("巡查次数", "≥12次", "按需开展", "unmeasured"),
        ("服务质量", "良好", "优良", "changed"),
    ],
)
def test_a_target_is_weaker_or_stronger_by_its_own_direction(
    name: str, old: str, new: str, change: str
) -> None:
    assert changes(items((name, old)), items((name, new))) == [(change, name, old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("≥95%", "≥95%"),
        ("≥95%", "≥ 95 ％"),
        ("95%", "≥95%"),
        ("≥95%", "不低于95%"),
        ("1万人", "10000人"),
        ("2023年12月底前", "2024年12月底前"),
        ("按需开展", "按需开展"),
    ],
)
def test_another_way_to_write_the_same_is_no_change(old: str, new: str) -> None:
    assert changes(items(("巡查", old)), items(("巡查", new))) == []


def test_indicators_are_known_by_category_and_name_then_by_name() -> None:
    old = items(("合格率", "≥95%"), ("合格率", "≥80%", "效益指标"), ("2023年覆盖率（%）", "≥60%"))
    new = items(("2024年覆盖率", "≥50%"), ("合格率", "≥70%", "效益指标"), ("合格率", "≥95%", "满意度指标"))
    assert changes(old, new) == [
        ("weaker", "2024年覆盖率", "≥60%", "≥50%"),
        ("weaker", "合格率", "≥80%", "≥70%"),
    ]


def test_what_was_added_and_dropped_is_told_with_its_place() -> None:
    old, new = (
        items(("巡查次数", "≥12次"), ("整改率", "≥95%")),
        items(("覆盖率", "100%"), ("巡查次数", "≥12次")),
    )
    found = compared(
        tables(project("河道巡查", items=old)), tables(project("河道巡查", items=new), year=2024)
    )
    rows = found.indicators[["change", "indicator", "value", "file", "line", "position"]].values.tolist()
    assert rows == [
        ["gone", "整改率", "≥95%", "2023.txt", 6, 2],
        ["added", "覆盖率", "100%", "2024.txt", 6, 1],
    ]
    assert found.targets.empty


def test_indicators_of_projects_that_came_or_went_are_not_listed() -> None:
    found = compared(tables(project("防汛物资储备")), tables(project("机关食堂改造"), year=2024))
    assert found.indicators.empty
