"""Clocks, peaks and one plain table; every figure is taken in this run, on this machine."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

Made = TypeVar("Made")


class Figure(NamedTuple):
    """One line of the table; `limit` is the promise, `at_most` says on which side of it to be."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    at_most: bool = True
    note: str = ""

    @property
    def kept(self) -> bool:
        """Whether the promise is kept; true where there is none."""
        if self.limit is None:
            return True
        return self.value <= self.limit if self.at_most else self.value >= self.limit

    def row(self) -> tuple[str, str, str, str, str]:
        """The cells of the table."""
        promise = "" if self.limit is None else f"{'<=' if self.at_most else '>='} {self.limit:g}"
        verdict = "" if self.limit is None else ("ok" if self.kept else "MISSED")
        return self.what, f"{self.value:,.2f} {self.unit}".strip(), promise, verdict, self.note


def cpu(function: Callable[[], Made], repeats: int = 1) -> tuple[float, Made]:
    """The least CPU seconds of `repeats` runs, and what the last one made."""
    best = float("inf")
    for _ in range(repeats):
        gc.collect()
        start = time.process_time()
        made = function()
        best = min(best, time.process_time() - start)
    return best, made


class Cost(NamedTuple):
    """What a child process took: CPU seconds, wall seconds, peak resident bytes."""

    cpu: float
    wall: float
    peak: int


def child(command: Sequence[str]) -> Cost:
    """Run a command to its end.

    Raises:
        RuntimeError: it ended with an exit code above 1, which is not a result of checking.
    """
    start = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with exit code {running.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss * unit)


def printed(command: Sequence[str], given: bytes) -> str:
    """What a command prints when it is given those bytes."""
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout.decode()


def in_turn(commands: Sequence[Sequence[str]], repeats: int) -> list[Cost]:
    """The run of each command that took least CPU; they take turns, so that load falls on all alike."""
    runs = [[child(command) for command in commands] for _ in range(repeats)]
    return [min(costs) for costs in zip(*runs, strict=True)]


def table(figures: Sequence[Figure]) -> str:
    """The figures in aligned columns."""
    rows = [("what", "measured", "promise", "", "note"), *(figure.row() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()
        for row in rows
    )
