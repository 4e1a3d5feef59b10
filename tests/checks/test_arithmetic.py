"""Totals against their parts: which lines are added, what each verdict means, what doubt and rounding change."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.checks.frames import Record, grand, line, tables, unit

from budgetcheck.checks import CHECKS
from budgetcheck.checks.balance import balance
from budgetcheck.checks.edges import of_projects
from budgetcheck.checks.sources import row_sums
from budgetcheck.frames import Tables
from budgetcheck.model import Bilingual, Outcome
from budgetcheck.terms import Verdict

NA, PASSED, FAILED, UNDECIDED = Verdict.NOT_APPLICABLE, Verdict.PASSED, Verdict.FAILED, Verdict.UNDECIDED
EXACT = 0
ROUNDED = 101


def run(
    check: str, held: Tables, *, columns: tuple[str, ...] = ("total",), exact_from: int = EXACT
) -> Outcome:
    return CHECKS[check](held.lines, held, columns=list(columns), exact_from=exact_from)


def verdicts(outcome: Outcome) -> list[int]:
    return outcome.verdicts.tolist()


def reading(line_id: int, order: int, text: str, row: int, field: str = "total") -> Record:
    fen = round(float(text.replace(",", "")) * 100) * 10_000
    return {
        "document": 0, "line_id": line_id, "field": field, "order": order, "fen": fen, "text": text,
        "row": row, "column": 2,
    }  # fmt: skip


def test_a_total_that_is_the_sum_of_its_projects_passes():
    held = tables([grand("30.00"), line("甲", "10.00"), line("乙", "20.00")])
    outcome = run("total_equals_projects", held)
    assert verdicts(outcome) == [PASSED, NA, NA]
    assert outcome.evidence == []


def test_one_fen_is_enough_to_fail():
    held = tables([grand("30.000001"), line("甲", "10.00"), line("乙", "20.00")])
    (found,) = run("total_equals_projects", held).evidence
    assert (found.row, found.field) == (0, "total")
    assert (found.expected, found.actual, found.difference) == (30_000_000, 30_000_001, 1)


def test_unit_rows_are_not_added_to_the_projects():
    held = tables([grand("30.00"), unit("某局", "30.00"), line("甲", "10.00"), line("乙", "20.00")])
    assert verdicts(run("total_equals_projects", held)) == [PASSED, NA, NA, NA]
    assert verdicts(run("total_equals_units", held)) == [PASSED, NA, NA, NA]
    assert verdicts(run("subtotal_equals_children", held)) == [NA, PASSED, NA, NA]


def test_units_within_units_are_added_once_at_each_height():
    held = tables(
        [
            grand("100.00"),
            unit("主管部门", "100.00"),
            unit("本级", "60.00", parent=1),
            line("甲", "25.00"),
            line("乙", "35.00"),
            unit("下属单位", "30.00", parent=1),
            line("丙", "30.00"),
            line("丁", "10.00", parent=1),
        ]
    )
    assert verdicts(run("subtotal_equals_children", held)) == [NA, PASSED, PASSED, NA, NA, PASSED, NA, NA]
    assert verdicts(run("total_equals_projects", held)) == [PASSED] + [NA] * 7
    assert verdicts(run("total_equals_units", held)) == [PASSED] + [NA] * 7


def test_a_project_under_no_unit_counts_beside_the_units():
    held = tables([grand("45.00"), unit("某局", "30.00"), line("甲", "30.00"), line("乙", "15.00", parent=0)])
    assert verdicts(run("total_equals_units", held)) == [PASSED, NA, NA, NA]


def test_a_table_without_units_has_none_to_compare():
    held = tables([grand("31.00"), line("甲", "30.00")])
    assert verdicts(run("total_equals_units", held)) == [NA, NA]
    assert verdicts(run("subtotal_equals_children", held)) == [NA, NA]


def test_a_table_without_a_grand_total_has_none_to_check():
    held = tables([unit("某局", "30.00"), line("甲", "30.00")])
    assert verdicts(run("total_equals_projects", held)) == [NA, NA]
    assert verdicts(run("subtotal_equals_children", held)) == [PASSED, NA]


def test_a_total_at_the_foot_of_the_table_counts_for_the_whole_table():
    held = tables([line("甲", "10.00"), line("乙", "20.00"), grand("31.00")])
    assert verdicts(run("total_equals_projects", held)) == [NA, NA, FAILED]


def test_a_total_printed_again_stands_for_all_projects():
    held = tables([grand("30.00"), line("甲", "10.00"), line("乙", "20.00"), grand("30.00"), grand("29.00")])
    assert verdicts(run("total_equals_projects", held)) == [PASSED, NA, NA, PASSED, FAILED]


def test_two_totals_in_one_table_own_what_stands_below_them():
    held = tables([grand("10.00"), line("甲", "10.00"), grand("20.00"), line("乙", "20.00")])
    assert verdicts(run("total_equals_projects", held)) == [PASSED, NA, PASSED, NA]


def test_each_document_of_a_batch_is_added_up_by_itself():
    good = [grand("30.00"), unit("某局", "30.00"), line("甲", "30.00")]
    bad = [grand("31.00"), unit("某局", "31.00"), line("甲", "30.00")]
    outcome = run("total_equals_projects", tables(good, bad, good))
    assert verdicts(outcome) == [PASSED, NA, NA, FAILED, NA, NA, PASSED, NA, NA]
    assert [e.row for e in outcome.evidence] == [3]


def test_an_unreadable_part_leaves_the_total_undecided():
    held = tables([grand("30.00"), line("甲", "10.00"), line("乙", "二十")])
    assert verdicts(run("total_equals_projects", held)) == [UNDECIDED, NA, NA]


def test_an_unreadable_total_is_undecided():
    held = tables([grand("三十"), line("甲", "10.00")])
    assert verdicts(run("total_equals_projects", held)) == [UNDECIDED, NA]


def test_a_blank_part_counts_nothing():
    held = tables([grand("10.00"), line("甲", "10.00"), line("乙", "")])
    assert verdicts(run("total_equals_projects", held)) == [PASSED, NA, NA]


def test_a_blank_total_over_amounts_is_undecided_and_a_caption_row_is_no_subject():
    held = tables([grand("", "10.00"), unit("某局"), line("甲", "10.00", "10.00")])
    assert verdicts(run("total_equals_projects", held)) == [UNDECIDED, NA, NA]
    assert verdicts(run("subtotal_equals_children", held)) == [NA, NA, NA]


def test_a_column_that_the_table_lacks_is_not_judged():
    held = tables([grand("10.00", None), line("甲", "10.00", None)])
    assert verdicts(run("columns_equal_parts", held, columns=("fiscal",))) == [NA, NA]


def test_source_columns_are_added_at_units_and_at_the_grand_total():
    held = tables(
        [
            grand("30.00", "30.00"),
            unit("某局", "30.00", "25.00", other="5.00"),
            line("甲", "10.00", "10.00"),
            line("乙", "20.00", "15.00", other="5.00"),
        ]
    )
    outcome = run("columns_equal_parts", held, columns=("fiscal", "special_account", "other"))
    assert verdicts(outcome) == [FAILED, PASSED, NA, NA]
    assert [(e.row, e.field, e.difference) for e in outcome.evidence] == [
        (0, "fiscal", 5_000_000),
        (0, "other", -5_000_000),
    ]


def test_negative_amounts_are_added_as_they_are():
    held = tables([grand("7.00"), line("甲", "10.00"), line("调减", "-3.00")])
    assert verdicts(run("total_equals_projects", held)) == [PASSED, NA, NA]


def test_a_sum_beyond_int64_is_undecided_and_never_wraps():
    huge = "9,000,000,000,000.00"
    held = tables([grand("1.00"), *(line(f"项目{n}", huge) for n in range(3))])
    assert verdicts(run("total_equals_projects", held)) == [UNDECIDED, NA, NA, NA]


def test_few_parts_are_named_and_many_are_only_counted():
    few = run("total_equals_projects", tables([grand("3.00"), line("甲", "1.00"), line("乙", "1.00")]))
    assert few.evidence[0].related == [(1, "total", "addend"), (2, "total", "addend")]
    many = run("total_equals_projects", tables([grand("3.00"), *(line(f"{n}", "1.00") for n in range(20))]))
    assert many.evidence[0].related == []
    assert many.evidence[0].fields["count"] == 20


@pytest.fixture
def cut() -> list[Record]:
    return [grand("24,838.14"), line("交流合作", "77.90"), line("其他项目", "24,760.94")]


def test_a_doubtful_amount_is_tried_in_every_reading(cut: list[Record]):
    held = tables(cut, readings=[reading(1, 1, "77.90", 15), reading(1, 2, "11.20", 17)])
    (found,) = run("total_equals_projects", held).evidence
    assert found.difference == -700_000
    assert found.confidence == 1.0
    assert found.related[0] == (1, "total", "doubtful")
    assert found.fields["doubt"] == [{"lines": Bilingual("15、17", "15, 17")}]
    tried = [(r["choice"].zh, int(r["difference"])) for r in found.fields["readings"]]
    assert tried == [("77.90", -700_000), ("11.20", 66_000_000), ("77.90+11.20", -11_900_000)]


def test_a_total_that_balances_only_as_first_read_is_undecided(cut: list[Record]):
    cut[0] = grand("24,838.84")
    held = tables(cut, readings=[reading(1, 1, "77.90", 15), reading(1, 2, "11.20", 17)])
    assert verdicts(run("total_equals_projects", held)) == [UNDECIDED, NA, NA]


def test_a_total_that_balances_under_another_reading_fails_with_less_confidence(cut: list[Record]):
    cut[0] = grand("24,850.04")
    held = tables(cut, readings=[reading(1, 1, "77.90", 15), reading(1, 2, "11.20", 17)])
    (found,) = run("total_equals_projects", held).evidence
    assert 0 < found.confidence < 1
    assert found.fields["readings"][2]["gap"].zh == "相符"


def test_readings_beyond_the_limit_are_given_as_a_range():
    doubted = [line(f"项目{n}", "10.00") for n in range(5)]
    read = [reading(n + 1, k, text, 10 * n + k) for n in range(5) for k, text in ((1, "10.00"), (2, "4.00"))]
    (found,) = run("total_equals_projects", tables([grand("99.00"), *doubted], readings=read)).evidence
    sums = [int(r["sum"]) for r in found.fields["readings"]]
    assert sums == [50_000_000, 20_000_000, 70_000_000]


def test_readings_of_another_column_change_nothing(cut: list[Record]):
    held = tables(cut, readings=[reading(1, k, t, 15 + k, "fiscal") for k, t in ((1, "1.00"), (2, "2.00"))])
    (found,) = run("total_equals_projects", held).evidence
    assert found.fields["readings"] == []


def test_rounding_is_believed_where_figures_look_rounded():
    held = tables([grand("40.01"), line("甲", "13.34"), line("乙", "13.33"), line("丙", "13.33")])
    assert verdicts(run("total_equals_projects", held, exact_from=40)) == [PASSED, NA, NA, NA]
    (found,) = run("figures_need_no_rounding", held, exact_from=40).evidence
    assert (found.difference, found.tolerance) == (10_000, 10_000)


def test_rounding_is_not_believed_where_most_figures_end_in_nought():
    held = tables([grand("40.01"), line("甲", "13.30"), line("乙", "13.40"), line("丙", "13.30")])
    (found,) = run("total_equals_projects", held, exact_from=40).evidence
    assert found.tolerance == 0
    assert found.fields["rounding"] == []
    assert [int(r["most"]) for r in found.fields["not_rounded"]] == [10_000]
    assert run("figures_need_no_rounding", held, exact_from=40).evidence == []


def test_a_difference_beyond_rounding_says_how_much_rounding_explains():
    held = tables([grand("41.00"), line("甲", "13.34"), line("乙", "13.33"), line("丙", "13.33")])
    (found,) = run("total_equals_projects", held, exact_from=40).evidence
    assert [int(r["most"]) for r in found.fields["rounding"]] == [10_000]


def test_one_part_printed_like_its_total_leaves_rounding_no_room():
    held = tables([grand("10.02"), unit("某局", "10.01"), line("甲", "10.01")])
    assert verdicts(run("total_equals_units", held, exact_from=ROUNDED)) == [FAILED, NA, NA]


def test_yuan_with_two_decimals_leave_rounding_no_room():
    held = tables(
        [grand("40.01"), line("甲", "13.34"), line("乙", "13.33"), line("丙", "13.33")], money_unit="元"
    )
    (found,) = run("total_equals_projects", held, exact_from=ROUNDED).evidence
    assert (found.difference, found.tolerance) == (1, 0)


def test_a_total_in_whole_units_over_rows_with_decimals_counts_as_rounded():
    rows = [line("甲", "13.30"), line("乙", "13.50"), line("丙", "13.00")]
    assert verdicts(run("total_equals_projects", tables([grand("40"), *rows]), exact_from=40))[0] == PASSED
    assert verdicts(run("total_equals_projects", tables([grand("41"), *rows]), exact_from=40))[0] == FAILED


def sources(held: Tables, exact_from: int = EXACT) -> Outcome:
    return CHECKS["total_equals_parts"](held.lines, held, exact_from=exact_from)


def test_a_row_is_the_sum_of_its_sources():
    held = tables(
        [line("甲", "10.00", "6.00", special_account="3.00", other="1.00"), line("乙", "36.50", "35.60")]
    )
    outcome = sources(held)
    assert verdicts(outcome) == [PASSED, FAILED]
    (found,) = outcome.evidence
    assert (found.field, found.expected, found.actual, found.difference) == (
        "total", 35_600_000, 36_500_000, 900_000,
    )  # fmt: skip
    assert found.related == [(1, "fiscal", "addend")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (line("空白行"), NA),
        (line("来源未填", "10.00"), FAILED),
        (line("读不出", "10.00", "十"), UNDECIDED),
        (line("总计读不出", "十", "10.00"), UNDECIDED),
        (line("缺其他资金栏", "10.00", "6.00", other=None), NA),
        (line("缺总计栏", None, "6.00"), NA),
        (line("负数", "7.00", "10.00", other="-3.00"), PASSED),
    ],
    ids=lambda given: given["name"] if isinstance(given, dict) else "",
)
def test_what_blank_unreadable_and_missing_cells_do_to_a_row(row: dict[str, Any], expected: Verdict):
    assert verdicts(sources(tables([row]))) == [expected]


@pytest.mark.parametrize(
    ("dropped", "expected"), [("8.00\n3.00", UNDECIDED), ("1\n2", FAILED), ("备注", FAILED)]
)
def test_money_in_a_column_that_was_not_read_may_be_what_the_sources_lack(dropped: str, expected: Verdict):
    unread = {"document": 0, "kind": "row_unplaced", "row": 1, "column": 5, "dropped": dropped}
    held = tables([line("甲", "20.00", "12.00"), line("乙", "10.00", "12.00")], repairs=[unread])
    assert verdicts(sources(held)) == [expected, FAILED]


def test_a_row_of_two_fragments_passes_when_each_balances_by_itself():
    read = [
        reading(0, k, t, r, f)
        for f in ("total", "fiscal")
        for k, t, r in ((1, "77.90", 15), (2, "11.20", 17))
    ]
    assert verdicts(sources(tables([line("交流", "77.90", "77.90")], readings=read))) == [PASSED]


def test_a_row_of_two_fragments_is_undecided_when_only_one_balances():
    read = [reading(0, k, t, r) for k, t, r in ((1, "77.90", 15), (2, "11.20", 17))]
    assert verdicts(sources(tables([line("交流", "77.90", "77.90")], readings=read))) == [UNDECIDED]


def test_whole_wan_against_two_decimals_is_rounding_and_told_as_such():
    held = tables([line("甲", "13", "12.80"), line("乙", "14", "14.20"), line("丙", "15", "14.40")])
    assert verdicts(sources(held, exact_from=40)) == [PASSED, PASSED, FAILED]
    told = CHECKS["figures_need_no_rounding"](held.lines, held, columns=["total"], exact_from=40)
    assert [e.row for e in told.evidence] == [0, 1]


def no_total(held: Tables) -> Outcome:
    return CHECKS["total_stated_where_parts_are"](held.lines, held)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (line("零", "0", "90.00"), FAILED),
        (line("未填", "", "90.00"), FAILED),
        (line("有数", "90.00", "90.00"), PASSED),
        (line("今年不花钱", "0.00", "0.00"), NA),
        (line("正负相抵", "0.00", "5.00", other="-5.00"), PASSED),
        (line("读不出", "九十", "90.00"), UNDECIDED),
        (line("没有总计栏", None, "90.00"), NA),
    ],
    ids=lambda given: given["name"] if isinstance(given, dict) else "",
)
def test_a_total_is_missed_where_a_source_holds_money(row: dict[str, Any], expected: Verdict):
    assert verdicts(no_total(tables([row]))) == [expected]


@pytest.mark.parametrize("check", ["total_equals_projects", "subtotal_equals_children", "total_equals_units"])
def test_an_empty_batch_has_no_verdicts(check: str):
    assert verdicts(run(check, Tables.empty())) == []


def test_no_rule_on_sums_falls_over_an_empty_batch():
    assert verdicts(sources(Tables.empty())) == []
    assert verdicts(no_total(Tables.empty())) == []
    assert verdicts(run("figures_need_no_rounding", Tables.empty(), exact_from=40)) == []


def test_differences_of_a_batch_are_worked_out_once_however_many_rows_fail():
    held = tables([grand("31.00"), line("甲", "10.00", fiscal="9.00"), line("乙", "20.00", fiscal="9.00")])
    sums = balance(held, of_projects(held), "total", EXACT, np.zeros(3, dtype=bool))
    assert sums.difference is sums.difference
    rows = row_sums(held, EXACT)
    assert rows.difference is rows.difference
