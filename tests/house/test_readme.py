"""What the pages tell the reader to type works."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "rules/README.md", "examples/README.md")]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.S)


def commands() -> list[str]:
    shown = [
        line.partition("#")[0].strip()
        for page in PAGES
        for block in blocks(page, "sh")
        for line in block.splitlines()
    ]
    return sorted({line for line in shown if line.startswith("budgetcheck ")})


@cache
def help_of(command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "budgetcheck", command, "--help"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("line", commands())
def test_a_command_that_is_shown_exists_with_its_options(line: str) -> None:
    _, name, *rest = shlex.split(line)
    text = help_of(name)
    assert [word for word in rest if word.startswith("--") and word not in text] == []


def test_the_python_that_is_shown_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    from budgetcheck.errors import FindingsError

    monkeypatch.chdir(ROOT)
    first, second = blocks(ROOT / "README.md", "python")
    names: dict[str, object] = {}
    with pytest.raises(FindingsError):  # NOTE: its last line raises, as its comment says
        exec(first, names)
    exec(second, names)
    assert len(names["errors"]) > 0  # type: ignore[arg-type]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_toml_that_is_shown_is_toml(page: Path) -> None:
    for block in blocks(page, "toml"):
        assert tomllib.loads(block)
