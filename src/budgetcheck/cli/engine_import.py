"""The engine brought into a process that runs one command and ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from budgetcheck.collector import lasting

_UNNEEDED = ("hypothesis", "geopandas")


@contextmanager
def engine_import() -> Iterator[None]:
    """What is imported inside is not looked at again by the collector, and nothing unneeded comes along.

    NOTE: where hypothesis is installed, pandera's backends import it to draw test data. That is a tenth of
    the time of a short command, and no command draws test data. For every column of a model pandera also
    looks for geopandas, in all folders again where it is not installed. A process that has them keeps them.
    """
    kept_out = [name for name in _UNNEEDED if name not in sys.modules]
    # NOTE: documented: importing a module that is None here fails.
    sys.modules.update(dict.fromkeys(kept_out))  # type: ignore[arg-type]
    try:
        with lasting():
            yield
            _prepare()
    finally:
        for name in kept_out:
            del sys.modules[name]


def _prepare() -> None:
    """Have pandera do here what it does once in a process."""
    import pandas as pd
    import pandera.pandas as pa

    from budgetcheck.frames import MODELS

    pa.DataFrameSchema.register_default_backends(pd.DataFrame)
    for model in MODELS.values():
        model.to_schema()
