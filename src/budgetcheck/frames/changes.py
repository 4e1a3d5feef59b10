"""The pandera models of what differs between two tables, or between two reports.

Every row has an `old` and a `new` side; the side that is not there is missing. Amounts are int64 fen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from budgetcheck.frames.arrays import array_of
from budgetcheck.frames.text_type import Text
from budgetcheck.terms import FindingChange, ProjectChange, Severity, TargetChange, TextChange


class _Change(pa.DataFrameModel):
    class Config:
        """Extra columns are welcome: users add theirs."""

        strict = False


class Editions(_Change):
    """A row is a table that was compared."""

    side: Series[Text] = pa.Field(isin=["old", "new"])
    file: Series[Text]
    document: Series[int]  # 1-based among the tables of its file
    title: Series[Text]
    department: Series[Text]
    year: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    projects: Series[int]


class Projects(_Change):
    """A row is a project of either table, or the two that are one."""

    change: Series[Text] = pa.Field(isin=[str(c) for c in ProjectChange])
    department: Series[Text]
    unit_old: Series[Text] = pa.Field(nullable=True)
    unit_new: Series[Text] = pa.Field(nullable=True)
    name_old: Series[Text] = pa.Field(nullable=True)
    name_new: Series[Text] = pa.Field(nullable=True)
    likeness: Series[float] = pa.Field(nullable=True, ge=0, le=1)  # of the two, where they are one
    total_old: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    total_new: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    file_old: Series[Text] = pa.Field(nullable=True)
    line_old: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    file_new: Series[Text] = pa.Field(nullable=True)
    line_new: Series[pd.Int64Dtype] = pa.Field(nullable=True)


class Units(_Change):
    """A row is a budget unit and a money column: what its projects add up to."""

    department: Series[Text]
    unit_old: Series[Text] = pa.Field(nullable=True)
    unit_new: Series[Text] = pa.Field(nullable=True)
    change: Series[Text] = pa.Field(isin=[str(c) for c in ProjectChange])
    field: Series[Text]
    old: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    new: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    difference: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    unread: Series[int] = pa.Field(ge=0)  # amounts of its projects that could not be read, on either side


class Amounts(_Change):
    """A row is an amount of a project that stands in both tables, where the two differ."""

    department: Series[Text]
    unit: Series[Text]
    project: Series[Text]
    field: Series[Text]
    old: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    new: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    difference: Series[int]
    file_old: Series[Text]
    line_old: Series[int]
    file_new: Series[Text]
    line_new: Series[int]


class Targets(_Change):
    """A row is an indicator that stands in both tables with another target."""

    change: Series[Text] = pa.Field(isin=[str(c) for c in TargetChange])
    department: Series[Text]
    unit: Series[Text]
    project: Series[Text]
    category: Series[Text]
    indicator: Series[Text]
    old: Series[Text]
    new: Series[Text]
    file_old: Series[Text]
    line_old: Series[int]
    position_old: Series[int]
    file_new: Series[Text]
    line_new: Series[int]
    position_new: Series[int]


class Indicators(_Change):
    """A row is an indicator of a project that stands in both tables, in only one of them."""

    change: Series[Text] = pa.Field(isin=[str(ProjectChange.ADDED), str(ProjectChange.GONE)])
    department: Series[Text]
    unit: Series[Text]
    project: Series[Text]
    category: Series[Text]
    indicator: Series[Text]
    value: Series[Text]
    file: Series[Text]
    line: Series[int]
    position: Series[int]


class Texts(_Change):
    """A row is a text that a project carried over."""

    change: Series[Text] = pa.Field(isin=[str(c) for c in TextChange])
    department: Series[Text]
    unit: Series[Text]
    project: Series[Text]
    field: Series[Text]
    text: Series[Text]  # as the new table has it
    file_old: Series[Text]
    line_old: Series[int]
    file_new: Series[Text]
    line_new: Series[int]


class Findings(_Change):
    """A row is a finding of either report, or the two that are one; it is told as the newer of them has it."""

    change: Series[Text] = pa.Field(isin=[str(c) for c in FindingChange])
    rule: Series[Text]
    name: Series[Text]
    severity: Series[Text] = pa.Field(isin=[str(s) for s in Severity])
    message: Series[Text]
    file: Series[Text]
    line: Series[pd.Int64Dtype] = pa.Field(nullable=True)
    column: Series[Text] = pa.Field(nullable=True)
    department: Series[Text]
    unit: Series[Text]
    project: Series[Text]
    suppressed: Series[Text] = pa.Field(nullable=True)
    fingerprint: Series[Text]


class Rules(_Change):
    """A row is a rule with findings in either report, and how many of them became what."""

    rule: Series[Text]
    name: Series[Text]
    severity: Series[Text]
    new: Series[int]
    fixed: Series[int]
    unchanged: Series[int]
    unchecked: Series[int]


CHANGES: dict[str, type[pa.DataFrameModel]] = {
    "editions": Editions,
    "projects": Projects,
    "units": Units,
    "amounts": Amounts,
    "targets": Targets,
    "indicators": Indicators,
    "texts": Texts,
    "findings": Findings,
    "rules": Rules,
}


@cache
def change_dtypes(name: str) -> dict[str, Any]:
    """Column name to pandas dtype name, for the frame of changes called `name`."""
    named = {column: str(spec.dtype) for column, spec in CHANGES[name].to_schema().columns.items()}
    return {column: "str" if dtype.startswith("str") else dtype for column, dtype in named.items()}


def change_frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The frame of changes called `name`, a row for each mapping; what one leaves out is missing."""
    held = list(rows)
    columns = {c: array_of([row.get(c) for row in held], dtype) for c, dtype in change_dtypes(name).items()}
    return pd.DataFrame(columns, copy=False)


def counts(frame: pd.DataFrame, changes: Iterable[str]) -> dict[str, int]:
    """How many rows of a frame of changes there are of each of `changes`."""
    counted = Counter(frame["change"])
    return {str(change): counted.get(str(change), 0) for change in changes}
