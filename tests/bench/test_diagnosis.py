"""The tables with seeded faults: sound before, broken after, sound again when the truth is put back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

AMOUNTS = ("lookalike", "swapped", "dropped", "doubled", "inserted", "point", "separator", "sign", "yuan")
CELLS = ("column", "subtotal_twice", "stale", "stale_chain", "unreadable")
ROWS = ("twice", "missing", "cut_equal", "cut_misread", "heading", "subtotal_as_project")
KINDS = (*AMOUNTS, *CELLS, *ROWS)
SEEDS = range(12)


@pytest.fixture(scope="module", autouse=True)
def benchmarks_importable() -> Iterator[None]:
    """The folder of benchmarks is no package of ours: it is found from the root of the checkout."""
    root = str(Path(__file__).resolve().parents[2])
    sys.path.insert(0, root)
    yield
    sys.path.remove(root)


def made(number: int, *kinds: str) -> Any:
    from bench.diagnosis.trial import SMALL, case

    return case(number, kinds, seed=9, plan=SMALL)


def put_right(case: Any) -> Any:
    """The spoilt table with its truth put back, by the changes alone."""
    from bench.diagnosis.tables import PROJECT, Row, shown

    table = case.table.same()
    undone = [put for fault in case.faults for put in fault.undone]
    by_uid = {row.uid: row for row in table.rows}
    for what, uid, at, fen in undone:
        if what == "amount":
            sound = next(row for row in case.sound.rows if row.uid == uid)
            by_uid[uid].texts[at] = shown(table, sound.truth)[at]
            assert sound.truth[at] == fen
        elif what == "drop":
            table.rows.remove(by_uid[uid])
        elif what == "move":
            table.rows.remove(by_uid[uid])
            table.rows.insert(table.rows.index(by_uid[fen]) + 1, by_uid[uid])
    for parent in {uid for what, uid, *_ in undone if what == "insert"}:
        cells = [0] * table.law.columns
        for what, uid, at, fen in undone:
            if (what, uid) == ("insert", parent):
                cells[at] = fen
        missing = Row(-1, PROJECT, "", cells, shown(table, cells))
        table.rows.insert(table.rows.index(by_uid[parent]) + 1, missing)
    return table


def test_every_kind_is_tried_here() -> None:
    from bench.diagnosis.trial import KINDS as THEIRS

    assert {*THEIRS} == {*KINDS, "rounding"}


@settings(max_examples=40, deadline=None)
@given(projects=st.integers(5, 80), seed=st.integers(0, 10_000))
def test_a_sound_table_balances_to_the_fen_as_meant_and_as_printed(projects: int, seed: int) -> None:
    from bench.diagnosis.balance import residuals, true_residuals
    from bench.diagnosis.tables import Plan, make

    table = make(Random(seed), seed, Plan((projects, projects)))
    assert true_residuals(table) == residuals(table) == {}
    assert len(table.projects) in (projects, projects + 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_breaks_an_equation_and_its_truth_put_back_balances(kind: str) -> None:
    from bench.diagnosis.balance import residuals, true_residuals

    for number in SEEDS:
        case = made(number, kind)
        assert true_residuals(case.sound) == {}
        assert residuals(case.table) or kind == "unreadable"
        assert residuals(put_right(case)) == {}


@pytest.mark.parametrize("count", [2, 3])
def test_several_faults_at_once_strike_different_rows_and_all_are_undone(count: int) -> None:
    from bench.diagnosis.balance import residuals

    for number in range(40):
        kinds = Random(number).sample([k for k in KINDS if k != "unreadable"], count)
        case = made(number, *kinds)
        rows = [uid for fault in case.faults for uid in fault.rows]
        assert len(rows) == len(set(rows))
        assert [fault.kind for fault in case.faults] == kinds
        assert residuals(case.table)
        assert residuals(put_right(case)) == {}


def test_a_case_depends_on_its_seed_number_and_kinds_alone() -> None:
    from bench.diagnosis.printing import text_of

    assert text_of(made(3, "missing").table) == text_of(made(3, "missing").table)
    assert text_of(made(3, "missing").table) != text_of(made(4, "missing").table)


@pytest.mark.parametrize("kind", AMOUNTS)
def test_what_a_misreading_prints_leads_back_to_the_amount(kind: str) -> None:
    from bench.diagnosis.channel import Scale, origins, outcomes, read

    from budgetcheck.terms import MoneyUnit

    scale = Scale(MoneyUnit.WAN_YUAN)
    for fen in (12_345_670_000, 77_900_000, 315_000_000):
        found = outcomes(kind, fen, scale)
        assert not found or sum(found.values()) == pytest.approx(1)
        for text in found:
            assert read(text, scale) not in (None, fen)
            leads = text.replace(",", "").lstrip("-0") == text.replace(",", "").lstrip("-")
            if leads and text.count(".") == 1:
                assert fen in origins(kind, text, scale)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "rounding"])
def test_the_oracle_always_counts_the_truth_among_what_may_have_happened(kind: str) -> None:
    from bench.diagnosis.oracle import explain

    for number in SEEDS:
        case = made(number, kind)
        answers = explain(case.table)
        assert sum(probability for _, probability in answers) == pytest.approx(1)
        assert case.undone in [puts for puts, _ in answers]


def test_the_oracle_of_two_faults_is_mostly_right() -> None:
    from bench.diagnosis.pairs import explain_two

    right = 0
    for number in range(12):
        case = made(number, *Random(number).sample([*AMOUNTS, "twice", "column"], 2))
        answers = explain_two(case.table)
        assert case.undone in [puts for puts, _ in answers]
        right += answers[0][0] == case.undone
    assert right >= 9


def test_a_twin_may_go_in_place_of_the_row_it_repeats() -> None:
    from bench.diagnosis.faults import plainly

    case = made(2, "twice")
    copy = next(row for row in case.table.rows if row.copies is not None)
    either = [plainly(frozenset([("drop", uid, 0, 0)]), case.table) for uid in (copy.uid, copy.copies)]
    assert either[0] == either[1]


def test_the_ledger_made_without_reading_is_the_one_that_reading_gives() -> None:
    from bench.diagnosis.printing import ledger_of, text_of

    from budgetcheck import diagnosis
    from budgetcheck.readers import read
    from budgetcheck.tables import assemble
    from budgetcheck.text import default_words

    compared = 0
    for number in range(8):
        case = made(number, ("dropped", "lookalike", "stale", "sign")[number % 4])
        tables, errors = assemble(read(text_of(case.table)[0].encode()), default_words())
        assert not errors
        ours = ledger_of(case.table)
        for theirs in diagnosis.ledgers(tables):
            compared += 1
            assert [row.kind for row in theirs.rows] == [row.kind for row in ours.rows]
            assert [row.line for row in theirs.rows] == [row.line for row in ours.rows]
            told = [[cell.fen for cell in row.amounts[: len(ours.columns)]] for row in theirs.rows]
            assert told == [[cell.fen for cell in row.amounts] for row in ours.rows]
    assert compared
