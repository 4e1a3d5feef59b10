from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.readers.hostile import make

BAIT = ("taking-in.docx", "linked.xlsx", "brought-in.html", "acting.pdf", "leads-up.ofd", "leads-out.xlsx")
WATCH = ["strace", "-f", "-qq", "-e", "trace=connect,execve,openat"]


def may_watch() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run([*WATCH, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not may_watch(), reason="apt-get install strace, and run where it may follow processes")
def test_files_that_call_outside_are_read_without_a_call_a_program_or_another_file(tmp_path: Path) -> None:
    for name in BAIT:
        (tmp_path / name).write_bytes(make.FILES[name]())
    seen = tmp_path / "calls.log"
    command = [sys.executable, "-m", "budgetcheck", "extract", ".", "-o", "out.json", "--isolated"]
    done = subprocess.run([*WATCH, "-o", str(seen), *command], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 3, done.stderr.decode()
    calls = seen.read_text(encoding="utf-8", errors="replace").splitlines()
    assert any(f'"{name}"' in call for name in BAIT for call in calls), "the watch sees the files being read"
    assert [call for call in calls if "connect(" in call and "AF_UNIX" not in call] == []
    started = {call.split('"')[1] for call in calls if "execve(" in call and call.endswith("= 0")}
    assert {Path(program).name.rstrip("0123456789.") for program in started} == {"python"}
    assert [call for call in calls if "/etc/passwd" in call] == []
