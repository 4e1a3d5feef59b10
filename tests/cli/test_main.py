from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.running import modules_after

from budgetcheck import __version__
from budgetcheck.cli import main
from budgetcheck.cli.spec import COMMANDS
from budgetcheck.rulefiles import load

UNBUILT = ("no-cache",)


def test_version(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--version"]) == 0
    told = capsysbinary.readouterr().out.decode()
    assert told == f"budgetcheck {__version__} (rules: core {load().version})\n"


def test_help_names_every_command_and_exit_code(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--help"]) == 0
    text = capsysbinary.readouterr().out.decode()
    for name in COMMANDS:
        assert f"\n  {name} " in text
    for code in ("0", "1", "2", "3", "4", "130"):
        assert f"\n  {code} " in text


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_names_every_option_in_both_languages(
    name: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([name, "--help"]) == 0
    text = "".join(capsysbinary.readouterr().out.decode().split())
    for option in COMMANDS[name].options:
        assert all(flag in text for flag in option.flags)
        assert "".join(option.zh.split()) in text
        assert "".join(option.en.split()) in text


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_help_fits_the_terminal(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", str(columns))
    for words in (["--help"], *([name, "--help"] for name in COMMANDS)):
        main(words)
    lines = capsysbinary.readouterr().out.decode().splitlines()
    texts = [
        line for line in lines if not line.startswith("  budgetcheck ") and "budgetcheck COMMAND" not in line
    ]
    assert max(map(cell_len, texts)) <= columns


def test_what_is_not_built_is_not_offered(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for words in (["--help"], *([name, "--help"] for name in COMMANDS)):
        main(words)
    text = capsysbinary.readouterr().out.decode()
    assert [word for word in UNBUILT if word in text] == []


@pytest.mark.parametrize(
    "words",
    [
        ["--help"], ["validate", "--help"], ["--version"], ["rules"], ["explain", "VSY003"],
        ["completion", "bash"], ["schema", "report"], ["validate", "--nope"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_short_command_imports_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    assert modules_after(words, tmp_path).isdisjoint({"pandas", "pandera", "numpy", "pyarrow"})


def test_help_does_not_even_import_rich(tmp_path: Path) -> None:
    assert "rich" not in modules_after(["--help"], tmp_path)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["validat", "x"], "是否指「validate」"),
        (["validate", "x", "--zzz"], "--zzz」 (no such option)；见 budgetcheck validate --help"),
        (["validate", "x", "--jobs", "many"], "budgetcheck: --jobs: 「many」不是非负整数"),
        (["validate", "x", "--pack"], "budgetcheck: --pack 后面要跟一个值 (needs a value)"),
        (["validate", "x", "--pack", "none.toml"], "none.toml: 规则包文件不存在 (no such pack file)"),
        (["explain", "QQQ"], "(no such rule)；budgetcheck rules list"),
        (["frobnicate"], "可用 (allowed): validate"),
        (["validate", "--selct", "ARI"], "是否指「--select」"),
        (["validate", "--selct=ARI", "x"], "是否指「--select」"),
        (["validate", "x", "--fail-on", "eror"], "是否指「error」"),
        (["validate", "x", "--output-format", "jsn"], "是否指「json」"),
        (["validate", "x", "--jobs", "two"], "不是非负整数"),
        (["validate", "x", "--max-per-rule", "-1"], "--max-per-rule"),
        (["validate", "x", "--select"], "--select"),
        (["validate", "x", "--report", "json"], "FORMAT=FILE"),
        (["validate", "x", "--report", "jsn=a"], "是否指「json」"),
        (["validate", "x", "--report", "json=a", "--report", "json=a"], "同一文件"),
        (["validate"], "PATH"),
        (["validate", "x", "--select", "ARX999"], "没有规则符合"),
        (["validate", "x", "--pack", "cor"], "是否指「core」"),
        (["--strict", "validate", "x"], "写在命令之后"),
        (["explain"], "explain"),
        (["explain", "VSY999"], "是否指"),
        (["explain", "vsy-ecko"], "是否指「vsy-echo」"),
        (["rules", "lst"], "是否指「list」"),
        (["schema", "line"], "是否指「lines」"),
        (["completion", "bsh"], "是否指「bash」"),
        (["extract", "x", "--output-format", "sarif"], "可用 (allowed): csv"),
        ([], "缺少命令"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistyped_call_is_named_with_the_nearest_word(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_a_file_without_a_command_is_told_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("表.txt").write_text("x", encoding="utf-8")
    assert main(["表.txt"]) == 2
    assert "budgetcheck validate 表.txt" in capsys.readouterr().err


@pytest.mark.parametrize("width", ["60", "80", "120"])
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_keeps_to_the_width_and_its_examples_can_still_be_pasted(
    name: str, width: str, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    assert main([*([name] if name else []), "--help"]) == 0
    text = capsysbinary.readouterr().out.decode()
    assert max(map(cell_len, text.splitlines())) <= int(width)
    joined = re.sub(r" \\\n +", " ", text)
    assert all(call in joined for call, _ in (COMMANDS[name].examples if name else ()))
