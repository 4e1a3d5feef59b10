"""A corrected copy: every kind of change carried out in the frames, marked, and the sums hold afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine import explained as by_hand
from tests.engine.explained import HEAD, LINES, MISREAD, RIGHT, account, diagnosis, project, total

from budgetcheck import engine
from budgetcheck.corpus import correcting
from budgetcheck.corpus.correcting import corrected
from budgetcheck.diagnosis import Broken, Edit, EditKind, Fault
from budgetcheck.frames import FRAMES
from budgetcheck.rulefiles import load
from budgetcheck.terms import ChangeKind

TABLES = by_hand.tables_of(MISREAD)
UNIT = HEAD + total("合计", "110.00") + total("示例市民政局", "110.00")


def sums_that_fail(tables):
    result = engine.validate(tables, engine.bind(load(select=("ARI",))), engine.Asked(explanation_seconds=0))
    assert result.tool_errors == ()
    return [(f.rule, f.location.line) for f in result.findings if f.severity == "error"]


@pytest.fixture
def explained_by(monkeypatch):
    """Make the search find just this."""

    def use(tables, *edits, probability=0.97, kind="misread_digit"):
        one = replace(account(probability), faults=(Fault(kind, edits),))
        broken = (Broken(1, "total", False, 0, 0),)
        said = by_hand.told(tables, replace(diagnosis(one), broken=broken))
        monkeypatch.setattr(correcting, "why", lambda *_: said)
        return tables

    return use


def test_an_amount_is_corrected_and_told_and_the_tables_given_stay_as_they_are(explained_by):
    before = TABLES.lines.copy(deep=True)
    made = corrected(explained_by(TABLES, *RIGHT))
    assert TABLES.lines.equals(before)
    assert sums_that_fail(TABLES)
    assert sums_that_fail(made.tables) == []
    line = made.tables.lines.set_index("row").loc[7]
    assert (line["total"], line["total_text"], line["total_state"]) == (60_000_000, "60.00", "stated")
    assert [(c.change.line, c.change.before, c.change.after) for c in made.corrections] == [
        (7, "80.00", "60.00"),
        (7, "80.00", "60.00"),
    ]
    assert {c.line_id for c in made.corrections} == {line["line_id"]}
    assert made.left == ()


def test_what_is_not_sure_enough_is_left_and_named(explained_by):
    explained_by(TABLES, *RIGHT, probability=0.9)
    made = corrected(TABLES)
    assert made.tables is TABLES
    assert made.corrections == ()
    (left,) = made.left
    assert (left.file, left.line) == ("表1.txt", 6)
    assert len(corrected(TABLES, at_least=0.9).corrections) == 2


def test_rounding_is_no_fault_and_is_left_as_printed(explained_by):
    made = corrected(explained_by(TABLES, *RIGHT, kind="rounding"))
    assert made.tables is TABLES
    assert len(made.left) == 1


def test_where_every_sum_holds_nothing_is_done():
    sound = by_hand.tables_of(
        MISREAD.replace("80.00\t80.00\t\t\t完成养老服务补贴", "60.00\t60.00\t\t\t完成养老服务补贴")
    )
    made = corrected(sound)
    assert made.tables is sound
    assert (made.corrections, made.left, made.errors) == ((), (), ())


def test_the_search_itself_finds_and_mends_a_swapped_pair_of_digits(examples):
    from budgetcheck import read

    tables = read(examples / "unbalanced.txt")
    made = corrected(tables, at_least=0.5)
    assert sums_that_fail(tables)
    assert sums_that_fail(made.tables) == []
    assert {c.change.line for c in made.corrections} == {11}


def test_a_row_too_many_goes_with_its_indicators_and_cells(explained_by):
    twice = project("社区食堂补助", "50.00", "50.00", 6)
    tables = by_hand.tables_of(UNIT + project("养老服务补贴", "60.00", "60.00") + twice + twice)
    made = corrected(explained_by(tables, Edit(EditKind.DROP, 4, other=3), kind="row_twice"))
    assert sums_that_fail(made.tables) == []
    assert len(made.tables.lines) == len(tables.lines) - 1
    assert len(made.tables.indicators) == len(tables.indicators) - 1
    gone = set(tables.lines["line_id"]) - set(made.tables.lines["line_id"])
    for name in ("cells", "indicators", "repairs", "readings"):
        assert not made.tables.frame(name)["line_id"].isin(gone).any()
    (one,) = made.corrections
    assert (one.change.kind, one.change.line) == (ChangeKind.DROP, 9)
    assert one.line_id == tables.lines["line_id"].iloc[1], "told at the total above, since the row is gone"


def test_a_row_that_is_missing_is_put_below_its_total_without_a_name(explained_by):
    tables = by_hand.tables_of(UNIT + project("养老服务补贴", "60.00", "60.00"))
    edits = [Edit(EditKind.INSERT, 1, column, None, 50_000_000) for column in ("total", "fiscal")]
    made = corrected(explained_by(tables, *edits, kind="row_missing"))
    assert sums_that_fail(made.tables) == []
    added = made.tables.lines.iloc[-1]
    assert (added["name"], added["total"], added["fiscal"]) == ("", 50_000_000, 50_000_000)
    assert added["parent"] == tables.lines["line_id"].iloc[1]
    assert {c.line_id for c in made.corrections} == {added["line_id"]}
    assert added["line_id"] not in set(tables.lines["line_id"])


def test_two_rows_that_are_one_keep_all_their_text_and_indicators(explained_by):
    first, second = project("养老服务补贴", "60.00", "60.00"), project("工作经费", "50.00", "50.00", 9)
    tables = by_hand.tables_of(UNIT.replace("110.00", "60.00") + first + second)
    made = corrected(explained_by(tables, Edit(EditKind.JOIN, 2, other=3), kind="page_cut"))
    assert sums_that_fail(made.tables) == []
    before, after = tables.lines, made.tables.lines.iloc[2]
    assert len(made.tables.lines) == 3
    for field in ("goal", "indicators"):
        assert after[field] == before[field].iloc[2] + before[field].iloc[3]
    assert (after["row"], after["end_row"], after["fragments"]) == (7, 8, 2)
    items = made.tables.indicators
    assert items["position"].tolist() == [1, 2]
    assert set(items["line_id"]) == {after["line_id"]}
    for _, item in items.iterrows():
        assert after["indicators"][item["name_start"] : item["name_end"]] == item["name"]


def test_the_pieces_of_joined_text_still_lead_back_to_the_original(explained_by):
    first, second = project("养老服务补贴", "60.00", "60.00"), project("工作经费", "50.00", "50.00", 9)
    tables = by_hand.tables_of(UNIT.replace("110.00", "60.00") + first + second)
    made = corrected(explained_by(tables, Edit(EditKind.JOIN, 2, other=3), kind="page_cut")).tables
    line = made.lines.iloc[2]
    pieces = made.cells[(made.cells["line_id"] == line["line_id"]) & (made.cells["field"] == "indicators")]
    assert pieces["row"].tolist() == [7, 8]
    for _, piece in pieces.iterrows():
        text = line["indicators"][piece["start"] : piece["start"] + piece["length"]]
        assert piece["raw"][piece["offset"] : piece["offset"] + piece["length"]] == text


def test_a_row_below_the_wrong_unit_moves_below_the_right_one(explained_by):
    text = MISREAD.replace("示例市民政局\t110.00\t110.00", "示例市民政局\t80.00\t80.00")
    text = text.replace("示例市救助管理站\t80.00\t80.00", "示例市救助管理站\t130.00\t130.00")
    tables = by_hand.tables_of(text.replace("190.00", "210.00"))
    move = Edit(EditKind.MOVE, LINES[8], other=LINES[9])
    made = corrected(explained_by(tables, move, kind="misplaced_heading"))
    assert sums_that_fail(tables)
    assert sums_that_fail(made.tables) == []
    names = made.tables.lines["name"].tolist()
    assert names.index("社区食堂补助") == names.index("示例市救助管理站") + 1
    assert made.tables.lines.set_index("name").loc["社区食堂补助", "unit"] == "示例市救助管理站"


def test_every_frame_of_the_copy_fits_its_model(explained_by):
    from budgetcheck.frames import MODELS

    made = corrected(explained_by(TABLES, *RIGHT))
    for name in FRAMES:
        MODELS[name].to_schema().validate(made.tables.frame(name))


def test_other_documents_of_the_batch_are_untouched():
    sound = MISREAD.replace("80.00\t80.00\t\t\t完成养老服务补贴", "60.00\t60.00\t\t\t完成养老服务补贴")
    tables = by_hand.tables_of(sound, MISREAD)
    made = corrected(tables, at_least=0.0)
    first = tables.lines["document"] == tables.documents["document"].iloc[0]
    same = made.tables.lines["document"] == tables.documents["document"].iloc[0]
    assert made.tables.lines[same].reset_index(drop=True).equals(tables.lines[first].reset_index(drop=True))
    assert {c.document for c in made.corrections} == {tables.documents["document"].iloc[1]}


def test_a_crash_of_the_search_leaves_the_tables_as_read(monkeypatch):
    from budgetcheck.engine import diagnosing

    def crash(*args, **more):
        raise KeyError("boom")

    monkeypatch.setattr(diagnosing, "diagnose", crash)
    made = corrected(TABLES)
    assert made.tables is TABLES
    assert [e.kind for e in made.errors] == ["diagnosis"]
