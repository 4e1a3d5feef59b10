"""`make demo` does what it says, with what it installs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from budgetcheck.readers.formats import format_of, suffixes
from budgetcheck.readers.kinds import kind_of


@pytest.fixture
def beside(root: Path, tmp_path: Path) -> Path:
    """A folder in which the Makefile finds all that it needs; its environment is the one of these tests."""
    for name in ("Makefile", "examples", "pyproject.toml", "constraints.txt"):
        (tmp_path / name).symlink_to(root / name)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (tmp_path / ".venv" / ".installed").touch()
    return tmp_path


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make: apt install make")
@pytest.mark.skipif(not Path(sys.executable).with_name("budgetcheck").exists(), reason="pip install -e .")
def test_the_demo_checks_every_example_and_leaves_both_reports(beside: Path) -> None:
    environment = {**os.environ, "BUDGETCHECK_LANG": "zh"}
    done = subprocess.run(["make", "demo"], cwd=beside, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    record = json.loads((beside / "demo" / "report.json").read_text("utf-8"))
    assert record["tool_errors"] == []
    read = {document["file"] for document in record["documents"]}
    assert read >= {"examples/faulty.txt", "examples/sheet.xlsx", "examples/pages.pdf"}
    assert (beside / "demo" / "report.html").read_text("utf-8").endswith("</html>\n")


def test_what_the_demo_installs_reads_every_example(root: Path, examples: Path) -> None:
    recipe = (root / "Makefile").read_text("utf-8").partition("/.installed:")[2].partition("@touch")[0]
    (asked,) = re.findall(r"'\.\[(\w+)\]'", recipe)
    extras = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    installed = set(re.findall(r"\w+", " ".join(extras[asked])))
    files = [path for path in examples.rglob("*") if path.is_file() and path.suffix in suffixes()]
    assert {format_of(kind_of(str(path), path.read_bytes())).extra for path in files} - installed == {""}
