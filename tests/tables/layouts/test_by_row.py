"""Tables that give each indicator a row."""

from __future__ import annotations

import pytest
from tests.tables.layouts.grids import merged, paged, read_grid

HEADINGS = "单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重 | 指标方向性"
TABLE = f"""
云岭镇2023年项目支出绩效目标表
部门名称：云岭镇人民政府
单位：元
{HEADINGS}
820-云岭镇部门 | | 1,827,620.53
820001-云岭镇人民政府 | | 1,827,620.53
 | 村级组织运转经费 | 827,620.53 | 保障各村办公。 | 产出指标 | 数量指标 | 保障村数 | ＝ | 23 | 个 | 20 | 正向指标
 | | | | | 时效指标 | 报酬发放时间 | ≤ | 25 | 日 | 20.5 | 反向指标
 | | | | 效益指标 | 社会效益指标 | 村级组织运转 | 定性 | 优 | | 40 | 正向指标
 | 场镇清扫 | 1,000,000.00 | 街面整洁。 | 产出指标 | 数量指标 | 清扫面积 | ≥ | 12 | 万平方米 | 90 | 正向指标
"""


def test_projects_amounts_and_units_are_read() -> None:
    found = read_grid(merged(TABLE))
    assert found.errors == []
    assert found.tables.documents["layout"].item() == "by-row-12"
    assert found.tables.documents["fields"].item() == "name total goal indicators"
    assert found.lines[["kind", "name", "unit", "total"]].values.tolist() == [
        ["unit_total", "云岭镇部门", "", 182_762_053],
        ["unit_total", "云岭镇人民政府", "云岭镇部门", 182_762_053],
        ["project", "村级组织运转经费", "云岭镇人民政府", 82_762_053],
        ["project", "场镇清扫", "云岭镇人民政府", 100_000_000],
    ]
    assert found.lines[["row", "end_row"]].values.tolist() == [[5, 5], [6, 6], [7, 9], [10, 10]]
    assert found.repairs == []


def test_indicators_have_levels_signs_units_weights_and_direction() -> None:
    frame = read_grid(merged(TABLE)).tables.indicators
    columns = ["position", "category", "level2", "name", "value_text", "unit_column", "unit_source"]
    assert frame[columns].values.tolist() == [
        [1, "产出指标", "数量指标", "保障村数", "＝23个", "个", "column"],
        [2, "产出指标", "时效指标", "报酬发放时间", "≤25日", "日", "column"],
        [3, "效益指标", "社会效益指标", "村级组织运转", "优", "", ""],
        [1, "产出指标", "数量指标", "清扫面积", "≥12万平方米", "万平方米", "column"],
    ]
    assert frame["weight"].tolist() == [2000, 2050, 4000, 9000]
    assert frame["direction"].tolist() == ["正向", "反向", "正向", "正向"]
    assert frame["value_type"].tolist() == ["", "", "定性", ""]
    assert frame["comparator"].tolist() == ["=", "≤", "", "≥"]
    assert frame["number"].isna().all()


def test_each_part_leads_back_to_its_own_cell() -> None:
    tables = read_grid(merged(TABLE)).tables
    cells = tables.cells[tables.cells["field"] == "indicators"]
    texts = tables.lines.set_index("line_id")["indicators"]
    for cell in cells.to_dict("records"):
        piece = texts[cell["line_id"]][cell["start"] : cell["start"] + cell["length"]]
        assert cell["raw"][cell["offset"] : cell["offset"] + cell["length"]] == piece
    first = cells[cells["row"] == 7][["part", "column", "heading", "raw"]].values.tolist()
    assert sorted(first) == sorted(
        [
            ["level1", 5, "一级指标", "产出指标"],
            ["level2", 6, "二级指标", "数量指标"],
            ["name", 7, "三级指标", "保障村数"],
            ["sign", 8, "指标性质", "＝"],
            ["value", 9, "指标值", "23"],
            ["unit", 10, "度量单位", "个"],
            ["weight", 11, "权重", "20"],
            ["direction", 12, "指标方向性", "正向指标"],
        ]
    )
    # NOTE: only what is our own mark between two cells stands in no original.
    covered = cells.groupby("line_id")["length"].sum()
    assert all(len(texts[i].replace("\t", "").replace("\n", "")) == n for i, n in covered.items())


SMALL = "项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
ROWS = {
    "printed on the first row": """
甲 | 3.00 | 做好甲。 | 产出指标 | 数量指标 | 次数 | ≥3次
 | | | | 质量指标 | 合格率 | ≥90%
 | | | 效益指标 | 社会效益指标 | 受益人数 | ≥30人
乙 | 4.00 | 做好乙。 | 产出指标 | 数量指标 | 份数 | ≥4份
""",
    "merged down": """
甲 | 3.00 | 做好甲。 | 产出指标 | 数量指标 | 次数 | ≥3次
^ | ^ | ^ | ^ | 质量指标 | 合格率 | ≥90%
^ | ^ | ^ | 效益指标 | 社会效益指标 | 受益人数 | ≥30人
乙 | 4.00 | 做好乙。 | 产出指标 | 数量指标 | 份数 | ≥4份
""",
    "printed on every row": """
甲 | 3.00 | 做好甲。 | 产出指标 | 数量指标 | 次数 | ≥3次
甲 | 3.00 | 做好甲。 | 产出指标 | 质量指标 | 合格率 | ≥90%
甲 | 3.00 | 做好甲。 | 效益指标 | 社会效益指标 | 受益人数 | ≥30人
乙 | 4.00 | 做好乙。 | 产出指标 | 数量指标 | 份数 | ≥4份
""",
}


def essence(found):  # type: ignore[no-untyped-def]
    lines = found.lines[["name", "total", "goal"]].values.tolist()
    items = found.tables.indicators[["line_id", "position", "category", "level2", "name", "value_text"]]
    return lines, items.values.tolist()


@pytest.mark.parametrize("form", ROWS)
def test_a_project_is_one_however_its_cells_are_printed(form: str) -> None:
    found = read_grid(merged(f"{SMALL}\n{ROWS[form].strip()}"))
    assert essence(found) == (
        [["甲", 3_000_000, "做好甲。"], ["乙", 4_000_000, "做好乙。"]],
        [
            [0, 1, "产出指标", "数量指标", "次数", "≥3次"],
            [0, 2, "产出指标", "质量指标", "合格率", "≥90%"],
            [0, 3, "效益指标", "社会效益指标", "受益人数", "≥30人"],
            [1, 1, "产出指标", "数量指标", "份数", "≥4份"],
        ],
    )
    assert found.repairs == []


@pytest.mark.parametrize("again", ["", "甲 | 3.00 | 做好甲。", "甲 | | "])
@pytest.mark.parametrize("headed", [True, False])
def test_a_project_goes_on_over_the_page_with_or_without_its_cells(again: str, headed: bool) -> None:
    cells = again or " | | "
    heading = f"{SMALL}\n" if headed else ""
    block = f"""{SMALL}
甲 | 3.00 | 做好甲。 | 产出指标 | 数量指标 | 次数 | ≥3次
{heading}{cells} | | 质量指标 | 合格率 | ≥90%
乙 | 4.00 | 做好乙。 | 产出指标 | 数量指标 | 份数 | ≥4份"""
    found = read_grid(paged(merged(block), 3))
    lines, items = essence(found)
    assert [line[:2] for line in lines] == [["甲", 3_000_000], ["乙", 4_000_000]]
    assert lines[0][2] == "做好甲。"
    assert items[1] == [0, 2, "产出指标", "质量指标", "合格率", "≥90%"]


def test_two_projects_of_one_name_stay_two_on_one_page() -> None:
    block = f"""{SMALL}
甲 | 3.00 | 做好甲。 | 产出指标 | 数量指标 | 次数 | ≥3次
 | | | 效益指标 | 社会效益指标 | 受益人数 | ≥30人
甲 | 3.00 | 做好甲。 | 产出指标 | 数量指标 | 次数 | ≥3次
 | | | 效益指标 | 社会效益指标 | 受益人数 | ≥30人
乙 | 4.00 | 做好乙。 | 产出指标 | 数量指标 | 份数 | ≥4份"""
    assert read_grid(merged(block)).names == ["甲", "甲", "乙"]


def test_a_name_cut_by_the_page_is_one_name_and_said_so() -> None:
    block = f"""{SMALL}
甲 | 3.00 | 做好甲。 | 产出指标 | 数量指标 | 举办技能培 | ≥3次
 | | | | | 训班次数 |
 | | | 效益指标 | 社会效益指标 | 受益人数 | ≥30人"""
    found = read_grid(paged(merged(block), 3))
    assert found.tables.indicators["name"].tolist() == ["举办技能培训班次数", "受益人数"]
    assert found.repair("row_joined")["confidence"] < 0.9
    assert found.lines["confidence"].item() < 0.9


def test_classes_cut_by_the_page_are_whole() -> None:
    block = f"""{SMALL}
甲 | 3.00 | 做好甲。 | 满意度指 | 服务对象满意度指 | 学员满意度 | ≥90%
 | | | 标 | 标 | |
乙 | 4.00 | 做好乙。 | 产出指标 | 数量指标 | 份数 | ≥4份"""
    _, items = essence(read_grid(paged(merged(block), 3)))
    assert items[0] == [0, 1, "满意度指标", "服务对象满意度指标", "学员满意度", "≥90%"]


def test_a_goal_that_goes_on_over_the_page_is_joined_and_said_so() -> None:
    block = f"""{SMALL}
甲 | 3.00 | 全年做好各项 | 产出指标 | 数量指标 | 次数 | ≥3次
 | | 工作。 | | 质量指标 | 合格率 | ≥90%"""
    found = read_grid(paged(merged(block), 3))
    assert found.lines["goal"].item() == "全年做好各项工作。"
    assert found.repair("row_joined")["field"] == "goal"


FLAGS = "项目名称 | 预算数 | 年度目标 | 一级指标 | 三级指标 | 指标性质 | 指标值 | 计量单位 | 指标属性"


@pytest.mark.parametrize(
    ("nature", "value", "unit", "kind", "text", "told"),
    [
        ("≥", "98", "%", "定量指标", "≥98%", "定量"),
        (">=", "98", "%", "定量", ">=98%", "定量"),
        ("大于等于", "98", "%", "", "大于等于98%", ""),
        ("≥", "≥98", "%", "", "≥98%", ""),
        ("≥", "≥98%", "%", "", "≥98%", ""),
        ("≤", "≥98", "%", "", "≤≥98%", ""),
        ("定量", "98", "%", "", "98%", "定量"),
        ("定性", "优", "无", "", "优", "定性"),
        ("=", "按时完成", "", "定性指标", "按时完成", "定性"),
        ("≥", "28.8万元", "%", "", "≥28.8万元", ""),
        ("正向", "5", "次", "定量", "5次", "定量"),
    ],
)
def test_what_a_cell_holds_tells_sign_from_flag(
    nature: str, value: str, unit: str, kind: str, text: str, told: str
) -> None:
    row = f"甲 | 3.00 | 做好。 | 产出指标 | 完成情况 | {nature} | {value} | {unit} | {kind}"
    frame = read_grid(merged(f"{FLAGS}\n{row}")).tables.indicators
    assert frame["value_text"].item() == text
    assert frame["value_type"].item() == told
    assert frame["direction"].item() == ("正向" if nature == "正向" else "")


def test_an_empty_value_cell_has_a_place() -> None:
    tables = read_grid(merged(f"{FLAGS}\n甲 | 3.00 | 做好。 | 产出指标 | 完成情况 | ≥ |  | 次 | 定量")).tables
    assert tables.indicators["value_class"].item() == "missing"
    cell = tables.cells[tables.cells["part"] == "value"]
    assert cell[["row", "column", "length"]].values.tolist() == [[2, 7, 0]]


def test_a_unit_column_is_the_money_unit_nowhere_and_a_body_left_of_the_indicators() -> None:
    block = """
单位 | 项目名称 | 预算数 | 绩效目标 | 一级指标 | 三级指标 | 指标值 | 单位
甲局 | 修路 | 3.00 | 修好路。 | 产出指标 | 里程 | ≥3 | 公里
 | 架桥 | 4.00 | 架好桥。 | 产出指标 | 座数 | ≥1 | 座
乙局 | 植树 | 1.00 | 种好树。 | 产出指标 | 棵数 | ≥9 | 棵
"""
    found = read_grid(merged(block))
    assert found.lines[["name", "unit"]].values.tolist() == [
        ["修路", "甲局"],
        ["架桥", "甲局"],
        ["植树", "乙局"],
    ]
    assert found.tables.indicators["unit_column"].tolist() == ["公里", "座", "棵"]


def test_levels_two_and_three_in_one_merged_cell_name_the_indicator() -> None:
    block = f"{SMALL}\n甲 | 3.00 | 做好。 | 满意度指标 | 服务对象满意度 | < | ≥90%"
    frame = read_grid(merged(block)).tables.indicators
    assert frame[["category", "name", "value_text"]].values.tolist() == [
        ["满意度指标", "服务对象满意度", "≥90%"]
    ]


def test_level_two_in_the_place_of_level_one_has_the_class_above_it() -> None:
    block = """
项目名称 | 预算数 | 绩效目标 | 一级指标 | 指标名称 | 当年预期实现值
甲 | 3.00 | 做好。 | 数量指标 | 次数 | ≥3次
 | | | 社会效益指标 | 受益人数 | ≥30人
"""
    frame = read_grid(merged(block)).tables.indicators
    assert frame[["category", "level2", "category_known"]].values.tolist() == [
        ["产出指标", "数量指标", True],
        ["效益指标", "社会效益指标", True],
    ]


def test_a_grand_total_and_a_note_are_told_from_projects() -> None:
    block = f"""{SMALL}
合计 | 7.00 | | | | |
甲 | 3.00 | 做好甲。 | 产出指标 | 数量指标 | 次数 | ≥3次
乙 | 4.00 | 做好乙。 | 产出指标 | 数量指标 | 份数 | ≥4份
注：本表不含涉密项目。"""
    found = read_grid(merged(block))
    assert found.lines["kind"].tolist() == ["grand_total", "project", "project"]
    assert found.repair("row_unplaced")["confidence"] >= 0.9


def test_packed_and_by_row_tables_in_one_file_are_two_documents() -> None:
    block = f"""@@
修路 | 3.00 | 3.00 | | | 修好路。 | @

{SMALL}
甲 | 3.00 | 做好甲。 | 产出指标 | 数量指标 | 次数 | ≥3次"""
    found = read_grid(merged(block))
    assert found.tables.documents["layout"].tolist() == ["packed-7", "by-row-7"]
    assert found.lines["document"].tolist() == [0, 1]


def test_an_indicator_before_any_project_is_a_project_without_a_name() -> None:
    found = read_grid(merged(f"{SMALL}\n | | | 产出指标 | 数量指标 | 次数 | ≥3次"))
    assert found.names == [""]
    assert len(found.tables.indicators) == 1


def test_a_table_without_amounts_has_no_money_column() -> None:
    block = """
单位名称/项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
某县水务局
河道管护 | 河道清洁。 | 产出指标 | 数量指标 | 里程 | ≥35公里
"""
    found = read_grid(merged(block))
    assert found.lines["kind"].tolist() == ["unit_total", "project"]
    assert set(found.lines["total_state"]) == {"absent"}


@pytest.mark.parametrize(
    ("misread", "confidence"),
    [("三级指标", 1.0), ("三级指桥", 0.9643), ("三汲指标", 0.9643)],
)
def test_a_misread_name_of_the_indicators_column_is_known_and_less_sure(
    misread: str, confidence: float
) -> None:
    block = f"{SMALL.replace('三级指标', misread)}\n甲 | 3.00 | 做好甲。 | 产出指标 | 数量指标 | 次数 | ≥3次"
    found = read_grid(merged(block))
    assert found.tables.indicators["name"].tolist() == ["次数"]
    assert found.tables.documents["layout_confidence"].item() == confidence


def test_an_unknown_column_is_on_record_and_lowers_the_confidence() -> None:
    block = f"{SMALL} | 去年实绩\n甲 | 3.00 | 做好甲。 | 产出指标 | 数量指标 | 次数 | ≥3次 | 2次"
    found = read_grid(merged(block))
    assert found.repair("row_unplaced")["dropped"] == "2次"
    assert found.tables.documents["layout_confidence"].item() == 0.875


def test_indicators_may_begin_on_the_row_below_the_name() -> None:
    block = f"""{SMALL}
合计 | 3.00 | | | | |
甲 | 3.00 | | | | |
 | | 做好甲。 | 产出指标 | 数量指标 | 次数 | ≥3次"""
    found = read_grid(merged(block))
    assert found.lines[["kind", "name", "goal"]].values.tolist() == [
        ["grand_total", "合计", ""],
        ["project", "甲", "做好甲。"],
    ]


def test_indicators_below_a_grand_total_are_not_its_own() -> None:
    found = read_grid(
        merged(f"{SMALL}\n合计 | 3.00 | | | | |\n | | 好。 | 产出指标 | 数量指标 | 次数 | ≥3次")
    )
    assert found.lines["name"].tolist() == ["合计", ""]


SUM_CELLS = {
    "below the names": " | 总分 | | | | | | | | | 100",
    "below the classes": " | | | | 总分 | | | | | | 100",
    "a sum in the lowest column": " | | | | | | 合计 | | | | 100",
}


@pytest.mark.parametrize("row", SUM_CELLS.values(), ids=SUM_CELLS)
def test_the_sum_of_the_points_is_neither_a_project_nor_an_indicator(row: str) -> None:
    above, below = TABLE.rstrip("\n").rsplit("\n", 1)
    found = read_grid(merged(f"{above}\n{row}\n{below}\n{row}\n"))
    plain = read_grid(merged(TABLE))
    assert found.lines["name"].tolist() == plain.lines["name"].tolist()
    kept = ["name", "value_text", "category", "weight"]
    assert found.tables.indicators[kept].equals(plain.tables.indicators[kept])
    assert [repair["kind"] for repair in found.repairs] == ["row_unplaced"] * 2


def test_a_total_with_money_is_a_total() -> None:
    found = read_grid(merged(TABLE + " | 合计 | 1,827,620.53\n"))
    assert found.lines["name"].tolist()[-1] == "合计"
    assert found.lines["kind"].tolist()[-1] == "grand_total"
