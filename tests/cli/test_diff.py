from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.running import CLEAN, FAULTY, command
from tests.comparison.two_years import project, text, unit

from budgetcheck.cli import main
from budgetcheck.errors import InputError
from budgetcheck.reports.diff_json import diff_schema

WATER = unit("云溪市水务局")
ITEMS = "1、产出指标：巡查次数，年度指标值：≥{}次。2、产出指标：{}，年度指标值：100%。"
OLD = text(
    WATER,
    project("2023年河道巡查经费", "22.00", items=ITEMS.format(48, "整改率")),
    project("防汛物资储备", "1.00"),
    project("泵站及管网维护经费", "3.00"),
)
NEW = text(
    WATER,
    project(
        "2024年河道巡查经费",
        "25.30",
        items=ITEMS.format(36, "覆盖率"),
        goal="保质保量完成2023年河道巡查经费的各项既定工作，保障运行平稳有序。",
    ),
    project("食堂改造", "8.00"),
    project("泵站和管网维护经费", "3.00"),
    year=2024,
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETCHECK_LANG", "zh")
    for name, content in (("旧.txt", OLD), ("新.txt", NEW), ("错.txt", FAULTY), ("好.txt", CLEAN)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def saved(file: str, report: str, *options: str) -> str:
    main(["validate", file, "--output-format", "concise", "-q", "--report", f"json={report}", *options])
    return report


def test_two_years_are_told_in_words(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "旧.txt", "新.txt"]) == 0
    out = capsys.readouterr().out
    for line in (
        "旧  旧.txt  云溪市水务局 · 2023 · 3 个项目",
        "新增 食堂改造  8.00  新.txt:8",
        "取消 防汛物资储备  1.00  旧.txt:8",
        "改名 泵站及管网维护经费 → 泵站和管网维护经费  3.00 · 相似 ",
        "2024年河道巡查经费  总计、财政拨款 22.00 → 25.30（+3.30，+15.0%）  新.txt:7",
        "降低 2024年河道巡查经费 · 巡查次数  ≥48次 → ≥36次  新.txt:7",
        "取消 2024年河道巡查经费 · 整改率 100%",
        "新增 2024年河道巡查经费 · 覆盖率 100%",
        "绩效目标 · 一字未改 · 1 个项目  2024年河道巡查经费",
    ):
        assert "".join(line.split()) in "".join(out.split())
    last = "".join("".join(out.splitlines()[-2:]).split())
    assert "项目：新增1、取消1、改名1、保留1；金额变动：2；指标值变动：降低1；" in last


def test_the_same_in_english_from_a_process_of_its_own(here: Path) -> None:
    done = command("diff", "旧.txt", "新.txt", "--lang", "en", cwd=here)
    assert (done.returncode, done.stderr) == (0, b"")
    out = done.stdout.decode()
    assert "weaker 2024年河道巡查经费 · 巡查次数  ≥48次 → ≥36次" in out
    assert "fiscal appropriation 22.00 → 25.30 (+3.30, +15.0%)" in out


def test_json_fits_its_schema_for_both_kinds(here: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    schema = diff_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    main(["diff", "旧.txt", "新.txt", "--output-format", "json"])
    record = json.loads(capsysbinary.readouterr().out)
    validator.validate(record)
    assert record["summary"]["projects"] == {"added": 1, "gone": 1, "renamed": 1, "kept": 1}
    assert record["amounts"][0]["difference"] == 3_300_000
    old, new = saved("好.txt", "a.json"), saved("错.txt", "b.json")
    capsysbinary.readouterr()
    assert main(["diff", old, new, "--output-format", "json"]) == 1
    record = json.loads(capsysbinary.readouterr().out)
    validator.validate(record)
    assert record["kind"] == "reports"
    assert not validator.is_valid({**record, "extra": 1})


def test_folders_stand_for_their_tables(here: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for year, content in (("2023", OLD), ("2024", NEW)):
        (here / year).mkdir()
        (here / year / "水务局.txt").write_text(content, encoding="utf-8")
        (here / year / "财政局.txt").write_text(CLEAN, encoding="utf-8")
    assert main(["diff", "2023", "2024", "--output-format", "json"]) == 0
    record = json.loads(capsysbinary.readouterr().out)
    assert [e["file"] for e in record["editions"]] == [
        f"{y}/{n}局.txt" for y in (2023, 2024) for n in ("水务", "财政")
    ]
    assert record["summary"]["projects"] == {"added": 1, "gone": 1, "renamed": 1, "kept": 3}


def test_new_findings_decide_the_exit_code_of_two_reports(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = saved("好.txt", "a.json"), saved("错.txt", "b.json")
    assert main(["diff", good, bad]) == 1
    assert main(["diff", bad, good]) == 0
    assert main(["diff", bad, bad, "--fail-on", "note"]) == 0
    assert main(["diff", good, bad, "--fail-on", "never"]) == 0
    out = capsys.readouterr().out
    assert "新增" in out
    assert "错误 ARI001 错.txt:8" in out
    (here / "budgetcheck.toml").write_text('fail-on = "never"\n', encoding="utf-8")
    assert main(["diff", good, bad]) == 0


def test_a_difference_of_rules_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = saved("错.txt", "a.json"), saved("错.txt", "b.json", "--select", "ARI")
    capsys.readouterr()
    assert main(["diff", first, second]) == 0
    out = capsys.readouterr().out
    assert "未再检查" in out
    assert "两份报告所用的规则不同" in out
    assert "已消失" not in out.splitlines()[-1]


def test_long_lists_are_cut_and_said_to_be(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        project(f"{a}{b}专项", f"{n}.00")
        for n, (a, b) in enumerate((a, b) for a in "甲乙丙丁戊己庚" for b in "东西南北中")
    ]
    (here / "多.txt").write_text(text(WATER, *rows, year=2024), encoding="utf-8")
    main(["diff", "旧.txt", "多.txt"])
    out = capsys.readouterr().out
    assert out.count("新增 ") == 20 + 1
    assert "还有 18 处（--limit 0 全部列出）" in out
    main(["diff", "旧.txt", "多.txt", "--limit", "0"])
    assert capsys.readouterr().out.count("新增 ") == 35 + 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["diff"], 2, "diff 需要两个参数"),
        (["diff", "旧.txt", "新.txt", "错.txt"], 2, "diff 需要两个参数"),
        (["diff", "旧.txt", "报告.json"], 2, "不能比较报告与表格"),
        (["diff", "旧.txt", "没有.txt"], 3, "没有.txt"),
        (["diff", "报告.json", "别的.json"], 3, "缺少 schema_version"),
        (["diff", "报告.json", "断.json"], 3, "不是完整的 JSON"),
        (["diff", "报告.json", "残.json"], 3, "findings 第 1 项残缺"),
        (["diff", "报告.json", "版.json"], 3, "schema_version 9.0"),
    ],
)
def test_a_side_that_cannot_be_used_is_named(
    words: list[str], code: int, said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = json.loads(Path(saved("错.txt", "报告.json")).read_text(encoding="utf-8"))
    (here / "别的.json").write_text('{"a": 1}', encoding="utf-8")
    (here / "断.json").write_text('{"a": ', encoding="utf-8")
    (here / "残.json").write_text(json.dumps({**record, "findings": [{"rule": "ARI001"}]}), encoding="utf-8")
    (here / "版.json").write_text(json.dumps({**record, "schema_version": "9.0"}), encoding="utf-8")
    capsys.readouterr()
    assert main(words) == code
    assert said in capsys.readouterr().err


def test_a_bad_file_in_a_folder_does_not_stop_the_others(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "夹").mkdir()
    (here / "夹" / "新.txt").write_text(NEW, encoding="utf-8")
    (here / "夹" / "空.txt").write_bytes(b"")
    assert main(["diff", "旧.txt", "夹"]) == 3
    out, err = capsys.readouterr()
    assert "食堂改造" in out
    assert "空.txt" in err


def test_python_gives_frames_and_takes_reports_frames_and_paths(here: Path) -> None:
    import budgetcheck

    found = budgetcheck.diff("旧.txt", "新.txt")
    assert list(found.frames) == [
        "editions",
        "projects",
        "units",
        "amounts",
        "targets",
        "indicators",
        "texts",
    ]
    assert found.summary["targets"]["weaker"] == 1
    assert json.loads(found.to_json("d.json")) == json.loads(Path("d.json").read_text(encoding="utf-8"))
    before, after = budgetcheck.validate("好.txt"), budgetcheck.validate("错.txt")
    findings = budgetcheck.diff(before, after).frames["findings"]
    assert "ARI001" in set(findings.loc[findings["change"] == "new", "rule"])
    same = budgetcheck.diff(budgetcheck.read("旧.txt"), "旧.txt")
    assert same.frames["amounts"].empty
    with pytest.raises(InputError, match="没有"):
        budgetcheck.diff("旧.txt", "没有.txt")
    with pytest.raises(InputError, match="超过上限 1"):
        budgetcheck.diff("旧.txt", "新.txt", limits={"cells": 1})
