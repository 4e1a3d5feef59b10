"""Explanations from the command line: shown, bounded, switched off, and carried out in a copy."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budgetcheck.cli import main

NAME = "unbalanced.txt"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, examples: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / NAME).write_bytes((examples / NAME).read_bytes())
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main([*words, "--lang", "zh"])
    said = capsys.readouterr()
    return code, said.out, said.err


def explained(capsys: pytest.CaptureFixture[str], *words: str) -> list[Any]:
    _, out, _ = run(capsys, "validate", NAME, "--select", "ARI", "--output-format", "json", *words)
    return [f["explained"] for f in json.loads(out)["findings"] if f["explained"]]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_explanations_are_shown_without_asking(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "validate", NAME, "--select", "ARI")
    assert code == 1
    assert out.count("368.50 应为 386.50") == 1
    assert explained(capsys) == ["explained"]


def test_nought_seconds_on_the_command_line_turn_them_off(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert explained(capsys, "--explanation-seconds", "0") == []


def test_the_configuration_turns_them_off_and_the_command_line_on_again(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "budgetcheck.toml").write_text("explanation-seconds = 0\n", encoding="utf-8")
    assert explained(capsys) == []
    assert explained(capsys, "--explanation-seconds", "5") == ["explained"]


def test_an_extract_is_what_is_printed_unless_asked(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "extract", NAME, "--output-format", "csv")
    assert code == 0
    assert "更正" not in out
    assert "368.50" in out
    assert err == ""


def test_a_corrected_copy_marks_every_change_and_says_so(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "extract", NAME, "--output-format", "csv", "--apply-explanations")
    assert code == 0
    marked = {row["原文行"]: row["更正"] for row in rows(out) if row["更正"]}
    assert marked == {"11": "第11行 总计、财政拨款：368.50 → 386.50"}
    assert [r["总计（万元）"] for r in rows(out) if r["原文行"] == "11"] == ["386.50"]
    assert err == f"budgetcheck: 已更正 {NAME}：第11行 总计、财政拨款：368.50 → 386.50\n"


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_corrected_copy_reads_back_and_balances(
    suffix: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = f"copy.{suffix}"
    assert run(capsys, "extract", NAME, "--apply-explanations", "-o", copy)[0] == 0
    if suffix == "parquet":
        assert "更正" in pd.read_parquet(copy).columns
        return
    code, out, _ = run(capsys, "validate", copy, "--select", "ARI,STR", "--output-format", "json")
    found = json.loads(out)["findings"]
    assert code == 0
    assert not [f for f in found if f["severity"] == "error"]
    assert not [f for f in found if "更正" in f["message"]]


def test_the_json_lists_the_changes_of_each_document_and_flags_the_lines(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "extract", NAME, "--apply-explanations")
    record = json.loads(out)
    changes = record["documents"][0]["changes"]
    assert [(c["line"], c["column"], c["from"], c["to"]) for c in changes] == [
        (11, "总计", "368.50", "386.50"),
        (11, "财政拨款", "368.50", "386.50"),
    ]
    assert {c["certainty"] for c in changes} == {"should_be"}
    assert [line["line"] for line in record["lines"] if line["corrected"]] == [11]
    (line,) = (line for line in record["lines"] if line["corrected"])
    assert line["line_id"] == changes[0]["line_id"]
    assert line["total"] == 386_500_000
    _, plain, _ = run(capsys, "extract", NAME)
    assert "changes" not in json.loads(plain)["documents"][0]
    assert "corrected" not in json.loads(plain)["lines"][0]


def test_json_lines_flag_the_corrected_lines(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--apply-explanations", "--output-format", "json-lines")
    _, out, _ = run(capsys, "extract", NAME, *words)
    assert [r["line"] for r in map(json.loads, out.splitlines()) if r["corrected"]] == [11]


@pytest.mark.parametrize("least", ["0.999999", "100%"])
def test_what_is_not_sure_enough_is_left_and_named(
    least: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--output-format", "csv", "--apply-explanations", "--apply-from", least)
    code, out, err = run(capsys, "extract", NAME, *words)
    assert code == 0
    assert {row["更正"] for row in rows(out)} == {""}
    assert err.startswith(f"budgetcheck: 未更正 {NAME}：第10行；")
    assert "368.50 → 386.50" in err


def test_quiet_says_nothing_of_what_was_done(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "extract", NAME, "--apply-explanations", "-q", "-o", "a.json")[2] == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--apply-from", "0.9"], "--apply-explanations"),
        (["--apply-explanations", "--apply-from", "often"], "often"),
        (["--apply-explanations", "--apply-from", "1.5"], "1.5"),
        (["--apply-explanations", "--apply-from", "nan"], "nan"),
    ],
)
def test_a_wrong_probability_is_a_usage_error(
    words: list[str], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "extract", NAME, *words)
    assert code == 2
    assert said in err


def test_a_crash_of_the_search_is_an_internal_error_and_the_copy_is_what_was_read(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgetcheck.engine import diagnosing

    def crash(*args: object, **more: object) -> None:
        raise KeyError("boom")

    monkeypatch.setattr(diagnosing, "diagnose", crash)
    code, out, err = run(capsys, "extract", NAME, "--output-format", "csv", "--apply-explanations")
    assert code == 4
    assert "368.50" in out
    assert "查找加不起来的原因时出错" in err
    code, out, _ = run(capsys, "validate", NAME, "--select", "ARI")
    assert code == 4
    assert "ARI002" in out


def test_the_published_table_balances_once_its_explanation_is_carried_out(
    here: Path, capsys: pytest.CaptureFixture[str], samples: Path
) -> None:
    source = str(samples / "003_b86aac9226299ae8.txt")
    assert run(capsys, "extract", source, "--apply-explanations", "-o", "s2.csv")[0] == 0
    assert run(capsys, "validate", "s2.csv", "--select", "ARI")[0] == 0


def test_explain_says_what_becomes_of_sums_that_do_not_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--apply-explanations" in "".join(run(capsys, "explain", "ARI002")[1].split())
    assert "--apply-explanations" not in "".join(run(capsys, "explain", "VSY001")[1].split())
