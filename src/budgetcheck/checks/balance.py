"""One money column added up along edges: what is printed, what the parts give, what rounding can explain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.columns import Column, column, explained, precision, prints_money
from budgetcheck.terms import Field, Verdict

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.checks.edges import Edges
    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

# NOTE: int64 sums wrap without a word, so the magnitude is added up beside them, in steps of 2**20 fen.
_STEP = 20
_LARGEST = 1 << (62 - _STEP)
_RANK = np.array([0, 1, 3, 2], dtype=np.int8)  # how strongly each Verdict speaks for its line


@dataclass(frozen=True)
class Balance:
    """A column of totals against its parts; every array is as long as the lines frame.

    `within` is the sum of the rounding intervals that are believed, `possible` of all that could be.
    `verdicts` are those of the amounts that the lines frame holds.
    """

    field: str
    actual: Ints
    expected: Ints
    within: Ints
    possible: Ints
    grain: Ints
    verdicts: NDArray[np.int8]
    doubtful: Bools

    @cached_property
    def difference(self) -> Ints:
        """Printed less computed."""
        return self.actual - self.expected

    def agrees(self, row: int, difference: int) -> bool:
        """Whether the total at `row` balances with this difference, rounding allowed for."""
        return difference == 0 or 2 * abs(difference) < int(self.within[row])

    def largest(self, row: int, widths: Ints) -> int:
        """The largest difference that `widths` explain at `row`, in fen."""
        return explained(int(widths[row]), int(self.grain[row]))


def balance(tables: Tables, edges: Edges, field: str, exact_from: int, doubtful: Bools) -> Balance:
    """The balance over the column `field` of every line that has parts.

    A blank counts 0, but in the total's own column a blank total is a figure that is missing.
    Passed: equal, or apart by no more than rounding that is believed. Undecided: a figure is unreadable or
    missing, or a sum is beyond int64. Not applicable: no parts, no such column, a column empty throughout,
    a line that prints no money.

    Args:
        tables: the batch.
        edges: which lines add up into which.
        field: the money column.
        exact_from: see `precision`.
        doubtful: lines whose amount in this column has several readings.
    """
    held = tables.once(column, field)
    expected = _added(held.fen, edges)
    open_sums = _any(doubtful, edges) | doubtful
    has_parts = np.bincount(edges.total, minlength=len(held.fen)) > 0
    unequal = has_parts & (held.fen != expected)
    within = possible = np.zeros(len(held.fen), dtype=np.int64)
    grain = np.ones(len(held.fen), dtype=np.int64)
    if (unequal | open_sums).any():
        # NOTE: sound batches never ask how exactly their figures are printed.
        precise = tables.once(precision, exact_from)
        within = _added(precise.assumed[field], edges) + precise.assumed[field]
        possible = _added(precise.possible[field], edges) + precise.possible[field]
        grain = precise.grain
    verdicts = np.where(unequal, Verdict.FAILED, Verdict.PASSED).astype(np.int8)
    verdicts[2 * np.abs(held.fen - expected) < within] = Verdict.PASSED
    verdicts[_undecided(held, edges, expected)] = Verdict.UNDECIDED
    verdicts[~(has_parts & _applies(tables, held, edges))] = Verdict.NOT_APPLICABLE
    return Balance(field, held.fen, expected, within, possible, grain, verdicts, open_sums)


def strongest(verdicts: list[NDArray[np.int8]]) -> NDArray[np.int8]:
    """Per line the verdict that matters most: failed, undecided, passed, not applicable."""
    best = verdicts[0]
    for other in verdicts[1:]:
        best = np.where(_RANK[other] > _RANK[best], other, best)
    return best


def _undecided(held: Column, edges: Edges, expected: Ints) -> Bools:
    unreadable = held.unreadable | _any(held.unreadable, edges)
    too_large = _added(np.abs(held.fen) >> _STEP, edges) > _LARGEST
    missing = ~held.stated & (expected != 0) if held.field == str(Field.TOTAL) else False
    return unreadable | too_large | missing


def _applies(tables: Tables, held: Column, edges: Edges) -> Bools:
    """Whether the column exists, holds anything there, and the total's line prints any money."""
    told = held.stated | held.unreadable
    if told.all():
        return told
    return (told | _any(told, edges)) & ~held.absent & tables.once(prints_money)


def _added(values: Ints, edges: Edges) -> Ints:
    total = np.zeros(len(values), dtype=np.int64)
    np.add.at(total, edges.total, values[edges.part])
    return total


def _any(flags: Bools, edges: Edges) -> Bools:
    if not flags.any():
        return flags
    return np.bincount(edges.total[flags[edges.part]], minlength=len(flags)) > 0
