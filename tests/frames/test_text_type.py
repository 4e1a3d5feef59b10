"""The type of text columns: one answer for a column of text, an answer per value where it is open."""

import pandas as pd
import pandera.pandas as pa
import pytest
from pandera.engines.pandas_engine import Engine

from budgetcheck.frames import MODELS
from budgetcheck.frames.text_type import Text


def _said(column: pd.Series) -> object:
    return Text().check(Engine.dtype(column.dtype), column)


def test_text_is_text_without_a_look_at_its_values() -> None:
    assert _said(pd.Series(["甲", "乙"], dtype="str")) is True


def test_numbers_are_not_text() -> None:
    assert not _said(pd.Series([1, 2]))


def test_a_value_that_is_no_text_is_found_among_objects() -> None:
    assert list(_said(pd.Series(["甲", 1], dtype=object))) == [True, False]  # type: ignore[call-overload]


def test_a_frame_with_numbers_for_text_breaks_its_model() -> None:
    schema = pa.DataFrameSchema({"name": MODELS["lines"].to_schema().columns["name"]})
    schema.validate(pd.DataFrame({"name": ["甲"]}))
    with pytest.raises(pa.errors.SchemaError):
        schema.validate(pd.DataFrame({"name": [1]}))


def test_a_column_made_from_the_type_is_text() -> None:
    schema = pa.DataFrameSchema({"name": pa.Column(Text, coerce=True)})
    assert schema.validate(pd.DataFrame({"name": [1]}))["name"].tolist() == ["1"]
