"""The parts of a compiled expression, and the scope in which they are carried out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from budgetcheck.checks.expression import columns
from budgetcheck.checks.expression.values import Kind, Values, answered, from_list

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables


Answers = Callable[..., "list[Any] | NDArray[Any]"]
"""For the tables and the distinct entries of a column, and further arguments: one answer for each entry."""


class Level(IntEnum):
    """What an expression has one answer for: the whole run, a group of rows, or a row."""

    CONSTANT = 0
    GROUP = 1
    ROW = 2


@dataclass(frozen=True)
class Scope:
    """The rows of a frame that an expression is about, and their groups when it has any.

    `codes` gives each row its group, `first` each group's first row (in the frame).
    """

    tables: Tables
    frame: str
    rows: NDArray[np.intp]
    codes: NDArray[np.intp] | None = None
    first: NDArray[np.intp] | None = None

    @cached_property
    def of_groups(self) -> Scope:
        """The scope with one row, the first, for each group."""
        return Scope(self.tables, self.frame, self.rows if self.first is None else self.first)

    def column(self, name: columns.Name) -> Values:
        """The column at this scope's rows."""
        return columns.values(self.tables, self.frame, name, self.rows)

    def at(self, level: Level) -> Scope:
        """The scope that has one row for each answer of something of `level`."""
        return self.of_groups if level is Level.GROUP else self

    @cached_property
    def money_units(self) -> NDArray[np.int64]:
        """Per row: its table's money unit in fen."""
        return columns.money_units(self.tables, self.frame, self.rows)


class Node(NamedTuple):
    """A compiled part: what it gives, for what, and how to get it.

    `run` gives the column for a scope. `constant` gives the value of a constant part, from the word
    lists of the batch; the others have none.
    """

    kind: Kind
    level: Level
    run: Callable[[Scope], Values]
    constant: Callable[[Tables], Any] | None = None

    def settled(self, tables: Tables) -> Any:
        """The value of a constant part.

        Raises:
            TypeError: the part is not constant; the compiler lets no such call through.
        """
        if self.constant is None:
            raise TypeError("not a constant part of an expression")
        return self.constant(tables)


def asked(scope: Scope, held: Values, kind: Kind, says: Answers, *args: Hashable) -> Values:
    """What `says` gives for each entry of a coded column; every distinct one is asked once a batch, for all rules."""
    distinct = held.distinct if held.distinct is not None else []
    return held.spread(kind, scope.tables.once_for(distinct, _answers, kind, says, *args))


def _answers(tables: Tables, distinct: Sequence[Any], kind: Kind, says: Answers, *args: Hashable) -> Any:
    return answered(kind, says(tables, distinct, *args))


def constant(kind: Kind, find: Callable[[Tables], Any]) -> Node:
    """The node of a value that is the same everywhere."""

    def run(scope: Scope) -> Values:
        size = len(scope.rows)
        value, known = find(scope.tables), np.ones(size, dtype=bool)
        if kind is Kind.TEXT:
            return Values(kind, np.zeros(size, dtype=np.intp), known, [value])
        return from_list(kind, [value] * size, known)

    return Node(kind, Level.CONSTANT, run, find)


def in_step(scope: Scope, node: Node, level: Level) -> Values:
    """The column of `node`, one entry for each answer of something of `level` that it is a part of."""
    return node.run(scope.at(level) if node.level is Level.CONSTANT else scope)


def highest(*nodes: Node) -> Level:
    """The level of something made of `nodes`."""
    return max((node.level for node in nodes), default=Level.CONSTANT)
