import pytest

OPEN = "1、产出指标：甲率，年度指标值：≥90%； 2、产出指标：乙率，年度指标值：≥80%；"
DONE = "1、产出指标：甲率，年度指标值：≥90%。2、产出指标：乙率，年度指标值：≥80%。"
THIRD = "3、产出指标：丙率，年度指标值：≥70%。"


def test_a_row_without_name_and_money_continues_the_row_above(under_headings):
    found = under_headings(f"甲 | 1.00 | 1.00 | | | 先做好准备 | {OPEN}\n\n | | | | | 再做好收尾。 | {THIRD}")
    line = found.line("甲")
    assert line["goal"] == "先做好准备再做好收尾。"
    assert line["indicators"] == OPEN + THIRD
    assert (line["fragments"], line["row"], line["end_row"], line["page"]) == (2, 2, 4, 1)
    assert line["confidence"] > 0.9
    assert len(found.tables.indicators) == 3
    assert "没有名称；没有金额" in found.repair("row_joined")["evidence_zh"]


def test_a_reason_that_holds_of_two_cells_is_given_once(read):
    found = read(
        "项目名称 | 项目内容 | 总计 | 财政拨款 | 财政专户拨款 | 其他资金 | 绩效目标 | 绩效指标\n"
        f"甲 | 用于设备购 | 1.00 | 1.00 | | | 先做好准 | {OPEN}\n\n | 置和安装。 | | | | | 备。 | {THIRD}"
    )
    evidence = found.repair("row_joined")["evidence_zh"]
    assert evidence.count("上一行的文字在半句处中断") == 1


def test_text_cut_in_mid_word_is_joined_without_a_seam(under_headings):
    found = under_headings(
        "甲 | 1.00 | 1.00 | | | 做好。 | 1、效益指标：影响，年度指标值：社会影响\n\n"
        " | | | | | | 力有所提升； 2、产出指标：会议，年度指标值：1次。"
    )
    assert found.tables.indicators["value_text"].tolist() == ["社会影响力有所提升", "1次"]


def test_a_tail_with_a_false_name_and_amount_is_joined_and_both_amounts_are_kept(under_headings):
    found = under_headings(
        f"甲 | 77.90 | 77.90 | | | 邀请境外机构和各组织参与我市高端论坛 | {OPEN}\n\n"
        f"经费 | 11.20 | 11.20 | | | 外机构和各组织参与我市中高端论坛及展会。 | {THIRD}"
    )
    line = found.line("甲")
    assert (line["total"], line["total_state"], line["total_text"]) == (77_900_000, "doubtful", "77.90")
    assert line["confidence"] <= 0.75
    readings = found.tables.readings
    assert readings[["field", "order", "text", "row"]].values.tolist() == [
        ["total", 1, "77.90", 2],
        ["total", 2, "11.20", 4],
        ["fiscal", 1, "77.90", 2],
        ["fiscal", 2, "11.20", 4],
    ]
    ghost = found.repair("ghost_row_joined")
    assert (ghost["dropped"], ghost["row"], ghost["column"]) == ("经费", 4, 1)
    again = found.repair("overlap_dropped")
    assert again["dropped"] == "外机构和各组织参与我市中高端论坛"
    assert line["goal"] == "邀请境外机构和各组织参与我市高端论坛及展会。"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("2、产", "出指标：乙率，年度指标值：≥80%。"),
        ("2、产出指标：乙", "率，年度指标值：≥80%。"),
        ("2、产出指标：乙率，年度指标值：", "≥80%。"),
        ("2、产出指标：乙率，年度指标值：有所", "提升。"),
        ("2、产出指标：乙率，年度指标值：不少于", "80%；3、产出指标：丙率，年度指标值：≥70%。"),
    ],
)
def test_an_item_that_breaks_off_is_witness_enough_for_a_tail_with_a_false_amount(
    under_headings, above, below
):
    first = "1、产出指标：甲率，年度指标值：≥90%；"
    found = under_headings(
        f"甲 | 77.90 | 77.90 | | | 做好甲事。 | {first}{above}\n\n经费 | 11.20 | 11.20 | | | | {below}\n"
        "乙 | 1.00 | 1.00 | | | 做好乙事。 | @"
    )
    assert found.names == ["甲", "乙"]
    assert found.line("甲")["indicators"] == first + above + below
    assert found.tables.readings["text"].tolist() == ["77.90", "11.20"] * 2
    repair = found.repair("ghost_row_joined")
    assert repair["confidence"] == 0.75
    assert "最后一项指标还没有写完" in repair["evidence_zh"]


def test_a_project_with_a_goal_and_plain_words_for_indicators_stays_a_project(under_headings):
    found = under_headings(
        "甲 | 1.00 | 1.00 | | | 做好甲事。 | 1、产出指标：甲率，年度指标值：有所提升\n\n乙 | 2.00 | 2.00 | | | 做好乙事。 | 按期完成。"
    )
    assert found.names == ["甲", "乙"]


def test_a_project_behind_an_item_without_an_end_mark_stays_a_project(under_headings):
    found = under_headings(
        "甲 | 1.00 | 1.00 | | | 做好甲事。 | 1、产出指标：甲率，年度指标值：≥90%；2、产出指标：乙率，年度指标值：≥80%\n\n"
        f"乙 | 2.00 | 2.00 | | | 做好乙事。 | {THIRD}"
    )
    assert found.names == ["甲", "乙"]
    assert found.repairs == []


def test_the_same_amount_on_both_pieces_is_doubtful_too(under_headings):
    found = under_headings(
        f"甲 | 5.00 | 5.00 | | | 做好准备和各项 | {OPEN}\n\n甲 | 5.00 | 5.00 | | | 收尾工作。 | {THIRD}"
    )
    assert found.names == ["甲"]
    assert found.line("甲")["total_state"] == "doubtful"
    assert found.tables.readings["fen"].tolist() == [5_000_000] * 4


@pytest.mark.parametrize("total", ["30.00", "31.00"])
def test_a_project_that_truly_starts_at_three_stays_a_project(under_headings, total):
    found = under_headings(
        f"合计 | {total} | {total} | | | |\n甲 | 10.00 | 10.00 | | | 做好甲事。 | {DONE}\n\n"
        f"乙 | 20.00 | 20.00 | | | 做好乙事。 | {THIRD}"
    )
    assert found.names == ["合计", "甲", "乙"]
    assert found.repairs == []


def test_a_sum_that_is_exact_with_the_row_speaks_against_joining_it(under_headings):
    rows = f"甲 | 10.00 | 10.00 | | | 做好甲事和 | {OPEN}\n\n乙 | 20.00 | 20.00 | | | 做好乙事。 | {THIRD}"
    kept = under_headings(f"合计 | 30.00 | 30.00 | | | |\n{rows}")
    joined = under_headings(f"合计 | 10.00 | 10.00 | | | |\n{rows}")
    assert kept.names == ["合计", "甲", "乙"]
    assert joined.names == ["合计", "甲"]
    assert "不计此行金额，合计恰好相等" in joined.repair("ghost_row_joined")["evidence_zh"]


def test_an_unnumbered_indicator_is_no_continuation(under_headings):
    found = under_headings(
        f"甲 | 1.00 | 1.00 | | | 做好 | {OPEN}\n\n乙 | 1.00 | 1.00 | | | 做好。 | 效益指标：安全，年度指标值：无事故。"
    )
    assert found.names == ["甲", "乙"]


def test_projects_with_the_same_name_stay_apart(under_headings):
    found = under_headings("经费 | 1.00 | 1.00 | | | 做好甲。 | @\n\n经费 | 2.00 | 2.00 | | | 做好乙。 | @")
    assert found.names == ["经费", "经费"]


def test_one_character_read_twice_at_the_seam_is_left_out_with_doubt(under_headings):
    found = under_headings("甲 | 1.00 | 1.00 | | | 逐步打造广 | @\n\n | | | | | 广播、电视等宣传矩阵。 | ")
    assert found.line("甲")["goal"] == "逐步打造广播、电视等宣传矩阵。"
    repair = found.repair("overlap_dropped")
    assert (repair["dropped"], repair["confidence"]) == ("广", 0.7)


def test_debris_before_the_first_item_is_set_aside_when_both_items_are_whole(under_headings):
    found = under_headings(
        "甲 | 1.00 | 1.00 | | | 做好。 | 1、产出指标：对象，年度指标值：工作人员1000人，市民及企业10000人。\n\n"
        " | | | | | | 人民1000元，市及正亚10000元；2、产出指标：次数，年度指标值：1次。"
    )
    repair = found.repair("lead_dropped")
    assert repair["dropped"] == "人民1000元，市及正亚10000元；"
    assert found.tables.indicators["position"].tolist() == [1, 2]


def test_text_before_the_first_item_that_is_like_nothing_above_is_kept(under_headings):
    found = under_headings(
        f"甲 | 1.00 | 1.00 | | | 做好。 | {DONE}\n\n | | | | | | 另见附件所列各项说明；{THIRD}"
    )
    assert "另见附件所列各项说明；" in found.line("甲")["indicators"]


def test_boiler_plate_alike_by_chance_is_not_taken_for_a_second_reading(under_headings):
    found = under_headings(
        "甲 | 1.00 | 1.00 | | | 做好。 | 1、产出指标：甲项目完成率，年度指标值：100%；\n\n"
        " | | | | | | 2、产出指标：乙项目完成率，年度指标值：100%；"
    )
    assert len(found.tables.indicators) == 2
    assert [r["kind"] for r in found.repairs] == ["row_joined"]


def test_a_cut_name_is_put_together(under_headings):
    found = under_headings("甲市信息化 | 1.00 | 1.00 | | | 做好。 | @\n\n运维项目 | | | | | | ")
    assert found.names == ["甲市信息化运维项目"]
    assert found.repair("name_joined")["after"] == "甲市信息化运维项目"


def test_a_cut_amount_is_put_together_and_has_the_usual_decimals(under_headings):
    found = under_headings(
        "合计 | 2,754.66 | 2,754.66 | | | |\n甲 | 2,754. | 2,754. | | | 做好准备 | @\n\n"
        " | 66 | 66 | | | 和收尾。 | "
    )
    line = found.line("甲")
    assert (line["total"], line["total_state"], line["total_text"]) == (2_754_660_000, "stated", "2,754.66")
    assert [r["kind"] for r in found.repairs].count("amount_joined") == 2


@pytest.mark.parametrize(("before", "after"), [("2,754.", "66"), ("2,7", "54.66"), ("2", ",754.66")])
def test_amounts_of_several_sources_cut_with_the_name_are_put_together(under_headings, before, after):
    found = under_headings(
        f"合计 | 2,764.70 | 2,754.66 | 10.04 | | |\n甲市信息化 | 2,764. | {before} | 10. | | 做好准备 | {OPEN}\n\n"
        f"运维项目 | 70 | {after} | 04 | | 和收尾。 | {THIRD}"
    )
    line = found.line("甲市信息化运维项目")
    amounts = [line[name] for name in ("total", "fiscal", "special_account")]
    assert amounts == [2_764_700_000, 2_754_660_000, 10_040_000]
    assert line["total_state"] == "stated"
    assert (line["goal"], line["indicators"]) == ("做好准备和收尾。", OPEN + THIRD)
    assert found.tables.readings.empty


def test_an_amount_cut_short_stays_in_its_column(under_headings):
    line = under_headings("甲 | 57,914. | 57,913. | 1. | | 做好。 | @").line("甲")
    assert [line[f"{name}_text"] for name in ("total", "fiscal", "special_account")] == [
        "57,914.",
        "57,913.",
        "1.",
    ]
    assert line["total_state"] == "unreadable"


def test_a_row_that_lost_all_its_tabs_goes_where_the_text_above_stops(under_headings):
    found = under_headings("甲 | 1.00 | 1.00 | | | 先做好准备， | @\n\n再做好收尾，使各方满意。")
    assert found.line("甲")["goal"] == "先做好准备，再做好收尾，使各方满意。"


@pytest.mark.parametrize("note", ["备注：本表不含涉密项目。", "注1：四舍五入可能有尾差", "说明：无"])
def test_notes_below_the_table_are_no_rows_and_are_kept(under_headings, note):
    found = under_headings(f"甲 | 1.00 | 1.00 | | | 先做好准备 | @\n{note}\n二、另见说明书第三页。")
    assert found.names == ["甲"]
    assert [r["dropped"] for r in found.repairs] == [note, "二、另见说明书第三页。"]
    assert {r["kind"] for r in found.repairs} == {"row_unplaced"}


def test_a_lone_line_that_continues_nothing_is_reported(under_headings):
    found = under_headings("甲 | 1.00 | 1.00 | | | 做好。 | @\n附件二\n乙 | 1.00 | 1.00 | | | 做好。 | @")
    assert found.names == ["甲", "乙"]
    assert found.repair("row_unplaced")["dropped"] == "附件二"


@pytest.mark.parametrize("label", ["另见附件三", "附件2", "单位领导：王某", "另见附件三 | | | | | |"])
def test_a_label_between_projects_heads_nothing_and_changes_no_sum(under_headings, label):
    found = under_headings(
        "合计 | 3.00 | 3.00 | | | |\n甲局 | 3.00 | 3.00 | | | |\n甲 | 1.00 | 1.00 | | | 做好甲事的各项工作 | @\n"
        f"{label}\n乙 | 2.00 | 2.00 | | | 做好。 | @"
    )
    assert found.lines["kind"].tolist() == ["grand_total", "unit_total", "project", "project"]
    assert found.lines["unit"].tolist()[2:] == ["甲局", "甲局"]
    assert found.line("甲")["goal"] == "做好甲事的各项工作"
    assert found.repair("row_unplaced")["dropped"] == label.partition(" ")[0]


@pytest.mark.parametrize("label", ["另见附件三", "（续表）", "续表1", "单位领导：王某"])
@pytest.mark.parametrize("tail", [" | | | | | 再做好收尾。 | ", f" | | | | | | {THIRD}"])
def test_a_label_between_the_pieces_of_a_row_does_not_part_them(under_headings, label, tail):
    found = under_headings(
        f"甲 | 1.00 | 1.00 | | | 先做好准备， | {OPEN}\n\n{label}\n{tail}\n乙 | 1.00 | 1.00 | | | 做好。 | @"
    )
    assert found.names == ["甲", "乙"]
    assert found.line("甲")["goal"] + found.line("甲")["indicators"] in (
        f"先做好准备，再做好收尾。{OPEN}",
        f"先做好准备，{OPEN}{THIRD}",
    )
    assert label in [repair["dropped"] for repair in found.repairs]


def test_a_unit_without_amounts_still_heads_its_projects(under_headings):
    found = under_headings("乙服务中心 | | | | | |\n甲 | 1.00 | 1.00 | | | 做好。 | @")
    assert found.lines["unit"].tolist() == ["", "乙服务中心"]


def test_a_tail_that_lost_its_tabs_is_joined_with_doubt(under_headings):
    found = under_headings("甲 | 1.00 | 1.00 | | | 先做好准备， | @\n\n再做好收尾，使各方满意。")
    assert found.line("甲")["confidence"] == 0.8


def test_a_nameless_project_with_money_and_indicators_stays_a_row(under_headings):
    found = under_headings("甲 | 1.00 | 1.00 | | | 做好。 | @\n\n | 2.00 | 2.00 | | | 做好。 | @")
    assert found.lines["total"].tolist() == [1_000_000, 2_000_000]


def test_a_total_is_never_continued(under_headings):
    found = under_headings("合计 | 1.00 | 1.00 | | | |\n\n | | | | | 做好甲事和乙事。 | @")
    assert found.lines["kind"].tolist() == ["grand_total", "project"]


UNIT_CUT = f"""
合计 | 6.00 | 6.00 | | | |
水务局 | 1.00 | 1.00 | | | |
甲 | 1.00 | 1.00 | | | 做好。 | {DONE}
{{above}}

{{below}}
乙 | 2.00 | 2.00 | | | 做好。 | {DONE}
丙 | 3.00 | 3.00 | | | 做好。 | {DONE}
"""


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("河道排水管 | 5.00 | 5.00 | | | |", "理中心 | | | | | |"),
        ("河道排水管 | 5.00 | 5.00 | | | |", "理中心"),
        ("河道排水 | | | | | |", "管理中心 | 5.00 | 5.00 | | | |"),
        ("河道排水", "管理中心 | 5.00 | 5.00 | | | |"),
    ],
)
def test_the_name_of_a_unit_that_a_page_cut_is_one(under_headings, above, below):
    found = under_headings(UNIT_CUT.format(above=above, below=below))
    unit = found.line("河道排水管理中心")
    assert (unit["kind"], unit["total"], unit["fragments"]) == ("unit_total", 5_000_000, 2)
    assert found.line("丙")["unit"] == "河道排水管理中心"
    assert found.names == ["合计", "水务局", "甲", "河道排水管理中心", "乙", "丙"]
    joined = found.repair("row_joined")
    assert joined["confidence"] > 0.9 or " |" not in below
    assert "两段名称合起来" in joined["evidence_zh"]


def test_where_the_sum_does_not_hold_a_cut_name_is_joined_in_doubt(under_headings):
    found = under_headings(
        UNIT_CUT.format(above="河道排水管 | 5.40 | 5.40 | | | |", below="理中心 | | | | | |")
    )
    assert "河道排水管" in found.names, "理中心 is a body by itself, and the sum speaks for no other reading"
    found = under_headings(
        UNIT_CUT.format(above="河道排水管理中 | 5.40 | 5.40 | | | |", below="心 | | | | | |")
    )
    assert found.line("河道排水管理中心")["total"] == 5_400_000
    assert found.repair("row_joined")["confidence"] < 0.9


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("河道管理所 | 5.00 | 5.00 | | | |", "排水管理中心 | | | | | |"),
        ("其中：抢修 | 1.00 | 1.00 | | | |", "排水管理中心 | | | | | |"),
    ],
)
def test_a_unit_on_a_new_page_is_no_rest_of_another_name(under_headings, above, below):
    found = under_headings(UNIT_CUT.format(above=above, below=below))
    assert above.partition(" |")[0] in found.names
    assert all("两段名称" not in repair["evidence_zh"] for repair in found.repairs)


def test_a_cut_name_inside_a_page_is_not_put_together(under_headings):
    found = under_headings(
        UNIT_CUT.format(above="河道排水管 | 5.00 | 5.00 | | | |", below="理中心").replace("\n\n", "\n")
    )
    assert "河道排水管理中心" not in found.names


HALVES = (
    "项目名称 | 总计 | 绩效目标 | 绩效指标\n合计 | 60.00 | | \n甲市某局 | 10.00 | | \n甲项目 | 10.00 | 做好甲事。 | @\n"
    "甲市某局 | {} | | \n\n第一直属中心 | | | \n乙项目 | 20.00 | 做好乙事。 | @\n丙项目 | 30.00 | 做好丙事。 | @"
)


def test_a_page_may_cut_the_name_of_a_unit_behind_that_of_its_bureau(read):
    found = read(HALVES.format("50.00"))
    assert found.line("甲市某局第一直属中心")["total"] == 50_000_000
    assert found.repair("name_joined")["before"] == "甲市某局 ⏎ 第一直属中心"


def test_a_bureau_whose_amount_is_not_that_of_the_rows_below_keeps_its_name(read):
    assert "第一直属中心" in set(read(HALVES.format("40.00")).lines["name"])
