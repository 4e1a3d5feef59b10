from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.triage.findings import finding

from budgetcheck.errors import ConfigurationError
from budgetcheck.triage import (
    Baseline,
    Run,
    baseline_text,
    gone_entries,
    mark_baseline,
    merged_baseline,
    new_baseline,
    read_baseline,
)

A, B = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"


def made(*findings: Any, folder: Path = Path()) -> Baseline:
    return new_baseline(findings, folder / "budgetcheck-baseline.json")


def run(*files: str, rules: tuple[str, ...] = ("ARI004",)) -> Run:
    return Run(frozenset(rules), tuple((file, "某市水务局") for file in files), ())


def marks(findings: list[Any], baseline: Baseline) -> list[bool]:
    return [f.suppressed is not None for f in mark_baseline(findings, baseline)]


def test_a_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    held = made(finding(B), finding(A, file="另/表.txt"), finding(B), folder=tmp_path)
    path = tmp_path / "budgetcheck-baseline.json"
    path.write_text(baseline_text(held), encoding="utf-8")
    assert read_baseline(path) == held
    assert len(held) == 3
    assert baseline_text(read_baseline(path)) == baseline_text(held)


def test_the_order_of_findings_does_not_matter() -> None:
    several = [finding(B), finding(A), finding(A, file="另.txt"), finding("c" * 16, rule="NUM001")]
    assert baseline_text(made(*several)) == baseline_text(made(*several[::-1]))


def test_no_line_and_no_amount_stand_in_an_entry_beside_its_message() -> None:
    (entry,) = json.loads(baseline_text(made(finding())))["findings"]
    assert list(entry) == [
        "file", "rule", "name", "unit", "project", "column", "indicator", "message", "fingerprint", "count",
    ]  # fmt: skip


def test_as_many_are_marked_as_the_baseline_counts_those_in_its_file_first() -> None:
    held = made(finding(A), finding(A))
    elsewhere, here = finding(A, file="另.txt"), finding(A)
    assert marks([elsewhere, here, here, here], held) == [False, True, True, False]
    assert marks([elsewhere, here, finding(B)], held) == [True, True, False]


def test_what_an_ignore_suppresses_keeps_its_reason_and_its_place_in_the_baseline() -> None:
    from dataclasses import replace

    from budgetcheck.model import Suppression
    from budgetcheck.terms import SuppressionKind

    ignored = replace(finding(A), suppressed=Suppression(SuppressionKind.IGNORED, "已说明"))
    held = made(finding(A))
    assert mark_baseline([ignored], held) == [ignored]
    assert marks([ignored, finding(A)], held) == [True, False]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "甲.txt").touch()
    (tmp_path / "乙.txt").touch()
    return tmp_path


def gone(baseline: Baseline, findings: list[Any], looked_at: Run) -> list[tuple[str, str, int]]:
    return [
        (e.fingerprint[0], Path(e.file).name, e.count) for e in gone_entries(baseline, findings, looked_at)
    ]


def test_gone_is_what_its_rule_and_its_file_no_longer_show(folder: Path) -> None:
    first, second = (str(folder / name) for name in ("甲.txt", "乙.txt"))
    held = made(finding(A, file=first), finding(A, file=first), finding(B, file=second), folder=folder)
    assert gone(held, [finding(A, file=first)], run(first, second)) == [
        ("b", "乙.txt", 1),
        ("a", "甲.txt", 1),
    ]
    assert gone(held, [], run(first)) == [("a", "甲.txt", 2)]
    assert gone(held, [], run(first, second, rules=("NUM001",))) == []


def test_a_renamed_file_is_not_gone_and_a_deleted_one_is(folder: Path) -> None:
    old, new = str(folder / "旧.txt"), str(folder / "甲.txt")
    held = made(finding(A, file=old), finding(B, file=old), folder=folder)
    assert gone(held, [finding(A, file=new), finding(B, file=new)], run(new)) == []
    assert gone(held, [finding(A, file=new)], run(new)) == [("b", "旧.txt", 1)]


def test_a_change_drops_and_adds_and_leaves_the_words_of_the_rest(folder: Path) -> None:
    file = str(folder / "甲.txt")
    held = made(finding(A, file=file), finding(A, file=file), finding(B, file=file), folder=folder)
    missing = gone_entries(held, [finding(A, file=file)], run(file))
    new = made(finding("c" * 16, file=file), finding(A, file=file), folder=folder)
    changed = merged_baseline(held, missing, new.entries)
    assert [(e.fingerprint[0], e.count) for e in changed.entries] == [("a", 2), ("c", 1)]
    assert merged_baseline(held, []) == held


RIGHT = json.loads(baseline_text(made(finding())))


def with_entry(**changes: Any) -> dict[str, Any]:
    return {**RIGHT, "findings": [{**RIGHT["findings"][0], **changes}]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "第1行不是合法的 JSON"),
        ("[" * 100_000, "不是合法的 JSON"),
        ([], "没有基线的标记"),
        ({"findings": []}, "没有基线的标记"),
        ({"schema_version": "1.0", "findings": [], "tool_errors": []}, "这是一份 JSON 报告"),
        ({**RIGHT, "schema_version": "2.0"}, "版本「2.0」不认识"),
        ({**RIGHT, "findings": {}}, "缺少 findings"),
        ({**RIGHT, "findings": RIGHT["findings"] * 2}, "第 2 项重复"),
        ({**RIGHT, "findings": [3]}, "第 1 项残缺"),
        (with_entry(count=0), "第 1 项残缺"),
        (with_entry(count=True), "第 1 项残缺"),
        (with_entry(fingerprint="xyz"), "第 1 项残缺"),
        (with_entry(message=None), "第 1 项残缺"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_damaged_or_foreign_file_is_refused_by_name(content: Any, said: str, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(ConfigurationError) as raised:
        read_baseline(path)
    assert str(path) in str(raised.value)
    assert said in str(raised.value)


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="不是 UTF-8"):
        read_baseline(tmp_path / "b.json")
    with pytest.raises(ConfigurationError, match="baseline create"):
        read_baseline(tmp_path / "none.json")
    with pytest.raises(ConfigurationError, match="无法读取"):
        read_baseline(tmp_path)
