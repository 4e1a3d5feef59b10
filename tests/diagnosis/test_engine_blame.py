"""One fault is one finding: which it is, and what folds under it; by diagnoses made by hand."""

from __future__ import annotations

from dataclasses import replace

from tests.engine import explained as by_hand
from tests.engine.explained import BROKEN, LINES, MISREAD, RIGHT, account, amount, diagnosis, folded, roots

from budgetcheck.diagnosis import Broken, Edit, EditKind, Fault
from budgetcheck.terms import Explained

SUMS = {("ARI001", 5), ("ARI002", 6), ("ARI005", 5), ("ARI005", 6)}
TABLES = by_hand.tables_of(MISREAD)


def rules_and_lines(found):
    return {(f.rule, f.location.line) for f in found}


def test_a_table_of_one_fault_has_one_root_and_all_broken_sums_below_it():
    found, _ = folded(TABLES, [diagnosis(account(0.97, *RIGHT))])
    assert rules_and_lines(found) == SUMS
    assert roots(found) == [("ARI002", 6)]
    root = next(f for f in found if f.caused_by is None)
    assert {f.caused_by for f in found} == {None, root.fingerprint}
    assert root.explained is Explained.ONE
    assert len(root.explanations) == 1


def test_a_search_cut_short_is_told_at_the_root_even_where_it_found_nothing():
    found, _ = folded(TABLES, [diagnosis(partial=True)])
    assert [f.partial for f in found if f.explained is Explained.NONE] == [True]
    assert not any(f.partial for f in found if f.caused_by)


def test_consequences_carry_no_copy_of_the_explanation():
    found, _ = folded(TABLES, [diagnosis(account(0.97, *RIGHT))])
    assert [f.explanations for f in found if f.caused_by] == [()] * 3
    assert {f.explained for f in found if f.caused_by} == {None}


def test_without_a_diagnosis_rules_fold_as_they_say_themselves():
    found, blamed = folded(TABLES, [])
    assert blamed == []
    assert roots(found) == [("ARI002", 6)]
    assert all(f.explained is None for f in found)


def test_a_sum_that_fails_at_the_suspect_itself_is_the_root():
    text = MISREAD.replace("80.00\t80.00\t\t\t完成养老服务补贴", "80.00\t60.00\t\t\t完成养老服务补贴")
    tables = by_hand.tables_of(text)
    broken = (Broken(LINES[7], "total", True, 80_000_000, 60_000_000), BROKEN[0])
    cell = replace(diagnosis(account(0.97, RIGHT[0])), broken=broken)
    found, _ = folded(tables, [cell])
    assert ("ARI004", 7) in rules_and_lines(found)
    assert roots(found) == [("ARI004", 7)]


def test_where_nothing_stands_out_the_lowest_broken_sum_is_the_root():
    open_ones = [account(0.3, RIGHT[0]), account(0.2, amount(LINES[5], 190, 210))]
    found, _ = folded(TABLES, [diagnosis(*open_ones)])
    assert roots(found) == [("ARI002", 6)]
    root = next(f for f in found if f.caused_by is None)
    assert root.explained is Explained.SEVERAL
    assert [e.rank for e in root.explanations] == [1, 2]


def test_a_wrong_grand_total_is_told_at_the_grand_total():
    stale = amount(LINES[5], 190, 210)
    broken = (Broken(LINES[5], "total", False, 190_000_000, 210_000_000), *BROKEN)
    found, _ = folded(TABLES, [replace(diagnosis(account(0.9, stale, kind="stale_total")), broken=broken)])
    assert roots(found) == [("ARI001", 5)]


def test_a_finding_that_states_the_fault_itself_is_the_root_of_the_sums():
    twice = MISREAD.replace("80.00\t80.00\t\t\t完成养老服务补贴", "60.00\t60.00\t\t\t完成养老服务补贴")
    row = by_hand.project("街面救助经费", "80.00", "80.00", 7)
    tables = by_hand.tables_of(twice + row)
    copy = Edit(EditKind.DROP, 6, other=5)
    broken = tuple(Broken(LINES[9], c, False, 80_000_000, 160_000_000) for c in ("total", "fiscal"))
    fault = Fault("row_twice", (copy,))
    found, _ = folded(tables, [replace(diagnosis(replace(account(0.97), faults=(fault,))), broken=broken)])
    assert {rule for rule, _ in roots(found)} <= {"DUP009", "STR019"}
    assert len(roots(found)) == 1


def test_a_document_whose_sums_hold_is_not_blamed_for_that_of_another():
    sound = MISREAD.replace("80.00\t80.00\t\t\t完成养老服务补贴", "60.00\t60.00\t\t\t完成养老服务补贴")
    tables = by_hand.tables_of(sound, MISREAD)
    (ledger,) = by_hand.ledgers(tables)
    elsewhere = replace(diagnosis(account(0.97, *RIGHT)), document=ledger.document)
    found, blamed = folded(tables, [elsewhere])
    assert len(blamed) == 1
    assert {f.location.file for f in found} == {"表2.txt"}


def test_a_diagnosis_that_no_finding_speaks_of_changes_nothing():
    other = replace(diagnosis(account(0.97, *RIGHT)), broken=(Broken(LINES[9], "other", False, 1, 2),))
    _, blamed = folded(TABLES, [other])
    assert blamed == []


def test_two_faults_far_apart_are_two_roots():
    text = MISREAD.replace("街面救助经费\t80.00\t80.00", "街面救助经费\t30.00\t30.00")
    tables = by_hand.tables_of(text)
    second = (amount(LINES[10], 30, 80), amount(LINES[10], 30, 80, "fiscal"))
    there = tuple(Broken(LINES[9], c, False, 80_000_000, 30_000_000) for c in ("total", "fiscal"))
    found, _ = folded(
        tables,
        [diagnosis(account(0.97, *RIGHT)), replace(diagnosis(account(0.97, *second)), broken=there)],
    )
    assert [r for r in roots(found) if r[0] == "ARI002"] == [("ARI002", 6), ("ARI002", 9)]
    assert len(roots(found)) == 2
