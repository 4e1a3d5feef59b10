"""What a fault is and how it is put in: which cells and rows it changes, and what would put them right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from bench.diagnosis.balance import residuals, values
from bench.diagnosis.tables import Plan, Row, Table, make

Put = tuple[str, int, int, int]
"""One change that puts a table right: (amount, row, column, fen), (drop, row, 0, 0), (insert, total, column,
fen) or (move, row, 0, total)."""


@dataclass(frozen=True)
class Fault:
    """One fault: its kind, where it struck, the rows it touched, and the changes that undo it."""

    kind: str
    place: str
    rows: frozenset[int]
    undone: frozenset[Put]


@dataclass
class Case:
    """A table with what is wrong in it; `invisible` counts the faults drawn that broke no equation."""

    number: int
    sound: Table
    table: Table
    faults: list[Fault]
    invisible: int = 0

    @property
    def undone(self) -> frozenset[Put]:
        """The changes that put the whole table right, as `plainly` says them."""
        return plainly(frozenset(put for fault in self.faults for put in fault.undone), self.table)


def plainly(puts: frozenset[Put], table: Table) -> frozenset[Put]:
    """The changes with rows that are twins named alike: it is all one which of two equal rows goes."""
    roots = {row.uid: row.copies for row in table.rows if row.copies is not None}

    def root(uid: int) -> int:
        while uid in roots:
            uid = roots[uid]
        return uid

    return frozenset((what, root(uid) if what == "drop" else uid, at, fen) for what, uid, at, fen in puts)


Injector = Callable[[Table, Random], Fault | None]
KINDS: dict[str, Injector] = {}
ROUNDING = "rounding"
UNREADABLE = "unreadable"
USUAL = Plan()


def kind(name: str) -> Callable[[Injector], Injector]:
    """Enter an injector by the name of its kind."""

    def enter(injector: Injector) -> Injector:
        KINDS[name] = injector
        return injector

    return enter


def case(number: int, kinds: tuple[str, ...], *, seed: int, plan: Plan = USUAL) -> Case:
    """The n-th table of a seed with one fault of each of `kinds`; it depends on nothing else."""
    random = Random(f"diagnosis/{seed}/{number}/{kinds}/{plan}")
    rounded = ROUNDING in kinds
    if rounded:
        plan = Plan(plan.projects, plan.style, plan.depth, plan.unit, rounded=True)
    invisible = 0
    for _attempt in range(1000):
        sound = make(random, number, plan)
        table, faults, unseen = inject(sound, kinds, random)
        if len(faults) == len(kinds) and (not kinds or visible(table, faults)):
            return Case(number, sound, table, faults, invisible)
        invisible += unseen or len(faults) == len(kinds)
    raise LookupError(f"no table takes {kinds} under {plan}")


def inject(sound: Table, kinds: tuple[str, ...], random: Random) -> tuple[Table, list[Fault], bool]:
    """A copy of the table with the faults that could be put in, each on rows that no other has touched.

    The last says that one was left out because no sum could have shown it.
    """
    table, faults = sound.same(), list[Fault]()
    touched: set[int] = set()
    for name in kinds:
        before = table.same()
        fault = KINDS[name](table, random)
        if fault is None or fault.rows & touched:
            return before, faults, False
        if not _felt(before, table, fault):
            return before, faults, True
        touched |= fault.rows
        faults.append(fault)
    return table, faults, False


def visible(table: Table, faults: list[Fault]) -> bool:
    """Whether an equation fails, or a cell cannot be read.

    NOTE: no sum can show that a unit states too much by just what the unit behind it has: then all balances as
    if that one were a part of it.
    """
    if any(fault.kind in (UNREADABLE, ROUNDING) for fault in faults):
        return True
    left = residuals(table)
    return bool(left) and not _nested(table, left)


def _felt(before: Table, after: Table, fault: Fault) -> bool:
    """Whether a fault changes an equation by more than rounding could.

    NOTE: less than the last printed decimal is no difference: where a cell prints one decimal more than all
    others, the sums of figures so rounded can say nothing of it, nor of a total that prints one less.
    """
    if fault.kind in (UNREADABLE, ROUNDING):
        return True
    old, new = residuals(before), residuals(after)
    coarse = max((_half(text, after) for row in after.totals for text in row.texts), default=0)
    return any(
        abs(new.get(key, 0) - old.get(key, 0)) >= max(after.law.grain, coarse)
        for key in old.keys() | new.keys()
    )


def _half(text: str, table: Table) -> int:
    """Half of the last decimal that a cell prints, where that is less fine than the table's; else 0."""
    decimals = len(text.partition(".")[2])
    return table.law.unit.fen // 10**decimals // 2 if text and decimals < table.scale.decimals else 0


def _nested(table: Table, left: Mapping[tuple[int, int], int]) -> bool:
    """Whether all that is broken holds when one unit is taken for a part of the unit in front of it."""
    above = table.parents()
    units = [row for row in table.totals if row.uid in above]
    for one, other in pairwise(units):
        if above[one.uid] == above[other.uid]:
            cells = list(enumerate(values(other, table.scale)))
            moved = {(one.uid, at): fen for at, fen in cells} | {
                (above[one.uid], at): -fen for at, fen in cells
            }
            if left == {key: fen for key, fen in moved.items() if fen}:
                return True
    return False


def amounts(row: Row, columns: Mapping[int, int] | list[int]) -> frozenset[Put]:
    """The changes that set these columns of a row to what they should say."""
    return frozenset(("amount", row.uid, column, row.truth[column]) for column in columns)


def place_of(row: Row, columns: list[int]) -> str:
    """Where a fault struck, for the tables of figures."""
    level = ("grand total", "unit", "unit", "project")[row.level]
    return f"{level}, {'row' if len(columns) > 1 else 'cell'}"
