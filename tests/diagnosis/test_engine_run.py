"""The search within a run: asked where a sum fails and nowhere else, bounded, and never in the way of findings."""

from __future__ import annotations

import pytest
from tests.engine import explained as by_hand
from tests.engine.explained import MISREAD

import budgetcheck
from budgetcheck import engine
from budgetcheck.diagnosis import Diagnosis
from budgetcheck.engine import Asked, diagnosing
from budgetcheck.rulefiles import load
from budgetcheck.terms import Explained

SOUND = MISREAD.replace("80.00\t80.00\t\t\t完成养老服务补贴", "60.00\t60.00\t\t\t完成养老服务补贴")
SUMS = ("ARI001", "ARI002", "ARI003", "ARI004", "ARI005", "ARI006")


def run(tables, *select, **asked):
    return engine.validate(tables, engine.bind(load(select=select or SUMS)), Asked(**asked))


@pytest.fixture
def asked_about(monkeypatch):
    """The documents that the search is asked about."""
    seen: list[int] = []
    real = diagnosing.diagnose

    def diagnose(ledgers, *args, **more) -> list[Diagnosis]:
        seen.extend(ledger.document for ledger in ledgers)
        return real(ledgers, *args, **more)

    monkeypatch.setattr(diagnosing, "diagnose", diagnose)
    return seen


def test_only_documents_whose_sums_fail_are_looked_at(asked_about):
    result = run(by_hand.tables_of(SOUND, MISREAD, SOUND))
    assert asked_about == [1]
    assert [f.location.file for f in result.findings if f.explained] == ["表2.txt"]


def test_sound_tables_cost_no_search_at_all(asked_about):
    result = run(by_hand.tables_of(SOUND, SOUND))
    assert asked_about == []
    assert result.findings == ()
    assert not [t for t in result.timings if t.subject == "explanations"]


def test_no_search_without_a_rule_on_sums(asked_about):
    run(by_hand.tables_of(MISREAD), "VSY")
    assert asked_about == []


def test_nought_seconds_turn_the_search_off(asked_about):
    result = run(by_hand.tables_of(MISREAD), explanation_seconds=0)
    assert asked_about == []
    assert len(result.findings) == 4
    assert {f.explained for f in result.findings} == {None}


def test_the_seconds_asked_for_reach_the_search(monkeypatch):
    given = []
    monkeypatch.setattr(diagnosing, "diagnose", lambda ledgers, model, seconds: given.append(seconds) or [])
    run(by_hand.tables_of(MISREAD), explanation_seconds=7)
    run(by_hand.tables_of(MISREAD))
    assert given == [7, diagnosing.default_model().seconds]


def test_a_crash_is_a_tool_error_of_its_document_and_hides_no_finding(monkeypatch):
    real = diagnosing.diagnose

    def crash(ledgers, *args, **more):
        if ledgers[0].document == 0:
            raise ZeroDivisionError("boom")
        return real(ledgers, *args, **more)

    monkeypatch.setattr(diagnosing, "diagnose", crash)
    result = run(by_hand.tables_of(MISREAD, MISREAD))
    assert len(result.findings) == 8
    (error,) = result.tool_errors
    assert (error.kind, error.subject) == ("diagnosis", "表1.txt")
    assert "ZeroDivisionError: boom" in error.detail
    assert [f.location.file for f in result.findings if f.explained] == ["表2.txt"]
    assert {f.caused_by is None for f in result.findings if f.rule == "ARI002"} == {True}


@pytest.mark.parametrize("broken", ["ledgers", "explaining"])
def test_a_crash_before_or_after_the_search_leaves_all_findings_too(monkeypatch, broken):
    def crash(*args, **more):
        raise KeyError(broken)

    monkeypatch.setattr(diagnosing, broken, crash)
    result = run(by_hand.tables_of(MISREAD))
    assert len(result.findings) == 4
    assert [e.kind for e in result.tool_errors] == ["diagnosis"]


def test_the_search_finds_the_misread_digit_of_a_plain_table():
    result = run(by_hand.tables_of(MISREAD))
    (root,) = [f for f in result.findings if f.caused_by is None]
    assert root.explained in (Explained.ONE, Explained.SEVERAL)
    places = {(c.line, c.before, c.after) for e in root.explanations for c in e.changes}
    assert (7, "80.00", "60.00") in places


def test_the_same_table_gives_the_same_explanations_however_it_is_batched():
    alone = run(by_hand.tables_of(MISREAD)).findings
    among = run(by_hand.tables_of(SOUND, MISREAD)).findings
    assert [f.explanations for f in alone] == [f.explanations for f in among]


def test_a_finding_keeps_its_fingerprint_whether_explained_or_not():
    tables = by_hand.tables_of(MISREAD)
    prints = [{f.fingerprint for f in run(tables, explanation_seconds=n).findings} for n in (None, 0)]
    assert prints[0] == prints[1]


def published(samples):
    found = budgetcheck.validate(str(samples / "003_b86aac9226299ae8.txt"))
    assert found.tool_errors == ()
    return found


def test_the_published_table_that_does_not_balance_has_one_root(samples):
    report = published(samples)
    sums = [f for f in report if f.rule in SUMS]
    assert len(sums) == 4
    explained = [f for f in report if f.explained]
    assert len(explained) == 1
    assert {f.caused_by for f in sums} == {explained[0].fingerprint} or explained[0] in sums
    assert len({f.fingerprint for f in (*sums, *explained) if f.caused_by is None}) == 1


def test_its_first_explanation_is_the_row_cut_by_the_page_and_makes_every_sum_hold(samples):
    (root,) = [f for f in published(samples) if f.explained]
    best = root.explanations[0]
    assert best.kind.startswith("page_cut")
    assert {(c.line, c.column) for c in best.changes} == {(15, "总计"), (15, "财政拨款")}
    assert {(c.before, c.after) for c in best.changes} == {("77.90", "77.20")}
    assert best.sums
    assert all(s.holds for s in best.sums)
    assert root.explained is Explained.ONE


def test_the_published_table_that_balances_is_not_explained(samples):
    report = budgetcheck.validate(str(samples / "000_5499713471e0efc3.txt"))
    assert not [f for f in report if f.explained]


def test_explanations_go_to_another_process_and_back():
    import pickle

    found = run(by_hand.tables_of(MISREAD)).findings
    assert pickle.loads(pickle.dumps(found)) == found


def test_the_report_is_the_same_over_processes(examples, monkeypatch):
    from budgetcheck import corpus
    from budgetcheck.corpus import batches

    monkeypatch.setattr(batches, "BATCH_FILES", 1)
    files = [str(examples / name) for name in ("clean.txt", "unbalanced.txt")]
    rules = load(select=SUMS)
    alone, many = (corpus.validate_files(files, rules, corpus.Options(jobs=n)) for n in (1, 2))
    assert alone.findings == many.findings
    assert [f.explained for f in many.findings if f.explained] == [Explained.ONE]
