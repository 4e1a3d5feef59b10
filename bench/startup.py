"""How long a short command takes, against importing the engine alone."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.generate import documents, write
from bench.measure import Figure, wall_in_turn

SHORT = (("--help",), ("explain", "ARI004"), ("rules",))


def run(repeats: int = 7) -> Iterator[Figure]:
    """Wall time of `validate` on one table as a multiple of `import pandera.pandas`; and of short commands."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), documents(1, 30, seed=5))
        table = str(next(Path(folder).iterdir()))
        ours = [sys.executable, "-m", "budgetcheck"]
        commands = [
            [sys.executable, "-c", "import pandera.pandas"],
            [*ours, "validate", table, "--isolated"],
            *([*ours, *arguments] for arguments in SHORT),
        ]
        engine, validate, *short = wall_in_turn(commands, repeats)
    yield Figure("import pandera.pandas", engine, "s")
    yield Figure("budgetcheck validate, one table", validate, "s")
    yield Figure("validate / import", validate / engine, "times", 1.7)
    for arguments, seconds in zip(SHORT, short, strict=True):
        yield Figure(f"budgetcheck {' '.join(arguments)}", seconds, "s", 0.3)
