import pytest

BLOCK = "2023年项目支出绩效目标表\n部门名称：甲局\n单位：万元\n@@"


def test_title_department_year_and_unit_are_read_with_their_lines(read):
    found = read(f"\n{BLOCK}\n合计 | 1.00 | 1.00 | | | |\n甲项目 | 1.00 | 1.00 | | | 做好。 | @")
    document = found.tables.documents.iloc[0]
    assert document["title"] == "2023年项目支出绩效目标表"
    assert (document["department"], document["year"], document["money_unit"]) == ("甲局", 2023, "万元")
    assert (document["title_row"], document["department_row"], document["money_unit_row"]) == (1, 2, 3)
    assert (document["row"], document["pages"], document["money_unit_stated"]) == (4, 1, True)


@pytest.mark.parametrize(
    ("printed", "unit", "fen"),
    [
        ("单位：元", "元", 100),
        ("金额单位:人民币万元", "万元", 1_000_000),
        ("填报单位：甲局  单位：亿元", "亿元", 10_000_000_000),
    ],
)
def test_amounts_are_read_in_the_stated_unit(read, printed, unit, fen):
    found = read(f"{printed}\n@@\n甲项目 | 1.00 | 1.00 | | | 做好。 | @")
    assert found.tables.documents.loc[0, "money_unit"] == unit
    assert found.line("甲项目")["total"] == fen


def test_the_unit_may_stand_in_a_heading_only(read):
    found = read("项目名称 | 总计（元） | 绩效目标 | 绩效指标\n甲项目 | 1.00 | 做好。 | @")
    assert found.line("甲项目")["total"] == 100
    assert bool(found.tables.documents.loc[0, "money_unit_stated"])


def test_without_any_unit_ten_thousands_are_assumed_and_said_to_be(read):
    found = read("@@\n甲项目 | 1.00 | 1.00 | | | 做好。 | @")
    assert found.line("甲项目")["total"] == 1_000_000
    assert not found.tables.documents.loc[0, "money_unit_stated"]


def test_label_and_value_may_stand_in_cells_of_their_own(read):
    found = read("部门名称： | 甲局 | | 单位： | 元\n@@\n甲项目 | 1.00 | 1.00 | | | 做好。 | @")
    document = found.tables.documents.iloc[0]
    assert (document["department"], document["money_unit"]) == ("甲局", "元")


def test_a_heading_block_printed_again_is_left_out_and_starts_a_page(read):
    found = read(
        f"{BLOCK}\n甲项目 | 1.00 | 1.00 | | | 做好。 | @\n\n{BLOCK}\n乙项目 | 2.00 | 2.00 | | | 做好。 | @"
    )
    assert found.lines[["name", "page"]].values.tolist() == [["甲项目", 1], ["乙项目", 2]]
    assert found.tables.documents.loc[0, "pages"] == 2
    repair = found.repair("header_repeated")
    assert repair["row"] == 7
    assert repair["dropped"].split("\n")[:2] == ["2023年项目支出绩效目标表", "部门名称：甲局"]
    assert repair["confidence"] == 1.0


def test_a_blank_line_between_rows_is_a_page_break(under_headings):
    found = under_headings("甲 | 1.00 | 1.00 | | | 做好。 | @\n\n乙 | 2.00 | 2.00 | | | 做好。 | @")
    assert found.lines["page"].tolist() == [1, 2]


def test_blank_lines_between_all_rows_are_mere_spacing(under_headings):
    rows = "\n\n".join(f"项目{i} | 1.00 | 1.00 | | | 做好。 | @" for i in range(5))
    found = under_headings(rows)
    assert found.tables.documents.loc[0, "pages"] == 1


def test_another_department_starts_another_table(read):
    found = read(
        "部门名称：甲局\n@@\n合计 | 1.00 | 1.00 | | | |\n甲 | 1.00 | 1.00 | | | 做好。 | @\n\n"
        "部门名称：乙局\n@@\n合计 | 2.00 | 2.00 | | | |\n乙 | 2.00 | 2.00 | | | 做好。 | @"
    )
    assert found.tables.documents[["ordinal", "department"]].values.tolist() == [[1, "甲局"], [2, "乙局"]]
    assert found.lines["document"].tolist() == [0, 0, 1, 1]
    assert found.lines["kind"].tolist() == ["grand_total", "project"] * 2


def test_a_second_total_with_other_amounts_starts_another_table(read):
    found = read(
        f"{BLOCK}\n合计 | 1.00 | 1.00 | | | |\n甲 | 1.00 | 1.00 | | | 做好。 | @\n\n"
        f"{BLOCK}\n合计 | 2.00 | 2.00 | | | |\n乙 | 2.00 | 2.00 | | | 做好。 | @"
    )
    assert len(found.tables.documents) == 2


def test_the_same_total_on_every_page_is_one_total(read):
    found = read(
        f"{BLOCK}\n合计 | 3.00 | 3.00 | | | |\n甲 | 1.00 | 1.00 | | | 做好。 | @\n\n"
        f"{BLOCK}\n合计 | 3.00 | 3.00 | | | |\n乙 | 2.00 | 2.00 | | | 做好。 | @"
    )
    assert found.lines["kind"].tolist() == ["grand_total", "project", "project"]
    assert [r["dropped"] for r in found.repairs][1] == "合计  3.00  3.00"


def test_the_same_table_twice_is_two_tables(read):
    table = f"{BLOCK}\n合计 | 1.00 | 1.00 | | | |\n甲 | 1.00 | 1.00 | | | 做好。 | @"
    assert len(read(f"{table}\n\n{table}").tables.documents) == 2


def test_a_total_alone_on_the_last_page_closes_the_table(read):
    found = read(f"{BLOCK}\n甲 | 1.00 | 1.00 | | | 做好。 | @\n\n{BLOCK}\n合计 | 1.00 | 1.00 | | | |")
    assert found.lines["kind"].tolist() == ["project", "grand_total"]


def test_another_year_in_the_title_starts_another_table(read):
    row = "甲 | 1.00 | 1.00 | | | 做好。 | @"
    found = read(f"{BLOCK}\n{row}\n{BLOCK.replace('2023', '2024')}\n{row}")
    assert found.tables.documents["year"].tolist() == [2023, 2024]


def test_page_numbers_are_no_rows_and_not_lost(under_headings):
    found = under_headings(
        "甲 | 1.00 | 1.00 | | | 做好。 | @\n- 1 -\n乙 | 2.00 | 2.00 | | | 做好。 | @\n第2页 共2页"
    )
    assert found.names == ["甲", "乙"]
    assert [r["dropped"] for r in found.repairs] == ["- 1 -", "第2页 共2页"]
    assert found.lines["page"].tolist() == [1, 2]


def test_a_row_of_figures_above_the_headings_is_reported(read):
    found = read("甲 | 1.00 | 1.00 | | | 做好。 | @\n@@\n乙 | 2.00 | 2.00 | | | 做好。 | @")
    assert found.names == ["乙"]
    assert found.repair("row_unplaced")["row"] == 1


@pytest.mark.parametrize("text", ["编制项目支出绩效目标表，并予公开。", "单位：万元户走访，共三次。"])
def test_text_that_speaks_of_titles_and_units_is_still_text(under_headings, text):
    found = under_headings(f"甲 | 1.00 | 1.00 | | | 今年 | @\n | | | | | {text} | ")
    assert found.line("甲")["goal"] == f"今年{text}"


def test_total_rows_above_the_headings_are_reported_too(read):
    found = read("合计 | 3.00 | 3.00 | | | |\n | | | | | 并且做好。 |\n@@\n甲 | 1.00 | 1.00 | | | 做好。 | @")
    assert [r["dropped"] for r in found.repairs] == ["合计  3.00  3.00", "并且做好。"]
