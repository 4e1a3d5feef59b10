"""The pandera type of text columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pandera.engines import pandas_engine

if TYPE_CHECKING:
    from pandera.dtypes import DataType


class Text(pandas_engine.STRING):
    """pandas' text, whichever array holds it.

    NOTE: pandera's own type answers for each value even where the two types are the same, and then lays out
    a frame of no failures for every column, which costs more than all other checks of the column together.
    """

    def check(self, pandera_dtype: DataType, data_container: Any = None) -> bool | Iterable[bool]:
        """Whether a column of type `pandera_dtype` is text; an answer per value where its type leaves it open."""
        if getattr(pandera_dtype, "type", None) == self.type:
            return True
        found: bool | Iterable[bool] = super().check(pandera_dtype, data_container)
        return found
