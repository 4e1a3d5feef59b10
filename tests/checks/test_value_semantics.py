"""What target values mean: shares end at 100 %, mishaps have ceilings."""

import pytest
from tests.checks.packed import cell_of, findings_in, marked, one, run, said, tables

from budgetcheck.frames import Tables

WITHIN, FULL, DOWN = "share_is_within_whole", "bad_rate_is_not_full", "bad_event_is_kept_down"
ALL = {WITHIN: {"limit": 100}, FULL: {"full": 100}, DOWN: {}}


def verdict(check: str, name: str, value: str) -> str:
    (only,) = said(check, one(value, name), **ALL[check])
    return only


@pytest.mark.parametrize("check", ALL)
def test_an_empty_batch_gives_an_empty_outcome(check):
    assert said(check, Tables.empty(), **ALL[check]) == []


@pytest.mark.parametrize("check", ALL)
def test_a_value_that_is_missing_or_a_template_mark_is_undecided(check):
    batch = tables(
        ["1、产出指标：有效用户投诉率；2、产出指标：设备故障率，年度指标值：≤**%；3、产出指标：会议数。"]
    )
    assert said(check, batch, **ALL[check]) == ["undecided", "undecided", "not_applicable"]


@pytest.mark.parametrize("check", ALL)
def test_words_are_not_judged(check):
    assert verdict(check, "有效用户投诉率", "有所下降") == "not_applicable"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("产品合格率", "292%", "failed"),
        ("服务对象满意度", ">100%", "failed"),
        ("考试通过率", "90%-110%", "failed"),
        ("投诉率", "≤120%", "failed"),
        ("考试通过率", "98%±3%", "passed"),
        ("验收合格率", "100%", "passed"),
        ("验收合格率", "≥100%", "passed"),
        ("计划任务完成率", "≥110%", "not_applicable"),
        ("业务量增长率", "150%", "not_applicable"),
        ("拨备覆盖率", "≥150%", "not_applicable"),
        ("培训覆盖率", "≥300人", "not_applicable"),
    ],
)
def test_a_share_ends_at_one_hundred_and_other_rates_are_not_judged(name, value, expected):
    assert verdict(WITHIN, name, value) == expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("系统重大故障事件率", "100%", "failed"),
        ("运维服务有效投诉率（经济和社会保障类）", "≥100%", "failed"),
        ("系统重大故障率", "≤5%", "passed"),
        ("故障响应率", "100%", "not_applicable"),
        ("系统故障处理完成率", "100%", "not_applicable"),
        ("投诉办结率", "100%", "not_applicable"),
        ("投诉数量", "100件", "not_applicable"),
    ],
)
def test_the_rate_of_a_mishap_is_not_one_hundred(name, value, expected):
    assert verdict(FULL, name, value) == expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("有效用户投诉率", "≥95%", "failed"),
        ("安全事故发生次数", "5次以上", "failed"),
        ("有效用户投诉率", "≤5%", "passed"),
        ("信息泄露事故", "0", "passed"),
        ("投诉次数", "≥0次", "passed"),
        ("核心网络平均无故障时间", "≥365天", "not_applicable"),
        ("平均审减率(%)", "≥4%", "not_applicable"),
        ("投诉办结率（运行保障类）", "≥95%", "not_applicable"),
    ],
)
def test_a_mishap_has_no_floor(name, value, expected):
    assert verdict(DOWN, name, value) == expected


def test_a_labelled_value_is_judged_by_its_own_words():
    assert verdict(DOWN, "有效用户投诉率", "投诉办结率≥95%") == "not_applicable"
    assert verdict(DOWN, "稳定可靠率", "故障率≥1%") == "failed"
    (evidence,) = run(DOWN, one("故障率≥1%", "稳定可靠率")).evidence
    assert evidence.fields["measure"] == "故障率"


def test_findings_point_at_the_value():
    batch = tables([cell_of(("会议数", "4次"), ("系统重大故障事件率", "100%"))])
    assert marked(FULL, batch, full=100) == [(2, "100%")]


def test_the_published_tables_ask_twice_for_failure_every_time(samples):
    first, second = sorted(samples.glob("*.txt"))
    errors = "VSE001", "VSE002", "VSE003", "VSE027"
    assert [found for rule in errors for found in findings_in(first, rule)] == [
        ("vse-bad-rate-100", 53, 3, "100%"),
        ("vse-bad-rate-100", 66, 3, "100%"),
    ]
    assert [found for rule in errors for found in findings_in(second, rule)] == []
