"""The example package is installed and used; a broken one is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = ROOT / "examples" / "plugin"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    copied = tmp_path_factory.mktemp("source") / "plugin"
    # NOTE: building leaves files beside the source.
    subprocess.run(["cp", "-r", PLUGIN, copied], check=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
         "--disable-pip-version-check", "--target", folder, copied],
        check=True,
    )  # fmt: skip
    return folder


def budgetcheck(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "budgetcheck", *words],
        env={**os.environ, "PYTHONPATH": str(site), "BUDGETCHECK_LANG": "zh", "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip


VALIDATE = ("validate", "examples/plugin/table.md", "--rules", "examples/plugin/rules", "--isolated")


def test_reader_check_and_report_of_another_package_work_together(site: Path) -> None:
    done = budgetcheck(site, *VALIDATE, "--select", "USR", "--output-format", "tally", "--fail-on", "never")
    assert (done.stdout, done.stderr, done.returncode) == ("1\tUSR901\t提示\n", "", 0)


def test_a_finding_of_a_brought_reader_is_placed_in_its_file(site: Path) -> None:
    done = budgetcheck(site, *VALIDATE, "--select", "USR", "--output-format", "json-lines")
    where = json.loads(done.stdout)["location"]
    line = (PLUGIN / "table.md").read_text(encoding="utf-8").split("\n")[where["line"] - 1]
    assert line[slice(*where["span"])] == "200.00"


def test_the_rule_of_the_package_passes_its_own_cases(site: Path) -> None:
    assert budgetcheck(site, "rules", "test", "examples/plugin/rules").returncode == 0


def test_a_folder_is_searched_for_what_a_plugin_reads(site: Path) -> None:
    done = budgetcheck(
        site, "validate", "examples/plugin", "--select", "ARI", "--output-format", "json", "--isolated"
    )
    files = {d["file"] for d in json.loads(done.stdout)["documents"]}
    assert files == {str(Path("examples/plugin/table.md"))}


def test_without_the_package_its_words_are_unknown(tmp_path: Path) -> None:
    done = budgetcheck(tmp_path, *VALIDATE, "--output-format", "tally")
    assert done.returncode == 2
    assert "--output-format 不能是「tally」" in done.stderr
    assert "amount_is_not_round" in budgetcheck(tmp_path, *VALIDATE).stderr


def test_a_plugin_that_cannot_be_loaded_is_an_error_of_the_tool_and_hides_nothing(tmp_path: Path) -> None:
    info = tmp_path / "broken-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[budgetcheck.checks]\nbad = broken_plugin\n[budgetcheck.reports]\nbad = broken_plugin:write\n",
        encoding="utf-8",
    )
    (tmp_path / "broken_plugin.py").write_text("raise RuntimeError('坏了')\n", encoding="utf-8")
    done = budgetcheck(tmp_path, "validate", "examples/clean.csv", "--output-format", "json", "--isolated")
    record = json.loads(done.stdout)
    assert done.returncode == 4
    assert {e["subject"] for e in record["tool_errors"]} == {"broken:bad"}
    assert all("RuntimeError: 坏了" in e["message"] for e in record["tool_errors"])
    assert record["documents"]
    refused = budgetcheck(tmp_path, "validate", "examples/clean.csv", "--output-format", "bad")
    assert refused.returncode == 2
    assert "broken" in refused.stderr
