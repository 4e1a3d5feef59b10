"""Stretches of lines to be split into rows, what is known of their table, and the rows that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from budgetcheck.readers.pages.levels import Level

Floats = NDArray[np.float64]

ALIGNMENTS = ("top", "middle", "bottom")
MONEY = ("total", "fiscal", "special_account", "other")
KEY, VALUE, SINGLE = "key", "value", "single"
# NOTE: of rows that are a project's first or none: its name, what stands beside each name, what may stand there.
HEAD, BOUND, OWN = "head", "bound", "own"


class Table(NamedTuple):
    """What is known of all pages of a table: roles of its columns, line pitch, usual decimals, numbering.

    Of the columns in `loose` a row may hold several cells, one below the other; with `merged` the others hold
    cells that are merged down beside them.
    """

    roles: tuple[str, ...]
    pitch: float
    size: float
    decimals: int
    numbered: bool
    loose: frozenset[int] = frozenset()
    merged: bool = False


class Stretch(NamedTuple):
    """Levels to be split; at those in `shut` no row begins. What `ends_page` may end with a row that is cut."""

    levels: Sequence[Level]
    opens_page: bool
    shut: frozenset[int] = frozenset()
    ends_page: bool = False


class Row(NamedTuple):
    """Levels [first, last) are one row; `margin` is by how much any other cut is worse."""

    first: int
    last: int
    margin: float


@dataclass(frozen=True, slots=True)
class Split:
    """The rows of a stretch of levels, the score of that, and how far each column is off each alignment."""

    rows: tuple[Row, ...]
    score: float
    strays: Floats  # alignment x column
