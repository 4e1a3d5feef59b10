"""Numbers and marks of packed cells are judged by what is usual in their document, once per cell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.packed import cell_of, findings_in, marked, run, said, tables

from budgetcheck.checks.items import Marks, listed, mostly, usual
from budgetcheck.frames import Tables

FOUR = cell_of(("培训班期数", "≥4期"), ("培训人数", "≥200人"), ("考试通过率", "≥95%"), ("满意度", "≥90%"))
CLOSED = {"closing": "。", "open_marks": ["；", "，"], "least_cells": 3}
LABELS = {"comma": "，", "sentence_marks": ["。", "；"], "least_items": 3}
NUMBERED = {"least_items": 4, "least_cells": 3}
NO_SETTINGS = ("numbers_run_on", "parting_marks_agree", "marks_stand_alone")
ALL = {
    "every_item_has_a_number": NUMBERED,
    "number_marks_agree": {"least_items": 3},
    "items_are_parted": {"least_items": 3},
    "cell_is_closed": CLOSED,
    "labels_are_set_off": LABELS,
    "values_follow_their_label": {"least_items": 4},
    "categories_are_known": {"least_items": 3},
    **{check: {} for check in NO_SETTINGS},
}


@pytest.mark.parametrize("check", ALL)
def test_a_well_set_cell_passes(check):
    assert said(check, tables([FOUR, FOUR, FOUR]), **ALL[check]) == ["passed"] * 3


@pytest.mark.parametrize("check", ALL)
def test_a_line_without_indicators_is_not_judged(check):
    assert said(check, tables([FOUR, ""], [""]), **ALL[check])[1:] == ["not_applicable"] * 2


@pytest.mark.parametrize("check", ALL)
def test_an_empty_batch_gives_an_empty_outcome(check):
    assert said(check, Tables.empty(), **ALL[check]) == []


def test_an_item_without_a_number_among_numbered_ones_is_shown_at_its_category():
    broken = FOUR.replace("3、", "")
    assert marked("every_item_has_a_number", tables([broken]), **NUMBERED) == [(3, "产出指标")]


def test_a_document_without_numbers_is_left_alone():
    plain = FOUR.translate(str.maketrans("", "", "、")).replace("1产", "产").replace("2产", "产")
    plain = plain.replace("3产", "产").replace("4产", "产")
    assert said("every_item_has_a_number", tables([plain]), **NUMBERED) == ["not_applicable"]


def test_a_lone_item_needs_a_number_only_where_lone_items_have_one():
    lone, bare = "1、产出指标：会议数，年度指标值：4次。", "产出指标：会议数，年度指标值：4次。"
    assert said("every_item_has_a_number", tables([FOUR, bare]), **NUMBERED)[1] == "not_applicable"
    assert said("every_item_has_a_number", tables([lone, lone, lone, bare]), **NUMBERED)[3] == "failed"


@pytest.mark.parametrize(
    ("numbers", "place", "expected"),
    [((1, 2, 4, 5), 3, "3"), ((3, 4, 5, 6), 1, "1"), ((1, 2, 2, 3), 3, "3"), ((1, 2, 3, 1), 4, "4")],
)
def test_the_first_break_of_a_run_of_numbers_is_shown(numbers, place, expected):
    broken = FOUR
    for old, new in zip((4, 3, 2, 1), reversed(numbers), strict=True):
        broken = broken.replace(f"{old}、", f"N{new}、")
    broken = broken.replace("N", "")
    batch = tables([broken])
    (evidence,) = run("numbers_run_on", batch).evidence
    assert (evidence.expected, evidence.actual) == (expected, str(numbers[place - 1]))
    assert marked("numbers_run_on", batch) == [(place, str(numbers[place - 1]))]


def test_numbers_may_begin_again_with_a_new_category_but_not_within_one():
    again = FOUR.replace("3、产出", "1、效益").replace("4、产出", "1、满意度")
    assert said("numbers_run_on", tables([again])) == ["passed"]


def test_the_mark_behind_a_number_is_learnt_from_each_document():
    points = FOUR.replace("、", ".")
    odd = FOUR.replace("4、", "4.")
    batch = tables([FOUR, odd], [points, points])
    assert said("number_marks_agree", batch, least_items=3) == ["passed", "failed", "passed", "passed"]
    assert marked("number_marks_agree", batch, least_items=3) == [(4, ".")]


def test_a_tie_teaches_nothing():
    tied = FOUR.replace("3、", "3.").replace("4、", "4.")
    assert said("number_marks_agree", tables([tied]), least_items=3) == ["not_applicable"]


def test_an_item_run_into_the_next_is_shown_at_its_value():
    batch = tables([FOUR.replace("≥4期；", "≥4期 ")])
    assert marked("items_are_parted", batch, least_items=3) == [(1, "≥4期")]


def test_one_full_stop_among_semicolons_is_shown_once_with_both_marks():
    batch = tables([FOUR.replace("≥200人；", "≥200人。")])
    (evidence,) = run("parting_marks_agree", batch).evidence
    assert (evidence.fields["mark"], evidence.fields["usual"]) == ("。", "；")
    assert marked("parting_marks_agree", batch) == [(2, "。")]


def test_two_items_with_unlike_marks_follow_the_document():
    three = cell_of(("甲数", "1个"), ("乙数", "2个"), ("丙数", "3个")).replace("1个；", "1个。")
    batch = tables([FOUR, three])
    assert marked("parting_marks_agree", batch) == [(1, "。")]


def test_the_closing_mark_is_learnt_and_a_semicolon_is_wrong_in_any_small_table():
    bare, dangling = FOUR.removesuffix("。"), FOUR.replace("90%。", "90%；")
    assert said("cell_is_closed", tables([FOUR, FOUR, FOUR, bare]), **CLOSED)[3] == "failed"
    assert said("cell_is_closed", tables([bare, bare, bare]), **CLOSED) == ["not_applicable"] * 3
    assert said("cell_is_closed", tables([bare]), **CLOSED) == ["passed"]
    assert marked("cell_is_closed", tables([dangling]), **CLOSED) == [(4, "；")]


def test_doubled_marks_are_one_finding_that_names_every_item():
    batch = tables([FOUR.replace("4期；", "4期；；").replace("95%；", "95%。；")])
    (evidence,) = run("marks_stand_alone", batch).evidence
    assert evidence.fields["items"].zh == "第1、3项"
    assert marked("marks_stand_alone", batch) == [(1, "；；")]


def test_a_label_after_a_full_stop_is_shown_at_the_stop():
    batch = tables([FOUR.replace("满意度，", "满意度。")])
    assert marked("labels_are_set_off", batch, **LABELS) == [(4, "。")]


def test_a_label_without_any_mark_is_wrong_only_where_commas_are_usual():
    bare = FOUR.replace("满意度，", "满意度")
    assert marked("labels_are_set_off", tables([bare]), **LABELS) == [(4, "年度指标值")]
    none = FOUR.replace("，年", "年")
    assert said("labels_are_set_off", tables([none]), **LABELS) == ["not_applicable"]


def test_blanks_after_the_colon_are_shown_once_unless_they_are_the_habit():
    some = FOUR.replace("：≥2", "： ≥2").replace("：≥90", "：　≥90")
    (evidence,) = run("values_follow_their_label", tables([FOUR, some]), least_items=4).evidence
    assert evidence.fields["count"] == 2
    every = FOUR.replace("：≥", "： ≥")
    assert said("values_follow_their_label", tables([every]), least_items=4) == ["not_applicable"]


def test_an_unknown_category_is_shown_as_printed():
    batch = tables([FOUR.replace("3、产出指标", "3、绩效指标")])
    assert marked("categories_are_known", batch, least_items=3) == [(3, "绩效指标")]


def test_level_two_labels_stand_for_level_one_only_where_the_whole_document_does_so():
    one, every = FOUR.replace("3、产出指标", "3、质量指标"), FOUR.replace("产出指标", "数量指标")
    assert said("categories_are_known", tables([one], [every]), least_items=3) == ["failed", "passed"]


def test_long_lists_of_items_are_cut_short():
    assert listed(list(range(1, 10))).zh == "第1、2、3、4、5、6项等9项"
    assert listed([1]).en == "item 1"


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from("。；，")), max_size=60))
def test_what_is_usual_is_a_strict_majority_of_marks_in_the_document(pairs):
    document = np.array([d for d, _ in pairs], dtype=np.int64)
    signs = ["。", "；", "，"]
    marks = Marks(np.array([signs.index(m) for _, m in pairs], dtype=np.intp), signs)
    among = np.array([m != "，" for _, m in pairs], dtype=bool)
    learnt = usual(document, marks, among, 3)
    stops = mostly(document, marks.of("。"), among, 3)
    for place, (number, _) in enumerate(pairs):
        held = [m for d, m in pairs if d == number and m != "，"]
        counts = {m: held.count(m) for m in held}
        best = [m for m, n in counts.items() if n == max(counts.values())]
        told = len(best) == 1 and len(held) >= 3
        assert learnt[place] == (signs.index(best[0]) if told else -1)
        assert stops[place] == (len(held) >= 3 and 2 * held.count("。") > len(held))


def test_verdicts_do_not_depend_on_what_else_is_in_the_batch():
    cells = [FOUR, FOUR.replace("3、", "3."), FOUR.replace("≥4期；", "≥4期。")]
    for check, settings in ALL.items():
        alone = [v for c in cells for v in said(check, tables([c]), **settings)]
        assert said(check, tables(*([c] for c in cells)), **settings) == alone


def test_the_published_tables_show_these_marks_and_no_others(samples):
    first, second = sorted(samples.glob("*.txt"))
    assert findings_in(first, "NUM") == [
        ("num-space-after-colon", 12, 1, " "),
        ("num-space-after-colon", 13, 1, " "),
        ("num-space-after-colon", 15, 1, " "),
    ]
    assert findings_in(second, "NUM") == [
        ("num-double-punct", 12, 1, "。。"),
        ("num-terminator-missing", 20, 1, "12份"),
        ("num-terminator-mixed", 24, 4, "。"),
        ("num-last-terminator", 33, 4, "；"),
        ("num-separator", 34, 4, "."),
        ("num-value-label", 34, 4, "。"),
        ("num-last-terminator", 50, 3, "；"),
        ("num-terminator-mixed", 53, 12, "。"),
        ("num-last-terminator", 55, 19, "；"),
    ]
