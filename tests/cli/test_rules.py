from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len

from budgetcheck.cli import main
from budgetcheck.cli.commands.explain import Explained
from budgetcheck.cli.spec import FRAMES
from budgetcheck.cli.streams import plain_text
from budgetcheck.frames import MODELS
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import load_folder


def listed(capsysbinary: pytest.CaptureFixture[bytes], *words: str) -> list[dict[str, object]]:
    assert main(["rules", "list", "--output-format", "json", *words]) == 0
    records: list[dict[str, object]] = json.loads(capsysbinary.readouterr().out)
    return records


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETCHECK_LANG", "zh")


def test_the_list_as_json_names_every_rule(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    records = listed(capsysbinary)
    assert all(set(r) == {"id", "name", "severity", "family", "enabled", "title"} for r in records)
    assert [r["id"] for r in records] == sorted(str(r["id"]) for r in records)
    assert all(str(r["id"]).startswith(str(r["family"])) for r in records)


def test_what_is_off_is_listed_as_off(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    records = listed(capsysbinary, "--select", "ARI", "--ignore", "ari-grand-total")
    on = {str(r["name"]) for r in records if r["enabled"]}
    assert on
    assert all(name.startswith("ari-") for name in on)
    assert "ari-grand-total" not in on
    assert len(records) == len(listed(capsysbinary))


def test_the_list_for_people_folds_and_counts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(cell_len, lines)) <= 60
    assert "条规则，启用" in lines[-1]


def test_cases_of_a_folder_are_run_and_a_broken_one_is_named(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = next((root / "rules" / "value_syntax").glob("VSY003*.toml"))
    folder = tmp_path / "mine"
    folder.mkdir()
    text = source.read_text(encoding="utf-8")
    (folder / source.name).write_text(text, encoding="utf-8")
    assert main(["rules", "test", "mine"]) == 0
    assert "1 条规则" in capsys.readouterr().out
    wrong = (
        text
        + '\n[[case]]\nname = "never flagged"\nkind = "fail"\nvalue = "≥60家"\nexpect = [{ indicator = 1 }]\n'
    )
    (folder / source.name).write_text(wrong, encoding="utf-8")
    assert main(["rules", "test", "mine"]) == 1
    out = capsys.readouterr().out
    assert "✗ VSY003" in out
    assert "never flagged" in out


@pytest.mark.parametrize("word", ["VSY003", "vsy003", "vsy-echo", "VSY-ECHO"])
def test_explain_takes_id_or_name_in_any_case(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", word]) == 0
    out = capsys.readouterr().out
    for part in ("VSY003 vsy-echo", "为什么查", "何时可以不改", "依据", "提示语", "用例", "✗", "✓", "≈"):
        assert part in out


@pytest.mark.parametrize("width", [60, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_can_be_explained_within_the_width(width: int, lang: str) -> None:
    for rule in load_folder(rules_folder(), cases=True):
        text = plain_text(Explained(rule, lang), width=width)
        assert "".join(rule.title.get(lang).split()) in "".join(text.split())
        assert max(map(cell_len, text.splitlines())) <= width, rule.id


def test_the_frames_offered_are_the_frames_there_are() -> None:
    assert set(FRAMES) == set(MODELS)


@pytest.mark.parametrize("name", FRAMES)
def test_a_schema_lists_the_columns_of_its_frame(
    name: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["schema", name, "--output-format", "json"]) == 0
    record = json.loads(capsysbinary.readouterr().out)
    assert [c["name"] for c in record["columns"]] == list(MODELS[name].to_schema().columns)
    assert main(["schema", name]) == 0
    text = capsysbinary.readouterr().out.decode()
    assert all(f"\n{c['name']} " in text or f"\n{c['name']}\n" in text for c in record["columns"])


def test_the_schema_of_the_report_is_a_json_schema(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema", "report"]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsysbinary.readouterr().out))
