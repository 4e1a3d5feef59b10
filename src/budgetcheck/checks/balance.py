"""One money column added up along edges: what is printed, what the parts give, what rounding can explain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.columns import explained
from budgetcheck.terms import Field, Verdict

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.checks.columns import Column, Precision
    from budgetcheck.checks.edges import Edges

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

# NOTE: int64 sums wrap without a word, so the magnitude is added up beside them, in steps of 2**20 fen.
_STEP = 20
_LARGEST = 1 << (62 - _STEP)
_RANK = np.array([0, 1, 3, 2], dtype=np.int8)  # how strongly each Verdict speaks for its line


@dataclass(frozen=True, slots=True)
class Balance:
    """A column of totals against its parts; every array is as long as the lines frame.

    `within` is the sum of the rounding intervals that are believed, `possible` of all that could be. `verdicts` are those of the amounts that the lines frame holds.
    """

    field: str
    actual: Ints
    expected: Ints
    within: Ints
    possible: Ints
    grain: Ints
    verdicts: NDArray[np.int8]
    doubtful: Bools

    @property
    def difference(self) -> Ints:
        """Printed less computed."""
        return self.actual - self.expected

    def agrees(self, row: int, difference: int) -> bool:
        """Whether the total at `row` balances with this difference, rounding allowed for."""
        return difference == 0 or 2 * abs(difference) < int(self.within[row])

    def largest(self, row: int, widths: Ints) -> int:
        """The largest difference that `widths` explain at `row`, in fen."""
        return explained(int(widths[row]), int(self.grain[row]))


@dataclass(frozen=True, slots=True)
class Ground:
    """What all balances of a batch share: edges, precision, and which lines print any money."""

    edges: Edges
    precise: Precision
    prints: Bools


def balance(column: Column, ground: Ground, doubtful: Bools) -> Balance:
    """The balance over `column` of every line that has parts.

    A blank counts 0, but in the total's own column a blank total is a figure that is missing.
    Passed: equal, or apart by no more than rounding that is believed. Undecided: a figure is unreadable or
    missing, or a sum is beyond int64. Not applicable: no parts, no such column, a column empty throughout,
    a line that prints no money.

    Args:
        column: the money column.
        ground: what is added up, and how exactly it is printed.
        doubtful: lines whose amount in this column has several readings.
    """
    edges, precise = ground.edges, ground.precise
    expected = _added(column.fen, edges)
    actual = column.fen
    widths = [_width(precise.assumed[column.field], edges), _width(precise.possible[column.field], edges)]
    return Balance(
        field=column.field,
        actual=actual,
        expected=expected,
        within=widths[0],
        possible=widths[1],
        grain=precise.grain,
        verdicts=_verdicts(column, ground, expected, widths[0]),
        doubtful=_any(doubtful, edges) | doubtful,
    )


def strongest(verdicts: list[NDArray[np.int8]]) -> NDArray[np.int8]:
    """Per line the verdict that matters most: failed, undecided, passed, not applicable."""
    stacked = np.stack(verdicts)
    best = np.argmax(_RANK[stacked], axis=0)
    chosen: NDArray[np.int8] = np.take_along_axis(stacked, best[None], axis=0)[0]
    return chosen


def _verdicts(column: Column, ground: Ground, expected: Ints, within: Ints) -> NDArray[np.int8]:
    edges, size = ground.edges, len(column.fen)
    has_parts = np.bincount(edges.total, minlength=size) > 0
    unreadable = column.unreadable | _any(column.unreadable, edges)
    told = unreadable | column.stated | _any(column.stated, edges)
    too_large = _added(np.abs(column.fen) >> _STEP, edges) > _LARGEST
    difference = column.fen - expected
    equal = (difference == 0) | (2 * np.abs(difference) < within)
    verdicts = np.where(equal, Verdict.PASSED, Verdict.FAILED).astype(np.int8)
    missing = ~column.stated & (expected != 0) & (column.field == str(Field.TOTAL))
    verdicts[unreadable | too_large | missing] = Verdict.UNDECIDED
    verdicts[~has_parts | column.absent | ~told | ~ground.prints] = Verdict.NOT_APPLICABLE
    return verdicts


def _added(values: Ints, edges: Edges) -> Ints:
    total = np.zeros(len(values), dtype=np.int64)
    np.add.at(total, edges.total, values[edges.part])
    return total


def _width(widths: Ints, edges: Edges) -> Ints:
    return _added(widths, edges) + widths


def _any(flags: Bools, edges: Edges) -> Bools:
    return np.bincount(edges.total[flags[edges.part]], minlength=len(flags)) > 0
