"""Checks on how values are written: whatever the batch, each document and each value is judged for itself."""

import pytest
from tests.checks.packed import cell_of, marked, one, run, said, tables

from budgetcheck.frames import Tables

UNITS = {"alike": [["人", "名"]], "catch_all": ["个"]}
HABITS = {
    "values_lack_flags": {"flags": ["unit_twice"]},
    "unit_stands_in_value": {},
    "number_says_its_bound": {},
    "comparators_are_of_one_style": {},
    "document_states_units": {"least_items": 2},
}
SINGLE = {
    "wording_is_not": {"fault": "vague"},
    "label_names_the_measure": {"most_shared": 30},
    "value_stands_without_words": {"most_shared": 30},
    "number_has_unit": {},
    "unit_column_agrees": UNITS,
    "amount_fits_its_unit": {},
    "sign_is_not_read_as_digit": {},
    "number_can_be_read": {},
    "comparator_has_number": {},
    "value_is_no_formula": {},
    "date_is_sound": {},
}
MIXED = [
    cell_of(("满意度（%）", "≥90%"), ("论文数（篇）", "3"), ("成效", "有效促进")),
    cell_of(("覆盖面", "90%以上"), ("金额", "20000万元"), ("合格率", "292%"), ("人数", "1,00人")),
    cell_of(("可靠率", "故障率≤1%"), ("完成时间", "2023年13月底前"), ("合格率", "≥%"), ("系统", "21")),
    cell_of(("完成率", "完成数/计划数×100%"), ("检查", "进行12次的检查"), ("质量", "规范")),
]


@pytest.mark.parametrize("check", HABITS | SINGLE)
def test_an_empty_batch_gives_an_empty_outcome(check):
    assert said(check, Tables.empty(), **(HABITS | SINGLE)[check]) == []


@pytest.mark.parametrize("check", HABITS | SINGLE)
def test_an_ordinary_value_raises_nothing(check):
    assert "failed" not in said(check, one("≥200人", "培训人数"), **(HABITS | SINGLE)[check])


@pytest.mark.parametrize("check", SINGLE)
def test_a_value_is_judged_whatever_else_is_in_the_batch(check):
    alone = [v for cell in MIXED for v in said(check, tables([cell]), **SINGLE[check])]
    assert said(check, tables(MIXED), **SINGLE[check]) == alone
    assert said(check, tables(*([cell] for cell in MIXED)), **SINGLE[check]) == alone


@pytest.mark.parametrize("check", HABITS)
def test_a_habit_is_judged_document_by_document(check):
    alone = [v for cell in MIXED for v in said(check, tables([cell]), **HABITS[check])]
    assert said(check, tables(*([cell] for cell in MIXED)), **HABITS[check]) == alone


def test_a_habit_is_one_finding_at_its_first_place():
    cells = [cell_of(("甲", "≥1家"), ("乙（家）", "≥2家")), cell_of(("丙（家）", "3家"), ("丁（家）", "4家"))]
    flags = HABITS["values_lack_flags"]
    assert marked("values_lack_flags", tables(cells), **flags) == [(2, "≥2家")]
    (evidence,) = run("values_lack_flags", tables(cells), **flags).evidence
    assert (evidence.fields["count"], evidence.fields["among"]) == (3, 4)
    assert marked("values_lack_flags", tables(*([c] for c in cells)), **flags) == [(2, "≥2家"), (1, "3家")]


def test_the_rarer_style_is_shown():
    words = tables([cell_of(("甲", "90%以上"), ("乙", "不少于3家"), ("丙", "≥5家"), ("丁", "7家"))])
    assert marked("comparators_are_of_one_style", words) == [(3, "≥5家")]
    (evidence,) = run("comparators_are_of_one_style", words).evidence
    assert (evidence.fields["sign_count"], evidence.fields["word_count"]) == (1, 2)


def test_a_missing_value_leaves_the_wording_undecided():
    batch = tables(
        [
            "1、产出指标：甲，年度指标值：；2、产出指标：乙，年度指标值：有效促进；3、产出指标：丙，年度指标值：**。"
        ]
    )
    assert said("wording_is_not", batch, fault="vague") == ["undecided", "failed", "undecided"]


def test_a_column_of_units_is_held_against_the_value_or_else_the_name():
    batch = tables(
        [
            cell_of(
                ("成本", "28.8万元"),
                ("人数（人）", "≥5"),
                ("合格率", "≥95"),
                ("人数", "≥5人"),
                ("次数", "3次"),
            )
        ]
    )
    units = ["%", "%", "个", "名", ""]
    batch.indicators["unit_column"] = units
    verdicts = said("unit_column_agrees", batch, **UNITS)
    assert verdicts == ["failed", "failed", "failed", "passed", "not_applicable"]
