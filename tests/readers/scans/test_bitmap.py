from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2", reason="pip install 'budgetcheck[ocr]'")

from budgetcheck.readers.scans import bitmap as bitmaps

SCALE = 2.0


def sheet(*, rule: int = 20, watermark: int = 210) -> np.ndarray:
    """A frame of rules, words as dark blocks, and one pale stroke."""
    drawn = np.full((600, 800), 245, np.uint8)
    for y in (100, 200, 300, 400):
        drawn[y : y + 2, 60:740] = rule
    for x in (60, 300, 738):
        drawn[100:402, x : x + 2] = rule
    for y in (130, 230, 330):
        for x in range(80, 280, 24):
            drawn[y : y + 16, x : x + 18] = 30
    drawn[150:154, 320:500] = watermark
    return drawn


def rules(drawn: np.ndarray) -> bitmaps.Rules:
    return bitmaps.rules_of(drawn, bitmaps.ink_of(drawn, SCALE), SCALE)


def test_rules_are_found_where_they_are_drawn() -> None:
    found = rules(sheet())
    assert sorted(round((rule.top + rule.bottom) / 2) for rule in found.across) == [101, 201, 301, 401]
    assert sorted(round((rule.left + rule.right) / 2) for rule in found.down) == [61, 301, 739]


def test_pale_strokes_of_a_watermark_are_no_rules_unless_all_rules_are_pale() -> None:
    assert len(rules(sheet()).across) == 4
    assert len(rules(sheet(rule=200, watermark=200)).across) == 5


def test_what_is_wiped_out_are_the_rules_and_not_the_words() -> None:
    drawn = sheet()
    bare = bitmaps.without(drawn, rules(drawn))
    assert bare[200, 100:700].min() > 200
    assert (bare[130:146, 80:98] == 30).all()


@pytest.mark.parametrize("angle", [-3.0, -0.8, 0.3, 1.6, 4.0])
def test_a_sheet_that_lies_askew_is_measured_and_set_straight(angle: float) -> None:
    tilted = bitmaps.straightened(sheet(), -angle)
    found = bitmaps.askew(bitmaps.ink_of(tilted, SCALE))
    assert found == pytest.approx(angle, abs=0.1)
    straight = rules(bitmaps.straightened(tilted, found))
    assert {round((rule.top + rule.bottom) / 20) for rule in straight.across} == {10, 20, 30, 40}


def test_an_empty_sheet_lies_straight() -> None:
    blank = np.full((300, 300), 250, np.uint8)
    assert bitmaps.askew(bitmaps.ink_of(blank, SCALE)) == 0.0
    assert rules(blank).across == []


def test_dots_in_a_row_are_a_rule_and_strokes_of_small_letters_in_a_row_are_none() -> None:
    drawn = np.full((300, 800), 245, np.uint8)
    for x in range(60, 740, 4):
        drawn[100:102, x : x + 2] = 20
    for y in (200, 204, 208, 212):
        for x in range(80, 400, 14):
            drawn[y : y + 2, x : x + 12] = 20
    assert [rule.top for rule in rules(drawn).across] == [100]
