"""The shape of the table: what counts as a fault, and what only looks like one."""

from __future__ import annotations

import pytest
from tests.checks.frames import Record, grand, line, tables, unit

from budgetcheck.checks import CHECKS
from budgetcheck.frames import Tables
from budgetcheck.model import Bilingual, Outcome
from budgetcheck.terms import RepairKind, Verdict

NA, PASSED, FAILED = Verdict.NOT_APPLICABLE, Verdict.PASSED, Verdict.FAILED
HEADINGS = 7


def repair(kind: RepairKind, line_id: int | None = 0, **columns: object) -> Record:
    return {
        "document": 0, "line_id": line_id, "kind": kind, "row": 5, "confidence": 0.9,
        "evidence_zh": "缘由", "evidence_en": "reason", **columns,
    }  # fmt: skip


def piece(line_id: int, field: str, row: int, column: int, *, start: int = 0, text: str = "文字") -> Record:
    return {
        "document": 0, "line_id": line_id, "field": field, "start": start, "length": len(text), "row": row,
        "column": column, "raw": text, "cell_start": 0,
    }  # fmt: skip


def widths(held: Tables) -> Outcome:
    return CHECKS["row_has_a_cell_per_heading"](held.lines, held)


def test_full_rows_pass():
    held = tables([grand(width=HEADINGS), line("甲", width=HEADINGS)])
    assert len(held.documents["headings"].iat[0].split("\t")) == HEADINGS
    assert widths(held).verdicts.tolist() == [PASSED, PASSED]


def test_a_project_that_lacks_a_cell_fails():
    (found,) = widths(tables([line("甲", width=6)])).evidence
    assert (found.actual, found.expected) == ("6", "7")


def test_a_total_row_may_stop_after_its_amounts():
    assert widths(tables([grand(width=3), unit("某局", width=3)])).evidence == []


def test_empty_cells_beyond_the_headings_shift_nothing():
    assert widths(tables([line("甲", width=9)])).evidence == []


def test_a_joined_row_that_lost_a_cell_is_found_at_its_own_line():
    held = tables(
        [line("甲", width=HEADINGS, fragments=2)],
        repairs=[repair(RepairKind.CELLS_REALIGNED, row=9)],
        cells=[piece(0, "goal", 1, 6), piece(0, "indicators", 1, 7), piece(0, "indicators", 9, 6, start=2)],
    )
    (found,) = widths(held).evidence
    assert found.origin == (9, None, None, None)
    assert (found.actual, found.expected) == ("6", "7")


def readable(held: Tables) -> Outcome:
    return CHECKS["money_is_readable"](held.lines, held)


def test_every_unreadable_money_cell_is_a_finding():
    outcome = readable(tables([line("甲", "待定", "见附表"), line("乙", "1.00", "")]))
    assert outcome.verdicts.tolist() == [FAILED, PASSED]
    assert [(e.field, e.actual) for e in outcome.evidence] == [("total", "待定"), ("fiscal", "见附表")]


def test_a_table_without_money_columns_is_not_judged():
    absent = {"special_account": None, "other": None}
    assert readable(tables([line("甲", None, None, **absent)])).verdicts.tolist() == [NA]


def says(held: Tables, field: str) -> Outcome:
    return CHECKS["project_says"](held.lines, held, field=field, empty=["无", "-"])


@pytest.mark.parametrize(
    ("text", "expected"), [("", FAILED), ("  ", FAILED), ("无", FAILED), ("无烟城市。", PASSED)]
)
def test_a_project_needs_a_goal(text: str, expected: Verdict):
    assert says(tables([line("甲", goal=text)]), "goal").verdicts.tolist() == [expected]


def test_totals_need_no_goal_and_no_indicators():
    held = tables([grand("1.00"), unit("某局", "1.00"), line("甲", "1.00")])
    assert says(held, "goal").verdicts.tolist() == [NA, NA, PASSED]
    assert says(held, "indicators").verdicts.tolist() == [NA, NA, PASSED]


def test_a_table_without_the_column_is_not_judged():
    held = tables([line("甲", goal="")], about={"fields": "name total indicators"})
    assert says(held, "goal").verdicts.tolist() == [NA]


def test_the_year_is_missed_and_the_title_quoted():
    held = tables([line("甲")], about={"year": None, "title": "项目支出绩效目标表", "title_row": 3})
    (found,) = CHECKS["title_states_year"](held.documents, held).evidence
    assert found.fields["table_title"] == "项目支出绩效目标表"
    assert found.origin == (3, None, None, None)


def test_a_table_without_a_title_is_placed_at_its_headings():
    held = tables([line("甲")], about={"year": None, "title": "", "row": 4})
    (found,) = CHECKS["title_states_year"](held.documents, held).evidence
    assert found.origin == (4, None, None, None)
    assert found.fields["table_title"] == Bilingual("无", "none")


def test_the_money_unit_is_missed():
    held = tables([line("甲")], about={"money_unit_stated": False})
    assert CHECKS["money_unit_is_stated"](held.documents, held).verdicts.tolist() == [FAILED]
    assert CHECKS["money_unit_is_stated"](tables([line("甲")]).documents, held).verdicts.tolist() == [PASSED]


def names(held: Tables) -> Outcome:
    return CHECKS["project_names_differ"](held.lines, held)


def test_every_later_project_of_a_name_points_at_the_first():
    outcome = names(
        tables([unit("某局"), line("工作经费"), line("购置经费"), line("工作经费"), line("工作经费")])
    )
    assert outcome.verdicts.tolist() == [NA, PASSED, PASSED, FAILED, FAILED]
    assert [(e.row, e.fields["first_line"]) for e in outcome.evidence] == [(3, 2), (4, 2)]
    assert outcome.evidence[0].related == [(1, "name", "first")]


def test_names_are_compared_without_blanks_and_width():
    assert [e.row for e in names(tables([line("运维项目（一期）"), line("运维项目 (一期)")])).evidence] == [1]


def test_two_units_and_two_documents_may_share_a_name():
    one = [unit("甲局"), line("工作经费"), unit("乙局"), line("工作经费")]
    assert names(tables(one, one)).evidence == []


def test_projects_without_a_name_are_not_compared():
    assert names(tables([line(""), line("")])).verdicts.tolist() == [NA, NA]


def repaired(held: Tables, *kinds: RepairKind) -> Outcome:
    return CHECKS["line_needs_no_repair"](held.lines, held, kinds=[str(k) for k in kinds])


def test_a_repair_fails_its_line_and_no_other():
    held = tables([line("甲"), line("乙")], repairs=[repair(RepairKind.MARKUP_STRIPPED, 1)])
    assert repaired(held, RepairKind.MARKUP_STRIPPED).verdicts.tolist() == [PASSED, FAILED]
    assert repaired(held, RepairKind.ROW_JOINED).verdicts.tolist() == [PASSED, PASSED]


def test_repairs_of_one_kind_in_one_line_are_one_finding_with_the_least_sure_reason():
    found = [
        repair(RepairKind.ROW_JOINED, row=7, confidence=0.99, evidence_zh="无名称"),
        repair(RepairKind.ROW_JOINED, row=9, confidence=0.6, evidence_zh="半句"),
    ]
    (evidence,) = repaired(tables([line("甲")], repairs=found), RepairKind.ROW_JOINED).evidence
    assert evidence.confidence == 0.6
    assert evidence.fields["why"].zh == "半句"
    assert evidence.fields["repaired_lines"] == Bilingual("7、9", "7, 9")
    assert evidence.origin == (7, None, None, None)


def test_a_join_is_shown_at_the_text_that_was_joined():
    held = tables(
        [line("甲")],
        repairs=[repair(RepairKind.ROW_JOINED, row=9)],
        cells=[piece(0, "goal", 1, 6), piece(0, "goal", 9, 6, start=2, text="后半段")],
    )
    (found,) = repaired(held, RepairKind.ROW_JOINED).evidence
    assert (found.field, found.span, found.origin) == ("goal", (2, 5), None)


def test_text_left_out_is_shown_at_its_own_range_and_quoted():
    left = repair(RepairKind.OVERLAP_DROPPED, field="goal", row=9, column=6, start=0, end=4, dropped="半句 ")
    (found,) = repaired(tables([line("甲")], repairs=[left]), RepairKind.OVERLAP_DROPPED).evidence
    assert (found.origin, found.quote, found.field) == ((9, 6, 0, 4), "半句", "goal")


def test_repairs_of_a_whole_table_are_one_finding_a_table():
    found = [repair(RepairKind.HEADER_REPEATED, None, row=r) for r in (17, 31)]
    held = tables([line("甲")], [line("乙")], repairs=found)
    outcome = CHECKS["table_needs_no_repair"](held.documents, held, kinds=["header_repeated"])
    assert outcome.verdicts.tolist() == [FAILED, PASSED]
    assert outcome.evidence[0].fields["times"] == 2


def test_what_is_surely_no_row_is_told_apart_from_what_may_be_one():
    found = [
        repair(RepairKind.ROW_UNPLACED, None, row=20, confidence=0.5, dropped="半行 3.00"),
        repair(RepairKind.ROW_UNPLACED, None, row=21, confidence=0.95, dropped="备注"),
    ]
    held = tables([line("甲")], repairs=found)

    def placed(at_least: float, below: float) -> list[str]:
        outcome = CHECKS["text_is_placed"](
            held.documents, held, kinds=["row_unplaced"], at_least=at_least, below=below
        )
        return [e.quote for e in outcome.evidence]

    assert placed(0.0, 0.9) == ["半行 3.00"]
    assert placed(0.9, 1.1) == ["备注"]


def test_a_column_that_was_not_read_is_no_stray_text():
    unread = repair(RepairKind.ROW_UNPLACED, None, row=1, column=5, confidence=0.9, dropped="8.00")
    held = tables([line("甲")], repairs=[unread])
    kinds = {"kinds": ["row_unplaced"]}
    (found,) = CHECKS["columns_are_read"](held.documents, held, **kinds).evidence
    assert (found.origin, found.quote) == ((1, 5, None, None), "")
    stray = CHECKS["text_is_placed"](held.documents, held, **kinds, at_least=0.0, below=1.1)
    assert stray.verdicts.tolist() == [PASSED]


def test_every_kind_of_repair_has_a_rule(root):
    said = "".join(p.read_text(encoding="utf-8") for p in (root / "rules" / "structure").glob("*.toml"))
    assert [str(kind) for kind in RepairKind if f'"{kind}"' not in said] == []


@pytest.mark.parametrize(
    ("check", "settings"),
    [
        ("row_has_a_cell_per_heading", {}),
        ("money_is_readable", {}),
        ("project_says", {"field": "goal", "empty": []}),
        ("title_states_year", {}),
        ("money_unit_is_stated", {}),
        ("project_names_differ", {}),
        ("line_needs_no_repair", {"kinds": ["row_joined"]}),
        ("table_needs_no_repair", {"kinds": ["header_repeated"]}),
        ("columns_are_read", {"kinds": ["row_unplaced"]}),
        ("text_is_placed", {"kinds": ["row_unplaced"], "at_least": 0.0, "below": 0.9}),
    ],
)
def test_an_empty_batch_is_no_trouble(check: str, settings: dict[str, object]):
    empty = Tables.empty()
    outcome = CHECKS[check](empty.frame(CHECKS[check].frame), empty, **settings)
    assert outcome.verdicts.tolist() == []
    assert outcome.verdicts.dtype == "int8"
