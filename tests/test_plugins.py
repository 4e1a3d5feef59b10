"""The example package is installed and used; a broken one is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from budgetcheck.reports import json_schema

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


USED = {
    "used_bars.py": """
import os
from pathlib import Path
from budgetcheck.model import Cell, Grid, Row
from budgetcheck.readers.interface import Format

FORMAT = Format("bars", "used_bars", (".bars",), isolated=True)

def recognises(data):
    return data.startswith(b"%bars")

def read(request):
    lines = request.data.decode().split("\\n")[1:]
    Path(os.environ["SEEN"]).write_text(str(os.getpid()))
    rows = [Row(n, tuple(Cell(t, c, 0) for c, t in enumerate(l.split("|"), 1))) for n, l in enumerate(lines, 2) if l]
    return [Grid(request.source("bars", spans="line"), tuple(rows))]
""",
    "used_crash.py": """
from budgetcheck.readers.interface import Format

FORMAT = Format("crash", "used_crash", (".crash",), isolated=True)

def recognises(data):
    return data.startswith(b"%crash")

def read(request):
    raise RuntimeError("坏了")
""",
    "used_reports.py": """
def halfway(report, lang):
    yield "first"
    raise RuntimeError("坏了")

def number(report, lang):
    yield 7

def torn(report, lang):
    yield "\\udcff"
""",
    "used-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: used\nVersion: 1.0\n",
    "used-1.0.dist-info/entry_points.txt": (
        "[budgetcheck.readers]\nbars = used_bars\ncrash = used_crash\n"
        "[budgetcheck.reports]\nhalfway = used_reports:halfway\nnumber = used_reports:number\ntorn = used_reports:torn\n"
    ),
    "a.bars": "%bars\n项目名称|总计|财政拨款|绩效目标|绩效指标\n合计|300.00|300.00\n"
    "道路养护|200.00|200.00|路面平整|1、产出指标：养护里程，年度指标值：≥20公里。\n",
    "a.crash": "%crash\n",
}


@pytest.fixture
def used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in USED.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    return tmp_path


def test_a_reader_of_another_package_reads_in_a_process_of_its_own(used: Path) -> None:
    done = budgetcheck(
        used, "validate", str(used / "a.bars"), "--select", "ARI001", "--output-format", "json", "--isolated"
    )
    record = json.loads(done.stdout)
    (found,) = record["findings"]
    assert (found["rule"], found["location"]["line"], done.returncode) == ("ARI001", 3, 1)
    assert (used / "seen").read_text().isdecimal()


def test_a_reader_that_breaks_down_is_an_error_of_the_tool_and_hides_no_other_file(used: Path) -> None:
    files = [str(used / name) for name in ("a.bars", "a.crash")]
    done = budgetcheck(used, "validate", *files, "--select", "ARI", "--output-format", "json", "--isolated")
    record = json.loads(done.stdout)
    assert done.returncode == 4
    assert [d["file"] for d in record["documents"]] == files[:1]
    (error,) = record["tool_errors"]
    assert error["kind"] == "reader"
    assert "used_crash" in error["message"]
    assert "RuntimeError: 坏了" in error["message"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("halfway", "RuntimeError: 坏了"), ("number", "int, not str"), ("torn", "UnicodeEncodeError")],
)
def test_a_report_that_breaks_down_is_an_error_of_the_tool_and_leaves_no_half_file(
    used: Path, name: str, reason: str
) -> None:
    out, beside = used / "out", used / "report.json"
    targets = ("--report", f"json={beside}", "--report", f"{name}={out}")
    done = budgetcheck(used, "validate", "examples/clean.csv", "--isolated", *targets)
    assert done.returncode == 4
    told = "".join(done.stdout.split())  # folded where the paths left room
    assert f"插件used的「{name}」出错" in told
    assert reason.replace(" ", "") in told
    assert not out.exists()
    record = json.loads(beside.read_text(encoding="utf-8"))
    jsonschema.validate(record, json_schema())
    (error,) = record["tool_errors"]
    assert (error["kind"], error["subject"]) == ("plugin", f"used:{name}")
    assert reason in error["message"]
    assert record["documents"]


def test_a_report_that_breaks_down_on_standard_output_is_named_last(used: Path) -> None:
    done = budgetcheck(used, "validate", "examples/clean.csv", "--isolated", "--output-format", "halfway")
    assert (done.returncode, done.stdout) == (4, "first")
    assert "插件 used 的「halfway」出错" in done.stderr.splitlines()[-1]
