"""What a goal plans of the thing that an indicator names, and what a text pays for a person and year."""

import pytest

from budgetcheck.text import default_words
from budgetcheck.text.narrative import Count, counts, narrative_reader
from budgetcheck.text.plans import LEAST_NAMED, all_of, counted_thing, planned, yearly_pay

WORDS = default_words()


def plans(measure: str, goal: str) -> list[int]:
    thing, loosely = counted_thing(measure, WORDS)
    found = planned(thing, loosely, counts(narrative_reader(WORDS).read(goal)), WORDS)
    return [count.number for count in found]


@pytest.mark.parametrize(
    ("measure", "thing"),
    [
        ("获评金融领军人才数", ("金融领军人才", True)),
        ("支持小微企业户数", ("小微企业", True)),
        ("财务培训班期数", ("财务培训班", False)),
        ("新建社区服务中心数量", ("新建社区服务中心", False)),
        ("", ("", False)),
    ],
)
def test_a_name_is_its_thing_without_the_count_and_an_idle_verb(measure, thing):
    assert counted_thing(measure, WORDS) == thing


@pytest.mark.parametrize(
    ("measure", "goal", "numbers"),
    [
        ("举办财务培训班期数", "全年举办财务培训班5期", [5]),
        ("举办财务培训班期数", "全年举办5期财务培训班", [5]),
        ("支持小微企业数", "为50家小微企业提供贴息", [50]),
        ("获评金融领军人才数", "引进领军人才3人", [3]),
        ("获评金融领军人才数", "引进科技领军人才3人", []),
        ("获评金融领军人才数", "引进军人才3人", []),
        ("获评省级金融领军人才数", "引进领军人才3人", []),
        ("新建社区服务中心数量", "改造社区服务中心5个", []),
        ("新建社区服务中心数量", "新建3个社区服务中心、改造5个社区服务中心", [3]),
        ("支持小微企业数", "现有小微企业300家", []),
        ("支持小微企业数", "拟新增现有小微企业300家", [300]),
        ("培训班期数", "举办培训班5期", []),
    ],
)
def test_a_count_is_of_the_thing_that_stands_around_it(measure, goal, numbers):
    assert plans(measure, goal) == numbers


def test_a_thing_needs_four_characters_to_be_told_from_others():
    count = Count(0, 2, 5, "家", "", "小微企业")
    assert LEAST_NAMED == 4
    assert planned("小微企业", False, [count], WORDS) == [count]
    assert planned("微企业", False, [count._replace(after="微企业")], WORDS) == []


def test_plans_of_their_own_add_up_and_mentions_of_one_do_not():
    first, second = Count(0, 1, 15, "人", "拟引进人才", ""), Count(5, 6, 65, "人", "拟评定人才", "")
    assert all_of([first, second], WORDS) == 80
    assert all_of([first._replace(before="引进人才"), second], WORDS) == 65


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("每人每年10万元", [10_000_000]),
        ("7万元/人·年", [7_000_000]),
        ("7万元/人.年", [7_000_000]),
        ("每人每月6000元", []),
        ("每人10万元", []),
        ("每年10万元", []),
        ("每人每年5万元、设备每台3万元", [5_000_000]),
        ("全年服务，每人5万元", []),
    ],
)
def test_pay_is_for_a_person_and_a_year(text, fen):
    assert [figure.fen for figure in yearly_pay(narrative_reader(WORDS).read(text))] == fen


def test_a_long_name_and_a_long_clause_are_compared_once_a_character():
    thing = "甲" * 4000
    assert planned(thing, True, [Count(0, 1, 5, "家", "甲" * 20, "乙" * 20)], WORDS) == []
