from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers import read
from budgetcheck.readers.frame import cell_text


def texts(frame: pd.DataFrame) -> list[list[str]]:
    (grid,) = read(frame)
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_headings_are_row_one_and_rows_follow() -> None:
    frame = pd.DataFrame({"项目名称": ["道路", None], "总计": ["1,100.00", "2.00"]}, index=[7, 9])
    (grid,) = read(frame)
    assert (grid.source.file, grid.source.kind, grid.source.spans) == ("<DataFrame>", "frame", "cell")
    assert [(r.line, [c.text for c in r.cells]) for r in grid.rows] == [
        (1, ["项目名称", "总计"]),
        (2, ["道路", "1,100.00"]),
        (3, ["", "2.00"]),
    ]
    assert {c.start for r in grid.rows for c in r.cells} == {0}


def test_a_name_can_be_given() -> None:
    assert read(pd.DataFrame({"总计": [1]}), name="预算表")[0].source.file == "预算表"


def test_every_kind_of_missing_value_is_an_empty_cell() -> None:
    missing = [None, np.nan, pd.NA, pd.NaT, Decimal("NaN"), np.float32("nan")]
    assert texts(pd.DataFrame({"总计": pd.Series(missing, dtype=object)}))[1:] == [[""]] * len(missing)


def test_numbers_are_written_exactly_without_exponent() -> None:
    values = [10**20, 1e22, Decimal("1E+3"), Decimal("35.60"), np.int64(7), np.float32(0.1), True]
    assert [row[0] for row in texts(pd.DataFrame({"x": pd.Series(values, dtype=object)}))[1:]] == [
        "100000000000000000000",
        "10000000000000000000000.0",
        "1000",
        "35.60",
        "7",
        "0.1",
        "True",
    ]


def test_a_column_of_floats_has_one_form() -> None:
    assert texts(pd.DataFrame({"总计": [30.0, 24838.14, np.nan]})) == [
        ["总计"],
        ["30.00"],
        ["24838.14"],
        [""],
    ]
    assert texts(pd.DataFrame({"总计": [30.0, 0.1 + 0.2]}))[1:] == [["30"], ["0.30000000000000004"]]


def test_a_named_index_is_a_column_and_an_unnamed_one_is_not() -> None:
    frame = pd.DataFrame({"项目名称": ["道路"], "总计": [1]}).set_index("项目名称")
    assert texts(frame) == [["项目名称", "总计"], ["道路", "1"]]


def test_equal_and_nested_headings_are_kept() -> None:
    assert texts(pd.DataFrame([["道路", 1, 2]], columns=["项目名称", "总计", "总计"])) == [
        ["项目名称", "总计", "总计"],
        ["道路", "1", "2"],
    ]
    nested = pd.DataFrame(
        [["道路", 1]], columns=pd.MultiIndex.from_tuples([("项目名称", ""), ("资金", "总计")])
    )
    assert texts(nested)[0] == ["项目名称", "资金 总计"]


def test_a_frame_without_columns_is_refused_and_one_without_rows_is_its_headings() -> None:
    with pytest.raises(UnreadableInputError, match="没有列"):
        read(pd.DataFrame())
    assert texts(pd.DataFrame({"项目名称": []})) == [["项目名称"]]


def test_the_frame_is_not_changed_and_equal_frames_have_equal_hashes() -> None:
    frame = pd.DataFrame({"项目名称": ["道路"], "总计": [1.5]})
    before = frame.copy()
    assert read(frame)[0].source.sha256 == read(before)[0].source.sha256
    pd.testing.assert_frame_equal(frame, before)
    assert read(frame)[0].source.sha256 != read(frame * 2)[0].source.sha256


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_text_of_a_float_is_that_float(number: float) -> None:
    text = cell_text(number)
    assert float(text) == number
    assert "e" not in text.lower()
