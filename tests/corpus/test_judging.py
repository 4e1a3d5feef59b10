"""Ignores and baselines over whole runs: nothing is dropped, every count says what still counts."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from budgetcheck import corpus, rulefiles
from budgetcheck.corpus import batches as cutting
from budgetcheck.errors import ConfigurationError
from budgetcheck.model import Report
from budgetcheck.triage import Baseline, new_baseline, parse_ignores

TODAY = date(2025, 6, 30)
TABLE = (
    "云溪市水务局2024年项目支出绩效目标表\n部门名称：云溪市水务局\n单位：万元\n"
    "项目名称\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"
    "合计\t57.60\t57.60\t\t\t\t\n"
    "云溪市水务局\t55.60\t55.60\t\t\t\t\n"
    "河道巡查经费\t22.00\t20.00\t\t\t每周巡查一次。\t"
    "1、产出指标：巡查次数，年度指标值：≥48次。2、产出指标：隐患整改率，年度指标值：≥120%。"
    "3、产出指标：巡查覆盖率，年度指标值：≥130%。\n"
    "泵站维护经费\t35.60\t35.60\t\t\t设备完好。\t1、产出指标：设备完好率，年度指标值：≥98%。\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "水务局.txt"
    path.write_text(TABLE, encoding="utf-8")
    return path


def checked(*paths: Path, entries=(), baseline: Baseline | None = None, select=()) -> Report:
    decisions = corpus.Decisions(parse_ignores(entries, "budgetcheck.toml"), baseline, TODAY)
    files, errors = corpus.find_inputs(paths)
    rules = rulefiles.load(select=select)
    return corpus.validate_files(files, rules, corpus.Options(decisions=decisions), errors=errors)


def keys(report: Report) -> Counter[tuple[str, str]]:
    return Counter((f.rule, f.fingerprint) for f in report.findings)


IGNORED = {"rule": "ari-row-sources", "project": "河道*", "reason": "年中调剂"}


def test_an_ignored_finding_is_kept_marked_and_counted_apart(table: Path) -> None:
    plain, report = checked(table), checked(table, entries=[IGNORED])
    assert keys(report) == keys(plain)
    marked = [f for f in report.findings if f.suppressed]
    assert [(f.rule, f.location.project) for f in marked] == [("ARI004", "河道巡查经费")]
    assert report.count_suppressed() == {"ignored": 1, "baseline": 0}
    assert report.count()["error"] == plain.count()["error"] - 1
    assert not any(f.rule == "ARI004" for f in report.at_least("note"))


def test_every_count_agrees_with_the_list(table: Path) -> None:
    report = checked(table, entries=[IGNORED, {"rule": "DUP002", "reason": "无"}])
    live = Counter(f.rule for f in report.findings if not f.suppressed)
    hidden = Counter(f.rule for f in report.findings if f.suppressed)
    assert {t.rule: t.shown for t in report.tallies if t.shown} == live
    assert {t.rule: t.suppressed for t in report.tallies if t.suppressed} == hidden
    (record,) = report.documents
    on_the_table = [f for f in report.findings if f.location.file == record.file]
    assert sum(record.findings.values()) == sum(not f.suppressed for f in on_the_table)
    assert record.suppressed == sum(bool(f.suppressed) for f in on_the_table)
    assert [t.rule for t in report.tallies] == [rule.id for rule in report.rules]


def test_unused_and_expired_ignores_are_findings_at_their_lines(table: Path) -> None:
    entries = [
        IGNORED,
        {"rule": "ARI004", "project": "泵站维护经费", "reason": "已补"},
        {**IGNORED, "until": date(2025, 6, 29)},
        {"rule": "ARI004", "file": "别的.txt", "reason": "另一张表"},
    ]
    decisions = corpus.Decisions(parse_ignores(entries, "budgetcheck.toml", [2, 7, 12, 18]), None, TODAY)
    report = corpus.validate_files([str(table)], rulefiles.load(), corpus.Options(decisions=decisions))
    found = [f for f in report.findings if f.rule.startswith("CFG")]
    assert [(f.rule, f.location.file, f.location.line) for f in found] == [
        ("CFG001", "budgetcheck.toml", 7),
        ("CFG002", "budgetcheck.toml", 12),
    ]
    assert "泵站维护经费" in found[0].message.zh
    assert found[1].message.zh.endswith("对应的 1 个问题重新计入；原理由：年中调剂")
    tallies = {t.rule: t for t in report.tallies}
    assert (tallies["CFG001"].failed, tallies["CFG001"].passed, tallies["CFG001"].not_applicable) == (1, 1, 2)
    assert (tallies["CFG002"].failed, tallies["CFG002"].not_applicable) == (1, 3)
    assert [record.file for record in report.documents] == [str(table)]


def test_an_unused_ignore_is_undecided_where_an_input_could_not_be_read(table: Path) -> None:
    unused = {"rule": "ARI004", "project": "泵站维护经费", "reason": "已补"}
    report = checked(table, table.parent / "没有.txt", entries=[unused])
    assert not any(f.rule == "CFG001" for f in report.findings)
    assert next(t for t in report.tallies if t.rule == "CFG001").undecided == 1


def test_without_ignores_the_rules_on_them_have_no_subject(table: Path) -> None:
    tallies = [t for t in checked(table).tallies if t.rule.startswith("CFG")]
    assert [(t.applicable, t.not_applicable, t.shown) for t in tallies] == [(0, 0, 0)] * 2


def test_an_unknown_rule_stops_the_run_before_any_table_is_read() -> None:
    with pytest.raises(ConfigurationError, match="没有规则符合「ARI9」"):
        checked(Path("没有.txt"), entries=[{**IGNORED, "rule": "ARI9"}])


def test_batches_and_processes_change_nothing(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        (table.parent / f"{number}.txt").write_text(TABLE, encoding="utf-8")
    held = new_baseline(checked(table, select=["VSE"]).findings, table.parent / "b.json")
    decisions = corpus.Decisions(parse_ignores([IGNORED]), held, TODAY)
    files, _ = corpus.find_inputs([table.parent / "*.txt"])
    whole = corpus.validate_files(files, rulefiles.load(), corpus.Options(decisions=decisions))
    monkeypatch.setattr(cutting, "BATCH_FILES", 2)
    apart = corpus.validate_files(files, rulefiles.load(), corpus.Options(decisions=decisions, jobs=2))
    assert apart == whole
    assert whole.count_suppressed()["ignored"] == 6


def edited(text: str) -> str:
    """Rows put in above and between, other amounts (the same faults), indicators in another order."""
    text = text.replace("项目名称\t", "说明：单位万元\n\n项目名称\t", 1)
    text = text.replace(
        "河道巡查经费\t22.00\t20.00",
        "清淤经费\t7.00\t7.00\t\t\t清淤。\t1、产出指标：清淤长度，年度指标值：≥3公里。\n河道巡查经费\t29.10\t25.05",
    )
    first, second = (
        "2、产出指标：隐患整改率，年度指标值：≥120%。",
        "3、产出指标：巡查覆盖率，年度指标值：≥130%。",
    )
    return text.replace(first + second, "2" + second[1:] + "3" + first[1:])


def test_a_baseline_survives_moved_lines_changed_amounts_and_a_new_name(table: Path) -> None:
    before = checked(table, select=["ARI004", "VSE001"])
    assert len(before.findings) == 3
    held = new_baseline(before.findings, table.parent / "b.json")
    renamed = table.with_name("水务局（修订）.txt")
    renamed.write_text(edited(TABLE), encoding="utf-8")
    table.unlink()
    after = checked(renamed, baseline=held, select=["ARI004", "VSE001"])
    assert {f.location.line for f in after.findings} != {f.location.line for f in before.findings}
    assert [f.suppressed is not None for f in after.findings] == [True, True, True]
    assert after.ok
    assert after.baseline_gone == 0


def test_two_findings_of_a_rule_on_one_cell_are_told_apart_by_their_indicators(table: Path) -> None:
    held = new_baseline(checked(table, select=["VSE001"]).findings, table.parent / "b.json")
    table.write_text(
        TABLE.replace("隐患整改率，年度指标值：≥120%", "隐患整改率，年度指标值：≥90%").replace(
            "1、产出指标：巡查次数，年度指标值：≥48次。", "1、产出指标：巡查及时率，年度指标值：≥110%。"
        ),
        encoding="utf-8",
    )
    report = checked(table, baseline=held, select=["VSE001"])
    told = {f.location.indicator_name: f.suppressed is not None for f in report.findings}
    assert told == {"巡查及时率": False, "巡查覆盖率": True}
    assert report.baseline_gone == 1


def test_new_findings_count_and_findings_on_the_configuration_are_never_in_a_baseline(table: Path) -> None:
    held = new_baseline(checked(table).findings, table.parent / "b.json")
    table.write_text(
        TABLE.replace("泵站维护经费\t35.60\t35.60", "泵站维护经费\t35.60\t34.60"), encoding="utf-8"
    )
    report = checked(table, baseline=held, entries=[{"rule": "ARI001", "unit": "无此", "reason": "…"}])
    fresh = {f.rule for f in report.findings if not f.suppressed}
    assert {"ARI004", "CFG001"} <= fresh
    assert not report.ok
