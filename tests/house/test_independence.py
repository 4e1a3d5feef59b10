"""The same tables give the same report, wherever and however the command runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FILES = ("clean.txt", "faulty.txt", "damaged.txt", "gb18030.txt")


def report(
    folder: Path,
    *,
    files: tuple[str, ...] = FILES,
    flags: tuple[str, ...] = (),
    options: tuple[str, ...] = (),
    **environment: str,
) -> dict[str, Any]:
    base = {k: v for k, v in os.environ.items() if not k.startswith(("BUDGETCHECK", "LC_", "LANG"))}
    command = [sys.executable, *flags, "-m", "budgetcheck", "validate", *files]
    command += ["--isolated", "--output-format", "json", "--lang", "zh", "--fail-on", "never", *options]
    done = subprocess.run(
        command, cwd=folder, env={**base, **environment}, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    held: dict[str, Any] = json.loads(done.stdout)
    return held


@pytest.fixture(scope="module")
def usual(examples: Path) -> dict[str, Any]:
    return report(examples)


@pytest.mark.parametrize(
    ("flags", "environment"),
    [
        ((), {"PYTHONHASHSEED": "1"}),
        ((), {"PYTHONHASHSEED": "4321"}),
        (("-O",), {}),
        ((), {"LC_ALL": "C"}),
        ((), {"LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8"}),
        ((), {"TERM": "dumb", "COLUMNS": "40"}),
        ((), {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "200"}),
        ((), {"PANDERA_VALIDATION_ENABLED": "False"}),
        ((), {"PANDERA_VALIDATION_DEPTH": "SCHEMA_ONLY"}),
    ],
    ids=str,
)
def test_surroundings_do_not_matter(
    examples: Path, usual: dict[str, Any], flags: tuple[str, ...], environment: dict[str, str]
) -> None:
    assert report(examples, flags=flags, **environment) == usual


def test_the_number_of_processes_does_not_matter(examples: Path, usual: dict[str, Any]) -> None:
    assert report(examples, options=("--jobs", "2")) == usual


def test_the_order_of_the_files_does_not_matter(examples: Path, usual: dict[str, Any]) -> None:
    turned = report(examples, files=FILES[::-1])
    assert turned == usual


def test_a_file_alone_gives_what_it_gives_among_others(examples: Path, usual: dict[str, Any]) -> None:
    for name in FILES:
        alone = report(examples, files=(name,))["findings"]
        assert alone == [f for f in usual["findings"] if f["location"]["file"] == name]


def test_python_and_the_command_agree(
    examples: Path, usual: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    import budgetcheck

    monkeypatch.chdir(examples)
    found = [(f.rule, f.location.file, f.location.line) for f in budgetcheck.validate(list(FILES))]
    told = [(f["rule"], f["location"]["file"], f["location"]["line"]) for f in usual["findings"]]
    assert found == told
