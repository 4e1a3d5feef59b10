from __future__ import annotations

import pytest

from budgetcheck.text import (
    Listing,
    approved,
    default_words,
    head_costs,
    listing_reader,
    narrative_reader,
    this_years,
)

WORDS = default_words()


def read(text: str) -> Listing:
    return listing_reader(WORDS).read(narrative_reader(WORDS).read(text))


def parts(text: str) -> list[str]:
    return [text[p.start : p.end] for p in read(text).parts]


@pytest.mark.parametrize(
    ("text", "right", "complete"),
    [
        ("设备20万元、安装5万元，合计25万元。", True, True),
        ("设备20万元、安装5万元，合计26万元。", False, True),
        ("设备20万元、安装5万元，共24万元。", False, True),
        ("共需25万元，其中：设备20万元、安装6万元。", False, False),
        ("共需25万元，其中：设备20万元、安装5万元。", True, False),
        ("共需25万元，其中：设备10万元、安装6万元。", True, False),
        ("共需25万元，包括设备10万元、安装6万元。", False, True),
        ("经费25万元（设备20万元、安装6万元）。", False, True),
        ("经费25万元（其中设备20万元、安装4万元）。", True, False),
        ("设备约20万元、安装5万元，合计30万元。", None, False),
        ("设备20.15万元、安装5.22万元，合计25万元。", True, True),
    ],
)
def test_a_total_beside_its_parts(text: str, right: bool | None, complete: bool) -> None:
    (found,) = read(text).breakdowns
    assert (found.right, found.complete) == (right, complete)


@pytest.mark.parametrize(
    "text", ["设备20万元、安装5万元等，合计30万元。", "设备费合计20万元、安装费合计5万元、培训费合计3万元"]
)
def test_a_total_with_a_label_of_its_own_adds_up_nothing(text: str) -> None:
    assert read(text).breakdowns == ()


def test_a_total_stands_for_its_parts() -> None:
    text = "甲20万元、乙5万元，小计25万元；丙3万元，合计28万元"
    assert [text[b.total.start : b.total.end] for b in read(text).breakdowns] == ["25万元", "28万元"]
    assert parts(text) == ["28万元"]


def test_a_total_takes_the_nearest_amounts_that_make_it() -> None:
    text = "去年安排9万元，设备20万元、安装5万元，合计25万元"
    (found,) = read(text).breakdowns
    assert len(found.parts) == 2
    assert found.difference == 0


@pytest.mark.parametrize(
    "text",
    [
        "用于出国培训53.75万元、纪检工作5万元。",
        "做好保障。主要用于设备费2万元；安装费3万元。以上由财政安排。",
        "1.设备费20万元；2.安装费5万元。",
        "开支内容：1.设备费20万元；2.安装费5万元。合计25万元。",
        "“引进甲1人：100万/人*1人=100万 引进乙15人：30万/人*15人=450万”",
        "设备（20万元）、安装（5万元）",
    ],
)
def test_lists_that_say_they_are_complete(text: str) -> None:
    assert read(text).complete


@pytest.mark.parametrize(
    "text",
    [
        "用于设备费20万元。",
        "用于设备费20万元、安装费5万元等。",
        "用于设备费20万元、安装费5万元，另购材料。",
        "用于设备费20万元、安装费5万元。此外开展培训。",
        "用于：1.设备费20万元；2.监理费；3.安装费5万元。",
        "按要求开展工作。设备费20万元、安装费5万元。",
        "用于设备费20万元，已支付安装费5万元。",
        "用于设备费不超过20万元、安装费5万元。",
        "用于设备费20万元、每套安装费5万元。",
        "用于设备费20万元。安装费5万元。",
        "用于设备费20万元安装费5万元。",
        "其中：设备费20万元、安装费5万元。",
        "项目资金25万元，其中设备费20万元、安装费5万元。",
        "用于设备费20万元、安装费5万元的项目支出。",
    ],
)
def test_lists_that_may_leave_something_out(text: str) -> None:
    assert not read(text).complete


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("批复310万元", [310_000_000]),
        ("批复金额为：2,739,600元", [273_960_000]),
        ("概算批复1.2亿元", [12_000_000_000]),
        ("甲企业总投资1.2亿元", []),
        ("一期批复100万元，二期核定预算80万元", [100_000_000, 80_000_000]),
        ("批复后安排设备费20万元", []),
        ("核定标准每人7万元", []),
        ("安排310万元", []),
    ],
)
def test_approvals_stand_right_before_their_amount(text: str, fen: list[int]) -> None:
    assert [f.fen for f in approved(narrative_reader(WORDS).read(text), WORDS)] == fen


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2024年预算安排30万元", 1),
        ("本年度安排资金30万元", 1),
        ("2023年预算安排30万元", 0),
        ("本年设备费30万元", 0),
        ("本年安排不超过30万元", 0),
    ],
)
def test_an_amount_of_the_budget_year(text: str, count: int) -> None:
    assert len(this_years(narrative_reader(WORDS).read(text), 2024, WORDS)) == count


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("聘请2名派遣人员，其中1名文员，每人每年10万元", [20_000_000]),
        ("聘用编外人员3人，标准7万元/人·年", [21_000_000]),
        ("聘请2名文员、3名司机，每人每年10万元", []),
        ("聘请2名派遣人员，每人每月1万元", []),
        ("每人每年10万元，聘请2名派遣人员", []),
        ("聘请2名派遣人员，每人每年约10万元", []),
    ],
)
def test_people_and_what_each_costs_a_year(text: str, fen: list[int]) -> None:
    assert [cost.fen for cost in head_costs(narrative_reader(WORDS).read(text), WORDS)] == fen
