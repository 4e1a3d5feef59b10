from __future__ import annotations

from tests.checks.frames import grand, line, tables

from budgetcheck.checks import CHECKS
from budgetcheck.frames import Tables
from budgetcheck.model import Outcome
from budgetcheck.terms import Verdict

LISTED = "用于设备费20万元、安装费5万元。"


def run(check: str, held: Tables, frame: str = "lines", **settings: object) -> Outcome:
    return CHECKS[check](held.frame(frame), held, **settings)


def test_an_unreadable_total_leaves_the_list_undecided():
    held = tables([line("甲", "1O.00", content=LISTED), line("乙", "25.00", content=LISTED)])
    assert run("listed_amounts_make_total", held).verdicts.tolist() == [Verdict.UNDECIDED, Verdict.PASSED]


def test_an_amount_in_doubt_leaves_the_list_undecided():
    readings = [
        {
            "document": 0,
            "line_id": 0,
            "field": "total",
            "order": n,
            "fen": fen,
            "text": text,
            "row": n,
            "column": 2,
        }
        for n, (fen, text) in enumerate([(30_000_000, "30.00"), (3_000_000, "3.00")], 1)
    ]
    held = tables([line("甲", "30.00", content=LISTED)], readings=readings)
    assert run("listed_amounts_make_total", held).verdicts.tolist() == [Verdict.UNDECIDED]


def test_a_list_may_make_any_amount_of_the_row():
    held = tables([line("甲", "40.00", "25.00", other="15.00", content=LISTED)])
    assert run("listed_amounts_make_total", held).verdicts.tolist() == [Verdict.PASSED]


def test_a_list_in_the_goal_is_not_asked_where_the_content_adds_up():
    held = tables([line("甲", "25.00", content=LISTED, goal="用于设备费20万元、安装费3万元。")])
    assert run("listed_amounts_make_total", held).verdicts.tolist() == [Verdict.PASSED]


def test_years_of_the_table_itself_do_not_excuse_a_list():
    text = "用于2024年设备费20万元、安装费5万元。"
    held = tables([line("甲", "30.00", content=text)])
    assert run("listed_amounts_make_total", held).verdicts.tolist() == [Verdict.FAILED]
    other = tables([line("甲", "30.00", content=text)], about={"year": 2025})
    assert run("listed_amounts_make_total", other).verdicts.tolist() == [Verdict.NOT_APPLICABLE]


def test_whole_wan_yuan_in_the_text_are_compared_as_far_as_they_go():
    text = "用于设备费20万元、安装费5万元。"
    near, far = ("25.99", "26.00")
    assert run("listed_amounts_make_total", tables([line("甲", near, content=text)])).verdicts.tolist() == [
        Verdict.PASSED
    ]
    assert run("listed_amounts_make_total", tables([line("甲", far, content=text)])).verdicts.tolist() == [
        Verdict.FAILED
    ]


def test_tables_without_projects_or_texts_are_not_judged():
    for check, settings in {
        "written_sums_are_right": {},
        "stated_sums_are_right": {},
        "listed_amounts_make_total": {},
        "amounts_are_in_their_unit": {"digits": 3},
        "amount_is_within_approval": {},
        "people_are_within_amount": {},
        "stated_amount_is_the_rows": {},
        "counts_agree": {},
        "promised_numbers_have_indicators": {"least": 2},
        "goal_states_results": {"least": 3, "share": 70},
        "numbered_goals_have_indicators": {},
        "document_years_are_bracketed": {"bracket": "〔"},
        "list_items_are_parted": {},
        "bodies_keep_their_name": {},
    }.items():
        assert run(check, Tables.empty(), **settings).verdicts.tolist() == []
        held = tables([grand("10.00")])
        assert run(check, held, **settings).verdicts.tolist() == [Verdict.NOT_APPLICABLE], check
    for check in ("words_stand_once", "words_are_spelt_rightly", "places_are_listed_once"):
        assert run(check, Tables.empty()).verdicts.tolist() == []


def test_approvals_in_content_and_goal_that_are_the_same_count_once():
    held = tables([line("甲", "30.00", content="批复20万元。", goal="按批复20万元推进。")])
    (evidence,) = run("amount_is_within_approval", held).evidence
    assert (evidence.expected, evidence.actual) == (20_000_000, 30_000_000)


def test_a_slip_in_an_indicator_points_at_it():
    packed = "1、产出指标：平台平台可用率，年度指标值：≥95%。"
    item = {
        "document": 0, "line_id": 0, "indicator_id": 0, "position": 1, "name": "平台平台可用率", "value_text": "≥95%",
        "name_start": 7, "name_end": 14, "value_start": 21, "value_end": 25,
    }  # fmt: skip
    held = tables([line("甲", "30.00", indicators=packed)], indicators=[item])
    (evidence,) = run("words_stand_once", held).evidence
    assert evidence.span == (7, 11)
    assert packed[7:11] == "平台平台"
    assert evidence.item == 0


def test_a_year_is_told_once_a_table():
    rows = [line(name, "1.00") for name in ("2021年甲", "2022年乙", "2022年丙", "2024年丁")]
    outcome = run("project_years_fit", tables(rows), "documents")
    assert [(e.fields["year"], e.fields["count"], e.line_id) for e in outcome.evidence] == [
        ("2021", 1, 0),
        ("2022", 2, 1),
    ]


def test_the_name_of_the_file_may_hold_the_year():
    rows = [line(name, "1.00") for name in ("2022年甲", "2023年乙")]
    unsaid = tables(rows, about={"year": None})
    assert run("budget_year_is_told", unsaid, "documents").verdicts.tolist() == [Verdict.FAILED]
    named = tables(rows, about={"year": None, "file": "2023年绩效目标表.txt"})
    assert run("budget_year_is_told", named, "documents").verdicts.tolist() == [Verdict.NOT_APPLICABLE]
    assert run("project_years_fit", unsaid, "documents").verdicts.tolist() == [Verdict.UNDECIDED]
