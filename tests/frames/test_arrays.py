"""Values to arrays: a column of repeated values is the column that its values would have made one by one."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from budgetcheck.frames.arrays import Repeated, array_of


@pytest.mark.parametrize(
    ("distinct", "dtype"),
    [
        (["甲", "乙"], "str"),
        (["甲", None], "str"),
        ([1, 2], "int64"),
        ([1, None], "Int64"),
        ([True, False], "bool"),
        ([("a",), None], "object"),
    ],
)
def test_repeated_values_make_the_same_column_as_values_one_by_one(distinct: list[Any], dtype: str) -> None:
    codes = [1, 0, 0, 1]
    repeated = pd.Series(array_of(Repeated(distinct, np.array(codes)), dtype))
    plain = pd.Series(array_of([distinct[code] for code in codes], dtype))
    pd.testing.assert_series_equal(repeated, plain)
