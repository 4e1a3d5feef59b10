"""A name is read from its end: what it measures, whether that should be small, whether it hides a value."""

import pytest

from budgetcheck.text import (
    default_words,
    is_bad_event,
    is_bad_rate,
    is_bounded_rate,
    measured,
    value_in_name,
)

WORDS = default_words()


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("驻场服务时长达标率（运行保障类）", "驻场服务时长达标率"),
        ("响应速率（经济和社会类发展类）", "响应速率"),
        ("项目按期完成率（%）", "项目按期完成率"),
        ("项目验收合格率%", "项目验收合格率"),
        ("系统正常运行率1", "系统正常运行率"),
        ("验收合格率（质量）", "验收合格率"),
        ("平均审减率(%) ", "平均审减率"),
        ("投诉率(%)（运行保障类）", "投诉率"),
        ("故障率（较上年下降）", "故障率(较上年下降)"),
    ],
)
def test_what_follows_the_measure_is_left_out_and_what_changes_it_is_kept(name, core):
    assert measured(name, WORDS) == core


@pytest.mark.parametrize(
    "name",
    [
        "系统重大故障事件率",
        "系统重大故障率",
        "设备故障率",
        "有效用户投诉率（运行保障类）",
        "建设单位对评审工作投诉率",
        "投诉数量",
        "用户投诉次数",
        "信息泄露事故",
        "安全责任事故发生数量",
        "业务中断时间",
        "被抽中项目平均复核偏差率",
        "产品不合格率",
    ],
)
def test_names_of_mishaps(name):
    assert is_bad_event(name, WORDS)


@pytest.mark.parametrize(
    "name",
    [
        "故障响应率",
        "故障处理率",
        "系统故障处理完成率",
        "投诉办结率",
        "投诉处理满意度",
        "平均故障恢复时间",
        "核心网络平均无故障时间",
        "UPS连续无故障时长",
        "平均故障间隔时间",
        "异常监控覆盖率",
        "平均审减率",
        "提升工作效率",
        "开展问题线索立案审查案件数",
        "受理投诉量",
        "事故下降率",
        "降低事故发生率",
        "查处违规案件数",
        "应急演练模拟事故次数",
        "保险理赔事故件数",
        "害虫死亡率",
        "服务零投诉率",
        "运维服务满意度（经济和社会保障类）",
        "",
        "率",
    ],
)
def test_false_friends_are_not_mishaps(name):
    assert not is_bad_event(name, WORDS)


def test_a_count_of_mishaps_is_no_rate():
    assert is_bad_rate("系统重大故障事件率", WORDS)
    assert is_bad_rate("运维服务有效投诉率（经济和社会保障类）", WORDS)
    assert not is_bad_rate("投诉数量", WORDS)


@pytest.mark.parametrize(
    "name",
    [
        "验收合格率（%）",
        "服务对象满意度",
        "有效用户投诉率",
        "系统正常运行率1",
        "项目按期完成率",
        "绿色企业占比",
    ],
)
def test_shares_that_end_at_one_hundred(name):
    assert is_bounded_rate(name, WORDS)


@pytest.mark.parametrize(
    "name",
    [
        "任务完成率",
        "业务量增长率",
        "平均审减率",
        "拨备覆盖率",
        "涉农贷款增速",
        "工作效率",
        "资产负债率",
        "床位使用率",
        "会议数",
    ],
)
def test_measures_that_may_pass_one_hundred(name):
    assert not is_bounded_rate(name, WORDS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("在穗法人增资扩股金融机构数3家", "3家"),
        ("在穗法人金融机构增资扩股额10亿元", "10亿元"),
        ("新设金融机构地区总部2家", "2家"),
        ("宣传报道超过100篇", "超过100篇"),
        ("开展检查12次以上", "12次以上"),
        ("贷款投放额1,200.50万元", "1,200.50万元"),
        ("验收合格率≥９５％", "≥９５％"),
        ("扶持企业15-20家", "15-20家"),
    ],
)
def test_a_value_at_the_end_of_a_name_is_found(name, value):
    span = value_in_name(name, WORDS)
    assert span is not None
    assert name[slice(*span)] == value


@pytest.mark.parametrize(
    "name",
    [
        "落实稳经济20条措施",
        "实施“十三五”规划",
        "完成项目第2期",
        "平台建设2期",
        "规划覆盖至2025年",
        "等级保护3级",
        "PM2.5",
        "5G",
        "系统正常运行率1",
        "3家",
        "促进机构发展壮大",
        "",
    ],
)
def test_numbers_that_belong_to_the_name_are_no_value(name):
    assert value_in_name(name, WORDS) is None


@pytest.mark.parametrize("piece", ["（类）", "率", "故障", "1", "，", "万", "投诉事件", "3家"])
def test_a_name_of_any_length_is_read_by_its_end_and_friends(piece):
    name = piece * 200_000
    for reads in (measured, is_bad_event, is_bad_rate, is_bounded_rate, value_in_name):
        reads(name, WORDS)
    assert len(measured(name, WORDS)) <= len(name)
