"""A rule joined with the function that carries it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.model import Outcome, Rule

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.frames import Tables


class BoundRule(NamedTuple):
    """A rule and its function: `run(frame, tables)` gives the outcome on a frame of those tables."""

    rule: Rule
    run: Callable[[pd.DataFrame, Tables], Outcome]
