"""The items of packed indicator cells as arrays: what is usual in a document, and one verdict per cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import line_positions
from budgetcheck.checks.texts import holds, texts
from budgetcheck.model import Bilingual, Evidence, Outcome
from budgetcheck.terms import Field, Verdict
from budgetcheck.text import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

LISTED = 6
SpanOf = Callable[[int], "tuple[int, int]"]
FieldsOf = Callable[[int], Mapping[str, Any]]
TextOf = Callable[[int], str]


class Marks(NamedTuple):
    """A mark for each item: codes, and the distinct marks that they count in."""

    codes: NDArray[np.intp]
    texts: list[str]

    def of(self, *wanted: str) -> NDArray[np.bool_]:
        """Per item: whether its mark is one of these."""
        return np.array([*(mark in wanted for mark in self.texts), False], dtype=bool)[self.codes]


@dataclass(frozen=True)
class Items:
    """The indicators of a batch, each tied to the row of its line in the lines frame; see `items_of`."""

    tables: Tables
    cell: NDArray[np.intp]  # per item: row of the lines frame, -1 where its line is not there
    document: NDArray[np.intp]  # per item: a number that items of one document share
    _held: dict[str, NDArray[Any]] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.cell)

    def ints(self, column: str) -> NDArray[np.int64]:
        """A column of whole numbers, missing ones as -1."""
        if column not in self._held:
            self._held[column] = self.tables.indicators[column].to_numpy(dtype=np.int64, na_value=-1)
        return self._held[column]

    def text(self, column: str) -> NDArray[np.object_]:
        """A column of text."""
        if column not in self._held:
            codes, distinct = self.tables.once(texts, "indicators", column)
            self._held[column] = np.array([*distinct, ""], dtype=object)[codes]
        return self._held[column]

    def filled(self, column: str) -> NDArray[np.bool_]:
        """Whether a column of text holds anything."""
        return ~self.tables.once(holds, column, "")

    def marks(self, column: str, *, first: bool = False) -> Marks:
        """A column of marks in half width, cut to their first character where asked."""
        codes, distinct = self.tables.once(texts, "indicators", column)
        kinds, shown = pd.factorize(
            np.array([fold(m)[: 1 if first else None] for m in distinct], dtype=object)
        )
        return Marks(kinds[codes], shown.tolist())

    def bools(self, column: str) -> NDArray[np.bool_]:
        """A column of truth values."""
        return self.tables.indicators[column].to_numpy(dtype=np.bool_)

    @cached_property
    def size(self) -> NDArray[np.int64]:
        """Per item: how many items its cell holds."""
        counted = np.bincount(self.cell[self.cell >= 0], minlength=len(self.tables.lines))
        return (
            np.where(self.cell >= 0, counted[self.cell], 0) if len(counted) else np.zeros(len(self), np.int64)
        )

    @cached_property
    def last(self) -> NDArray[np.bool_]:
        """Per item: whether it closes its cell."""
        return np.append(self.cell[1:] != self.cell[:-1], True)[: len(self)]

    @cached_property
    def first(self) -> NDArray[np.bool_]:
        """Per item: whether it opens its cell."""
        return np.append(True, self.cell[1:] != self.cell[:-1])[: len(self)]

    @cached_property
    def _by_cell(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        order = np.argsort(self.cell, kind="stable")
        return order, np.searchsorted(self.cell[order], np.arange(len(self.tables.lines) + 1))

    def of_cell(self, row: int) -> NDArray[np.intp]:
        """The items of the cell in row `row` of the lines, in their order."""
        order, starts = self._by_cell
        return order[starts[row] : starts[row + 1]]

    def packed(self, item: int) -> str:
        """The whole text of the cell that holds `item`."""
        return str(self._packed[self.cell[item]])

    @cached_property
    def _packed(self) -> NDArray[np.object_]:
        return self.tables.lines["indicators"].to_numpy(dtype=object)


def items_of(tables: Tables) -> Items:
    """The items of all cells of a batch.

    NOTE: not kept with the batch: it holds the batch, and a batch that holds itself is only freed by a full search
    of the collector.
    """
    return Items(tables, tables.once(line_positions), tables.once(_documents))


def _documents(tables: Tables) -> NDArray[np.intp]:
    """Per item: a number that items of one document share."""
    return pd.factorize(tables.indicators["document"].to_numpy(dtype=np.int64))[0]


def usual(group: NDArray[np.intp], marks: Marks, among: NDArray[np.bool_], least: int) -> NDArray[np.intp]:
    """Per item, the code of the mark that most items of its group have; -1 where fewer than `least` tell, or on a tie.

    Args:
        group: per item, its document or cell: a small number, or -1.
        marks: per item, what is counted.
        among: which items count.
        least: how many items it takes to learn from.
    """
    shape = int(group.max(initial=-1)) + 2, len(marks.texts)
    if not all(shape) or not len(group):
        return np.full(len(group), -1, dtype=np.intp)
    own = (group + 1) * shape[1] + marks.codes
    counted = np.bincount(own[among], minlength=shape[0] * shape[1]).reshape(shape)
    single = (counted == counted.max(axis=1)[:, None]).sum(axis=1) == 1
    best = np.where(single & (counted.sum(axis=1) >= max(least, 1)), counted.argmax(axis=1), -1)
    return np.asarray(best[group + 1], dtype=np.intp)


def mostly(
    group: NDArray[np.intp], holds: NDArray[np.bool_], among: NDArray[np.bool_], least: int
) -> NDArray[np.bool_]:
    """Per item, whether `holds` is true of most of those `among` its group, given at least `least` of them."""
    size = int(group.max(initial=-1)) + 2
    asked = np.bincount(group[among] + 1, minlength=size)
    true = np.bincount(group[among & holds] + 1, minlength=size)
    return np.asarray(((2 * true > asked) & (asked >= least))[group + 1], dtype=bool)


class Fault(NamedTuple):
    """How the faulty items of a cell are shown: the span of the first of them and its further fields."""

    span: SpanOf
    fields: FieldsOf | None = None
    expected: TextOf | None = None
    actual: TextOf | None = None


def by_cell(items: Items, judged: NDArray[np.bool_], faulty: NDArray[np.bool_], fault: Fault) -> Outcome:
    """One verdict per cell: failed with one finding at its first faulty item, passed where an item was judged.

    Evidence names the positions of all faulty items (`items`) and their number (`count`).
    """
    verdicts = np.zeros(len(items.tables.lines), dtype=np.int8)
    inside = items.cell >= 0
    verdicts[items.cell[judged & inside]] = Verdict.PASSED
    found = np.flatnonzero(faulty & inside)
    verdicts[items.cell[found]] = Verdict.FAILED
    rows, starts = np.unique(items.cell[found], return_index=True)
    groups = np.split(found, starts[1:]) if len(rows) else []
    position = items.ints("position")
    evidence = [
        _evidence(int(row), group, position[group], fault) for row, group in zip(rows, groups, strict=True)
    ]
    return Outcome(verdicts, evidence)


def _evidence(row: int, group: NDArray[np.intp], position: NDArray[np.int64], fault: Fault) -> Evidence:
    item = int(group[0])
    further = fault.fields(item) if fault.fields else {}
    return Evidence(
        row=row,
        field=str(Field.INDICATORS),
        span=fault.span(item),
        item=item,
        expected=fault.expected(item) if fault.expected else None,
        actual=fault.actual(item) if fault.actual else None,
        fields={"items": listed(position.tolist()), "count": len(group), **further},
    )


def listed(positions: list[int]) -> Bilingual:
    """Positions of items in words, long lists cut short.

    >>> listed([2, 5]).zh, listed([2]).en
    ('第2、5项', 'item 2')
    """
    shown = positions[:LISTED]
    rest = len(positions) > LISTED
    zh = f"第{'、'.join(map(str, shown))}项" + (f"等{len(positions)}项" if rest else "")
    en = f"item{'s' if len(positions) > 1 else ''} {', '.join(map(str, shown))}"
    return Bilingual(zh, en + (f" and {len(positions) - LISTED} more" if rest else ""))
