import pandas as pd
import pytest

from budgetcheck.errors import NoTableError, RepairRefusedError
from budgetcheck.readers import read as read_file
from budgetcheck.tables import assemble
from budgetcheck.text import default_words

S1, S2 = "000_5499713471e0efc3.txt", "003_b86aac9226299ae8.txt"
ROW = "甲 | 1.00 | 1.00 | | | 做好。 | @"
GHOST = (
    "@@\n甲 | 7.00 | 7.00 | | | 做好准备和 | @\n\n"
    "经费 | 1.00 | 1.00 | | | 收尾。 | 2、产出指标：次数，年度指标值：1次。"
)


def test_ids_count_from_zero_over_the_whole_batch(read):
    found = read(f"@@\n{ROW}\n乙 | 1.00 | 1.00 | | | 做好。 | @", f"@@\n{ROW}")
    assert found.tables.documents["document"].tolist() == [0, 1]
    assert found.tables.documents["ordinal"].tolist() == [1, 1]
    assert found.lines["line_id"].tolist() == [0, 1, 2]
    assert found.tables.indicators["indicator_id"].tolist() == [0, 1, 2]
    assert found.tables.indicators["position"].tolist() == [1, 1, 1]


def test_what_a_table_reads_as_does_not_depend_on_its_neighbours(read):
    blocks = [f"@@\n{ROW}", GHOST, f"单位：元\n@@\n合计 | 1.00 | 1.00 | | | |\n{ROW}"]
    together = read(*blocks).lines
    alone = pd.concat([read(block).lines for block in blocks], ignore_index=True)
    varying = ["document", "line_id", "parent"]
    pd.testing.assert_frame_equal(together.drop(columns=varying), alone.drop(columns=varying))


def test_one_bad_grid_never_stops_the_others(read):
    found = read("只有一句话", f"@@\n{ROW}", "@@")
    assert found.names == ["甲"]
    assert [type(error) for error in found.errors] == [NoTableError, NoTableError]
    assert "没有找到表头" in str(found.errors[0])
    assert "没有数据行" in str(found.errors[1])
    assert found.errors[0].file == "表1.txt"


def test_nothing_at_all_gives_empty_frames(read):
    found = read()
    assert len(found.lines) == 0
    assert "total_state" in found.lines.columns


def test_strict_refuses_a_doubtful_repair_and_keeps_the_other_tables(read):
    found = read(GHOST, f"@@\n{ROW}", strict=True)
    (error,) = found.errors
    assert isinstance(error, RepairRefusedError)
    assert error.place == "第4行"
    assert "带名称和金额的续行已合并" in str(error)
    assert found.names == ["甲"]


def test_strict_lets_a_sure_repair_pass(read):
    found = read(
        "@@\n甲 | 1.00 | 1.00 | | | 做好准备 | @\n\n | | | | | 和收尾。 | 2、产出指标：数，年度指标值：1。",
        strict=True,
    )
    assert found.errors == []
    assert found.lines["fragments"].tolist() == [2]


def test_a_guessed_encoding_is_a_repair(read):
    from tests.tables.conftest import grid_of

    grid = grid_of(f"@@\n{ROW}", encoding_confidence=0.85)
    tables, _ = assemble([grid], default_words())
    assert tables.repairs["kind"].tolist() == ["encoding_guessed"]
    assert tables.repairs["confidence"].tolist() == [0.85]


@pytest.fixture(scope="module")
def published(samples):
    return {name: assemble(read_file(samples / name), default_words())[0] for name in (S1, S2)}


def test_the_first_published_table_is_read_whole(published):
    tables = published[S1]
    assert tables.lines["kind"].value_counts().to_dict() == {"project": 22, "unit_total": 2, "grand_total": 1}
    assert len(tables.indicators) == 140
    assert tables.documents.loc[0, "pages"] == 5
    assert set(tables.repairs["kind"]) == {"header_repeated"}
    projects = tables.lines[tables.lines["kind"] == "project"]
    assert projects["total"].sum() == 13_392_820_000
    assert projects.groupby("unit")["total"].sum().to_dict() == {
        "广州市财政局": 10_638_160_000,
        "广州市预算评审保障中心": 2_754_660_000,
    }


def test_the_second_published_table_is_read_whole(published):
    tables = published[S2]
    assert tables.lines["kind"].value_counts().to_dict() == {"project": 34, "grand_total": 1, "unit_total": 1}
    assert len(tables.indicators) == 167
    assert tables.documents.loc[0, "pages"] == 8
    joined = tables.lines[tables.lines["fragments"] > 1]
    assert joined[["row", "end_row"]].values.tolist() == [[15, 17], [27, 29], [47, 49], [53, 55]]


def test_numbers_run_on_in_every_joined_cell_of_the_second_table(published):
    indicators = published[S2].indicators
    numbered = indicators[indicators["number"].notna()]
    assert (numbered["number"] == numbered["position"]).all()
    assert indicators["number"].isna().sum() == 1


def test_the_tail_with_a_false_amount_keeps_both_readings(published):
    tables = published[S2]
    assert tables.readings[["field", "text", "row"]].values.tolist() == [
        ["total", "77.90", 15],
        ["total", "11.20", 17],
        ["fiscal", "77.90", 15],
        ["fiscal", "11.20", 17],
    ]
    dropped = tables.repairs.set_index("kind")["dropped"]
    assert dropped["ghost_row_joined"] == "工作经费"
    assert dropped["lead_dropped"].strip() == "人民币1000元，市以及正亚用/10000元；"
    assert sorted(dropped["overlap_dropped"].str.len()) == [1, 22]


def test_the_row_with_a_lost_tab_and_markup_is_read_by_content(published):
    line = published[S2].lines.iloc[-1]
    assert line["name"] == "广州市地方金融监督管理局2023-2024年信息化运维项目(2023)"
    assert (line["width"], line["other_text"], line["total_text"]) == (6, "", "64.59")
    assert line["goal"].startswith("通过开展运维项目")
    assert "<" not in line["goal"] + line["indicators"]
