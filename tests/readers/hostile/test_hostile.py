from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.readers.hostile import make
from tests.readers.hostile.archives import workbook
from tests.readers.hostile.texts import TABLE

LIMITS = {"file-mib": 32, "seconds": 10, "memory-mib": 768, "cells": 500_000}
PASSWORD = "not-to-be-seen-4711"
BOMBS = {
    "flat-bomb.xlsx": "250 倍",
    "large-inside.xlsx": "上限 32 MiB",
    "large.txt": "上限 32 MiB",
    "endless.csv": "上限 32 MiB",
    "huge-merge.xlsx": "上限 1,000,000",
    "many-merges.xlsx": "上限 1,000,000",
    "huge-span.docx": "上限 1,000,000",
    "long-string.xlsx": "上限 1,048,576",
    "long-number.json": "上限 1,048,576",
    "many-rows.xlsx": "上限 500,000",
    "members.xlsx": "上限 5,000",
    "repeats.ods": "上限 500,000",
    "tabs.txt": "上限 500,000",
    "deep.xlsx": "上限 256 层",
    "many-columns.jsonl": "上限 500,000",
    "many-rows.parquet": "上限 500,000",
    "numbers.json": "上限 500,000",
    "text-repeats.ods": "上限 500,000",
    "rows-spanned.html": "上限 500,000",
    "hidden-rows.ods": "上限 500,000",
    "other-name.xlsx": "上限 1,000,000",
    "spans.ods": "上限 1,000,000",
    "bzip2-bomb.xlsx": "250 倍",
    "lzma-bomb.xlsx": "250 倍",
    "stated-size.xlsx": "上限 32 MiB",
    "same-page.ofd": "上限 2,000",
    "note.xlsx": "上限 5,000",
    "open-comment.html": "上限 10,000",
    "open-tags.html": "上限 10,000",
}
ENCRYPTED = ("encrypted.pdf", "encrypted.xlsx", "encrypted.doc", "encrypted.ods", "flagged.xlsx", "aes.xlsx")
ENTITIES = (
    "laughs.xlsx",
    "outside-entity.xlsx",
    "utf16-entity.xlsx",
    "outside-entity.docx",
    "entity.ofd",
    "other-name-entity.xlsx",
)


# NOTE: a child counts what its parent had taken before it became a program of its own, and the children of a process
# are counted all together: the run is measured from a process that is small and has no other.
MEASURED = """
import importlib.util, pathlib, subprocess, sys
code = subprocess.call(sys.argv[2:])
if importlib.util.find_spec("resource"):
    import resource
    pathlib.Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""


class Run(NamedTuple):
    """What the command said of the whole folder."""

    code: int
    report: dict[str, Any]
    out: str
    error: str
    peak_mib: float | None

    def told(self, name: str) -> list[dict[str, Any]]:
        return [error for error in self.report["tool_errors"] if Path(error["subject"]).name == name]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One run over every file, and two good ones beside them; the folder is gone afterwards."""
    folder = tmp_path_factory.mktemp("hostile")
    made = make.write_all(folder)
    (folder / "good.txt").write_text(TABLE, encoding="utf-8")
    (folder / "good.xlsx").write_bytes(workbook())
    limits = ",".join(f"{name}={value}" for name, value in LIMITS.items())
    command = [sys.executable, "-m", "budgetcheck", "validate", str(folder), *map(str, made)]
    command += ["--file-limit", limits, "--output-format", "json", "--isolated", "--lang", "zh"]
    environment = {**os.environ, "BUDGETCHECK_PASSWORD": PASSWORD}
    peak = tmp_path_factory.mktemp("peak") / "peak"
    measured = [sys.executable, "-c", MEASURED, str(peak), *command]
    done = subprocess.run(measured, capture_output=True, encoding="utf-8", check=False, env=environment)
    for path in made:
        path.rmdir() if path.is_dir() else path.unlink()
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    peak_mib = float(peak.read_text("ascii")) / unit if peak.exists() else None
    return Run(done.returncode, json.loads(done.stdout), done.stdout, done.stderr, peak_mib)


def test_there_are_enough_of_them() -> None:
    assert len(make.FILES) >= 160


def test_the_run_ends_with_unusable_inputs_and_without_a_traceback(run: Run) -> None:
    assert run.code == 3
    assert "Traceback" not in run.out + run.error
    assert {error["kind"] for error in run.report["tool_errors"]} == {"input"}


def test_the_good_files_beside_them_are_checked(run: Run) -> None:
    read = {Path(document["file"]).name for document in run.report["documents"]}
    assert {"good.txt", "good.xlsx"} <= read
    assert read >= make.HARMLESS


@pytest.mark.parametrize("name", sorted(set(make.FILES) - make.HARMLESS))
def test_each_is_refused_by_name_with_what_is_wrong_and_what_to_do(name: str, run: Run) -> None:
    told = run.told(name)
    assert told, "neither read nor refused"
    for error in told:
        assert error["message"].endswith(")")
        assert "(" in error["message"]
        assert error["remedy"]
        assert "\u202e" not in error["message"]


@pytest.mark.parametrize("name", BOMBS)
def test_a_limit_is_named_with_its_value_and_how_it_is_raised(name: str, run: Run) -> None:
    for error in run.told(name):
        assert BOMBS[name] in error["message"]
        assert "--file-limit" in error["remedy"] or "固定" in error["remedy"] or "另存" in error["remedy"]


@pytest.mark.parametrize("name", ENCRYPTED)
def test_an_encrypted_file_is_told_from_a_damaged_one(name: str, run: Run) -> None:
    assert all("加密" in error["message"] for error in run.told(name))


@pytest.mark.parametrize("name", ENTITIES)
def test_entities_are_refused_before_any_parser_sees_them(name: str, run: Run) -> None:
    if name.endswith(".ofd") and find_spec("budgetcheck.readers.ofd") is None:
        pytest.skip("this version has no reader of OFD")
    assert all("DOCTYPE" in error["message"] for error in run.told(name))


def test_a_password_is_never_repeated(run: Run) -> None:
    assert PASSWORD not in run.out + run.error


def test_no_process_took_more_memory_than_it_may(run: Run) -> None:
    if run.peak_mib is None:
        pytest.skip("peaks of memory are known on Unix only")
    assert run.peak_mib < LIMITS["memory-mib"] + 100


@pytest.mark.parametrize("name", ["pipe.csv", "loop.txt", "dangling.pdf", "endless.csv"])
def test_what_is_no_file_ends_no_run(name: str, run: Run) -> None:
    assert run.told(name) or not hasattr(os, "mkfifo")
