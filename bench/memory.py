"""Peak memory of checking many tables in batches, as a multiple of their text."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.generate import documents, write
from bench.measure import Figure, child


def run(megabytes: float = 100) -> Iterator[Figure]:
    """`validate` over a folder of generated tables in one process."""
    with tempfile.TemporaryDirectory() as folder:
        size = write(Path(folder), documents(sys.maxsize, 40, seed=6, faulty=0.01), megabytes=megabytes)
        command = ["validate", folder, "--isolated", "--output-format", "json", "--fail-on", "never"]
        cost = child([sys.executable, "-m", "budgetcheck", *command])
    label = f"{size / 1e6:.0f} MB of tables"
    yield Figure(
        f"validate, {label}", size / cost.wall / 1e6, "MB/s", note="wall, start-up and report included"
    )
    yield Figure(f"peak memory, {label}", cost.peak / 1e6, "MB")
    yield Figure("peak memory / text", cost.peak / size, "times", 40)
