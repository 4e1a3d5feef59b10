"""Target values as quantities: what they are of, in which unit, within which bounds; each asked once a batch."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.name_kinds import are_of_kind, measured_of
from budgetcheck.checks.texts import holds, texts
from budgetcheck.checks.values import distinct_names, of_class
from budgetcheck.terms import Dimension, ValueClass

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from budgetcheck.checks.name_kinds import Says
    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables

    Codes = NDArray[np.intp]

LOW, HIGH, STATED = "low", "high", "stated"
"""The bounds of a value; the stated one is its lower bound, or its upper one where it has no other."""


def names_measured(tables: Tables) -> tuple[Codes, list[str]]:
    """Per indicator a code for what its value is a value of, and the distinct texts.

    That is the words beside a labelled quantity, else the indicator's name.
    """
    frame = tables.indicators
    labelled = of_class(tables, ValueClass.LABELLED) & ~holds(tables, "value_labels", "")
    if not labelled.any():
        return tables.once(distinct_names)
    codes, distinct = pd.factorize(frame["name"].where(~labelled, frame["value_labels"]))
    return codes, [str(name) for name in distinct]


def measures(tables: Tables) -> tuple[Codes, list[str]]:
    """Per indicator a code for what its value measures, and the distinct measures (see `text.measured`)."""
    codes, names = tables.once(names_measured)
    numbers, cores = pd.factorize(np.array(measured_of(tables, names), dtype=object))
    return numbers[codes], cores.tolist()


def by_measure(tables: Tables, says: Says) -> Truth:
    """Per indicator, what `says` answers for the text that its value is a value of (see `are_of_kind`)."""
    codes, names = tables.once(names_measured)
    return np.append(are_of_kind(tables, names, says), False)[codes]


def quantities(tables: Tables) -> Truth:
    """Per indicator, whether its value is a quantity and nothing else."""
    return tables.once(holds, "value_class", str(ValueClass.QUANTITY))


def single(tables: Tables) -> Truth:
    """Per indicator, whether its value is one quantity, with or without words beside it."""
    return tables.once(holds, "value_class", str(ValueClass.QUANTITY), str(ValueClass.LABELLED))


def in_percent(tables: Tables) -> Truth:
    """Per indicator, whether its value is in percent, percentage points apart."""
    percent = tables.once(holds, "dimension", str(Dimension.PERCENT))
    return percent & tables.once(holds, "base_unit", "%")


def bounds(tables: Tables) -> tuple[dict[str, Codes], list[Decimal]]:
    """By kind of bound: per indicator a code into the distinct bounds, -1 for none; equal bounds share one."""
    (low, lows), (high, highs) = (tables.once(texts, "indicators", side) for side in (LOW, HIGH))
    numbers: dict[Decimal, int] = {}
    shared = np.array([*(numbers.setdefault(bound, len(numbers)) for bound in (*lows, *highs)), -1], np.intp)
    codes = {LOW: shared[low], HIGH: shared[np.where(high >= 0, high + len(lows), -1)]}
    codes[STATED] = np.where(codes[LOW] >= 0, codes[LOW], codes[HIGH])
    return codes, list(numbers)


def bounded(tables: Tables, side: str, says: Callable[[Decimal], bool]) -> Truth:
    """Per indicator, what `says` answers for its bound; False for one that has none."""
    codes, distinct = tables.once(bounds)
    answers = np.array([*(says(bound) for bound in distinct), False], dtype=bool)
    return answers[codes[side]]
