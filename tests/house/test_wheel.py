"""The built wheel is whole, and an installed copy finds its rules."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(root)],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


def test_it_holds_every_rule_file_that_git_tracks(wheel: Path, tracked: list[Path]) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"budgetcheck/_rules/{p.relative_to('rules').as_posix()}" for p in tracked if p.parts[0] == "rules"
    }
    assert wanted - inside == set()


def test_it_holds_every_file_of_the_package(wheel: Path, tracked: list[Path]) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {p.relative_to("src").as_posix() for p in tracked if p.parts[0] == "src"}
    assert wanted - inside == set()
    assert "budgetcheck/py.typed" in inside


def test_an_installed_copy_finds_its_rules(wheel: Path, root: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "import budgetcheck, budgetcheck.resources as r; print(budgetcheck.__file__); print(r.rules_folder());"
        "from budgetcheck.cli import main; main(['rules', 'list'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    package, rules, *listing = done.stdout.splitlines()
    assert Path(package).is_relative_to(tmp_path)
    assert Path(rules) == tmp_path / "site" / "budgetcheck" / "_rules"
    assert "ari-row-sources" in "\n".join(listing)


def test_a_checkout_uses_its_own_rules_and_not_a_stale_copy(root: Path) -> None:
    from budgetcheck.resources import rules_folder

    assert rules_folder() == root / "rules"
