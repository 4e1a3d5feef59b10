"""Forms: a project each, labels with answers beside them, and a block of indicators."""

from __future__ import annotations

import pytest
from tests.tables.layouts.grids import merged, paged, read_grid

BLOCK = """绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
 | 产出指标 | 数量指标 | 养护里程 | ≥30公里 | 50
 |  | 质量指标 | 完好率 | ≥95% | 40"""
FORM = f"""
项目支出绩效目标表
（2024年度）
项目名称 | 道路养护
主管部门 | 白沙市交通局 | | 实施单位 | 白沙市养护中心
项目资金（万元） | 年度资金总额： | 120.00
 | 其中：财政拨款 | 100.00
 | 上年结转 | 5.00
 | 其他资金 | 15.00
年度总体目标 | 道路平整畅通。
{BLOCK}
"""


def test_a_form_is_a_project() -> None:
    found = read_grid(merged(FORM))
    assert found.errors == []
    document = found.tables.documents.iloc[0]
    assert (document["layout"], document["department"], document["year"], document["money_unit"]) == (
        "form",
        "白沙市交通局",
        2024,
        "万元",
    )
    (line,) = found.lines.to_dict("records")
    assert (line["kind"], line["name"], line["unit"], line["goal"]) == (
        "project",
        "道路养护",
        "白沙市养护中心",
        "道路平整畅通。",
    )
    assert (line["total"], line["fiscal"], line["special_account_state"]) == (
        120_000_000,
        100_000_000,
        "absent",
    )
    assert found.tables.indicators[
        ["category", "level2", "name", "value_text", "weight"]
    ].values.tolist() == [
        ["产出指标", "数量指标", "养护里程", "≥30公里", 5000],
        ["产出指标", "质量指标", "完好率", "≥95%", 4000],
    ]
    assert found.repairs == []


def test_money_carried_over_is_added_to_other_money_and_leads_to_both_cells() -> None:
    tables = read_grid(merged(FORM)).tables
    assert (tables.lines["other"].item(), tables.lines["other_text"].item()) == (20_000_000, "15.00+5.00")
    cells = tables.cells[tables.cells["field"] == "other"]
    assert cells[["row", "column", "raw"]].values.tolist() == [[8, 3, "15.00"], [7, 3, "5.00"]]


def test_parts_of_treasury_money_are_added_only_where_their_sum_is_not_printed() -> None:
    parts = FORM.replace(" | 其中：财政拨款 | 100.00", " | 一般公共预算 | 60.00\n | 政府性基金 | 40.00")
    assert read_grid(merged(parts)).lines["fiscal"].item() == 100_000_000
    both = FORM.replace(" | 其中：财政拨款 | 100.00", " | 财政拨款 | 100.00\n | 其中：一般公共预算 | 60.00")
    assert read_grid(merged(both)).lines["fiscal_text"].item() == "100.00"


@pytest.mark.parametrize("label", ["项 目 名 称", "项目名称：", "*项目名称", "项目名称（全称）"])
def test_labels_are_known_with_blanks_colons_and_additions(label: str) -> None:
    assert read_grid(merged(FORM.replace("项目名称", label))).names == ["道路养护"]


def test_label_and_answer_may_be_one_cell() -> None:
    block = FORM.replace("项目名称 | 道路养护", "项目名称：道路养护").replace(
        "年度总体目标 | ", "年度总体目标："
    )
    found = read_grid(merged(block))
    assert found.names == ["道路养护"]
    assert found.lines["goal"].item() == "道路平整畅通。"
    cell = found.tables.cells[found.tables.cells["field"] == "name"].iloc[0]
    assert cell["raw"][cell["offset"] : cell["offset"] + cell["length"]] == "道路养护"


def test_a_goal_below_its_label_beside_that_of_the_whole_term() -> None:
    block = FORM.replace(
        "年度总体目标 | 道路平整畅通。",
        "总体目标 | 实施期目标 | | 年度目标\n | 三年内建成路网。 | | 道路平整畅通。\n | | | 桥梁安全。",
    )
    assert read_grid(merged(block)).lines["goal"].item() == "道路平整畅通。\n桥梁安全。"


def test_the_money_of_the_year_is_told_from_that_of_the_whole_term() -> None:
    block = FORM.replace(
        "项目资金（万元） | 年度资金总额： | 120.00\n | 其中：财政拨款 | 100.00",
        "项目资金（万元） | 实施期资金总额： | 500.00 | 年度资金总额： | 120.00\n"
        " | 其中：财政拨款 | 400.00 | 其中：财政拨款 | 100.00",
    )
    line = read_grid(merged(block)).lines.iloc[0]
    assert (line["total"], line["fiscal"]) == (120_000_000, 100_000_000)


def test_an_amount_with_a_unit_of_its_own_is_read_in_that_unit() -> None:
    line = read_grid(merged(FORM.replace("120.00", "120万"))).lines.iloc[0]
    assert line["total"] == 120_000_000
    yuan = FORM.replace("项目资金（万元）", "项目资金（元）").replace("120.00", "1,200,000.00")
    found = read_grid(merged(yuan))
    assert found.tables.documents["money_unit"].item() == "元"
    assert found.lines["total"].item() == 120_000_000


def test_forms_of_one_department_are_one_document_and_others_are_others() -> None:
    second = FORM.replace("道路养护", "桥梁检测").strip()
    third = second.replace("白沙市交通局", "白沙市水务局").replace("桥梁检测", "河道清淤")
    found = read_grid(merged(f"{FORM.strip()}\n\n{second}\n{third}"))
    assert found.names == ["道路养护", "桥梁检测", "河道清淤"]
    assert found.lines["document"].tolist() == [0, 0, 1]
    assert found.tables.documents["department"].tolist() == ["白沙市交通局", "白沙市水务局"]
    assert found.tables.indicators["line_id"].tolist() == [0, 0, 1, 1, 2, 2]


def test_levels_merged_down_and_scores_in_brackets() -> None:
    block = FORM.replace(" | 产出指标 |", "^ | 产出指标（50分） |").replace(" |  | 质量", "^ | ^ | 质量")
    frame = read_grid(merged(block)).tables.indicators
    assert frame[["category", "category_known"]].values.tolist() == [["产出指标", True]] * 2


def test_a_block_over_the_page_goes_on_below_its_headings_printed_again() -> None:
    heading = BLOCK.splitlines()[0]
    block = FORM.replace(" |  | 质量", f"{heading}\n |  | 质量")
    found = read_grid(paged(merged(block), 12))
    assert found.tables.indicators["name"].tolist() == ["养护里程", "完好率"]
    assert found.tables.indicators["category"].tolist() == ["产出指标", "产出指标"]
    assert found.repair("header_repeated")["row"] == 12


def test_the_last_block_goes_on_below_a_page_number() -> None:
    found = read_grid(paged(merged(FORM.replace(" |  | 质量", "第1页\n |  | 质量")), 13))
    assert found.tables.indicators["name"].tolist() == ["养护里程", "完好率"]
    assert "row_unplaced" not in set(found.tables.repairs["kind"])


def test_what_no_label_asks_for_is_on_record() -> None:
    block = FORM.replace("年度总体目标", "土地面积 | 三亩\n年度总体目标") + "\n总分 | | | | | 90\n"
    dropped = [repair["dropped"] for repair in read_grid(merged(block)).repairs]
    assert dropped == ["土地面积  三亩", "总分  90"]


def test_labels_that_repeat_keep_the_first_answer() -> None:
    block = FORM.replace("年度总体目标 |", "财政拨款 | 77.00\n" * 50 + "年度总体目标 |")
    line = read_grid(merged(block)).lines.iloc[0]
    assert line["fiscal_text"] == "100.00"


def test_a_form_and_a_packed_table_in_one_file_are_two_documents() -> None:
    found = read_grid(merged(f"{FORM.strip()}\n\n@@\n修路 | 3.00 | 3.00 | | | 修好路。 | @"))
    assert found.tables.documents["layout"].tolist() == ["form", "packed-7"]
    assert found.names == ["道路养护", "修路"]


def test_an_empty_answer_has_a_place() -> None:
    tables = read_grid(merged(FORM.replace(" | 100.00", " | "))).tables
    assert tables.lines["fiscal_state"].item() == "blank"
    cell = tables.cells[tables.cells["field"] == "fiscal"]
    assert cell[["row", "column", "length", "heading"]].values.tolist() == [[6, 3, 0, "财政拨款"]]


def test_a_block_without_a_project_is_no_table() -> None:
    found = read_grid(merged(BLOCK))
    assert found.lines.empty
    assert "form" in str(found.errors[0])


def test_a_table_by_rows_above_a_form_keeps_its_rows() -> None:
    table = "项目名称 | 预算数 | 年度目标 | 一级指标 | 三级指标 | 指标值\n修路 | 3.00 | 修好路。 | 产出指标 | 里程 | ≥3公里"
    for block in (f"{table}\n\n{FORM.strip()}", f"{FORM.strip()}\n\n{table}"):
        found = read_grid(merged(block))
        assert found.errors == []
        assert sorted(found.names) == ["修路", "道路养护"]
        assert len(found.tables.indicators) == 3
