"""Parquet: how many cells the file says that it holds, and whether it says one thing, before any is made."""

from __future__ import annotations

import io
from typing import Any

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers.faults import too_many_cells
from budgetcheck.readers.interface import Request


def inspect_parquet(request: Request) -> None:
    """Nothing, when the file does not say that it holds more cells than it may, and does not contradict itself.

    Raises:
        UnreadableInputError: it does.
    """
    from pyarrow.parquet import read_metadata  # type: ignore[import-untyped]

    metadata = read_metadata(io.BytesIO(request.data))
    cells = metadata.num_rows * metadata.num_columns
    if cells > request.limits.cells:
        raise too_many_cells(request, cells)
    if _contradicts_itself(metadata):
        raise rows_disagree(request)


def rows_disagree(request: Request) -> UnreadableInputError:
    """The error for a file that does not hold the rows that it says it holds."""
    return UnreadableInputError(
        request.file,
        "Parquet 文件各处的行数不一，有的行会读不到 "
        "(the Parquet file contradicts itself about its rows, some of which would not be read)",
        "请重新导出 (export it again)",
    )


def _contradicts_itself(metadata: Any) -> bool:
    """Whether the file, its groups of rows and their columns state different numbers of rows."""
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    # NOTE: a list counts each of its values, and is refused as such.
    flat = [at for at in range(metadata.num_columns) if not metadata.schema.column(at).max_repetition_level]
    return metadata.num_rows != sum(group.num_rows for group in groups) or any(
        group.column(at).num_values != group.num_rows for group in groups for at in flat
    )
