"""Python values to the array of a frame's column, by the quickest way that changes none of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Repeated(NamedTuple):
    """A column of few values that come again and again: value `distinct[code]` for each of `codes`."""

    distinct: Sequence[Any]
    codes: NDArray[np.intp]


def array_of(values: Sequence[Any] | Repeated, dtype: str) -> Any:
    """`values` as an array of `dtype`; None is a missing value.

    NOTE: pandas looks at every value of a list twice. A batch has some forty columns of text for each
    indicator, which made this the slowest step of reading; arrow's own constructor is four times as fast.
    """
    if isinstance(values, Repeated):
        if dtype != "object":
            return array_of(values.distinct, dtype).take(values.codes)
        values = [values.distinct[code] for code in values.codes.tolist()]
    if dtype == "str" and _arrow_text() and set(map(type, values)) <= {str}:
        import pyarrow as pa  # type: ignore[import-untyped]

        return pd.array(pa.array(values, type=pa.large_string()), dtype="str")
    if dtype == "int64" and set(map(type, values)) <= {int}:
        return np.array(values, dtype="int64")
    if dtype == "object":
        # NOTE: only a Series keeps its objects. From an array of text pandas would make an arrow array, and
        # thereby as many copies of a source cell as the cell has pieces.
        return pd.Series(list(values), dtype=object)
    if dtype == "Int64" and pd.api.types.infer_dtype(values, skipna=True) == "integer":
        held = np.array(values, dtype=object)
        missing = pd.isna(held)
        held[missing] = 0
        return pd.arrays.IntegerArray(held.astype("int64"), missing)
    return pd.array(values, dtype=dtype)  # type: ignore[call-overload]


@cache
def _arrow_text() -> bool:
    """Whether pandas keeps text in arrow arrays here."""
    return getattr(pd.array(["a"], dtype="str").dtype, "storage", "") == "pyarrow"
