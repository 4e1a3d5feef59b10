from __future__ import annotations

import pytest

from budgetcheck.text import fold, normalise_name
from budgetcheck.text.fold import FOLDS


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("１２３．５％", "123.5%"),
        ("≧９０％（含）", "≥90%(含)"),
        ("ＡＢｃ；：，／～＋－＊", "ABc;:,/~+-*"),
        ("＞＝５＜＝６", ">=5<=6"),
        ("\u3000\u00a0", "  "),
    ],
)
def test_full_width_signs_become_their_ascii_twins(wide: str, narrow: str) -> None:
    assert fold(wide) == narrow


def test_a_fold_keeps_every_offset() -> None:
    assert all(len(narrow) == 1 for narrow in FOLDS.values())
    assert len(fold("甲≧９０％……㎡①")) == len("甲≧９０％……㎡①")


def test_signs_that_mean_something_else_are_left_alone() -> None:
    assert fold("㎡①……、。「」") == "㎡①……、。「」"


def test_names_are_compared_without_blanks_width_and_outer_marks() -> None:
    assert normalise_name(" 服务对象 满意度（％）。") == normalise_name("服务对象满意度(%)")
    assert normalise_name("《广州金融》期数") == "广州金融》期数"
