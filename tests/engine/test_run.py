"""Rules run as pandera checks: whole outcomes, counted, placed; a crash hides nothing."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pytest
from tests.engine.small import cell, line, tables

from budgetcheck import engine
from budgetcheck.engine.bind import Plan
from budgetcheck.engine.bound import BoundRule
from budgetcheck.errors import UsageError
from budgetcheck.model import Basis, Bilingual, Evidence, Outcome, Rule, RuleTexts
from budgetcheck.terms import Severity, Verdict

ANY = Bilingual("文", "text")


def rule(rule_id="TST001", **more) -> Rule:
    whole = Rule(
        id=rule_id,
        name=f"tst-{rule_id.lower()}",
        severity=Severity.ERROR,
        frame="lines",
        since="0.1",
        texts=RuleTexts(ANY, ANY, ANY, (Basis(ANY, ANY),)),
        use="",
        settings=MappingProxyType({}),
        message=Bilingual("「{name}」{gap} {unit}", "{name}: {gap}"),
    )
    return replace(whole, **more)


def negative(frame, batch):
    """Fails a total below 0, is undecided where there is none."""
    total = frame["total"].to_numpy(dtype="int64", na_value=0)
    verdicts = np.where(total < 0, Verdict.FAILED, Verdict.PASSED).astype(np.int8)
    verdicts[frame["total"].isna().to_numpy()] = Verdict.UNDECIDED
    evidence = [
        Evidence(row=int(r), field="total", actual=int(total[r]), expected=0, difference=int(total[r]))
        for r in np.flatnonzero(verdicts == Verdict.FAILED)
    ]
    return Outcome(verdicts, evidence)


def crash(frame, batch):
    raise ZeroDivisionError("boom")


BATCH = tables(
    lines=[line(9, 100), line(10, -35_600_000), line(11, None), line(12, -5)],
    cells=[cell(10, "-35.60"), cell(12, "-0.000005")],
)


def test_each_subject_is_counted_under_one_verdict():
    result = engine.validate(BATCH, Plan((BoundRule(rule(), negative),)))
    tally = result.tallies[0]
    assert (tally.applicable, tally.passed, tally.failed, tally.undecided) == (4, 1, 2, 1)
    assert tally.shown == len(result.findings) == 2
    assert result.tool_errors == ()


def test_a_finding_is_worded_in_the_tables_unit_and_placed_in_the_original_line():
    finding = engine.validate(BATCH, Plan((BoundRule(rule(), negative),))).findings[0]
    assert finding.message == Bilingual("「项目10」少 35.60 万元", "项目10: 35.60 less")
    assert (finding.actual, finding.expected, finding.difference) == ("-35.60", "0.00", "-35.60")
    place = finding.location
    assert (place.file, place.document, place.line, place.column, place.span) == (
        "表.txt",
        1,
        10,
        "总计",
        (4, 10),
    )
    assert place.project == "项目10"
    assert (finding.excerpt.text, finding.excerpt.start, finding.excerpt.end) == ("-35.60", 0, 6)


def test_amounts_finer_than_two_decimals_are_shown_exactly():
    finding = engine.validate(BATCH, Plan((BoundRule(rule(), negative),))).findings[1]
    assert finding.actual == "-0.000005"


def test_a_crash_is_a_tool_error_with_its_traceback_and_hides_no_other_rule():
    plan = Plan((BoundRule(rule("TST001"), crash), BoundRule(rule("TST002"), negative)))
    result = engine.validate(BATCH, plan)
    assert [error.subject for error in result.tool_errors] == ["TST001"]
    assert "ZeroDivisionError" in result.tool_errors[0].detail
    assert "boom" in result.tool_errors[0].detail
    assert {finding.rule for finding in result.findings} == {"TST002"}
    assert result.tallies[0].applicable == 0


@pytest.mark.parametrize(
    "wrong",
    [
        lambda frame, batch: frame["total"] > 0,
        lambda frame, batch: Outcome(np.ones(3, dtype=np.int8)),
        lambda frame, batch: Outcome(np.ones(4, dtype=np.int64)),
        lambda frame, batch: Outcome(np.full(4, Verdict.FAILED, dtype=np.int8)),
        lambda frame, batch: Outcome(np.ones(4, dtype=np.int8), [Evidence(row=0)]),
    ],
)
def test_a_check_that_breaks_its_contract_is_a_tool_error(wrong):
    result = engine.validate(BATCH, Plan((BoundRule(rule(), wrong),)))
    assert [error.kind for error in result.tool_errors] == ["rule"]
    assert result.findings == ()


def test_panderas_switches_cannot_turn_the_rules_off():
    from pandera.config import ValidationDepth, config_context

    with config_context(validation_enabled=False, validation_depth=ValidationDepth.SCHEMA_ONLY):
        result = engine.validate(BATCH, Plan((BoundRule(rule(), negative),)))
    assert len(result.findings) == 2


def test_a_frame_that_breaks_its_model_is_a_tool_error_and_rules_still_report():
    broken = tables(lines=[line(9, -1), line(9, -1)])
    result = engine.validate(broken, Plan((BoundRule(rule(), negative),)))
    assert [error.kind for error in result.tool_errors] == ["frame"]
    assert len(result.findings) == 2


def test_nothing_keeps_a_checked_frame_alive():
    import gc
    import weakref

    batch = tables(lines=[line(9, -1)])
    alive = weakref.ref(batch.lines)
    engine.validate(batch, Plan((BoundRule(rule(), negative),)))
    del batch
    gc.collect()
    assert alive() is None


def test_a_users_pandera_check_is_a_rule_and_missing_means_undecided():
    own = engine.user_rule(
        pa.Check(lambda frame: frame["total"] > 0, name="positive"), message="总计 {应} 为正", severity="note"
    )
    result = engine.validate(BATCH, Plan((own,)))
    tally = result.tallies[0]
    assert (tally.passed, tally.failed, tally.undecided) == (1, 2, 1)
    assert {finding.message.zh for finding in result.findings} == {"总计 {应} 为正"}
    assert [finding.location.line for finding in result.findings] == [10, 12]


def test_a_users_check_on_an_unknown_frame_names_the_nearest():
    with pytest.raises(UsageError, match="lines"):
        engine.user_rule(pa.Check(lambda frame: True), frame="line")


def test_fingerprints_stay_when_lines_and_amounts_move():
    plan = Plan((BoundRule(rule(), negative),))
    moved = tables(lines=[line(20, -7, name="项目 10")], cells=[cell(20, "-0.000007")])
    before = engine.validate(BATCH, plan).findings[0].fingerprint
    assert engine.validate(moved, plan).findings[0].fingerprint == before


def test_equal_keys_in_one_document_get_different_fingerprints():
    twice = tables(lines=[line(9, -1, name="同名"), line(10, -1, name="同名")])
    marks = {f.fingerprint for f in engine.validate(twice, Plan((BoundRule(rule(), negative),))).findings}
    assert len(marks) == 2


def test_a_consequence_is_folded_under_its_root_whatever_the_order_of_rules():
    root = rule("TST009")
    follower = rule("TST001", follows=("tst-tst009",), follows_by="difference")
    result = engine.validate(BATCH, Plan((BoundRule(follower, negative), BoundRule(root, negative))))
    roots = {f.difference: f for f in result.findings if f.rule == "TST009"}
    for finding in result.findings:
        expected = roots[finding.difference].fingerprint if finding.rule == "TST001" else None
        assert finding.caused_by == expected


def test_two_rules_that_name_each_other_do_not_go_round_in_circles():
    one = rule("TST001", follows=("tst-tst002",))
    two = rule("TST002", follows=("tst-tst001",))
    result = engine.validate(BATCH, Plan((BoundRule(one, negative), BoundRule(two, negative))))
    assert sum(f.caused_by is None for f in result.findings) >= 2


def test_verdicts_do_not_depend_on_the_frames_index():
    shifted = replace(BATCH, lines=BATCH.lines.set_index(pd.Index([7, 7, 3, 1])))
    plan = Plan((BoundRule(rule(), negative),))
    assert engine.validate(shifted, plan).findings == engine.validate(BATCH, plan).findings
