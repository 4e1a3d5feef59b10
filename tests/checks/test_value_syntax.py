"""How target values are written: stated, in their place, more than the name, one sign, one unit."""

import pytest
from tests.checks.packed import cell_of, marked, one, run, said, tables

import budgetcheck
from budgetcheck.frames import Tables

UNITS = {"alike": [["人", "名", "位"], ["次", "场次"]], "catch_all": ["个", "项"]}
BARE = {"least_items": 3}
ALL = {
    "value_is_stated": {"least_items": 3},
    "value_is_not_in_name": {"least_items": 3},
    "value_is_not_the_name": {},
    "value_is_filled_in": {},
    "range_runs_upward": {"downward_units": ["分"]},
    "units_agree": UNITS,
    "comparators_agree": {},
}
NO_VALUE = tables(
    [
        "1、产出指标：新设机构数3家；2、效益指标：促进机构发展；3、产出指标：培训人数，年度指标值：≥200人；4、产出指标：期数，年度指标值：4。"
    ]
)


@pytest.mark.parametrize("check", ALL)
def test_an_ordinary_value_raises_nothing(check):
    assert "failed" not in said(check, one("≥200人", "培训人数（人）"), **ALL[check])


@pytest.mark.parametrize("check", ALL)
def test_an_empty_batch_gives_an_empty_outcome(check):
    assert said(check, Tables.empty(), **ALL[check]) == []


@pytest.mark.parametrize("check", ALL)
def test_a_finding_does_not_depend_on_what_else_is_in_the_batch(check):
    cells = [
        cell_of(("进度", "90%-80%")),
        cell_of(("甲（条/年）", "3条")),
        cell_of(("乙", "≥≤5%"), ("丙", "丙")),
    ]
    settings = ALL[check]
    alone = [v for cell in cells for v in said(check, tables([cell]), **settings)]
    assert said(check, tables(cells), **settings) == alone
    assert said(check, tables(*([cell] for cell in cells)), **settings) == alone


def test_a_missing_value_is_shown_at_the_name():
    assert said("value_is_stated", NO_VALUE, **BARE) == ["failed", "failed", "passed", "passed"]
    assert marked("value_is_stated", NO_VALUE, **BARE) == [(1, "新设机构数3家"), (2, "促进机构发展")]


def test_a_value_in_the_name_is_looked_for_only_where_none_is_stated():
    assert said("value_is_not_in_name", NO_VALUE, **BARE) == ["failed", "passed"] + ["not_applicable"] * 2
    assert marked("value_is_not_in_name", NO_VALUE, **BARE) == [(1, "3家")]


def test_a_document_that_prints_values_behind_names_is_undecided():
    bare = tables(["1、产出指标：新设机构数3家；2、产出指标：培训人数200人；3、效益指标：投诉率≤5%。"])
    for check in ("value_is_stated", "value_is_not_in_name"):
        assert said(check, bare, **BARE) == ["undecided"] * 3


def test_names_without_any_value_are_missing_theirs_however_many():
    bare = tables(["1、产出指标：新设机构；2、产出指标：培训人员；3、效益指标：服务企业。"])
    assert said("value_is_stated", bare, **BARE) == ["failed"] * 3


@pytest.mark.parametrize(
    ("name", "value", "verdict"),
    [
        ("扩大市场影响力", "扩大市场影响力", "failed"),
        ("扩大市场 影响力", "“扩大市场影响力”", "failed"),
        ("扩大市场影响力", "市场影响力有所扩大", "passed"),
        ("系统稳定运行", "系统稳定运行，停机不超过2次", "passed"),
    ],
)
def test_an_echo_is_the_name_but_for_blanks_and_marks(name, value, verdict):
    assert said("value_is_not_the_name", one(value, name)) == [verdict]


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("≥**%", "failed"),
        ("XX人", "failed"),
        ("待定", "failed"),
        ("≥95%", "passed"),
        ("2人*12个月", "passed"),
    ],
)
def test_template_marks_are_told_from_multiplication(value, verdict):
    assert said("value_is_filled_in", one(value, "培训人数")) == [verdict]


def test_a_missing_value_is_no_placeholder():
    assert said("value_is_filled_in", NO_VALUE)[:2] == ["not_applicable"] * 2


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("90%-80%", "failed"),
        ("80%-90%", "passed"),
        ("15-10个", "failed"),
        ("80-60分", "not_applicable"),
        ("≥80%", "not_applicable"),
        ("2023.07-2024.01", "not_applicable"),
        ("有所提升", "not_applicable"),
    ],
)
def test_only_ranges_are_judged_and_bands_of_scores_run_downward(value, verdict):
    assert said("range_runs_upward", one(value), downward_units=["分"]) == [verdict]


@pytest.mark.parametrize(
    ("name", "value", "verdict"),
    [
        ("数据采集量（条/年）", "200000条", "failed"),
        ("数据采集量（条/年）", "120000条/年", "passed"),
        ("融资金额（万元）", "450万", "failed"),
        ("融资金额（万元）", "450万元", "passed"),
        ("融资金额（万元）", "3亿元", "passed"),
        ("参保率（%）", "≥15家", "failed"),
        ("获贷户数（户）", "10万户", "passed"),
        ("培训人数（名）", "≥230人", "passed"),
        ("研究成果数（项）", "2", "not_applicable"),
        ("会议次数", "4次", "not_applicable"),
        ("会议次数（次）", "有所增加", "not_applicable"),
    ],
)
def test_units_in_name_and_value(name, value, verdict):
    assert said("units_agree", one(value, name), **UNITS) == [verdict]


def test_a_conflict_of_units_names_both():
    (evidence,) = run("units_agree", one("450万", "融资金额（万元）"), **UNITS).evidence
    assert (evidence.fields["name_unit"], evidence.fields["value_unit"]) == ("万元", "万")


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("≥≤5%", "failed"),
        (">=<3次", "failed"),
        ("≥98%以下", "failed"),
        ("不少于5次以内", "failed"),
        ("达到95%以上", "passed"),
        ("≥98%", "passed"),
        ("100%", "not_applicable"),
        ("及时", "not_applicable"),
    ],
)
def test_signs_that_contradict_each_other(value, verdict):
    assert said("comparators_agree", one(value)) == [verdict]


def alarms_in(path):
    """Rule name to the line and indicator of each error and warning about how a value is written."""
    found = [f for f in budgetcheck.validate(path, select=["VSY"]).data.findings if f.severity != "note"]
    alarms: dict[str, list[tuple[int, int]]] = {}
    for finding in found:
        alarms.setdefault(finding.name, []).append((finding.location.line, finding.location.indicator))
    return {name: sorted(places) for name, places in alarms.items()}


def test_the_first_published_table_shows_these_faults_of_writing_and_no_others(samples):
    assert alarms_in(min(samples.glob("*.txt"))) == {
        "vsy-vague": [(12, 5), (13, 4), (14, 2), (14, 5), (14, 7), (15, 4), (29, 5), (50, 4), (63, 5)],
        "vsy-truncated-currency": [(13, 1)],
        "vsy-label-other-metric": [(14, 3)],
        "vsy-near-echo": [(24, 5)],
        "vsy-bare-number": [(26, 6), (39, 5)],
    }


def test_the_second_published_table_shows_these_faults_of_writing_and_no_others(samples):
    assert alarms_in(max(samples.glob("*.txt"))) == {
        "vsy-missing": [(33, 1), (33, 2), (33, 4), (40, 1)],
        "vsy-value-in-name": [(33, 1), (33, 2), (40, 1)],
        "vsy-echo": [
            (31, 1), (31, 2), (41, 3), (41, 4), (43, 3), (43, 4), (45, 4), (46, 7), (47, 3), (51, 2), (51, 3),
        ],
        "vsy-near-echo": [(45, 3)],
        "vsy-bare-number": [(14, 1), (15, 1), (18, 1)],
        "vsy-truncated-currency": [(41, 2), (45, 2)],
        "vsy-label-other-metric": [(24, 2), (24, 3), (53, 4)],
        "vsy-relative": [
            (21, 1), (21, 4), (26, 4), (26, 7), (36, 4), (37, 4), (37, 6), (38, 2), (38, 4), (47, 4),
        ],
        "vsy-vague": [
            (12, 3), (13, 3), (25, 3), (25, 4), (39, 4), (40, 3), (44, 2), (46, 8), (50, 3),
        ],
        "vsy-unit-conflict": [(50, 2), (51, 4), (55, 16)],
    }  # fmt: skip


def test_a_worded_value_has_one_warning(samples):
    kinds = {"vsy-echo", "vsy-near-echo", "vsy-relative", "vsy-vague", "vsy-label-other-metric"}
    for path in samples.glob("*.txt"):
        places = [place for name, found in alarms_in(path).items() if name in kinds for place in found]
        assert len(places) == len(set(places))
