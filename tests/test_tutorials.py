"""The tutorials, done by a newcomer who types what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TUTORIALS = ROOT / "docs" / "tutorials"
BLOCKS = re.compile(r"```(sh|toml|yaml|python)\n(.*?)```", re.S)


def blocks(page: str, *kinds: str) -> list[tuple[str, str]]:
    """The blocks of a page in order, each with its language."""
    return [b for b in BLOCKS.findall((TUTORIALS / page).read_text("utf-8")) if b[0] in kinds]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with what the tutorials take for granted."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for folder, names in (
        ("表", ("faulty.txt", "clean.csv")),
        ("去年", ("clean.txt",)),
        ("今年", ("faulty.txt",)),
    ):
        (tmp_path / folder).mkdir()
        for name in names:
            shutil.copy(ROOT / "examples" / name, tmp_path / folder)
    return tmp_path


def typed(block: str, desk: Path) -> subprocess.CompletedProcess[str]:
    """What bash makes of the lines of a block, the installation left out."""
    lines = [line for line in block.splitlines() if not line.startswith("pip install")]
    folder = Path(sys.executable).parent
    variables = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "BUDGETCHECK_LANG": "zh"}
    return subprocess.run(
        ["bash", "-c", "\n".join(lines)], cwd=desk, env={**os.environ, **variables},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def followed(page: str, desk: Path) -> list[subprocess.CompletedProcess[str]]:
    """Every command of a page, in order; none is refused."""
    done = [typed(block, desk) for _, block in blocks(page, "sh")]
    assert [(d.args[-1], d.stderr) for d in done if d.returncode not in (0, 1) or d.stderr] == []
    return done


needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs the shell of the tutorials: bash")
needs_command = pytest.mark.skipif(
    not (Path(sys.executable).parent / "budgetcheck").exists(),
    reason="needs the command beside the Python that runs the tests: pip install -e .",
)


@needs_bash
@needs_command
def test_a_folder_is_audited_as_told(desk: Path) -> None:
    done = followed("audit-a-folder.md", desk)
    assert any("没有新问题" in d.stdout for d in done)
    assert all((desk / name).is_file() for name in ("报告.html", "报告.xlsx", "budgetcheck-baseline.json"))
    (ignores,) = (block for _, block in blocks("audit-a-folder.md", "toml"))
    (desk / "budgetcheck.toml").write_text(ignores, encoding="utf-8")
    assert typed("budgetcheck validate 表/", desk).stderr == ""


@needs_bash
@needs_command
def test_a_repository_is_gated_as_told(desk: Path) -> None:
    yaml = pytest.importorskip("yaml", reason="needs a reader of YAML: pip install pyyaml")
    followed("gate-a-repository.md", desk)
    assert (desk / "budgetcheck.xml").is_file()
    baseline, hook = (yaml.safe_load(block) for _, block in blocks("gate-a-repository.md", "yaml"))
    assert set(baseline) <= set(yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"])
    assert (desk / baseline["baseline"]).is_file()
    (known,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["repos"][0]["hooks"] == [{"id": known["id"]}]


@needs_bash
@needs_command
def test_a_rule_is_written_as_told(desk: Path) -> None:
    commands = [block for _, block in blocks("write-a-rule.md", "sh")]
    (rest,) = (block for _, block in blocks("write-a-rule.md", "toml"))
    new, first_test = (typed(block, desk) for block in commands[:2])
    assert new.returncode == 0
    assert "通过 3，不符 0" in first_test.stdout
    (file,) = (desk / "my_rules").iterdir()
    assert file.name in (TUTORIALS / "write-a-rule.md").read_text("utf-8")
    head = file.read_text("utf-8").partition("\n[check]\n")[0] + "\n"
    file.write_text(head + rest, encoding="utf-8")
    second_test, use = (typed(block, desk) for block in commands[2:])
    assert (second_test.stderr, use.stderr) == ("", "")
    assert "通过 3，不符 0" in second_test.stdout
    assert "words_wanted" in use.stdout


def test_the_python_of_the_tutorials_runs(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    for page in sorted(TUTORIALS.glob("*.md")):
        for _, block in blocks(page.name, "python"):
            exec(compile(block, page.name, "exec"), {})
