"""Doubled marks are found; an ellipsis is one mark."""

import pytest

from budgetcheck.text import doubled_marks


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("会议数：4次。。", ["。。"]),
        ("完成；。提升，，优化", ["；。", "，，"]),
        ("值::4", ["::"]),
        ("报纸、电视……均有报道。", []),
        ("“好。”；（见附件）。", []),
        ("3.5%，≥2；", []),
        ("", []),
    ],
)
def test_runs_of_marks(text, runs):
    assert [text[slice(*span)] for span in doubled_marks(text)] == runs


def test_a_million_marks_are_one_run():
    assert doubled_marks("。" * 1_000_000) == [(0, 1_000_000)]
