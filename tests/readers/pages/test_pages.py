from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.model import Box, Glyphs, Source
from budgetcheck.readers.page_faults import page_list
from budgetcheck.readers.pages import Frame, Glyph, Page, grids_of, page_of
from budgetcheck.readers.pages.lattice import Area, Lattice, areas_of, lattice_heights
from budgetcheck.readers.pages.lines import lines_of
from budgetcheck.readers.pages.portions import stretches
from budgetcheck.readers.pages.rules import Stroke, covered, merged
from budgetcheck.readers.pages.watermarks import set_apart

SIZE = 10.0
HEADINGS = ("项目名称", "总计", "财政拨款", "绩效目标", "绩效指标")
LEFTS = (30.0, 130.0, 200.0, 280.0, 420.0)
GOAL = "路面平整，出行便利。"
ITEMS = ("1、产出指标：养护里程，", "年度指标值：≥5公里。")


def glyphs(text: str, left: float, baseline: float, size: float = SIZE) -> list[Glyph]:
    placed = []
    for sign in text:
        width = size / 2 if sign.isascii() else size
        placed.append(Glyph(sign, left, left + width, baseline, size))
        left += width
    return placed


def made(inked: Sequence[Glyph], edges: Sequence[tuple[float, float, float, float, bool]] = ()) -> Page:
    """A page of 600 by 800 points; edges with heights upwards."""
    return page_of(1, Frame(0, 0, (0.0, 0.0, 600.0, 800.0)), inked, edges)


def source() -> Source:
    return Source("表.pdf", "pdf", "0" * 64, 1, spans="cell")


def rows_without_rules(count: int, gap: float = 20.0) -> list[Glyph]:
    """A heading row and projects of two lines each, with `gap` between baselines of neighbouring rows."""
    inked = [glyph for left, word in zip(LEFTS, HEADINGS, strict=True) for glyph in glyphs(word, left, 60.0)]
    y = 60.0 + gap
    for number in range(count):
        for left, text in zip(
            LEFTS, (f"项目{number}号", f"{number + 1}0.00", f"{number + 1}0.00", GOAL, ITEMS[0]), strict=True
        ):
            inked += glyphs(text, left, y)
        inked += glyphs(ITEMS[1], LEFTS[4], y + 13)
        y += 13 + gap
    return inked


def test_rows_without_rules_are_told_apart_by_amounts_and_distances() -> None:
    (grid,) = grids_of([made(rows_without_rules(6))], source())
    assert [row.cells[0].text for row in grid.rows] == ["项目名称", *(f"项目{n}号" for n in range(6))]
    assert all(row.cells[4].text == "".join(ITEMS) for row in grid.rows[1:])
    assert min(cell.confidence for row in grid.rows for cell in row.cells) > 0.9


def test_a_heading_with_a_character_a_line_is_whole_though_its_beginning_is_one_too() -> None:
    words = ("项目名称", "总计", "财政拨款", "绩效目标", "绩效指标")
    lefts = (30.0, 130.0, 200.0, 300.0, 420.0)
    inked = [glyph for left, word in zip(lefts, words, strict=True) for glyph in glyphs(word, left, 60.0)]
    inked += [glyph for i, sign in enumerate("财政专户拨款") for glyph in glyphs(sign, 270.0, 60.0 + 14 * i)]
    for number in range(4):
        cells = (f"项目{number}号", f"{number + 1}0.00", f"{number + 1}0.00", GOAL, ITEMS[0])
        for left, text in zip(lefts, cells, strict=True):
            inked += glyphs(text, left, 160.0 + 30 * number)
    (grid,) = grids_of([made(inked)], source())
    assert [cell.text for cell in grid.rows[0].cells][3] == "财政专户拨款"
    assert [row.cells[0].text for row in grid.rows[1:]] == [f"项目{n}号" for n in range(4)]


def test_a_heading_of_many_lines_ends_where_its_last_cell_does() -> None:
    """Upright headings in the middle of a row that is as high as the longest: their lines fall between one another."""
    widths = (100.0, 26.0, 26.0, 26.0, 26.0, 170.0, 170.0)
    words = ("项目名称资金使用单位", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标")
    lefts = [30.0 + sum(widths[:i]) for i in range(len(widths))]
    inked = []
    for left, width, word in zip(lefts, widths, words, strict=True):
        upright = width < 30
        shown = list(word) if upright else [word[at : at + 4] for at in range(0, len(word), 4)]
        for i, part in enumerate(shown):
            inked += glyphs(part, left + 4, 110.0 + 15 * (i - (len(shown) - 1) / 2))
    for number in range(4):
        cells = (f"项目{number}号", f"{number}9", f"{number}9", "", "", GOAL, ITEMS[0])
        for left, text in zip(lefts, cells, strict=True):
            inked += glyphs(text, left + 4, 185.0 + 30 * number)
    tops = [800 - y for y in (55.0, 165.0, *(195.0 + 30 * n for n in range(4)))]
    right = lefts[-1] + widths[-1]
    rules = [(30.0, top, right, top, False) for top in tops]
    rules += [(x, tops[-1], x, tops[0], False) for x in (*lefts, right)]
    (grid,) = grids_of([made(inked, rules)], source())
    assert [cell.text for cell in grid.rows[0].cells] == list(words)
    assert [row.cells[0].text for row in grid.rows[1:]] == [f"项目{n}号" for n in range(4)]


@pytest.mark.parametrize(("drop", "told"), [(0.0, 0), (12.0, 4)])
def test_lines_that_stand_on_a_rule_are_not_sure(drop: float, told: int) -> None:
    """A sheet printed with rows too low: text overflows, and part of it is cut off."""
    lefts = (30.0, 130.0, 210.0, 290.0, 430.0)
    inked = [
        glyph for left, word in zip(lefts, HEADINGS, strict=True) for glyph in glyphs(word, left + 4, 60.0)
    ]
    for number in range(4):
        cells = (f"项目{number}号", f"{number}9", f"{number}9", GOAL[:10], ITEMS[0][:10])
        for left, text in zip(lefts, cells, strict=True):
            inked += glyphs(text, left + 4, 90.0 + 30 * number + (drop if left > 250 else 0.0))
    tops = [800 - y for y in (45.0, 70.0, *(100.0 + 30 * n for n in range(5)))]
    rules = [(30.0, top, 580.0, top, False) for top in tops]
    rules += [(x, tops[-1], x, tops[0], False) for x in (*lefts, 580.0)]
    (grid,) = grids_of([made(inked, rules)], source())
    assert sum(any(cell.confidence < 0.9 for cell in row.cells) for row in grid.rows) == told
    assert bool(grid.doubts) == bool(told)


def test_where_nothing_parts_a_project_without_an_amount_its_limits_are_doubtful() -> None:
    close = [glyph for glyph in rows_without_rules(6, gap=13.0) if glyph.text not in "1、"]
    unpaid = [glyph for glyph in close if not (130 <= glyph.left < 280 and 100 < glyph.baseline < 140)]
    (grid,) = grids_of([made(unpaid)], source())
    doubtful = [row for row in grid.rows if any(cell.confidence < 0.9 for cell in row.cells)]
    assert "项目号" in "".join(row.cells[0].text for row in doubtful)
    assert any("不能确定" in note for note in grid.doubts)


def test_every_glyph_of_a_page_stands_in_exactly_one_cell() -> None:
    inked = rows_without_rules(5)
    (grid,) = grids_of([made([*inked, *glyphs("备注：另有说明", 30, 780)])], source())
    told = sorted("".join(cell.text for row in grid.rows for cell in row.cells))
    assert told == sorted("".join(g.text for g in inked) + "备注：另有说明")


def test_a_page_without_a_table_keeps_its_lines() -> None:
    (grid,) = grids_of(
        [made([*glyphs("关于召开会议的通知", 30, 60), *glyphs("请准时参加。", 30, 90)])], source()
    )
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["关于召开会议的通知"],
        ["请准时参加。"],
    ]


def test_a_huge_watermark_is_set_apart_beside_a_large_title() -> None:
    title = glyphs("项目支出绩效目标表", 200, 30, 2.1 * SIZE)
    kept, text = set_apart([*title, *rows_without_rules(4), *glyphs("内部资料", 100, 700, 6 * SIZE)])
    assert text == "内部资料"
    assert "".join(glyph.text for glyph in kept).startswith("项目支出绩效目标表")


def test_a_narrow_character_takes_the_room_of_a_whole_one() -> None:
    narrow = [
        glyph._replace(left=glyph.left + 1.5, right=glyph.right - 1.5) for glyph in glyphs("目", 40, 60)
    ]
    blank = Glyph(" ", 40, 40, 60, SIZE)
    (line,) = lines_of([*glyphs("项", 30, 60), blank, *narrow])
    assert line.text == "项目"


@pytest.mark.parametrize(("apart", "text"), [(2.6, "2025年"), (5.0, "2025 年")])
def test_a_quarter_of_an_em_between_digits_and_chinese_signs_is_no_blank(apart: float, text: str) -> None:
    blank = Glyph(" ", 51, 51, 60, SIZE)
    (line,) = lines_of([*glyphs("2025", 30, 60), blank, *glyphs("年", 50 + apart, 60)])
    assert line.text == text


def test_a_line_below_a_table_cut_by_the_page_goes_on_with_its_cell() -> None:
    across = [Stroke(y, 0, 90) for y in (0, 50)]
    area = Area(0, 50, tuple(across), tuple(Stroke(x, 0, 50) for x in (0, 30, 90)))
    texts = [*glyphs("一", 40, 20), *glyphs("二", 40, 33), *glyphs("三", 40, 46), *glyphs("四", 40, 59)]
    page = made([*texts, *glyphs("第1页", 40, 700)])
    page.across, page.down = across, list(area.down)
    inside, below = stretches(page, page.lines)
    assert [line.text for line in inside.lines] == ["一", "二", "三", "四"]
    assert [line.text for line in below.lines] == ["第1页"]


def test_dashes_and_double_lines_are_one_rule() -> None:
    dashes = [Stroke(100.0, x, x + 1.0) for x in range(0, 60, 3)]
    assert merged(dashes) == [Stroke(100.0, 0, 58.0)]
    assert merged([Stroke(100.0, 0, 50), Stroke(101.5, 0, 50)]) == [Stroke(100.75, 0, 50)]
    assert merged([Stroke(100.0, 0, 3)]) == []
    assert covered([Stroke(10, 0, 50)], 10, 0, 100) == pytest.approx(0.5)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(7, 90)), max_size=30))
def test_joined_rules_cover_all_that_was_drawn(drawn: list[tuple[int, int, int]]) -> None:
    strokes = [Stroke(float(at), float(start), float(start + length)) for at, start, length in drawn]
    rules = merged(strokes)
    for stroke in strokes:
        assert any(
            abs(rule.at - stroke.at) <= 2.5 and rule.start <= stroke.start and stroke.end <= rule.end
            for rule in rules
        )


def test_fields_that_no_rule_parts_are_one_cell() -> None:
    across = [Stroke(y, 0, 90) for y in (0, 20, 60)] + [Stroke(40, 30, 90)]
    down = [Stroke(x, 0, 60) for x in (0, 30, 90)] + [Stroke(60, 20, 60)]
    (area,) = areas_of(merged(across), merged(down))
    lattice = Lattice(area, area.xs, lattice_heights(area, area.xs))
    owners = [[lattice.owner(band, column) for column in range(3)] for band in range(3)]
    assert owners == [[(0, 0), (0, 1), (0, 1)], [(1, 0), (1, 1), (1, 2)], [(1, 0), (2, 1), (2, 2)]]


def test_an_area_that_the_page_cuts_has_open_ends() -> None:
    area = Area(10, 90, (Stroke(50, 0, 60),), (Stroke(0, 10, 90), Stroke(60, 10, 90)))
    assert lattice_heights(area, [0, 60]) == [10, 50, 90]


def test_glyphs_printed_twice_are_read_once() -> None:
    bold = [*glyphs("合计", 30, 60), *glyphs("合计", 30.4, 60)]
    assert [line.text for line in lines_of(bold)] == ["合计"]


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("shown", range(4))
def test_a_box_is_brought_back_to_where_it_is_shown(quarters: int, shown: int) -> None:
    bounds = (10.0, 20.0, 610.0, 820.0)
    box = (100.0, 200.0, 160.0, 230.0)
    upright, seen = Frame(quarters, shown, bounds), Frame(shown, shown, bounds)
    assert upright.back(upright.box(*box)) == pytest.approx(seen.box(*box))


def test_boxes_of_characters_give_one_rectangle_a_line() -> None:
    boxes: list[Box] = [(10, 10, 20, 20), (20, 10, 30, 20), (10, 25, 20, 35)]
    held = Glyphs.of(boxes)
    assert held.rectangles(0, 3) == ((10, 10, 30, 20), (10, 25, 20, 35))
    assert held.around(0, 3) == (10, 10, 30, 35)
    assert held.rectangles(1, 2) == ((20, 10, 30, 20),)
    assert held.around(3, 3) is None


def test_a_line_of_two_fonts_is_one_box_and_each_line_of_a_turned_page_too() -> None:
    mixed = Glyphs.of([(10, 10, 20, 24), (20, 13, 25, 23), (10, 25, 20, 39), (20, 28, 25, 38)])
    assert mixed.rectangles(0, 4) == ((10, 10, 25, 24), (10, 25, 25, 39))
    turned = Glyphs.of([(40, 10, 50, 20), (42, 20, 49, 25), (28, 10, 38, 20), (28, 20, 38, 30)])
    assert turned.rectangles(0, 4) == ((40, 10, 50, 25), (28, 10, 38, 30))
    assert turned.around(0, 4) == (28, 10, 50, 30)


def test_runs_of_pages_are_drawn_together() -> None:
    assert page_list([1, 2, 3, 7], zh=True) == "第1-3、7页"
    assert page_list([2, 3], zh=False) == "pages 2-3"


def headed(y: float) -> list[Glyph]:
    return [glyph for left, word in zip(LEFTS, HEADINGS, strict=True) for glyph in glyphs(word, left, y)]


def project(number: int, y: float) -> list[Glyph]:
    texts = (f"项目{number}号", f"{number}0.00", f"{number}0.00", GOAL, "1、产出指标：里程，指标值：5公里。")
    return [glyph for left, text in zip(LEFTS, texts, strict=True) for glyph in glyphs(text, left, y)]


def titled(y: float) -> list[Glyph]:
    """A title and its unit over all columns, the headings below them."""
    return [
        *glyphs("某局2023年项目支出绩效目标表", 180, y),
        *glyphs("单位：万元", 500, y + 20),
        *headed(y + 40),
    ]


def test_a_title_among_the_rows_between_rules_down_is_a_line_of_text() -> None:
    inked = [*titled(40), *project(1, 110), *project(2, 140), *titled(170), *project(3, 240), *titled(270)]
    outer = [(x, 490.0, x, 790.0, False) for x in (25.0, 590.0)]
    inner = [
        (x, 800 - low, x, 800 - top, False)
        for x in (125.0, 195.0, 275.0, 415.0)
        for top, low in ((70, 160), (195, 260), (295, 310))
    ]
    (grid,) = grids_of([made(inked, [*outer, *inner])], source())
    texts = [[cell.text for cell in row.cells if cell.text] for row in grid.rows]
    title = [["某局2023年项目支出绩效目标表"], ["单位：万元"], list(HEADINGS)]
    assert [texts[at : at + 3] for at in (0, 5, 9)] == [title] * 3
    assert [row[0] for row in texts[3:5]] + [texts[8][0]] == ["项目1号", "项目2号", "项目3号"]


def test_lines_above_the_first_table_are_known_where_a_page_ends_with_them() -> None:
    first = [
        *glyphs("附件三", 30, 20),
        *titled(40),
        *project(1, 110),
        *project(2, 140),
        *glyphs("附件三", 30, 170),
    ]
    second = [*titled(40), *titled(100), *project(3, 170)]
    (grid,) = grids_of([made(first), made(second)], source())
    texts = [[cell.text for cell in row.cells] for row in grid.rows]
    assert texts.count(["附件三"]) == 2
    assert texts.count(list(HEADINGS)) == 3
    assert [row[0] for row in texts if row[0].startswith("项目") and row[0].endswith("号")] == [
        "项目1号", "项目2号", "项目3号",
    ]  # fmt: skip


def test_a_large_star_over_words_does_not_take_a_title_with_it() -> None:
    title = glyphs("项目支出绩效目标表", 200, 30, 2.2 * SIZE)
    kept, text = set_apart([*title, *rows_without_rules(4), *glyphs("★", 282, 92, 3 * SIZE)])
    assert text == "★"
    assert "".join(glyph.text for glyph in kept).startswith("项目支出绩效目标表")
