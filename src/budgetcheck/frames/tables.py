"""The frames of one batch, held together with the word lists they were read by."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from budgetcheck.frames.arrays import Repeated, array_of
from budgetcheck.frames.clock import Clock
from budgetcheck.frames.models import Amounts, Cells, Documents, Ignores, Indicators, Lines, Readings, Repairs
from budgetcheck.terms import MONEY_FIELDS
from budgetcheck.text import Words, default_words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    import pandera.pandas as pa

MODELS: dict[str, type[pa.DataFrameModel]] = {
    "documents": Documents,
    "lines": Lines,
    "indicators": Indicators,
    "cells": Cells,
    "repairs": Repairs,
    "readings": Readings,
    "amounts": Amounts,
    "ignores": Ignores,
}


FRAMES = tuple(name for name in MODELS if name not in ("amounts", "ignores"))
"""The frames that a batch holds; `amounts` is made from `lines`, and `ignores` speaks of a run, not of tables."""


@cache
def dtypes(name: str) -> dict[str, Any]:
    """Column name to pandas dtype name, for the frame `name`."""
    schema = MODELS[name].to_schema()
    # NOTE: pandera names text by its storage (string[pyarrow] where arrow is installed); pandas 3 calls both str.
    named = {column: str(spec.dtype) for column, spec in schema.columns.items()}
    return {column: "str" if dtype.startswith("str") else dtype for column, dtype in named.items()}


def frame_of(name: str, columns: Mapping[str, Sequence[Any] | Repeated]) -> pd.DataFrame:
    """A frame of the model `name` from one sequence per column, each cast to the model's dtype.

    Raises:
        KeyError: a column of the model is missing.
    """
    return pd.DataFrame({c: array_of(columns[c], d) for c, d in dtypes(name).items()}, copy=False)


@cache
def _no_rows(name: str) -> pd.DataFrame:
    return frame_of(name, dict.fromkeys(dtypes(name), ()))


def _no_ignores() -> pd.DataFrame:
    return _no_rows("ignores")


T = TypeVar("T")


@dataclass(frozen=True)
class Tables:
    """The frames of one batch, with what rules derive from them kept while the batch lives.

    `words` are the lists that the batch was read by; checks ask these, so that a pack can change them.
    `ignores` has no rows but in the tables that `triage.frame` makes of a whole run.
    """

    documents: pd.DataFrame
    lines: pd.DataFrame
    indicators: pd.DataFrame
    cells: pd.DataFrame
    repairs: pd.DataFrame
    readings: pd.DataFrame
    words: Words = field(default_factory=default_words, repr=False)
    ignores: pd.DataFrame = field(default_factory=_no_ignores, repr=False)

    @cached_property
    def amounts(self) -> pd.DataFrame:
        """One row per line and money column, in the order of the lines."""
        parts = [
            pd.DataFrame(
                {
                    "document": self.lines["document"],
                    "line_id": self.lines["line_id"],
                    "field": pd.Series(str(f), index=self.lines.index, dtype="str"),
                    "fen": self.lines[f],
                    "text": self.lines[f"{f}_text"],
                    "decimals": self.lines[f"{f}_decimals"],
                    "state": self.lines[f"{f}_state"],
                }
            )
            for f in map(str, MONEY_FIELDS)
        ]
        long = pd.concat(parts)
        return long.sort_index(kind="stable").reset_index(drop=True)

    @cached_property
    def _derived(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def clock(self) -> Clock:
        """What the work on this batch took."""
        return Clock()

    def once(self, make: Callable[..., T], *args: Hashable) -> T:
        """`make(self, *args)`, computed once for this batch however many rules ask for it."""
        key = (make, *args)
        if key not in self._derived:
            # NOTE: measured apart, or the first rule that asks would pay for all of them.
            with self.clock.part("shared", make.__name__.strip("_")):
                self._derived[key] = make(self, *args)
        found: T = self._derived[key]
        return found

    def once_for(self, held: Sequence[Any], make: Callable[..., T], *args: Hashable) -> T:
        """`make(self, held, *args)`, computed once for this batch and this very object, which must not be changed."""
        key = (make, id(held), *args)
        if key not in self._derived:
            with self.clock.part("shared", make.__name__.strip("_")):
                # NOTE: kept beside what is made of it, so that nothing else can get its id.
                self._derived[key] = held, make(self, held, *args)
        found: T = self._derived[key][1]
        return found

    def frame(self, name: str) -> pd.DataFrame:
        """The frame called `name`."""
        frame: pd.DataFrame = getattr(self, name)
        return frame

    @classmethod
    def empty(cls) -> Tables:
        """Tables without a row, every column present."""
        return cls.of({name: _no_rows(name).copy(deep=False) for name in FRAMES})

    @classmethod
    def of(cls, frames: Mapping[str, pd.DataFrame], words: Words | None = None) -> Tables:
        """The batch of these frames, one for each name in `FRAMES`."""
        return cls(
            documents=frames["documents"],
            lines=frames["lines"],
            indicators=frames["indicators"],
            cells=frames["cells"],
            repairs=frames["repairs"],
            readings=frames["readings"],
            words=words or default_words(),
        )

    @classmethod
    def concat(cls, batches: Iterable[Tables]) -> Tables:
        """The rows of all batches, read by the same words; their ids must already be unique."""
        held = list(batches)
        if len(held) < 2:
            return held[0] if held else cls.empty()
        whole = {name: pd.concat([b.frame(name) for b in held], ignore_index=True) for name in FRAMES}
        return cls.of(whole, held[0].words)
