from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import CLEAN
from tests.readers.hostile.archives import TABLE, sheet, workbook

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
FILES, BROKEN = 160, (17, 101)
COMMAND = [
    sys.executable,
    "-m",
    "budgetcheck",
    "validate",
    ".",
    "--isolated",
    "--select",
    "ARI",
    "--lang",
    "zh",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Workbooks and texts for several batches, two of them broken."""
    made = tmp_path_factory.mktemp("many")
    for number in range(FILES):
        name = f"园区绿化{number}"
        if number in BROKEN:
            (made / f"{number:03}.pdf").write_bytes(b"%PDF-1.7\n")
        elif number % 10:
            (made / f"{number:03}.xlsx").write_bytes(workbook(sheet(TABLE.replace("园区绿化", name))))
        else:
            (made / f"{number:03}.txt").write_text(CLEAN.replace("系统运维", name), encoding="utf-8")
    return made


class Run:
    """The command over the folder with two processes, each of which has started its reader."""

    def __init__(self, folder: Path, temporary: Path) -> None:
        self.temporary = temporary
        self.process = subprocess.Popen(
            [*COMMAND, "--jobs", "2", "--output-format", "json"],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
            env={**os.environ, "TMPDIR": str(temporary)}, start_new_session=True,
        )  # fmt: skip
        self.family = self._family()

    def _family(self) -> dict[int, list[int]]:
        while self.process.poll() is None:
            found = {child: children(child) for child in children(self.process.pid)}
            if len(found) == 2 and all(found.values()):
                return found
            time.sleep(0.02)
        raise AssertionError(self.process.communicate())

    def left(self) -> list[int]:
        """Which of the processes are there after ten seconds at most."""
        all_of_it = [*self.family, *(reader for readers in self.family.values() for reader in readers)]
        for _ in range(500):
            if not any(map(alive, all_of_it)):
                break
            time.sleep(0.02)
        return list(filter(alive, all_of_it))


def children(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text(encoding="ascii").split()]
    except OSError:
        return []


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Iterator[Run]:
    if not Path(f"/proc/self/task/{os.getpid()}/children").exists():
        pytest.skip("this kernel does not list the children of a process")
    started = Run(folder, tmp_path)
    yield started
    started.process.kill()
    started.process.communicate()


def test_an_interrupt_at_a_terminal_ends_all_processes_and_leaves_nothing(run: Run) -> None:
    os.killpg(run.process.pid, signal.SIGINT)
    out, said = run.process.communicate()
    assert run.process.returncode == 130
    assert (out, said) == ("", "budgetcheck: 已中断 (interrupted)\n")
    assert run.left() == []
    assert list(run.temporary.iterdir()) == []


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_a_run_that_was_killed(run: Run, by: signal.Signals) -> None:
    run.process.send_signal(by)
    run.process.communicate()
    assert run.process.returncode == -by
    assert run.left() == []


def told(out: str) -> Any:
    record = json.loads(out)
    return {key: record[key] for key in ("documents", "summary", "findings", "tool_errors")}


def test_a_process_killed_from_outside_costs_no_file_its_result(run: Run, folder: Path) -> None:
    os.kill(next(iter(run.family)), signal.SIGKILL)
    out, _ = run.process.communicate()
    assert run.process.returncode == 3
    alone = subprocess.run(
        [*COMMAND, "--output-format", "json"], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert told(out) == told(alone.stdout)
    assert len(told(out)["documents"]) == FILES - len(BROKEN)
    assert [Path(error["subject"]).stem for error in told(out)["tool_errors"]] == [f"{n:03}" for n in BROKEN]
    assert run.left() == []
    assert list(run.temporary.iterdir()) == []
