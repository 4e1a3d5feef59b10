"""Columns of a batch in which values repeat, each distinct value held once.

Every function here is meant for `tables.once`: the rules of a run share what it gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Coded = tuple[NDArray[np.intp], list[Any]]


def texts(tables: Tables, frame: str, column: str) -> Coded:
    """The distinct values of a column, with a code per row; -1 for a missing one."""
    codes, distinct = pd.factorize(tables.frame(frame)[column])
    codes = codes.astype(np.intp, copy=False)
    return codes, np.asarray(distinct, dtype=object).tolist()


def spread(coded: Coded, answers: Any) -> NDArray[np.bool_]:
    """Per row, the answer for its distinct value; False for a missing one."""
    return np.append(np.asarray(answers, dtype=bool), False)[coded[0]]


def holds(tables: Tables, column: str, *values: str) -> NDArray[np.bool_]:
    """Per indicator, whether the column is one of `values`."""
    codes, distinct = tables.once(texts, "indicators", column)
    return spread((codes, distinct), [value in values for value in distinct])
