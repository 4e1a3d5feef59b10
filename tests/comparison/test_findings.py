from __future__ import annotations

from typing import Any

from tests.reports import samples

from budgetcheck.comparison import compare_reports
from budgetcheck.frames.changes import CHANGES
from budgetcheck.reports import as_record


def report(
    *fingerprints: str, file: str = "a.txt", rules: tuple[str, ...] = ("ARI001",), **more: Any
) -> dict[str, Any]:
    record = as_record(samples.clean())
    finding = as_record(samples.faulty())["findings"][0]
    head = record["documents"][0]
    place = {**finding["location"], "file": file, "department": "某局"}
    record["findings"] = [{**finding, "fingerprint": p, "location": place, **more} for p in fingerprints]
    record["documents"] = [{**head, "file": file, "department": "某局"}]
    record["summary"] = [{**record["summary"][0], "rule": rule} for rule in rules]
    return record


def became(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    frame = compare_reports(old, new).findings
    return list(zip(frame["fingerprint"], frame["change"], strict=True))


def test_what_is_new_fixed_and_unchanged() -> None:
    assert became(report("a", "b"), report("b", "c")) == [("b", "unchanged"), ("c", "new"), ("a", "fixed")]


def test_a_fingerprint_is_matched_as_often_as_it_stands() -> None:
    assert became(report("a", "a"), report("a")) == [("a", "unchanged"), ("a", "fixed")]
    assert became(report("a"), report("a", "a")) == [("a", "unchanged"), ("a", "new")]


def test_a_renamed_file_changes_nothing() -> None:
    assert became(report("a", file="old.txt"), report("a", file="new.txt")) == [("a", "unchanged")]


def test_what_was_not_checked_again_is_not_fixed() -> None:
    assert became(report("a"), report(rules=("ARI002",))) == [("a", "unchecked")]
    elsewhere = report(file="b.txt")
    elsewhere["documents"][0]["department"] = "另一局"
    assert became(report("a"), elsewhere) == [("a", "unchecked")]
    crashed = report()
    crashed["tool_errors"] = [{"kind": "rule", "subject": "ARI001"}]
    assert became(report("a"), crashed) == [("a", "unchecked")]


def test_rules_are_counted_and_what_is_suppressed_does_not_fail() -> None:
    held = {"suppressed": {"kind": "baseline", "reason": None, "until": None}}
    found = compare_reports(report("a"), report("b", **held))
    assert found.rules.values.tolist() == [["ARI001", "ari-grand-total", "error", 1, 1, 0, 0]]
    assert found.new_at_least("note") == 0
    assert compare_reports(report("a"), report("b")).new_at_least("error") == 1
    assert compare_reports(report("a"), report("b", severity="note")).new_at_least("warning") == 0
    assert found.summary == {"new": 1, "fixed": 1, "unchanged": 0, "unchecked": 0}
    for name, frame in found.frames.items():
        CHANGES[name].validate(frame)


def test_two_empty_reports_are_the_same() -> None:
    found = compare_reports(report(), report())
    assert found.findings.empty
    CHANGES["rules"].validate(found.rules)
