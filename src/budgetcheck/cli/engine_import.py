"""The engine brought into a process that runs one command and ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from budgetcheck.collector import lasting


@contextmanager
def engine_import() -> Iterator[None]:
    """What is imported inside is not looked at again by the collector, and no maker of test data comes along.

    NOTE: where hypothesis is installed, pandera's backends import it to draw test data. That is a tenth of
    the time of a short command, and no command draws test data. A process that has it already keeps it.
    """
    kept_out = "hypothesis" not in sys.modules
    if kept_out:
        sys.modules["hypothesis"] = None  # type: ignore[assignment]  # documented: importing it then fails
    try:
        with lasting():
            yield
            _register_backends()
    finally:
        if kept_out:
            del sys.modules["hypothesis"]


def _register_backends() -> None:
    import pandas as pd
    import pandera.pandas as pa

    pa.DataFrameSchema.register_default_backends(pd.DataFrame)
