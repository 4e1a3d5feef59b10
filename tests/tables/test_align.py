import pytest

SOUND = "\n".join(f"项目{i} | 10.00 | 10.00 | | | 做好第{i}件事，令人满意。 | @" for i in range(6))


def test_a_lost_tab_moves_goal_and_indicators_back(under_headings):
    found = under_headings(f"{SOUND}\n甲 | 20.00 | 20.00 | | 做好甲事，令人满意。 | @")
    line = found.line("甲")
    assert (line["goal"], line["fiscal"], line["other_state"]) == (
        "做好甲事，令人满意。",
        20_000_000,
        "blank",
    )
    assert line["indicators"].startswith("1、产出指标")
    assert line["width"] == 6
    repair = found.repair("cells_realigned")
    assert "第5格→绩效目标，第6格→绩效指标" in repair["evidence_zh"]
    assert "cell 5 → 绩效目标, cell 6 → 绩效指标" in repair["evidence_en"]
    assert repair["confidence"] >= 0.9
    assert repair["column"] == 5


def test_an_extra_tab_inside_a_goal_does_not_cut_it(under_headings):
    found = under_headings(f"{SOUND}\n甲 | 20.00 | 20.00 | | | 做好甲事， | 令人满意。 | @")
    assert found.line("甲")["goal"] == "做好甲事，令人满意。"
    assert found.repair("cells_realigned")["row"] == 8


def test_an_extra_tab_before_a_target_value_does_not_cut_the_indicators(under_headings):
    found = under_headings(f"{SOUND}\n甲 | 2.00 | 2.00 | | | 做好。 | 1、产出指标：率，年度指标值： | ≥90%。")
    assert found.line("甲")["indicators"] == "1、产出指标：率，年度指标值：≥90%。"


def test_a_spurious_empty_cell_is_dropped(under_headings):
    found = under_headings(f"{SOUND}\n甲 | | 20.00 | 20.00 | | | 做好甲事，令人满意。 | @")
    line = found.line("甲")
    assert (line["total"], line["fiscal"]) == (20_000_000, 20_000_000)


def test_words_in_a_money_cell_stay_there(under_headings):
    found = under_headings(f"{SOUND}\n甲 | 详见附件 | 20.00 | | | 做好甲事，令人满意。 | @")
    line = found.line("甲")
    assert (line["total_text"], line["total_state"]) == ("详见附件", "unreadable")
    assert found.repairs == []


@pytest.mark.parametrize("money", ["-", "/", "无", "—"])
def test_empty_forms_are_blank_and_no_reason_to_move_cells(under_headings, money):
    found = under_headings(f"甲 | 20.00 | 20.00 | {money} | {money} | 做好甲事。 | @")
    assert found.line("甲")["other_state"] == "blank"
    assert found.repairs == []


def test_missing_empty_cells_at_the_end_of_a_total_row_move_nothing(under_headings):
    found = under_headings("合计 | 10.00 | 10.00\n甲 | 10.00 | 10.00 | | | 做好。 | @")
    assert found.lines["total"].tolist() == [10_000_000, 10_000_000]
    assert found.lines["width"].tolist() == [3, 7]
    assert found.repairs == []


def test_a_row_with_far_too_many_cells_is_reported_and_kept_on_record(under_headings):
    found = under_headings(f"{SOUND}\n" + " | ".join(f"格{i}" for i in range(40)))
    repair = found.repair("row_unplaced")
    assert repair["dropped"].split("  ") == [f"格{i}" for i in range(40)]
    assert "格39" not in "".join(found.names)


def test_a_row_that_lost_its_amount_cell_is_not_forced(under_headings):
    found = under_headings(f"{SOUND}\n甲 | 20.00 | | | 做好甲事，令人满意。 | @")
    assert found.line("甲")["total"] == 20_000_000


def test_markup_is_stripped_and_comparison_signs_are_not(under_headings):
    found = under_headings(
        "<p>甲</p> | 1.00 | 1.00 | | | <p>落实<关于印发方案>，误差<3%，出勤>90%。</p> | <p>1、产出指标：率，年度指标值：<3%。</p>"
    )
    line = found.line("甲")
    assert line["goal"] == "落实<关于印发方案>，误差<3%，出勤>90%。"
    assert line["indicators"].endswith("<3%。")
    stripped = [r for r in found.repairs if r["kind"] == "markup_stripped"]
    assert [(r["field"], r["dropped"]) for r in stripped] == [
        ("name", "<p></p>"),
        ("goal", "<p></p>"),
        ("indicators", "<p></p>"),
    ]


def test_a_name_broken_into_lines_is_closed_up(under_headings):
    found = under_headings("<p>甲市某局</p> <p>信息化项目</p> | 1.00 | 1.00 | | | 做好。 | @")
    assert found.names == ["甲市某局信息化项目"]
    assert found.repair("name_joined")["before"] == "甲市某局 ⏎ 信息化项目"


def test_an_extra_tab_inside_a_total_row_does_not_shift_its_amounts(under_headings):
    found = under_headings(
        "合计 | 3.00 | 1.00 | 2.00 | | |\n甲局 | 3.00 | | 1.00 | 2.00 | | |\n甲 | 3.00 | 1.00 | 2.00 | | 做好。 | @"
    )
    line = found.line("甲局")
    assert [line[f"{name}_text"] for name in ("total", "fiscal", "special_account")] == [
        "3.00",
        "1.00",
        "2.00",
    ]
    assert found.repair("cells_realigned")["row"] == 3


def test_tabs_left_over_in_every_row_shift_nothing(under_headings):
    found = under_headings(
        "合计 | 3.00 | 3.00 | | | | | \n甲 | 1.00 | 1.00 | | | 做好。 | @ | \n乙 | 2.00 | 2.00 | | | 做好。 | @ | "
    )
    assert found.repairs == []


def test_a_short_piece_of_indicators_goes_to_them_when_a_tab_is_lost(under_headings):
    first = "1、效益指标：用户有效"
    found = under_headings(f"甲 | 1.00 | 1.00 | | | 做好。 | {first}\n\n | | | | | 投诉率，年度指标值：≤5%。")
    assert found.line("甲")["indicators"] == f"{first}投诉率，年度指标值：≤5%。"
    assert found.line("甲")["goal"] == "做好。"
