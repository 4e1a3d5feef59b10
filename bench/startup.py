"""How long a short command takes, against importing the engine alone."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.generate import documents, write
from bench.measure import Cost, Figure, in_turn

SHORT = (("--help",), ("explain", "ARI004"), ("rules",))


def run(repeats: int = 7) -> Iterator[Figure]:
    """CPU time of `validate` on one table as a multiple of `import pandera.pandas`; and of short commands."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), documents(1, 30, seed=5))
        table = str(next(Path(folder).iterdir()))
        ours = [sys.executable, "-m", "budgetcheck"]
        commands = [
            [sys.executable, "-c", "import pandera.pandas"],
            [*ours, "validate", table, "--isolated"],
            *([*ours, *arguments] for arguments in SHORT),
        ]
        with _compiled(Path(folder, "compiled")):
            engine, validate, *short = in_turn(commands, repeats)
    yield _figure("import pandera.pandas", engine)
    yield _figure("budgetcheck validate, one table", validate)
    yield Figure("validate / import", validate.cpu / engine.cpu, "times", 1.7)
    for arguments, cost in zip(SHORT, short, strict=True):
        yield _figure(f"budgetcheck {' '.join(arguments)}", cost, 0.3)


@contextmanager
def _compiled(folder: Path) -> Iterator[None]:
    """Python keeps what it compiled in `folder`; the first run of each command fills it.

    NOTE: an installed package is compiled once. Where the environment forbids that for a checkout, every run
    would compile all of budgetcheck and nothing of pandera, and the two would not be measured alike.
    """
    ours = {"PYTHONPYCACHEPREFIX": str(folder), "PYTHONDONTWRITEBYTECODE": ""}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _figure(what: str, cost: Cost, limit: float | None = None) -> Figure:
    return Figure(what, cost.cpu, "s", limit, note=f"CPU; {cost.wall:.2f} s on the clock")
