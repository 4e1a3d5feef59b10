"""Diagnoses made by hand put into words: places, changes, grounds, the sums that hold then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.engine import explained as by_hand
from tests.engine.explained import LINES, MISREAD, RIGHT, account, amount, diagnosis, told

from budgetcheck.diagnosis import Edit, EditKind, Fault, FaultKind, default_model
from budgetcheck.engine.evidence import Evidence
from budgetcheck.engine.wording import EVIDENCE, wording, words_file
from budgetcheck.errors import RuleFileError
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import load_folder
from budgetcheck.terms import Certainty, ChangeKind, Explained

TABLES = by_hand.tables_of(MISREAD)


def evidence(ledger, fault):
    return Evidence(ledger).of(fault)


def the_one(*accounts, **more):
    (one,) = told(TABLES, diagnosis(*accounts, **more))
    return one


def of_fault(kind: str, *edits: Edit):
    one = replace(account(0.9), faults=(Fault(kind, edits),))
    return the_one(one).explanations[0]


def test_an_explanation_names_line_column_and_both_amounts_in_the_tables_unit():
    (item,) = the_one(account(0.97, *RIGHT)).explanations
    assert [(c.line, c.column, c.before, c.after, c.page) for c in item.changes] == [
        (7, "总计", "80.00", "60.00", 1),
        (7, "财政拨款", "80.00", "60.00", 1),
    ]
    assert (item.kind, item.rank, item.certainty) == ("misread_digit", 1, Certainty.SHOULD_BE)
    for text in (item.text.zh, item.text.en):
        assert "养老服务补贴" in text
        assert "80.00" in text
        assert "60.00" in text
        assert "{" not in text


def test_the_sums_are_told_as_they_stand_then():
    (one,) = the_one(account(0.97, *RIGHT)).explanations[0].sums
    assert (one.line, one.column, one.stated, one.added, one.holds) == (6, "总计", "110.00", "110.00", True)


@pytest.mark.parametrize(
    ("probability", "certainty", "explained"),
    [
        (0.95, Certainty.SHOULD_BE, Explained.ONE),
        (0.9499, Certainty.PROBABLY, Explained.ONE),
        (0.5, Certainty.PROBABLY, Explained.ONE),
        (0.4999, Certainty.OPEN, Explained.SEVERAL),
    ],
)
def test_how_sure_it_is_goes_by_its_probability(probability, certainty, explained):
    one = the_one(account(probability, *RIGHT))
    assert (one.explanations[0].certainty, one.explained) == (certainty, explained)


def test_nothing_found_and_nothing_likely_are_no_single_plausible_cause():
    assert the_one().explained is Explained.NONE
    unlikely = the_one(account(0.3, *RIGHT), unaccounted=0.6)
    assert unlikely.explained is Explained.NONE
    assert len(unlikely.explanations) == 1


def test_an_explanation_that_does_not_stand_out_suspects_no_cell():
    assert the_one(account(0.97, *RIGHT)).suspects == {(2, "total"), (2, "fiscal")}
    assert the_one(account(0.4, *RIGHT)).suspects == frozenset()


def test_a_partial_search_says_so():
    assert [e.partial for e in the_one(account(0.97, *RIGHT), partial=True).explanations] == [True]


def test_several_faults_at_once_are_told_one_by_one():
    faults = (Fault("misread_digit", RIGHT), Fault("stale_total", (amount(LINES[5], 190, 170),)))
    (item,) = the_one(replace(account(0.6), faults=faults)).explanations
    assert item.kind == "misread_digit+stale_total"
    assert [c.kind for c in item.causes] == ["misread_digit", "stale_total"]
    assert [c.cause for c in item.changes] == [1, 1, 2]
    assert item.text.zh == "；".join(c.text.zh for c in item.causes)


def test_a_row_that_is_too_many_is_told_with_the_row_it_repeats():
    item = of_fault("row_twice", Edit(EditKind.DROP, LINES[8], other=LINES[7]))
    (change,) = item.changes
    assert (change.kind, change.line, change.before, change.after) == (ChangeKind.DROP, 8, "50.00", "")
    assert (change.other_line, change.other_name) == (7, "养老服务补贴")


def test_a_row_that_is_missing_is_told_at_the_total_that_lacks_it():
    item = of_fault("row_missing", Edit(EditKind.INSERT, LINES[6], "total", None, 20_000_000))
    (change,) = item.changes
    assert (change.line, change.column, change.before, change.after) == (6, "总计", "", "20.00")
    assert "20.00" in item.text.zh


def test_a_row_that_belongs_elsewhere_is_told_with_both_units():
    item = of_fault("misplaced_heading", Edit(EditKind.MOVE, LINES[8], other=LINES[9]))
    (change,) = item.changes
    assert (change.before, change.after, change.other_line) == ("示例市民政局", "示例市救助管理站", 9)
    assert "示例市救助管理站" in item.text.zh


def test_a_row_that_is_part_of_another_is_told_with_what_no_longer_counts():
    item = of_fault("page_cut", Edit(EditKind.JOIN, LINES[7], other=LINES[8]))
    (change,) = item.changes
    assert (change.line, change.other_line, change.before, change.after) == (7, 8, "50.00", "")


@pytest.mark.parametrize("kind", list(FaultKind))
@pytest.mark.parametrize("edits", [RIGHT, (Edit(EditKind.DROP, LINES[8], other=LINES[7]),)])
def test_every_kind_of_fault_has_words_with_every_place_filled(kind, edits):
    item = of_fault(str(kind), *edits)
    (cause,) = item.causes
    for text in (cause.title, cause.text):
        assert text.zh
        assert text.en
        assert "{" not in text.zh + text.en
        assert "None" not in text.zh + text.en


def test_a_cell_left_blank_is_told_without_an_amount_before():
    (item,) = the_one(account(0.97, amount(LINES[7], None, 60), kind="blank_amount")).explanations
    assert item.changes[0].before == ""


def test_the_sentence_names_only_the_columns_that_change_alike():
    edits = (amount(LINES[6], 110, 130), amount(LINES[6], 90, 130, "fiscal"), amount(LINES[5], 190, 210))
    item = of_fault("stale_total", *edits)
    assert "总计" in item.text.zh
    assert "财政拨款" not in item.text.zh
    assert len(item.changes) == 3


def test_columns_that_agree_are_grounds_and_a_single_cell_is_not():
    ledger = by_hand.ledger_of(TABLES)
    assert evidence(ledger, Fault("misread_digit", RIGHT)) == ("columns_agree", "totals_agree")
    assert "columns_agree" not in evidence(ledger, Fault("misread_digit", RIGHT[:1]))
    assert evidence(ledger, Fault("stale_total", RIGHT)) == ()


def test_totals_that_agree_among_themselves_speak_against_the_project():
    ledger = by_hand.ledger_of(TABLES)
    assert "totals_agree" in evidence(ledger, Fault("misread_digit", RIGHT[:1]))
    stale = by_hand.tables_of(MISREAD.replace("合计\t190.00\t190.00", "合计\t210.00\t210.00"))
    assert evidence(by_hand.ledger_of(stale), Fault("misread_digit", RIGHT[:1])) == ()


def test_a_total_above_that_adds_up_with_the_change_speaks_for_a_wrong_subtotal():
    stale = by_hand.tables_of(MISREAD.replace("合计\t190.00\t190.00", "合计\t210.00\t210.00"))
    unit = Fault("misread_digit", (amount(LINES[6], 110, 130),))
    assert evidence(by_hand.ledger_of(stale), unit) == ("total_above_agrees",)
    assert evidence(by_hand.ledger_of(TABLES), unit) == ()


def test_what_the_search_itself_says_goes_before_what_the_rows_show():
    fault = Fault("misread_digit", RIGHT, ("same_name",))
    assert evidence(by_hand.ledger_of(TABLES), fault) == ("same_name",)


def test_two_rows_said_to_be_one_are_told_by_page_numbering_text_and_name():
    ledger = by_hand.ledger_of(TABLES)
    rows = list(ledger.rows)
    rows[2] = replace(rows[2], numbers=(1, 4), closes=False, name="甲项目")
    rows[3] = replace(rows[3], numbers=(5, 8), first_on_page=True, name="甲项目")
    cut = replace(ledger, rows=tuple(rows))
    fault = Fault("page_cut", (Edit(EditKind.JOIN, 2, other=3),))
    assert evidence(cut, fault) == ("same_name", "page_break", "numbering_goes_on", "text_goes_on")
    back = Fault("page_cut", (Edit(EditKind.JOIN, 3, other=2),))
    assert evidence(cut, back) == evidence(cut, fault)


def test_the_words_name_only_kinds_evidence_and_rules_that_there_are():
    names = {rule.name for rule in load_folder(rules_folder())}
    made = wording(default_model())
    assert set(made.kinds) == set(map(str, FaultKind))
    assert set(made.evidence) == set(EVIDENCE)
    stated = [name for kind in made.kinds.values() for name in kind.stated_by]
    assert set(stated) <= names
    assert "str-ghost-row" in stated


def test_explain_speaks_of_the_search_at_just_the_checks_whose_failures_are_equations():
    import tomllib

    from budgetcheck.checks import CHECKS

    named = tomllib.loads(words_file().read_text(encoding="utf-8"))["sums"]["checks"]
    assert sorted(named) == sorted(name for name, check in CHECKS.items() if check.equation)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[evidence]", "[evidenze]", "evidence"),
        ("same_name.zh", "same_nane.zh", "same_name"),
        ("page_cut =", "page_cat =", "page_cut"),
    ],
)
def test_a_slip_in_the_words_names_file_and_nearest_match(old, new, said, tmp_path: Path):
    file = tmp_path / "words.toml"
    file.write_text(words_file().read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileError, match=said) as raised:
        wording(default_model(), file)
    assert str(file) in str(raised.value)


def test_a_text_that_names_an_unknown_field_is_an_error():
    model = default_model()
    texts = dict(model.texts)
    wrong = replace(texts["sign"], text=replace(texts["sign"].text, zh="第{lime}行"))
    with pytest.raises(RuleFileError, match="line"):
        wording(replace(model, texts={**texts, "sign": wrong}))
