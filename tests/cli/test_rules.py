from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len

from budgetcheck.cli import main
from budgetcheck.cli.commands.explain import Explained
from budgetcheck.cli.spec import FRAMES, SKELETONS
from budgetcheck.cli.streams import plain_text
from budgetcheck.frames import MODELS
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import load_folder, pack_names, skeleton_frames


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
    keys = {"id", "name", "severity", "family", "enabled", "title", "why", "overrides"}
    assert all(set(r) == keys for r in records)
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
    assert lines[0] == "ARI 算术"


def test_the_list_says_what_switched_a_rule_on_or_off(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    (tmp_path / "budgetcheck.toml").write_text(
        'ignore = ["NUM"]\n[severity]\nvsy-echo = "note"\n', encoding="utf-8"
    )
    given = ("--pack", "guangzhou", "--extend-select", "cat-no-cost")
    by_name = {str(r["name"]): r for r in listed(capsysbinary, *given)}
    assert by_name["ari-grand-total"]["why"] == "--pack guangzhou > core"
    assert by_name["vse-over-standard"]["why"] == "--pack guangzhou"
    assert by_name["cat-level2-mismatch"]["why"] == '--pack guangzhou: disable "cat-level2-mismatch"'
    assert by_name["cat-no-cost"]["why"] == "--extend-select cat-no-cost"
    assert by_name["num-missing"]["why"] == "budgetcheck.toml: ignore NUM"
    (change,) = by_name["vsy-echo"]["overrides"]  # type: ignore[misc]
    assert (change["key"], change["before"], change["now"]) == ("severity", "warning", "note")
    assert Path(change["source"]).name == "budgetcheck.toml"


def test_the_usual_reason_is_told_once_and_each_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list", "--ignore", "ari-row-sources", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "on: pack core" not in out
    assert "where no reason is given, pack core" in out
    assert "off: --ignore ari-row-sources" in out
    assert main(["rules", "list", "-v", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert out.count("on: pack core") == sum(line.startswith("✓") for line in out.splitlines())


def test_the_packs_are_listed_with_how_many_rules_they_hold(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(["rules", "packs", "--pack", "cn-2021", "--output-format", "json"]) == 0
    records = json.loads(capsysbinary.readouterr().out)
    assert [r["id"] for r in records] == pack_names()
    assert [r["id"] for r in records if r["chosen"]] == ["cn-2021"]
    assert {r["id"]: r["include"] for r in records}["guangzhou"] == ["core"]
    most = {r["id"]: r["rules"] for r in records}
    assert most["strict"] == max(most.values()) > most["guangzhou"]
    assert main(["rules", "packs"]) == 0
    assert "▸ core" in capsysbinary.readouterr().out.decode()


def new(*words: str) -> int:
    return main(["rules", "new", *words])


@pytest.mark.parametrize("frame", SKELETONS)
def test_a_new_rule_is_complete_and_its_cases_hold_at_once(
    frame: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new("late-payment", "--frame", frame, "--in", "mine") == 0
    path = tmp_path / "mine" / "USR001-late-payment.toml"
    assert str(Path("mine") / path.name) in capsys.readouterr().out
    (rule,) = load_folder(path.parent, cases=True)
    assert (rule.id, rule.name, rule.frame) == ("USR001", "usr-late-payment", frame)
    assert {case.kind for case in rule.cases} == {"fail", "pass", "near_miss"}
    assert main(["rules", "test", "mine"]) == 0
    assert main(["rules", "list", "--rules", "mine"]) == 0
    assert "usr-late-payment" in capsys.readouterr().out


def test_the_frames_offered_are_those_there_is_a_skeleton_for() -> None:
    assert list(SKELETONS) == skeleton_frames()


def test_a_new_rule_takes_the_next_id_and_never_overwrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new("USR041", "usr-first", "--in", "mine") == 0
    assert new("usr-second", "--in", "mine") == 0
    assert new("usr-third", "--in", "other", "--rules", "mine") == 0, "ids of every folder count"
    names = sorted(path.name for path in tmp_path.rglob("USR*.toml"))
    assert names == ["USR041-first.toml", "USR042-second.toml", "USR043-third.toml"]
    before = (tmp_path / "mine" / names[0]).read_bytes()
    capsys.readouterr()
    assert new("USR041", "--in", "mine") == 2
    assert "USR043" in capsys.readouterr().err, "the next free id is proposed"
    assert new("usr-first", "--in", "mine") == 2
    assert (tmp_path / "mine" / names[0]).read_bytes() == before


def test_a_file_in_the_way_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "mine" / "USR001-x.toml"
    assert new("USR002", "usr-y", "--in", "mine") == 0
    target.mkdir()
    assert new("USR001", "usr-x", "--in", "mine") == 2
    assert "不会覆盖" in capsys.readouterr().err


def test_a_new_rule_for_a_check_is_copied_from_one_that_uses_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new("usr-sources", "--use", "total_equals_parts") == 0
    (rule,) = load_folder(tmp_path / "my_rules", cases=True)
    assert (rule.id, rule.use, rule.frame) == ("USR001", "total_equals_parts", "lines")
    assert "ARI004" in capsys.readouterr().out
    assert main(["rules", "test", "my_rules"]) == 0


def test_the_configured_folder_is_where_a_new_rule_goes(tmp_path: Path) -> None:
    (tmp_path / "budgetcheck.toml").write_text('rules = ["ours"]\n', encoding="utf-8")
    assert new("usr-x") == 0
    assert (tmp_path / "ours" / "USR001-x.toml").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "一个编号"),
        (["中文"], "不是规则编号"),
        (["usr-a", "usr-b"], "一个编号"),
        (["ARI004"], "已被"),
        (["ari-row-sources"], "已被"),
        (["usr-a", "--use", "total_equals_part"], "total_equals_parts"),
        (["usr-a", "--frame", "linse"], "lines"),
        (["usr-a", "--use", "total_equals_parts", "--frame", "documents"], "lines"),
    ],
)
def test_a_slip_in_rules_new_is_named(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(*words) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.toml"))


def test_what_is_only_for_new_rules_is_refused_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list", "--frame", "lines"]) == 2
    assert "rules new" in capsys.readouterr().err


def test_a_single_file_can_be_tested_and_what_it_lacks_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new("usr-x", "--in", "mine") == 0
    path = tmp_path / "mine" / "USR001-x.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("[[case]]")], encoding="utf-8")
    capsys.readouterr()
    assert main(["rules", "test", "mine/USR001-x.toml"]) == 0
    out = capsys.readouterr().out
    assert "? USR001" in out
    assert "near_miss" in out


def test_the_cases_of_a_pack_are_read_with_its_settings_and_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new("usr-x", "--in", "mine") == 0
    head = 'id = "p"\ntitle.zh = "包"\ntitle.en = "p"\nversion = "1"\ninclude = ["core"]\n'
    (tmp_path / "p.toml").write_text(head + "[settings.usr-x]\nshortest = 2\n", encoding="utf-8")
    assert main(["rules", "test", "mine"]) == 0
    assert main(["rules", "test", "mine", "--pack", "p.toml"]) == 1
    assert "a name of two characters" in capsys.readouterr().out


def test_explain_shows_what_a_pack_changed_and_whether_the_rule_is_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "cat-level2-mismatch", "--pack", "cn-2015"]) == 0
    out = capsys.readouterr().out
    assert "tree = 2015" in out
    assert "cn-2015.toml，原为 either" in out
    assert "启用: --pack cn-2015 > core" in out
    assert main(["explain", "cat-no-cost", "--pack", "guangzhou", "--lang", "en"]) == 0
    assert 'off: --pack guangzhou: disable "cat-no-cost"' in capsys.readouterr().out


def test_explain_shows_every_form_of_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("usr-x", "--in", "mine") == 0
    path = tmp_path / "mine" / "USR001-x.toml"
    case = (
        '\n[[case]]\nname = "cells of a project"\nkind = "pass"\nproject = "某项目"\ncontent = "某内容"\n'
        'amount = "7.00"\ngoal = "某目标"\nindicators = "1、产出指标：会议场次，年度指标值：≥4场次。"\n'
        'filled = [{ weight = 1000, level2 = "数量指标" }]\nencoding = "gbk"\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + case, encoding="utf-8")
    capsys.readouterr()
    assert main(["explain", "usr-x", "--rules", "mine"]) == 0
    out = capsys.readouterr().out
    for shown in (
        "项目名称：某项目", "项目内容：某内容", "总计：7.00", "绩效目标：某目标", "绩效指标：1、产出指标",
        "1. weight = 1000, level2 = 数量指标", "编码：gbk", "指标名称：会议", "指标值：≥4次",
        "expect = len(plain(name)) >= shortest", "shortest = 4", "show = ",
    ):  # fmt: skip
        assert shown in out, shown


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
