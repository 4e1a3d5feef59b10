"""A pandas DataFrame with the printed headings, to a `Grid`."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import numpy as np
import pandas as pd

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Cell, Grid, Row, Source

FRAME = "<DataFrame>"


def read_frame(frame: pd.DataFrame, name: str | None = None) -> Grid:
    """The grid of a frame: its headings are row 1, its rows follow from 2.

    An index with a name is a column like the others; one without is not part of the table.

    Raises:
        UnreadableInputError: the frame has no columns.
    """
    file = name or FRAME
    if any(level is not None for level in frame.index.names):
        frame = frame.reset_index()
    if not frame.shape[1]:
        raise UnreadableInputError(
            file,
            "表中没有列 (the frame has no columns)",
            "列名应为表头文字，如「项目名称」 (name the columns as the table prints them)",
        )
    columns = [list(map(cell_text, frame.iloc[:, i])) for i in range(frame.shape[1])]
    texts = [[heading_text(label) for label in frame.columns], *map(list, zip(*columns, strict=True))]
    rows = tuple(
        Row(line, tuple(Cell(text, column, 0) for column, text in enumerate(row, 1)))
        for line, row in enumerate(texts, 1)
    )
    return Grid(_source(file, texts), rows)


def _source(file: str, texts: list[list[str]]) -> Source:
    written = "\x1e".join("\x1f".join(row) for row in texts).encode("utf-8", "surrogatepass")
    return Source(file, "frame", hashlib.sha256(written).hexdigest(), len(written), spans="cell")


def heading_text(label: object) -> str:
    """A column label as text; the levels of a nested heading are joined by a blank."""
    levels = label if isinstance(label, tuple) else (label,)
    return " ".join(filter(None, map(cell_text, levels)))


def cell_text(value: object) -> str:
    """The exact text of a value: nothing for a missing one, no exponent and no rounding in a number.

    >>> cell_text(0.1), cell_text(1e15), cell_text(None), cell_text("35.60")
    ('0.1', '1000000000000000', '', '35.60')
    """
    if isinstance(value, str):
        return str(value)
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, (float, np.floating)):
        # NOTE: str() of a numpy float is the shortest text of its own precision, as repr() is of a float.
        return _decimal_text(Decimal(str(value)))
    if isinstance(value, Decimal):
        return _decimal_text(value)
    return str(value)


def _decimal_text(number: Decimal) -> str:
    return "" if number.is_nan() else format(number, "f")
