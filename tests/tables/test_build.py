import pytest

from budgetcheck.frames import MODELS
from budgetcheck.readers import read as read_file
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

DAMAGED = """
项目支出绩效目标表
部门名称：甲局
单位：万元
@@
合计 | 9.00 | 9.00 | | | |
 <p>一</p> | 1.00 | 1.00 | | | 先做好准备 | 1、产出指标：率，年度指标值：≥90%；

经费 | 2.00 | 2.00 | | | 再收尾。 | 2、产出指标：数（家），年度指标值：5家；
二 | 3.00 | 约三万 | | 做好。 | @

 | | | | | | 3、效益指标：力，年度指标值：有所提升。
备注：无
"""


def check_frames(tables):
    for name, model in MODELS.items():
        model.to_schema().validate(tables.frame(name), lazy=True)
        assert list(tables.frame(name).columns[: len(model.to_schema().columns)]) == list(
            model.to_schema().columns
        )


def check_places(tables, original_line):
    """Every piece is found again in its cell, and in its line of the original."""
    texts = tables.lines.set_index("line_id")
    covered = {}
    for cell in tables.cells.to_dict("records"):
        column = cell["field"] if cell["field"] in ("name", "content", "goal", "indicators") else None
        logical = texts.loc[cell["line_id"], column or f"{cell['field']}_text"]
        piece = logical[cell["start"] : cell["start"] + cell["length"]]
        assert cell["raw"][cell["offset"] : cell["offset"] + cell["length"]] == piece
        place = cell["cell_start"] + cell["offset"]
        assert original_line(cell["row"])[place : place + cell["length"]] == piece
        key = cell["line_id"], cell["field"]
        assert covered.get(key, 0) == cell["start"]
        covered[key] = cell["start"] + cell["length"]
    for (line_id, field), length in covered.items():
        column = field if field in ("name", "content", "goal", "indicators") else f"{field}_text"
        assert len(texts.loc[line_id, column]) == length


def test_every_frame_is_as_its_model_says(read):
    check_frames(read(DAMAGED).tables)
    check_frames(read().tables)


def test_every_piece_of_text_leads_back_to_the_original(read):
    found = read(DAMAGED)
    from tests.tables.conftest import grid_of

    written = ["\t".join(cell.text for cell in row.cells) for row in grid_of(DAMAGED).rows]
    check_places(found.tables, lambda row: written[row - 1])


def test_an_empty_cell_has_a_place_too(read):
    cells = read("@@\n甲 | 1.00 | 1.00 | | | | @").tables.cells
    goal = cells[cells["field"] == "goal"].iloc[0]
    assert (goal["length"], goal["column"], goal["row"], goal["heading"]) == (0, 6, 2, "绩效目标")


def test_pieces_of_a_joined_row_keep_the_page_they_stand_on(read):
    cells = read("@@\n甲 | 1.00 | 1.00 | | | 先做 | @\n\n | | | | | 后做。 | ").tables.cells
    assert cells[cells["field"] == "goal"][["row", "page", "start"]].values.tolist() == [[2, 1, 0], [4, 2, 2]]


def test_indicators_carry_their_parsed_values(read):
    found = read("@@\n甲 | 1.00 | 1.00 | | | 做。 | 1、产出指标：数（家），年度指标值：≥5家。")
    row = found.tables.indicators.iloc[0]
    assert (row["name"], row["category"], row["value_text"]) == ("数（家）", "产出指标", "≥5家")
    assert (row["comparator"], int(row["low"]), row["unit"], row["name_unit"]) == ("≥", 5, "家", "家")
    packed = found.line("甲")["indicators"]
    assert packed[row["value_start"] : row["value_end"]] == "≥5家"
    assert packed[row["name_start"] : row["name_end"]] == "数（家）"


def test_source_cells_are_shared_and_not_copied(read):
    raw = read("@@\n<p>甲</p><p>乙</p> | 1.00 | 1.00 | | | 做。 | @").tables.cells["raw"]
    assert raw.dtype == object
    assert raw.iloc[0] is raw.iloc[1]


@pytest.mark.parametrize("name", ["000_5499713471e0efc3.txt", "003_b86aac9226299ae8.txt"])
def test_published_tables_fit_the_models_and_lead_back(samples, name):
    tables, errors = assemble(read_file(samples / name), default_words())
    assert errors == []
    check_frames(tables)
    lines = (samples / name).read_text(encoding="utf-8").split("\n")
    check_places(tables, lambda row: lines[row - 1])


SERIAL = "序号 | 项目名称 | 总计 | 绩效目标 | 绩效指标"


def test_a_total_that_stands_in_the_column_before_the_names_is_named(read):
    found = read(f"{SERIAL}\n合计 | | 3.00 | |\n1 | 修路 | 1.00 | 做好。 | @\n2 | 架桥 | 2.00 | 做好。 | @")
    assert found.names == ["合计", "修路", "架桥"]
    assert found.line("合计")["kind"] == "grand_total"
    cells = found.tables.cells
    assert cells[(cells["field"] == "name") & (cells["raw"] == "合计")]["column"].tolist() == [1]


def test_a_serial_number_is_no_name(read):
    found = read(f"{SERIAL}\n1 | | 3.00 | |\n1 | 修路 | 1.00 | 做好。 | @\n2 | 架桥 | 2.00 | 做好。 | @")
    assert found.names == ["", "修路", "架桥"]


def test_a_column_without_a_heading_is_named_by_its_number(read):
    found = read(f" | {SERIAL[5:]}\n甲类 | 修路 | 1.00 | 做好。 | @")
    assert found.repair("row_unplaced")["evidence_zh"] == "第1列没有栏目名称，其中1格未读入"


def test_who_filled_the_table_in_is_no_row(under_headings):
    found = under_headings("修路 | 1.00 | 1.00 | | | 做好。 | @\n填表人：王某 | | | | 联系电话：12345 | |")
    assert found.names == ["修路"]
    assert found.repair("row_unplaced")["dropped"] == "填表人：王某  联系电话：12345"
