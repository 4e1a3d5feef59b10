from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.readers.hostile.archives import noise, workbook
from tests.readers.hostile.texts import TABLE

from budgetcheck.cli import main
from budgetcheck.errors import InputError, UsageError

PASSWORD = "密码4711"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETCHECK_LANG", "zh")
    monkeypatch.delenv("BUDGETCHECK_PASSWORD", raising=False)
    (tmp_path / "表.txt").write_text(TABLE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def locked(here: Path) -> Path:
    pytest.importorskip("msoffcrypto", reason="pip install 'budgetcheck[password]'")
    from msoffcrypto.format.ooxml import OOXMLFile

    path = here / "锁.xlsx"
    with path.open("wb") as stream, (here / "开.xlsx").open("w+b") as plain:
        plain.write(workbook(xl__media__picture=noise(9_000)))
        OOXMLFile(plain).encrypt(PASSWORD, stream)
    (here / "开.xlsx").unlink()
    return path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    caught = capsys.readouterr()
    return code, caught.out, caught.err


def validated(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str]]:
    """The exit code without findings, and what is said of unusable inputs."""
    code, out, _ = run(capsys, "validate", *words, "--fail-on", "never", "--output-format", "json")
    return code, [error["message"] for error in json.loads(out)["tool_errors"]]


def test_a_limit_is_set_on_the_command_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert validated(capsys, "表.txt", "--file-limit", "cells=100,seconds=5") == (0, [])
    code, (said,) = validated(capsys, "表.txt", "--file-limit", "cells=10")
    assert code == 3
    assert "超过上限 10" in said


@pytest.mark.parametrize("name", ["budgetcheck.toml", "pyproject.toml"])
def test_a_limit_is_set_in_the_configuration_and_the_command_line_goes_before_it(
    name: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "[tool.budgetcheck.limits]" if name == "pyproject.toml" else "[limits]"
    (here / name).write_text(f"{head}\ncells = 10\n", encoding="utf-8")
    assert validated(capsys, "表.txt")[0] == 3
    assert validated(capsys, "表.txt", "--file-limit", "seconds=9")[0] == 3
    assert validated(capsys, "表.txt", "--file-limit", "cells=100")[0] == 0
    assert validated(capsys, "表.txt", "--isolated")[0] == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("cells", "--file-limit 应写作 名称=数"),
        ("cells=many", "而不是「many」"),
        ("cell=9", "是否指「cells」"),
        ("cells=0", "应为正数"),
        ("cells=nan", "应为正数"),
    ],
)
@pytest.mark.parametrize("command", ["validate", "extract", "baseline create"])
def test_a_wrong_limit_is_a_usage_error(
    command: str, given: str, said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, error = run(capsys, *command.split(), "表.txt", "--file-limit", given)
    assert (code, out) == (2, "")
    assert said in error


def test_a_wrong_limit_in_the_configuration_names_the_file(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "budgetcheck.toml").write_text("[limits]\nsecond = 3\n", encoding="utf-8")
    code, _, error = run(capsys, "validate", "表.txt")
    assert code == 2
    assert "budgetcheck.toml: limits:" in error
    assert "seconds" in error


def test_a_password_opens_what_is_locked_and_stands_nowhere(
    locked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, (said,) = validated(capsys, "锁.xlsx")
    assert (code, "需要密码" in said) == (3, True)
    for words in (("--password", PASSWORD), ("--password", PASSWORD, "-v")):
        code, out, error = run(
            capsys, "validate", "锁.xlsx", *words, "--output-format", "json", "--fail-on", "never"
        )
        assert code == 0
        assert PASSWORD not in out + error
    monkeypatch.setenv("BUDGETCHECK_PASSWORD", PASSWORD)
    assert validated(capsys, "锁.xlsx") == (0, [])
    assert validated(capsys, "锁.xlsx", "--password", "4712")[0] == 3
    assert run(capsys, "extract", "锁.xlsx")[0] == 0
    assert run(capsys, "diff", "锁.xlsx", "表.txt")[0] == 0


def test_python_takes_a_password_and_limits_too(locked: Path) -> None:
    import budgetcheck

    assert budgetcheck.validate(locked, password=PASSWORD, limits={"seconds": 60}).tool_errors == ()
    assert len(budgetcheck.read(locked, password=PASSWORD).lines) == 1
    (error,) = budgetcheck.validate("表.txt", limits={"cells": 3}).tool_errors
    assert "超过上限 3" in error.message
    with pytest.raises(InputError, match="超过上限 3"):
        budgetcheck.read("表.txt", limits={"cells": 3})
    with pytest.raises(UsageError, match="seconds"):
        budgetcheck.validate("表.txt", limits={"second": 3})


def test_a_crash_in_a_reader_of_ours_is_an_error_of_the_tool(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgetcheck.readers import json_rows

    monkeypatch.setattr(json_rows, "decode", None)
    (here / "行.json").write_text('[{"项目名称": "甲"}]', encoding="utf-8")
    code, out, error = run(capsys, "validate", "行.json", "表.txt", "--output-format", "json")
    (told,) = json.loads(out)["tool_errors"]
    assert (code, told["kind"], told["subject"]) == (4, "reader", "行.json")
    assert "Traceback" in told["detail"]
    assert "Traceback" not in error
    assert len(json.loads(out)["documents"]) == 1
    with pytest.raises(InputError) as caught:
        __import__("budgetcheck").read("行.json")
    assert caught.value.kind == "reader"


@pytest.mark.parametrize("words", [["validate"], ["extract"], ["diff", "表.txt"]], ids=lambda words: words[0])
def test_every_command_that_reads_follows_the_configuration(
    words: list[str], here: Path, examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, str(examples / "damaged.txt")]) != 3
    (here / "budgetcheck.toml").write_text("strict = true\n", encoding="utf-8")
    assert main([*words, str(examples / "damaged.txt")]) == 3
    captured = capsys.readouterr()
    assert "修复" in captured.out + captured.err
