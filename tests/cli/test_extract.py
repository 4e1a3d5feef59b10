from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.cli.running import CLEAN, command

import budgetcheck
from budgetcheck.cli import main
from budgetcheck.cli.spec import EXTRACT_FORMATS


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "好.txt").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def figures(source: Any) -> list[tuple[Any, ...]]:
    """What must survive an extract: the findings on sums and values, but not the places in another file."""
    report = budgetcheck.validate(source)
    assert report.tool_errors == ()
    return sorted(
        (f.rule, f.fingerprint, f.expected or "", f.actual or "", f.difference or "", f.location.project)
        for f in report
        if f.rule[:3] in ("ARI", "VSY", "VSE")
    )


def test_json_has_lines_with_fen_and_indicators_with_their_line(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["extract", "好.txt"]) == 0
    record = json.loads(capsysbinary.readouterr().out)
    projects = [line for line in record["lines"] if line["kind"] == "project"]
    assert [(p["name"], p["line"], p["total"]) for p in projects] == [
        ("系统运维经费", 10, 10_000_000),
        ("培训经费", 11, 20_000_000),
    ]
    by_line = [(i["line_id"], i["name"], i["low"]) for i in record["indicators"]]
    first, second = (p["line_id"] for p in projects)
    assert by_line == [
        (first, "系统正常运行率", "98"),
        (first, "巡检次数", "12"),
        (second, "培训人数", "100"),
    ]
    assert {r["file"] for key in ("documents", "lines", "indicators") for r in record[key]} == {"好.txt"}


@pytest.mark.parametrize("output_format", EXTRACT_FORMATS)
def test_a_bad_input_does_not_stop_the_good_ones(output_format: str, here: Path) -> None:
    words = ["extract", "好.txt", "没有.txt", "--output-format", output_format, "-o", "out/表"]
    assert main(words) == 3
    assert (here / "out" / "表").stat().st_size > 0


def test_the_suffix_of_the_file_names_the_format(here: Path) -> None:
    assert main(["extract", "好.txt", "-o", "表.csv"]) == 0
    assert (here / "表.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert main(["extract", "好.txt", "-o", "表.parquet"]) == 0
    assert (here / "表.parquet").read_bytes().startswith(b"PAR1")


def test_standard_output_can_be_piped_back(here: Path) -> None:
    done = command("extract", "好.txt", "--output-format", "csv", cwd=here)
    assert done.returncode == 0
    back = command("validate", "-", "--output-format", "json", cwd=here, given=done.stdout)
    assert json.loads(back.stdout)["documents"][0]["projects"] == 2


@pytest.mark.parametrize("name", ["000_5499713471e0efc3.txt", "003_b86aac9226299ae8.txt"])
def test_a_published_table_gives_the_same_findings_after_an_extract(
    name: str, samples: Path, here: Path
) -> None:
    source = samples / name
    before = figures(source)
    assert before
    assert main(["extract", str(source), "-o", "表.csv"]) == 0
    assert figures(here / "表.csv") == before
    assert main(["extract", str(source), "-o", "表.parquet"]) == 0
    assert figures(pd.read_parquet(here / "表.parquet")) == before


def test_two_tables_in_one_extract_read_back_as_two(samples: Path, here: Path) -> None:
    assert main(["extract", str(samples), "-o", "表.csv"]) == 0
    report = budgetcheck.validate(here / "表.csv")
    assert [(d.projects, d.indicators) for d in report.data.documents] == [(22, 140), (34, 167)]
    assert figures(here / "表.csv") == figures(samples)


def test_the_published_tables_extract_whole(
    samples: Path, here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["extract", str(samples)]) == 0
    record = json.loads(capsysbinary.readouterr().out)
    kinds = pd.Series([line["kind"] for line in record["lines"]]).value_counts().to_dict()
    assert kinds == {"project": 56, "unit_total": 3, "grand_total": 2}
    assert len(record["indicators"]) == 307
    joined = [i for i in record["indicators"] if i["file"].endswith("003_b86aac9226299ae8.txt")]
    assert {49, 55} <= {i["line"] for i in joined}


def test_the_indicator_table_has_one_row_each(here: Path) -> None:
    assert main(["extract", "好.txt", "--table", "indicators", "-o", "指标.csv"]) == 0
    frame = pd.read_csv(io.BytesIO((here / "指标.csv").read_bytes()), dtype=str, keep_default_na=False)
    assert frame["指标名称"].tolist() == ["系统正常运行率", "巡检次数", "培训人数"]
    assert frame["原文行"].tolist() == ["10", "10", "11"]


def test_a_pack_reads_by_its_own_words(here: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (here / "本地.txt").write_text(CLEAN.replace("绩效指标\n", "考核要点\n"), encoding="utf-8")
    head = 'id = "p"\ntitle.zh = "包"\ntitle.en = "p"\nversion = "1"\ninclude = ["core"]\n'
    (here / "p.toml").write_text(
        f'{head}[words."headings.fields.indicators"]\nadd = ["考核要点"]\n', encoding="utf-8"
    )
    assert main(["extract", "本地.txt"]) == 3
    capsysbinary.readouterr()
    assert main(["extract", "本地.txt", "--pack", "p.toml"]) == 0
    assert len(json.loads(capsysbinary.readouterr().out)["indicators"]) == 3
    (here / "budgetcheck.toml").write_text('pack = "p.toml"\n', encoding="utf-8")
    assert main(["extract", "本地.txt", "-o", "表.json"]) == 0, "the configured pack counts too"
    assert len(budgetcheck.read("本地.txt", pack="p.toml").indicators) == 3


def test_a_terminal_is_shown_controls_as_pictures_and_a_file_gets_them_as_they_are(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "坏.txt").write_text(CLEAN.replace("培训经费", "培训\x9b31m\u202e经费"), encoding="utf-8")
    assert main(["extract", "坏.txt", "--output-format", "csv"]) == 0
    assert "培训\x9b31m\u202e经费" in capsysbinary.readouterr().out.decode()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["extract", "坏.txt", "--output-format", "csv"]) == 0
    assert "培训\ufffd31m\ufffd经费" in capsysbinary.readouterr().out.decode()
