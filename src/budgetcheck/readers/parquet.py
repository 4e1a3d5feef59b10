"""Parquet files of rows with the printed headings, to a `Grid`."""

from __future__ import annotations

import io

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Cell, Grid, Row
from budgetcheck.readers.faults import too_many_cells
from budgetcheck.readers.frame import column_texts
from budgetcheck.readers.interface import Request
from budgetcheck.readers.preflight.columnar import rows_disagree


def read(request: Request) -> list[Grid]:
    """The grid of the file: its column names are row 1, its records follow from 2.

    Raises:
        UnreadableInputError: it is damaged, too large, or a column holds lists or records.
    """
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    try:
        opened = pq.ParquetFile(io.BytesIO(request.data))
        cells = opened.metadata.num_rows * opened.metadata.num_columns
        if cells > request.limits.cells:
            raise too_many_cells(request, cells)
        table = opened.read()
    except (pa.ArrowException, OSError) as fault:
        raise UnreadableInputError(
            request.file,
            f"Parquet 文件损坏：{fault} (the Parquet file is damaged)",
            "请重新导出 (export it again)",
        ) from None
    if table.num_rows != opened.metadata.num_rows:
        raise rows_disagree(request)
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_nested(column.type):
            raise UnreadableInputError(
                request.file,
                f"列「{name}」不是文字或数字，而是 {column.type} (column {name} holds {column.type}, no texts or numbers)",
                "每列应是表头下的文字或数字 (a column should hold the texts or numbers below one heading)",
            )
    columns = [
        [name, *column_texts(column.to_pylist())]
        for name, column in zip(table.column_names, table.columns, strict=True)
    ]
    rows = (
        Row(line, tuple(Cell(text, at) for at, text in enumerate(texts, 1)))
        for line, texts in enumerate(zip(*columns, strict=True), 1)
    )
    return [Grid(request.source("parquet"), tuple(rows))]
