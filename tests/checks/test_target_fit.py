"""Targets against units, other projects, the goal's own plan, standards and public data."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks import frames
from tests.checks.packed import cell_of, marked, one, run, said, tables

from budgetcheck.engine.bind import bind
from budgetcheck.frames import Tables
from budgetcheck.model import Rule
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import load_folder
from budgetcheck.terms import Verdict

FIT = {
    "wants": [{"endings": ["人数"], "units": ["人", "名"]}, {"endings": ["金额"], "dimensions": ["money"]}],
    "bars": [{"endings": ["质量"], "dimensions": ["count"]}, {"endings": ["函"], "units": ["次"]}],
    "either": ["、"],
}
WHOLE = {"units": ["人", "台"], "averages": ["均"]}
VARIES = {"dimensions": ["percent"], "specific": 10, "shown": 2}
PLAN = {"alike": [["人", "名"]], "farthest": 5}
RANGE = {
    "ending": "天数",
    "places": ["云溪"],
    "unit": "天",
    "least": 0,
    "most": 366,
    "shown_least": "0天",
    "shown_most": "366天",
    "source": {"zh": "一年", "en": "a year"},
}
PAY = {"standards": [{"staff": ["编外"], "yuan": 70000, "source": {"zh": "某文", "en": "a paper"}}]}
ALL = {
    "unit_fits_measure": FIT,
    "things_are_whole": WHOLE,
    "same_measure_has_same_target": VARIES,
    "part_stays_within_whole": {"of_which": ["其中"]},
    "figure_is_plausible": {"references": [RANGE]},
    "target_reaches_plan": PLAN,
    "pay_is_within_standard": PAY,
}


@cache
def rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in load_folder(rules_folder())}


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("VSE004", "验收合格率"),
        ("VSE005", "设备故障率"),
        ("VSE007", "群众满意度"),
        ("VSE008", "群众满意度"),
        ("VSE009", "群众满意度"),
        ("VSE010", "设备完好率"),
        ("VSE012", "设备到位率"),
        ("VSE026", "设备故障率"),
        ("VSE029", "故障响应时间"),
        ("VSE031", "项目成本"),
    ],
)
@pytest.mark.parametrize("value", ["", "≥**%"])
def test_a_value_that_is_not_there_is_undecided(rule, name, value):
    batch = tables([f"1、产出指标：{name}，年度指标值：{value}；2、产出指标：会议数，年度指标值：4次。"])
    (bound,) = bind([rules()[rule]]).bound
    verdicts = bound.run(batch.indicators, batch).verdicts.tolist()
    assert verdicts == [Verdict.UNDECIDED, Verdict.NOT_APPLICABLE]


@pytest.mark.parametrize("check", ALL)
def test_an_empty_batch_gives_an_empty_outcome(check):
    assert said(check, Tables.empty(), **ALL[check]) == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("培训人数", "≥30人", "passed"),
        ("培训人数", "≥30人/年", "passed"),
        ("培训人数", "≥3次", "failed"),
        ("培训人数", "100%", "failed"),
        ("培训人数", "30", "not_applicable"),
        ("培训人数、次数", "≥3次", "not_applicable"),
        ("补助金额", "≥3万元", "passed"),
        ("补助金额", "≥3家", "failed"),
        ("产出质量", "2次", "failed"),
        ("产出质量", "100%", "passed"),
        ("协调函", "180次", "failed"),
        ("协调函", "180份", "passed"),
        ("培训人数", "≥**人", "undecided"),
        ("走访企业", "120家次", "not_applicable"),
    ],
)
def test_a_unit_fits_what_is_measured(name, value, expected):
    assert said("unit_fits_measure", one(value, name), **FIT) == [expected]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("培训人数", "≥2.5人", "failed"),
        ("培训人数", "≥2.5万人", "passed"),
        ("培训人数", "≤1.5人", "failed"),
        ("人均设备", "1.5台", "not_applicable"),
        ("管网长度", "2.5公里", "not_applicable"),
    ],
)
def test_things_that_cannot_be_halved_are_whole(name, value, expected):
    assert said("things_are_whole", one(value, name), **WHOLE) == [expected]


def test_one_finding_for_a_measure_stands_at_the_first_that_differs_and_lists_the_rest():
    cells = [cell_of(("系统运行率", value)) for value in ("≥98%", "98%", "95%", "90%", "95%")]
    outcome = run("same_measure_has_same_target", tables(cells), **VARIES)
    assert outcome.verdicts.tolist() == [1, 1, 2, 1, 1]
    (evidence,) = outcome.evidence
    assert evidence.fields["kinds"] == 3
    assert evidence.fields["targets"] == [
        {"target": "≥98%", "lines": [1, 2]},
        {"target": "95%", "lines": [3, 5]},
    ]


def test_documents_units_and_short_counted_names_are_kept_apart():
    apart = tables([cell_of(("系统运行率", "98%"))], [cell_of(("系统运行率", "90%"))])
    assert said("same_measure_has_same_target", apart, **VARIES) == ["passed", "passed"]
    units = tables([cell_of(("系统运行率", "98%")), cell_of(("系统运行率", "90‰"))])
    assert said("same_measure_has_same_target", units, **VARIES) == ["passed", "failed"]
    short = tables([cell_of(("重点企业走访的次数", "5次")), cell_of(("重点企业走访的次数", "1次"))])
    assert said("same_measure_has_same_target", short, **VARIES) == ["not_applicable"] * 2


def test_the_least_whole_is_named_and_a_narrower_whole_does_not_bind_a_wider_part():
    cells = [
        cell_of(("全市贷款余额", "200亿元"), ("云溪市贷款余额", "100亿元")),
        cell_of(("绿色贷款余额", "150亿元"), ("全省绿色贷款余额", "150亿元")),
        cell_of(("临江区贷款余额", "10亿元"), ("涉农贷款余额", "100亿元")),
    ]
    outcome = run("part_stays_within_whole", tables(cells), of_which=["其中"])
    assert [(e.row, e.fields["whole"], e.fields["whole_line"]) for e in outcome.evidence] == [
        (2, "临江区贷款余额 10亿元", 3),
        (5, "临江区贷款余额 10亿元", 3),
    ]


def test_an_inner_item_is_compared_with_the_item_above_it_in_its_own_cell():
    cells = [
        cell_of(("参训人数", "20人"), ("其中：女性人数", "30人"), ("其中：党员人数", "20人")),
        cell_of(("其中：女性人数", "30人")),
    ]
    assert marked("part_stays_within_whole", tables(cells), of_which=["其中"]) == [(2, "30人")]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("云溪优良天数", "366天", "passed"),
        ("云溪优良天数", "367天", "failed"),
        ("云溪优良天数", "0天", "passed"),
        ("云溪优良天数", "10个月", "not_applicable"),
        ("临江优良天数", "367天", "not_applicable"),
    ],
)
def test_a_figure_lies_in_the_range_of_its_reference(name, value, expected):
    assert said("figure_is_plausible", one(value, name), references=[RANGE]) == [expected]


def with_goal(goal: str, name: str, value: str) -> Tables:
    packed = tables([cell_of((name, value))])
    return frames.tables(
        [frames.line("项目1", indicators=packed.lines["indicators"].iat[0], goal=goal)],
        indicators=packed.indicators.to_dict("records"),
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("≥5期", "passed"),
        ("≥4期", "failed"),
        (">4期", "passed"),
        (">3期", "failed"),
        ("4", "failed"),
        ("1期", "failed"),
        ("≤4期", "not_applicable"),
        ("4人", "not_applicable"),
        ("100%", "not_applicable"),
    ],
)
def test_a_target_reaches_what_the_goal_plans(value, expected):
    batch = with_goal("全年举办财务培训班5期。", "举办财务培训班期数", value)
    assert said("target_reaches_plan", batch, **PLAN) == [expected]


def test_a_number_far_above_the_target_is_background():
    batch = with_goal("全年举办财务培训班6期。", "举办财务培训班期数", "1期")
    assert said("target_reaches_plan", batch, **PLAN) == ["passed"]


@given(plan=st.integers(1, 10**6), more=st.integers(0, 10**6))
def test_a_target_at_or_above_the_plan_never_fails(plan, more):
    batch = with_goal(f"举办财务培训班{plan}期。", "举办财务培训班期数", f"≥{plan + more}期")
    assert "failed" not in said("target_reaches_plan", batch, **PLAN)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("聘用编外人员，7万元/人·年。", "passed"),
        ("聘用编外人员，7.01万元/人·年。", "failed"),
        ("聘用编外人员，7.01万元/人·月。", "not_applicable"),
        ("引进专家，9万元/人·年。", "not_applicable"),
    ],
)
def test_pay_is_within_the_standard_of_its_staff(content, expected):
    batch = frames.tables([frames.line("项目1", content=content)])
    assert said("pay_is_within_standard", batch, **PAY) == [expected]
