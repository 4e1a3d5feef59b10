from __future__ import annotations

import pytest
from tests.checks.expression.running import batch, indicator, outcome, said, totals
from tests.checks.frames import line

from budgetcheck.model import Bilingual, Fen


def test_money_is_compared_in_the_tables_unit_and_exactly() -> None:
    assert said(totals("0.30", "0.31"), "lines", expect="total <= 0.3") == "pF"
    assert said(totals("0.30", "0.31", money_unit="元"), "lines", expect="total <= 0.3") == "pF"
    assert said(totals("0.30", "0.31", money_unit="亿元"), "lines", expect="total <= 0.305") == "pF"


@pytest.mark.parametrize(
    ("sign", "verdicts"),
    [("<", "pFF"), ("<=", "ppF"), (">", "FFp"), (">=", "Fpp"), ("==", "FpF"), ("!=", "pFp")],
)
def test_every_comparison_knows_its_edge(sign: str, verdicts: str) -> None:
    held = totals("49.99", "50.00", "50.01")
    assert said(held, "lines", expect=f"total {sign} 50") == verdicts
    assert said(held, "lines", expect=f"total {sign} wan_yuan(50)") == verdicts
    assert said(held, "lines", expect=f"total - 50 {sign} 0") == verdicts


@pytest.mark.parametrize(
    ("sign", "verdicts"), [("<", "pF"), ("<=", "pF"), (">", "Fp"), (">=", "Fp"), ("==", "FF"), ("!=", "pp")]
)
def test_a_limit_between_two_fen_divides_them(sign: str, verdicts: str) -> None:
    assert said(totals("0.01", "0.02", money_unit="元"), "lines", expect=f"total {sign} 0.015") == verdicts


def test_a_constant_may_stand_on_the_left() -> None:
    assert said(totals("49.99", "50.01"), "lines", expect="50 < total") == "Fp"
    assert said(totals("49.99", "50.01", "60.00"), "lines", expect="50 < total <= 60") == "Fpp"


def test_amounts_in_a_unit_of_their_own() -> None:
    held = totals("5000", "5001", money_unit="元")
    assert said(held, "lines", expect="total <= wan_yuan(0.5)") == "pF"
    assert said(held, "lines", expect="total <= yuan(5000)") == "pF"
    assert said(held, "lines", expect="total <= yi_yuan(0.00005)") == "pF"


def test_a_blank_amount_is_nothing_and_an_unreadable_one_is_not_known() -> None:
    assert said(totals("10.00", "", "十元"), "lines", expect="total > 5") == "pF?"
    assert said(totals("10.00", "十元"), "lines", expect="known(total)") == "pF"


def test_rows_that_when_leaves_out_are_not_applicable() -> None:
    held = totals("10.00", "20.00", "十元")
    assert said(held, "lines", when="total > 15", expect="name == '项目0'") == "-F?"


def test_what_is_not_known_stays_so_unless_the_rest_decides() -> None:
    held = totals("十元")
    assert said(held, "lines", expect="total > 5 and True") == "?"
    assert said(held, "lines", expect="total > 5 and False") == "F"
    assert said(held, "lines", expect="total > 5 or True") == "p"
    assert said(held, "lines", expect="not total > 5") == "?"


def test_division_by_nothing_is_not_known() -> None:
    held = batch(line("甲", "10.00", "5.00"), line("乙", "10.00", "0.00"))
    assert said(held, "lines", expect="total / fiscal == 2") == "p?"


def test_text_functions() -> None:
    held = batch(line("工作经费"), line("信息系统运维"), line("购置 经费"))
    assert said(held, "lines", expect="ends(name, '经费')") == "pFp"
    assert said(held, "lines", expect="starts(name, ['信息', '购置'])") == "Fpp"
    assert said(held, "lines", expect="contains(name, '系统')") == "FpF"
    assert said(held, "lines", expect="plain(name) == '购置经费'") == "FFp"
    assert said(held, "lines", expect="len(name) < 5") == "pFF"
    assert said(held, "lines", expect="found(name, ['运维', '系统']) == '系统'") == "FpF"
    assert said(held, "lines", expect="name in ['工作经费', '其他']") == "pFF"
    assert said(held, "lines", expect="name not in ['工作经费', '其他']") == "Fpp"


def test_columns_of_the_line_and_of_the_document() -> None:
    held = batch(
        line("甲", "10.00"), line("乙", "30.00"),
        indicators=[indicator(0, "合格率", "90"), indicator(1, "合格率", "90"), indicator(1, "投诉率")],
    )  # fmt: skip
    assert said(held, "indicators", expect="line_total > 20") == "Fpp"
    assert said(held, "indicators", expect="document_year == 2024 and line_name == '乙'") == "Fpp"
    assert said(held, "indicators", expect="low >= 90") == "pp?"
    assert said(held, "indicators", when="known(low)", expect="low > 90") == "FF-"
    assert said(held, "indicators", expect="is_share(name) and not is_bad_rate(name)") == "ppF"


def test_a_group_has_one_verdict_at_its_first_row() -> None:
    held = batch(
        line("甲"), line("乙"),
        indicators=[
            indicator(0, "甲率", "90", category="产出指标"), indicator(1, "乙率", category="产出指标"),
            indicator(0, "丙率", "80", category="效益指标"), indicator(1, "丁率", category="产出指标"),
        ],
    )  # fmt: skip
    by_line = {"group_by": "line_id"}
    assert said(held, "indicators", expect="any(category == '效益指标')", **by_line) == "pF--"
    assert said(held, "indicators", expect="all(category == '产出指标')", **by_line) == "Fp--"
    assert said(held, "indicators", expect="count() == 2", **by_line) == "pp--"
    assert said(held, "indicators", expect="count(category == '效益指标') == 1", **by_line) == "pF--"
    assert said(held, "indicators", expect="share(value_class == 'quantity') > 50", **by_line) == "pF--"
    assert said(held, "indicators", expect="distinct(category) > 1", **by_line) == "pF--"
    assert said(held, "indicators", expect="least(low) == 80 and most(low) == 90", **by_line) == "p?--"
    assert said(held, "indicators", expect="sum(low) == 170", **by_line) == "p?--"
    assert said(held, "indicators", expect="line_name == '甲'", **by_line) == "pF--"
    assert said(held, "indicators", expect="any(name == '乙率')", group_by="document") == "p---"
    assert said(held, "indicators", expect="count() == 1", group_by=["line_id", "category"]) == "pFp-"


def test_a_group_is_undecided_when_it_is_not_known_which_rows_it_holds() -> None:
    held = batch(
        line("甲"), line("乙"),
        indicators=[indicator(0, "甲率", "90"), indicator(0, "乙率"), indicator(1, "丙率", "50"), indicator(1, "丁率", "95")],
    )  # fmt: skip
    assert said(held, "indicators", when="low > 60", expect="count() == 2", group_by="line_id") == "?--F"


def test_a_group_whose_only_rows_are_in_doubt_is_undecided() -> None:
    held = batch(line("甲"), indicators=[indicator(0, "甲率"), indicator(0, "乙率")])
    assert said(held, "indicators", when="low > 60", expect="count() == 2", group_by="line_id") == "?-"


def test_an_empty_frame_has_nothing_to_say() -> None:
    held = batch()
    assert said(held, "lines", expect="total > 5") == ""
    assert said(held, "indicators", expect="count() > 5", group_by="line_id") == ""


def test_constants_come_from_the_rule_and_may_be_lists() -> None:
    held = totals("10.00", "20.00")
    assert said(held, "lines", expect="total < most", most=15) == "pF"
    assert said(held, "lines", expect="total < most", most=20.5) == "pp"
    assert said(held, "lines", expect="name in few", few=["项目1"]) == "Fp"


def test_evidence_says_where_and_what() -> None:
    held = batch(line("甲"), indicators=[indicator(0, "提高合格率", "40", name_start=4, name_end=9)])
    (evidence,) = outcome(
        held, "indicators", expect="low >= 60", at="name", mark="found(name, ['合格', '提高合格'])",
        show={"bound": "low", "length": "len(name)", "known_one": "known(low)", "money": "yuan(3)", "third": "low / 3"},
    ).evidence  # fmt: skip
    assert evidence.span == (4, 8)
    assert evidence.fields["mark"] == "提高合格"
    assert evidence.fields["bound"] == 40
    assert evidence.fields["length"] == 5
    assert evidence.fields["known_one"] == Bilingual("是", "yes")
    assert isinstance(evidence.fields["money"], Fen)
    assert evidence.fields["money"] == 300
    assert evidence.fields["third"] == "13.3"


def test_a_group_points_at_the_cell_as_a_whole() -> None:
    held = batch(line("甲"), indicators=[indicator(0, "甲率", "90"), indicator(0, "乙率", "80")])
    (evidence,) = outcome(
        held,
        "indicators",
        expect="count() > 2",
        group_by="line_id",
        show={"n": "count()", "low": "least(low)"},
    ).evidence
    assert evidence.whole
    assert evidence.span is None
    assert (evidence.row, evidence.fields["n"], evidence.fields["low"]) == (0, 2, 80)


def test_a_cell_of_a_line_is_pointed_at() -> None:
    held = batch(line("甲", goal="不断提升服务。"), line("乙", goal="完成采购。"))
    (evidence,) = outcome(
        held, "lines", expect="not contains(goal, '不断')", at="goal", mark="found(goal, '不断')"
    ).evidence
    assert (evidence.row, evidence.field, evidence.span) == (0, "goal", (0, 2))


def test_a_constant_keeps_step_with_groups_and_with_rows() -> None:
    held = batch(
        line("甲", "10.00"), line("乙", "30.00"),
        indicators=[indicator(0, "甲率", "90"), indicator(0, "乙率", "90"), indicator(1, "丙率", "50")],
    )  # fmt: skip
    by_line = {"group_by": "line_id"}
    assert said(held, "indicators", expect="100 * count(low > 60) < 50 * count()", **by_line) == "F-p"
    assert said(held, "indicators", expect="count() + 1 == 3", **by_line) == "p-F"
    assert said(held, "indicators", expect="line_total > 20", **by_line) == "F-p"
    assert said(held, "indicators", expect="sum(line_total) + 5 > 30", **by_line) == "F-p"
    assert said(held, "indicators", expect="line_total in [10, 20]", **by_line) == "p-F"
    assert said(held, "indicators", expect="max(count(), 2) == 2 and True", **by_line) == "p-p"
    assert said(held, "indicators", expect="True and not (count() > 1 and True)", **by_line) == "F-p"
    assert said(held, "indicators", expect="line_total + 5 > 30 - 10") == "FFp"
    assert said(held, "indicators", expect="max(position, 2) == 2") == "ppp"
    assert said(held, "indicators", expect="max(line_total, 20) == 20") == "ppF"
