"""The example tables show what their page says they show."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import budgetcheck

TABLES = ("clean.txt", "clean.csv", "damaged.txt", "faulty.txt", "gb18030.txt", "unbalanced.txt")


@pytest.fixture(scope="module")
def reports(examples: Path) -> dict[str, budgetcheck.Report]:
    return {name: budgetcheck.validate(examples / name) for name in TABLES}


def rules_of(report: budgetcheck.Report) -> set[str]:
    return {finding.rule for finding in report}


def test_every_example_can_be_read(reports: dict[str, budgetcheck.Report]) -> None:
    assert {name: report.tool_errors for name, report in reports.items() if report.tool_errors} == {}


def test_the_page_lists_every_example(examples: Path) -> None:
    page = (examples / "README.md").read_text(encoding="utf-8")
    missing = [p.name for p in examples.iterdir() if p.is_file() and f"`{p.name}`" not in page]
    assert [name for name in missing if name != "README.md"] == []


@pytest.mark.parametrize("name", ["clean.txt", "clean.csv"])
def test_the_clean_table_has_nothing_wrong(reports: dict[str, budgetcheck.Report], name: str) -> None:
    report = reports[name]
    assert report.ok
    assert [(f.rule, f.location.line, f.message.zh) for f in report] == []
    assert Counter(report.lines["kind"]) == {"project": 5, "unit_total": 2, "grand_total": 1}
    assert len(report.indicators) == 20
    assert report.data.tallies
    assert all(tally.undecided == 0 for tally in report.data.tallies)


def test_text_and_csv_of_one_table_hold_the_same_figures(reports: dict[str, budgetcheck.Report]) -> None:
    columns = ["kind", "unit", "name", "goal", "total", "fiscal", "special_account", "other", "row"]
    text, csv = (reports[name].lines[columns] for name in ("clean.txt", "clean.csv"))
    assert text.equals(csv)


def test_every_family_that_is_on_fires_somewhere(reports: dict[str, budgetcheck.Report]) -> None:
    fired = {rule[:3] for report in reports.values() for rule in rules_of(report)}
    listed = subprocess.run(
        [sys.executable, "-m", "budgetcheck", "rules", "list", "--output-format", "json", "--isolated"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    families = {rule["id"][:3] for rule in json.loads(listed.stdout) if rule["enabled"]}
    # NOTE: CFG judges a configuration and PUB other tables of the run; their cases show them.
    assert families - fired - {"CFG", "PUB"} == set(), "add a place to examples/faulty.txt that breaks these"


def test_the_old_encoding_is_read_without_loss(reports: dict[str, budgetcheck.Report]) -> None:
    report = reports["gb18030.txt"]
    assert list(report.lines["name"]) == ["合计", "全民健身路径更新", "青少年业余训练经费"]
    assert list(report.lines["total"]) == [156_000_000, 96_000_000, 60_000_000]
    assert report.documents["money_unit"].item() == "元"


def test_the_unbalanced_table_says_which_amount_is_wrong(reports: dict[str, budgetcheck.Report]) -> None:
    (root,) = [f for f in reports["unbalanced.txt"] if f.severity == "error" and f.caused_by is None]
    assert root.explained == "explained"
    best = root.explanations[0]
    assert {(c.line, c.before, c.after) for c in best.changes} == {(11, "368.50", "386.50")}
    assert all(s.holds for s in best.sums)


def test_the_damaged_table_is_put_together_again(reports: dict[str, budgetcheck.Report]) -> None:
    report = reports["damaged.txt"]
    projects = report.lines[report.lines["kind"] == "project"]
    assert list(projects["name"]) == [
        "高标准农田管护经费",
        "动物疫病防控经费",
        "农机购置补贴配套",
        "农产品质量安全检测经费",
        "耕地质量监测项目",
        "云溪市农业农村局2024年信息化运维项目",
        "畜禽粪污资源化利用项目",
        "水稻制种保险补贴",
    ]
    cut = projects.set_index("name").loc["动物疫病防控经费"]
    assert cut["total_state"] == "doubtful"
    assert cut["total"] == 286_400_000
    assert list(report.data.frames["readings"].query("field == 'total'")["text"]) == ["286.40", "26.40"]
    broken = projects.set_index("name").loc["畜禽粪污资源化利用项目"]
    assert (broken["total"], broken["total_state"]) == (1_050_000_000, "stated")
    counted = report.indicators.groupby("line_id").size().reindex(projects["line_id"])
    assert list(counted) == [4, 4, 3, 3, 4, 3, 2, 3]
    assert rules_of(report) >= {
        "ARI001",
        "STR005",
        "STR007",
        "STR008",
        "STR009",
        "STR010",
        "STR011",
        "STR024",
    }


def test_findings_point_at_the_very_characters(
    examples: Path, reports: dict[str, budgetcheck.Report]
) -> None:
    for name in ("faulty.txt", "damaged.txt"):
        lines = (examples / name).read_text(encoding="utf-8").split("\n")
        for finding in reports[name]:
            place = finding.location
            if place.span is None or finding.excerpt is None:
                continue
            start, end = place.span
            source = lines[(place.line or 0) - 1][start:end]
            shown = finding.excerpt.text[finding.excerpt.start : finding.excerpt.end]
            assert source, f"{finding.rule} at {name}:{place.line} points at nothing"
            assert source.startswith(shown), f"{finding.rule} at {name}:{place.line}"


def test_the_faulty_table_contradicts_itself_in_every_way(reports: dict[str, budgetcheck.Report]) -> None:
    report = reports["faulty.txt"]
    told = {(f.rule, f.location.project): f for f in report if f.rule == "ARI004"}
    swapped = told["ARI004", "农村公路日常养护经费"]
    assert (swapped.actual, swapped.expected, swapped.difference) == ("365.00", "356.00", "9.00")
    assert not report.ok
    with pytest.raises(Exception, match="ARI"):
        report.raise_for("error")
