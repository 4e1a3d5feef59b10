"""A pandas DataFrame with the printed headings, to a `Grid`."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import numpy as np
import pandas as pd

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Cell, Grid, Row, Source

FRAME = "<DataFrame>"
_MAX_SHARED = 6  # more decimals are a float's noise, not a printed form


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
    columns = [column_texts(list(frame.iloc[:, i])) for i in range(frame.shape[1])]
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


def column_texts(values: list[object]) -> list[str]:
    """The exact texts of a column; its floats are written with as many decimals as the longest needs.

    NOTE: a float has forgotten how it was printed. One form for the column keeps 30.00 beside 24838.14
    from looking like a figure of lower precision.

    >>> column_texts([30.0, 24838.14, None]), column_texts([3.0, float("nan")])
    (['30.00', '24838.14', ''], ['3', ''])
    """
    numbers = [Decimal(str(v)) for v in values if isinstance(v, (float, np.floating))]
    decimals = max((_decimals(n) for n in numbers if n.is_finite()), default=0)
    return [cell_text(value, decimals if decimals <= _MAX_SHARED else 0) for value in values]


def cell_text(value: object, decimals: int = 0) -> str:
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
        number = Decimal(str(value))
        if not number.is_finite():
            return "" if number.is_nan() else str(value)
        return format(number, f".{max(decimals, _decimals(number))}f")
    if isinstance(value, Decimal):
        return "" if value.is_nan() else format(value, "f")
    return str(value)


def _decimals(number: Decimal) -> int:
    """How many digits behind the point the number needs."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
