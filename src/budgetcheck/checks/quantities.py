"""Target values as quantities: what they are of, in which unit, within which bounds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from budgetcheck.checks.values import of_class, told
from budgetcheck.terms import Dimension, ValueClass
from budgetcheck.text import measured

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables


def measure_of(frame: pd.DataFrame) -> pd.Series[str]:
    """What the value is a value of: the words beside a labelled quantity, else the indicator's name."""
    labelled = of_class(frame, ValueClass.LABELLED) & frame["value_labels"].ne("").to_numpy(dtype=bool)
    return frame["name"].where(~labelled, frame["value_labels"])


def measures(tables: Tables) -> tuple[NDArray[Any], list[str]]:
    """Per indicator a number for what its value measures (see `measured`), and what each number stands for."""
    codes, distinct = pd.factorize(measure_of(tables.indicators))
    cores = [measured(str(name), tables.words) for name in distinct]
    numbers, texts = pd.factorize(pd.Series(cores, dtype="object"))
    return numbers[codes], texts.tolist()


def single(frame: pd.DataFrame) -> Truth:
    """Per indicator, whether its value is one quantity."""
    return of_class(frame, ValueClass.QUANTITY, ValueClass.LABELLED)


def in_percent(frame: pd.DataFrame) -> Truth:
    """Per indicator, whether its value is in percent, percentage points apart."""
    return frame["dimension"].eq(str(Dimension.PERCENT)).to_numpy(dtype=bool) & frame["base_unit"].eq(
        "%"
    ).to_numpy(dtype=bool)


def beyond(bounds: pd.Series[Any], limit: Decimal) -> Truth:
    """Where a bound is above `limit`."""
    return told(bounds, lambda bound: bound > limit)


def equal(bounds: pd.Series[Any], value: Decimal) -> Truth:
    """Where a bound is `value`."""
    return told(bounds, lambda bound: bound == value)


def stated_bound(frame: pd.DataFrame) -> pd.Series[Any]:
    """The number that a value states: its lower bound, or its upper one where it has no other."""
    low = frame["low"]
    return low.where(low.notna(), frame["high"])
