import pytest

from budgetcheck.errors import NoTableError


def test_columns_are_found_by_their_words_in_any_order(read):
    found = read("绩效指标 | 项目名称 | 总计 | 绩效目标\n@ | 甲项目 | 10.00 | 做好甲事。")
    line = found.line("甲项目")
    assert (line["total"], line["goal"]) == (10_000_000, "做好甲事。")
    assert found.tables.documents.loc[0, "fields"] == "indicators name total goal"


@pytest.mark.parametrize(
    "headings",
    [
        "项目名称（资金使用单位） | 总计（万元） | 财政拨款 | 绩效目标 | 绩效指标",
        "项 目 名 称 | 合 计 | 财政拨款（万元） | 绩 效 目 标 | *绩效指标",
        "项目名称 | 年度资金总额 | 本年财政拨款 | 年度总体目标 | 绩效指标内容",
        "项日名称 | 总汁 | 财政拔款 | 绩效目标 | 绩效指标",
        "项目名称 | 总计 | 财政拨款 | 绩效日标 | 绩效指标",
    ],
)
def test_synonyms_units_blanks_and_misread_characters_do_not_hide_a_column(read, headings):
    found = read(f"{headings}\n甲项目 | 10.00 | 10.00 | 做好甲事。 | @")
    assert found.tables.documents.loc[0, "fields"] == "name total fiscal goal indicators"
    assert found.line("甲项目")["fiscal"] == 10_000_000


def test_a_column_the_table_lacks_is_absent_and_not_blank(read):
    line = read("项目名称 | 总计 | 绩效目标 | 绩效指标\n甲项目 | 10.00 | 做好甲事。 | @").line("甲项目")
    assert (line["fiscal_state"], line["total_state"]) == ("absent", "stated")


def test_a_missing_required_column_is_named_beside_what_was_seen(read):
    found = read("项目名称 | 总计 | 财政拨款 | 绩效指标\n甲项目 | 10.00 | 10.00 | @")
    (error,) = found.errors
    assert isinstance(error, NoTableError)
    assert "「绩效目标」" in error.problem
    assert "missing required column 绩效目标" in error.problem
    assert "项目名称、总计、财政拨款、绩效指标" in error.problem
    assert error.place == "第1行"
    assert len(found.lines) == 0


def test_two_headings_for_one_column_are_refused(read):
    (error,) = read("项目名称 | 总计 | 合计 | 绩效目标 | 绩效指标\n甲项目 | 1 | 1 | 做好。 | @").errors
    assert "表头重复：「总计」和「合计」" in str(error)


def test_a_table_that_cannot_be_used_does_not_stop_the_next_one(read):
    found = read(
        "部门名称：甲局\n项目名称 | 总计 | 财政拨款 | 绩效指标\n甲项目 | 1.00 | 1.00 | @\n\n"
        "部门名称：乙局\n@@\n乙项目 | 2.00 | 2.00 | | | 做好乙事。 | @"
    )
    assert found.names == ["乙项目"]
    assert [error.place for error in found.errors] == ["第2行"]


def test_a_column_with_an_unknown_heading_is_kept_on_record(read):
    found = read("序号 | 项目名称 | 总计 | 绩效目标 | 绩效指标 | 经办\n7 | 甲项目 | 1.00 | 做好。 | @ | 张某")
    left_out = [(r["column"], r["dropped"]) for r in found.repairs if r["kind"] == "row_unplaced"]
    assert left_out == [(1, "7"), (6, "张某")]
    assert found.tables.documents.loc[0, "headings"].split("\t")[0] == "序号"


AGAIN = "2023年项目支出绩效目标表\n部门名称：甲局\n单位：万元"
ONE = "甲 | 1.00 | 1.00 | | | 做好。 | @"
TWO = "乙 | 2.00 | 2.00 | | | 做好。 | @"


@pytest.mark.parametrize(
    ("headings", "confidence"),
    [
        ("项目名称（资金使用单位对 | 总计 | 财政拨款 | 财政专户拨款 | 其他资金 | 绩效目标 | 绩效指标", 0.95),
        ("项目名称 | 总汁 | 财政拔款 | 财政专户拨款 | 其他资金 | 绩效日标 | 绩效指标", 0.95),
        ("项目名称（资金使用单位） | 有面 | 财政拨款 | 财政专户拨款 | 其他资金 | 绩效目标 | 绩效指标", 0.8),
        ("项目名称（资金使用单位） | 总计 | 财政拨款 | 财政专户拨款 | 他可上金 | 绩效目标 | 绩效指标", 0.8),
    ],
)
def test_a_heading_row_misread_on_a_later_page_is_the_one_above(read, headings, confidence):
    found = read(f"{AGAIN}\n@@\n{ONE}\n\n{AGAIN}\n{headings}\n{TWO}")
    assert found.errors == []
    assert found.names == ["甲", "乙"]
    assert len(found.tables.documents) == 1
    assert found.lines["total"].tolist() == [1_000_000, 2_000_000]
    assert found.repair("header_repeated")["confidence"] == confidence


def test_the_first_heading_row_is_known_by_a_later_one(read):
    headings = "是目有学（资金使用单位） | 总动 | 财定下款 | 后政专地拨款 | 子他资金 | 绩效以标 | 绩效指标"
    found = read(f"{AGAIN}\n{headings}\n合计 | 3.00 | 3.00 | | | |\n{ONE}\n\n{AGAIN}\n@@\n{TWO}")
    assert found.names == ["合计", "甲", "乙"]
    assert found.tables.documents.loc[0, "title_row"] == 1


def test_a_heading_that_is_another_known_word_makes_another_table(read):
    other = "项目名称 | 总计 | 财政拨款 | 项目内容 | 其他资金 | 绩效目标 | 绩效指标"
    found = read(f"{AGAIN}\n@@\n{ONE}\n\n{AGAIN}\n{other}\n乙 | 2.00 | 2.00 | 详见方案。 | | 做好。 | @")
    assert len(found.tables.documents) == 2
    assert found.line("乙")["content"] == "详见方案。"


def test_a_heading_row_without_a_required_column_is_no_misreading(read):
    other = "项目名称 | 备注 | 财政拨款 | 财政专户拨款 | 其他资金 | 绩效目标 | 绩效指标"
    found = read(f"@@\n{ONE}\n{other}\n{TWO}")
    assert found.names == ["甲"]
    assert "missing required column 总计" in found.errors[0].problem


def test_an_optional_column_that_is_half_misread_is_found_between_its_neighbours(read):
    found = read(f"项目名称 | 总计 | 财政拨款 | 财政专户拨款 | 于会资金 | 绩效目标 | 绩效指标\n{ONE}")
    assert "other" in found.tables.documents.loc[0, "fields"].split()


@pytest.mark.parametrize("first_is_whole", [True, False])
def test_a_heading_lost_on_one_page_is_known_from_another(read, first_is_whole):
    lost = "项目名称 | 总计 | 财政拨款 | 财政专户拨款 | 们也他人 | 绩效目标 | 绩效指标"
    whole = lost.replace("们也他人", "其他资金")
    one, two = (whole, lost) if first_is_whole else (lost, whole)
    found = read(
        f"{AGAIN}\n{one}\n甲 | 3.00 | 1.00 | | 2.00 | 做好。 | @\n\n{AGAIN}\n{two}\n乙 | 4.00 | 1.00 | | 3.00 | 做好。 | @"
    )
    assert len(found.tables.documents) == 1
    assert found.lines["other"].tolist() == [2_000_000, 3_000_000]
    assert found.tables.documents.loc[0, "row"] == 4


def test_pieces_of_a_heading_row_that_a_page_cut_are_the_headings_again(read):
    headings = "项目名称 | 总计 | 财政拨款 | 其他资金 | 绩效目标 | 绩效指标"
    found = read(
        f"{headings}\n甲项目 | 10.00 | 10.00 | | 做好甲事。 | @\n"
        f"项目名称 | 总计 | | 资金来源 | 绩效目标 | 绩效指标\n\n{headings}\n | | 财政拨款 | 其他资金 | | \n"
        "乙项目 | 20.00 | 20.00 | | 做好乙事。 | @"
    )
    assert found.errors == []
    assert list(found.lines["name"]) == ["甲项目", "乙项目"]
    assert len(found.tables.documents) == 1
    assert set(found.tables.repairs["kind"]) == {"header_repeated"}
