"""How amounts are written: the form is learnt from the table, never prescribed."""

from __future__ import annotations

from tests.checks.frames import line, tables

from budgetcheck.checks import CHECKS
from budgetcheck.frames import Tables
from budgetcheck.model import Outcome
from budgetcheck.terms import Verdict

NA, PASSED, FAILED = Verdict.NOT_APPLICABLE, Verdict.PASSED, Verdict.FAILED


def form(held: Tables) -> Outcome:
    return CHECKS["amounts_in_usual_form"](held.lines, held, least=8, share=85)


def regular(count: int) -> list[dict[str, object]]:
    return [line(f"项目{n}", f"1,0{n:02d}.50", f"1,0{n:02d}.50") for n in range(count)]


def test_an_amount_with_a_lost_decimal_stands_out():
    outcome = form(tables([*regular(8), line("异", "32.5", "32.50")]))
    assert outcome.verdicts.tolist() == [PASSED] * 8 + [FAILED]
    (found,) = outcome.evidence
    assert (found.field, found.fields["printed"]) == ("total", "32.5")
    assert found.fields["usual"] == "1,000.50"


def test_an_amount_without_its_thousands_comma_stands_out():
    outcome = form(tables([*regular(8), line("异", "4000.50", "4,000.50")]))
    assert [(e.row, e.field) for e in outcome.evidence] == [(8, "total")]


def test_amounts_below_a_thousand_need_no_comma():
    assert form(tables([*regular(8), line("小", "999.50", "999.50")])).evidence == []


def test_a_zero_may_be_written_as_one_likes():
    assert form(tables([*regular(8), line("零", "0", "0")])).evidence == []


def test_few_amounts_teach_nothing():
    assert form(tables([line("甲", "10.00"), line("乙", "10.5")])).verdicts.tolist() == [NA, NA]


def test_mixed_decimals_teach_nothing():
    mixed = [line(f"项目{n}", f"{n + 1}" if n % 2 else f"{n}.25") for n in range(20)]
    assert form(tables(mixed)).evidence == []


def test_each_document_teaches_its_own_form():
    short = [line(f"项目{n}", f"{n + 1}.5") for n in range(10)]
    assert form(tables(regular(8), short)).evidence == []


def test_nothing_is_learnt_from_an_empty_batch():
    assert form(Tables.empty()).verdicts.tolist() == []


def unit_in(held: Tables) -> Outcome:
    return CHECKS["amounts_carry_no_unit"](held.lines, held)


def test_a_unit_in_the_cell_is_named():
    held = tables([line("甲", "10.00"), line("乙", "20.00")])
    held.lines.loc[1, "total_text"] = "20万元"
    outcome = unit_in(held)
    assert outcome.verdicts.tolist() == [PASSED, FAILED]
    assert outcome.evidence[0].fields == {"printed": "20万元", "cell_unit": "万元"}


def test_a_table_that_states_no_unit_leaves_it_to_the_cells():
    held = tables([line("甲", "10.00")], about={"money_unit_stated": False})
    held.lines.loc[0, "total_text"] = "10万元"
    assert unit_in(held).verdicts.tolist() == [NA]
