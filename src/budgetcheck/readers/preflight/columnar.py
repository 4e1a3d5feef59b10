"""Parquet: how many cells the file says that it holds, before any is made."""

from __future__ import annotations

import io

from budgetcheck.readers.faults import too_many_cells
from budgetcheck.readers.interface import Request


def inspect_parquet(request: Request) -> None:
    """Nothing, when the file does not say that it holds more cells than it may.

    Raises:
        UnreadableInputError: it does.
    """
    from pyarrow.parquet import read_metadata  # type: ignore[import-untyped]

    metadata = read_metadata(io.BytesIO(request.data))
    cells = metadata.num_rows * metadata.num_columns
    if cells > request.limits.cells:
        raise too_many_cells(request, cells)
