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


def wall_in_turn(commands: Sequence[Sequence[str]], repeats: int) -> list[float]:
    """The least wall seconds of each command; they take turns, so that load falls on all alike."""
    best = [float("inf")] * len(commands)
    for _ in range(repeats):
        for position, command in enumerate(commands):
            start = time.perf_counter()
            done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            best[position] = min(best[position], time.perf_counter() - start)
            if done.returncode > 1:
                raise RuntimeError(f"{' '.join(command)} ended with exit code {done.returncode}")
    return best


def peak_bytes(command: Sequence[str]) -> tuple[int, int, float]:
    """Peak resident bytes, exit code and wall seconds of a child process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_maxrss * unit, child.returncode, time.perf_counter() - start


def table(figures: Sequence[Figure]) -> str:
    """The figures in aligned columns."""
    rows = [("what", "measured", "promise", "", "note"), *(figure.row() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()
        for row in rows
    )
