"""No two indicators of a project have the same name."""

import numpy as np
from tests.checks.packed import cell_of, frames, marked, run, said, tables

from budgetcheck.frames import FRAMES, Tables

CHECK = "indicator_names_differ"
TWICE = cell_of(("验收合格率", "≥95%"), ("到位率", "100%"), ("验收合格率", "100%"))


def test_the_second_of_two_equal_names_is_shown_with_both_values():
    batch = tables([TWICE])
    assert said(CHECK, batch) == ["passed", "passed", "failed"]
    assert marked(CHECK, batch) == [(3, "验收合格率")]
    (evidence,) = run(CHECK, batch).evidence
    assert (evidence.fields["first"], evidence.fields["first_value"]) == (1, "≥95%")


def test_blanks_and_outer_marks_make_no_new_name():
    assert said(CHECK, tables([cell_of(("验收 合格率", "1"), ("“验收合格率”", "1"))])) == ["passed", "failed"]


def test_names_repeat_freely_between_projects_and_documents():
    batch = tables([cell_of(("验收合格率", "1"))] * 2, [cell_of(("验收合格率", "1"))])
    assert said(CHECK, batch) == ["passed"] * 3


def test_a_third_repeat_is_a_finding_of_its_own():
    assert said(CHECK, tables([cell_of(*[("合格率", "1")] * 3)])) == ["passed", "failed", "failed"]


def test_the_same_name_under_two_level_two_labels_is_no_repeat():
    batch = tables([TWICE])
    batch.indicators["level2"] = ["数量指标", "时效指标", "质量指标"]
    assert said(CHECK, batch) == ["passed"] * 3


def test_a_repeat_in_a_row_joined_with_doubt_is_as_doubtful_as_the_row():
    batch = tables([TWICE])
    lines = batch.lines.assign(confidence=np.array([0.6]))
    doubtful = Tables(**{n: lines if n == "lines" else batch.frame(n) for n in FRAMES})
    (evidence,) = run(CHECK, doubtful).evidence
    assert evidence.confidence == 0.6


def test_an_empty_batch_gives_an_empty_outcome():
    assert said(CHECK, Tables.empty()) == []
    assert len(frames.frame("indicators", [])) == 0
