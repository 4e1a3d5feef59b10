"""What every test may use."""

from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """Let interrupts reach the commands that tests start.

    NOTE: a shell starts background jobs with interrupts ignored, and every child inherits that: a test that
    interrupts a command would wait for ever.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def examples() -> Path:
    return ROOT / "examples"


@pytest.fixture(scope="session")
def samples() -> Path:
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the two published tables are not beside this checkout (../shared/samples)")
    return folder


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Every file that git tracks, relative to the root."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
