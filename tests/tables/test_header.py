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
