from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from budgetcheck.readers.scans.engine import Sign, Spot
from budgetcheck.readers.scans.strips import Strip, banded, glyphs_of, parted, spread, usual_em


def strip(text: str, *, em: float = 20, left: int = 100, score: float = 1.0) -> Strip:
    """A line of signs of equal width, as wide as high where they are."""
    widths = [em if sign > "\u2e80" else em / 2 for sign in text]
    whole = sum(widths)
    starts = [sum(widths[:i]) for i in range(len(text))]
    signs = [
        Sign(sign, score, (start + width / 2) / whole)
        for sign, start, width in zip(text, starts, widths, strict=True)
    ]
    return Strip(Spot(left, 0, left + round(whole), round(em)), signs, em / 2, 0.92 * em)


def text_of(*strips: Strip) -> str:
    return "".join(glyph.text for glyph in glyphs_of(strips, 1.0))


def test_a_line_is_parted_where_a_rule_down_crosses_it() -> None:
    downs = [Spot(50, 0, 52, 100), Spot(150, 0, 152, 100), Spot(250, 200, 252, 300)]
    pieces = list(parted(Spot(100, 40, 300, 60), downs))
    assert pieces == [Spot(100, 40, 150, 60), Spot(152, 40, 300, 60)]


def test_a_rule_at_the_end_of_a_line_parts_nothing_off_and_bounds_it() -> None:
    line = Spot(100, 40, 300, 60)
    assert list(parted(line, [Spot(102, 0, 104, 100), Spot(297, 0, 299, 100)])) == [Spot(104, 40, 297, 60)]
    assert list(parted(line, [Spot(90, 0, 92, 100), Spot(300, 0, 302, 100)])) == [line]


def test_columns_that_were_found_as_one_line_are_parted_where_there_is_no_ink() -> None:
    ink = np.zeros((100, 400), bool)
    for left, right in ((20, 100), (110, 150), (200, 300)):
        ink[45:65, left:right] = True
    (one, other) = spread(ink, Spot(10, 40, 310, 70))
    assert (one.left, other.right) == (10, 310)
    assert 150 <= one.right <= other.left <= 200
    assert list(spread(ink, Spot(10, 40, 160, 70))) == [Spot(10, 40, 160, 70)]
    assert list(spread(ink, Spot(310, 40, 390, 70))) == [Spot(310, 40, 390, 70)]


def test_the_band_of_a_line_leaves_out_what_stands_above_and_below() -> None:
    ink = np.zeros((60, 40), bool)
    ink[0:4], ink[20:40], ink[57:60] = True, True, True
    assert banded(ink, Spot(0, 0, 40, 60)) == (30.0, 20.0)


def test_a_line_without_ink_has_the_band_that_was_found() -> None:
    assert banded(np.zeros((60, 40), bool), Spot(0, 10, 40, 30)) == (20.0, 20.0)


@pytest.mark.parametrize(
    ("read", "room", "printed"),
    [
        ("指标:年度", 20, "指标：年度"),
        ("指标:年度", 10, "指标:年度"),
        ("1,100.00", 10, "1,100.00"),
        ("率(%)", 10, "率(%)"),
    ],
)
def test_a_mark_among_wide_signs_is_as_wide_as_its_room(read: str, room: int, printed: str) -> None:
    whole = strip(read)
    extra = room - 10
    at = next((i for i, sign in enumerate(read) if sign in ",:("), len(read))
    width = whole.spot.right - whole.spot.left
    moved = [
        sign._replace(at=(sign.at * width + extra * (i > at) + extra / 4 * (i == at)) / (width + extra))
        for i, sign in enumerate(whole.signs)
    ]
    wider = whole._replace(spot=whole.spot._replace(right=whole.spot.right + extra), signs=moved)
    assert text_of(wider) == printed


def test_lines_of_like_sizes_have_the_size_of_most() -> None:
    lines = [strip("项目支出绩效目标"), strip("年度指标值"), strip("拨款", em=24)]
    assert usual_em(lines) == pytest.approx(20, rel=0.01)
    assert {round(glyph.size) for glyph in glyphs_of(lines, 1.0)} == {20}


def test_a_title_stays_larger() -> None:
    lines = [strip("项目支出绩效目标"), strip("年度指标值"), strip("绩效目标表", em=40)]
    assert {round(glyph.size) for glyph in glyphs_of(lines, 1.0)} == {20, 40}


def test_ink_of_two_lines_does_not_make_a_sign_larger_than_its_room() -> None:
    doubled = strip("项目支出绩效目标")._replace(height=40)
    assert doubled.em < 25


def test_every_glyph_says_how_sure_it_is_and_none_covers_another() -> None:
    glyphs = list(glyphs_of([strip("合计1,100.00元", score=0.7)], 2.0))
    assert {glyph.score for glyph in glyphs} == {0.7}
    assert all(one.right <= other.left + 1e-6 for one, other in pairwise(glyphs))
