"""What other tools read of this repository does what it says."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from budgetcheck.cli.spec import COMMANDS

yaml = pytest.importorskip("yaml", reason="needs a reader of YAML: pip install pyyaml")
ROOT = Path(__file__).resolve().parents[1]
VALIDATE = {flag for option in COMMANDS["validate"].options for flag in option.flags}


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def options_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))


def action(
    folder: Path, step_id: str = "check", cwd: Path = ROOT, **inputs: str
) -> subprocess.CompletedProcess[str]:
    """A step of the action, run by bash as the service runs it; its summary and outputs lie in `folder`."""
    given = read("action.yml")
    step = next(s for s in given["runs"]["steps"] if step_id in (s.get("id"), s.get("name")))
    values = {name: spec.get("default", "") for name, spec in given["inputs"].items()} | inputs
    filled = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: values[m[1]], value).replace(
            "${{ github.action_path }}", str(ROOT)
        )
        for key, value in step["env"].items()
    }
    assert "${{" not in step["run"], "an expression in a script is a door for commands"
    environment = {
        **os.environ, **filled, "BUDGETCHECK_LANG": "zh",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "GITHUB_OUTPUT": str(folder / "outputs"),
        "PATH": f"{folder}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
        env=environment, cwd=cwd, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Tables as a repository may hold them, one in a folder whose name has a blank."""
    folder = tmp_path / "tables"
    (folder / "b c").mkdir(parents=True)
    for source, target in (("faulty.txt", "faulty.txt"), ("clean.csv", "b c/clean.csv")):
        shutil.copy(ROOT / "examples" / source, folder / target)
    return folder


def test_the_action_annotates_sums_up_writes_sarif_and_fails(tmp_path: Path) -> None:
    sarif = tmp_path / "out.sarif"
    done = action(tmp_path, paths="examples/faulty.txt\nexamples/clean.csv", **{"sarif-file": str(sarif)})
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=examples/faulty.txt,line=")
    assert (tmp_path / "summary.md").read_text("utf-8").startswith("## budgetcheck")
    assert (tmp_path / "outputs").read_text("utf-8") == "exit-code=1\n"
    assert json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]


def test_the_action_passes_what_is_clean_and_what_it_is_told_to(tmp_path: Path) -> None:
    assert action(tmp_path, paths="examples/faulty.txt", **{"fail-on": "never"}).returncode == 0
    assert action(tmp_path, paths="examples/clean.csv", options="--select ARI --no-such").returncode == 2
    assert (tmp_path / "outputs").read_text("utf-8") == "exit-code=0\nexit-code=2\n"


def test_the_action_takes_a_path_a_line_blanks_and_all(tables: Path, tmp_path: Path) -> None:
    done = action(tmp_path, paths=f"  {tables}/b c/clean.csv\n\n{tables}/*.txt\n", options="--select ARI")
    assert done.returncode == 1
    assert "2 个文件" in done.stdout


def test_the_action_counts_only_what_the_baseline_lacks(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    words = ["baseline", "create", "examples/faulty.txt", "--baseline", str(baseline), "--quiet"]
    subprocess.run([sys.executable, "-m", "budgetcheck", *words], cwd=ROOT, check=True)
    assert action(tmp_path, paths="examples/faulty.txt", baseline=str(baseline)).returncode == 0


@pytest.mark.parametrize("name", ["paths", "fail-on", "baseline", "sarif-file", "options"])
def test_an_input_of_the_action_cannot_become_a_command(name: str, tmp_path: Path) -> None:
    touch = f"touch {tmp_path}/mark"
    form = f"$({touch}) `{touch}` x; {touch}; ' ; {touch} # \" ; {touch} #\n{touch}\n"
    action(
        tmp_path, cwd=tmp_path, **{"paths": str(ROOT / "examples/clean.csv"), "fail-on": "never", name: form}
    )
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize(
    ("version", "wanted"), [("", f"{ROOT}[all]"), ("budgetcheck[all]==0.3", "budgetcheck[all]==0.3")]
)
def test_the_action_installs_itself_or_what_it_is_told(version: str, wanted: str, tmp_path: Path) -> None:
    stand_in = tmp_path / "python"
    stand_in.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/asked\n')
    stand_in.chmod(0o755)
    assert action(tmp_path, "Install", version=version).returncode == 0
    asked = (tmp_path / "asked").read_text("utf-8").splitlines()
    assert asked[:3] == ["-m", "pip", "install"]
    assert asked[-1] == wanted


def test_the_example_for_github_gives_inputs_that_the_action_takes() -> None:
    steps = read("examples/ci/github.yml")["jobs"]["budgetcheck"]["steps"]
    (ours,) = (step for step in steps if step["uses"].startswith("budgetcheck/"))
    assert set(ours["with"]) <= set(read("action.yml")["inputs"])
    (upload,) = (step for step in steps if "upload-sarif" in step["uses"])
    assert upload["with"]["sarif_file"] == ours["with"]["sarif-file"]


ENTRY = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": {"type": "string", "minLength": 1},
        "check_name": {"type": "string", "minLength": 1},
        "fingerprint": {"type": "string", "minLength": 1},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                "path": {"type": "string", "pattern": "^(?!/|\\./)"},
                "lines": {
                    "type": "object",
                    "required": ["begin"],
                    "properties": {"begin": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}
"""An entry of a code quality report, as GitLab describes it."""


def test_the_example_for_gitlab_writes_the_reports_it_declares(tables: Path, tmp_path: Path) -> None:
    job = read("examples/ci/gitlab.yml")["tables"]
    install, check = job["script"]
    assert install.startswith("pip install")
    words = shlex.split(check)
    assert words[0] == "budgetcheck"
    done = subprocess.run([sys.executable, "-m", *words], cwd=tables.parent, capture_output=True, check=False)
    assert done.returncode == 1
    artifacts = job["artifacts"]
    declared = [*artifacts["paths"], *artifacts["reports"].values()]
    assert all((tmp_path / name).is_file() for name in declared)
    quality = json.loads((tmp_path / artifacts["reports"]["codequality"]).read_text("utf-8"))
    assert quality
    jsonschema.validate(quality, {"type": "array", "items": ENTRY})
    assert len({entry["fingerprint"] for entry in quality}) == len(quality)
    assert (tmp_path / artifacts["reports"]["junit"]).read_text("utf-8").startswith("<?xml")


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
