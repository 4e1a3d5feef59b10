"""`--statistics` says on standard error what each rule cost; standard output stays what it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetcheck.cli.main import main

TABLE = """某市财政局2023年项目支出绩效目标表

部门名称：某市财政局

单位：万元

项目名称（资金使用单位）\t项目内容\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标
合计\t\t31.00\t30.00
某市财政局\t\t30.00\t30.00
培训\t培训\t30.00\t30.00\t\t\t提高能力。\t1、产出指标：培训次数，年度指标值：≥2次。
"""
ONLY = ("--select", "ARI", "--isolated", "--lang", "zh")


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("表.txt").write_text(TABLE, encoding="utf-8")
    return "表.txt"


@pytest.mark.parametrize("output_format", ["full", "concise", "json-lines"])
def test_the_report_is_the_same_with_and_without(
    output_format: str, table: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    given = ("validate", table, *ONLY, "--output-format", output_format)
    assert main([*given]) == main([*given, "--statistics"]) == 1
    out, err = capsysbinary.readouterr()
    half = len(out) // 2
    assert out[:half] == out[half:]
    assert b"ARI001" in err
    assert "毫秒".encode() in err


def test_the_json_report_holds_what_each_rule_cost(
    table: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["validate", table, *ONLY, "--output-format", "json", "--statistics"])
    told = json.loads(capsysbinary.readouterr().out)
    assert {t["subject"] for t in told["statistics"] if t["kind"] == "rule"} == {
        t["rule"] for t in told["summary"]
    }
