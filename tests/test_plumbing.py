"""What other tools read of this repository does what it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from budgetcheck.cli.spec import COMMANDS

yaml = pytest.importorskip("yaml", reason="needs a reader of YAML: pip install pyyaml")
ROOT = Path(__file__).resolve().parents[1]
VALIDATE = {flag for option in COMMANDS["validate"].options for flag in option.flags}


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def options_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


def action(folder: Path, **inputs: str) -> tuple[int, str, str, str]:
    """The action's own step, run by bash as the service runs it: code, annotations, summary, outputs."""
    given = read("action.yml")
    step = next(s for s in given["runs"]["steps"] if s.get("id") == "check")
    values = {name: spec.get("default", "") for name, spec in given["inputs"].items()} | inputs
    filled = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: values[m[1]], value)
        for key, value in step["env"].items()
    }
    summary, outputs = folder / "summary.md", folder / "outputs"
    environment = {
        **os.environ, **filled, "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(outputs),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "BUDGETCHECK_LANG": "zh",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]], env=environment, cwd=ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, summary.read_text("utf-8"), outputs.read_text("utf-8")


def test_the_action_annotates_sums_up_writes_sarif_and_fails(tmp_path: Path) -> None:
    sarif = tmp_path / "out.sarif"
    code, shown, summary, outputs = action(
        tmp_path, paths="examples/faulty.txt\nexamples/clean.csv", **{"sarif-file": str(sarif)}
    )
    assert code == 1
    assert shown.startswith("::error file=examples/faulty.txt,line=")
    assert summary.startswith("## budgetcheck")
    assert outputs == "exit-code=1\n"
    assert sarif.is_file()


def test_the_action_passes_what_is_clean_and_what_it_is_told_to(tmp_path: Path) -> None:
    assert action(tmp_path, paths="examples/faulty.txt", **{"fail-on": "never"})[0] == 0
    assert action(tmp_path, paths="examples/clean.csv", options="--select ARI --no-such")[0] == 2


def test_an_input_of_the_action_cannot_become_a_command(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    code, *_ = action(
        tmp_path, paths=f"examples/clean.csv $(touch {mark}); touch {mark}", **{"fail-on": "never"}
    )
    assert code == 3
    assert not mark.exists()


def test_the_hook_for_pre_commit_fails_on_a_faulty_table() -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    files = [f"examples/{name}" for name in ("faulty.txt", "clean.csv")]
    assert all(re.search(hook["files"], name) for name in files)
    words = shlex.split(hook["entry"])
    assert words[0] == "budgetcheck"
    done = subprocess.run([sys.executable, "-m", *words, *files], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1


@pytest.mark.parametrize(
    "name", ["action.yml", ".pre-commit-hooks.yaml", "examples/ci/github.yml", "examples/ci/gitlab.yml"]
)
def test_only_options_that_exist_are_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert read(name)
    assert options_in(text) - {"--quiet"} <= VALIDATE
