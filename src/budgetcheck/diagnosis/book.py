"""The equations of one ledger, and how far each is from holding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from budgetcheck.diagnosis.ledger import NO_PARENT, Ledger
from budgetcheck.diagnosis.values import Broken
from budgetcheck.terms import Field, LineKind

_TOTAL = str(Field.TOTAL)
_TOTALS = (LineKind.GRAND_TOTAL, LineKind.UNIT_TOTAL)


class Equation(NamedTuple):
    """`row` states in `column` what `parts` add up to: the row's other columns (across), or rows below it.

    `slack`: the equation holds too where twice the difference is below it. `ruled`: a rule checks it.
    """

    row: int
    column: int
    across: bool
    parts: tuple[int, ...]
    slack: int
    ruled: bool


Effect = dict[int, int]


@dataclass(slots=True)
class Book:
    """A ledger's figures (blank: 0) with its equations: those solved for, and those that follow from them.

    `below` holds for each total the rows that add up into it, `owners` the totals that a row adds up into.
    `wide` are equations between a grand total and all projects below it, kept only where some subtotal
    between them cannot be checked; elsewhere they follow and stand in `derived`.
    """

    ledger: Ledger
    values: list[tuple[int, ...]]
    below: dict[int, list[int]]
    owners: dict[int, list[int]]
    equations: list[Equation] = field(default_factory=list)
    derived: list[Equation] = field(default_factory=list)
    down: dict[tuple[int, int], int] = field(default_factory=dict)
    across: dict[int, int] = field(default_factory=dict)
    wide: dict[tuple[int, int], list[int]] = field(default_factory=dict)  # part and column to equations
    wide_own: dict[tuple[int, int], int] = field(default_factory=dict)  # grand total and column to equation
    unequal: set[int] = field(default_factory=set)  # rows whose total is not the sum of its sources

    def residual(self, equation: Equation) -> int:
        """Stated less added."""
        row, column, values = equation.row, equation.column, self.values
        if equation.across:
            return values[row][column] - sum(values[row][c] for c in equation.parts)
        return values[row][column] - sum(values[part][column] for part in equation.parts)

    def broken(self) -> Effect:
        """The equations solved for that do not hold, by position, with their differences."""
        found = {n: self.residual(e) for n, e in enumerate(self.equations)}
        return {n: r for n, r in found.items() if not holds(self.equations[n], r)}

    def report(self, equation: Equation) -> Broken:
        """The equation as it is told to others."""
        stated = self.values[equation.row][equation.column]
        name = self.ledger.columns[equation.column]
        return Broken(equation.row, name, equation.across, stated, stated - self.residual(equation))

    def ruled(self) -> list[Broken]:
        """Every equation that a rule checks and that does not hold."""
        every = [e for e in (*self.equations, *self.derived) if e.ruled]
        return [self.report(e) for e in every if not holds(e, self.residual(e))]

    def cell_effect(self, changes: Iterable[tuple[int, int, int]]) -> Effect:
        """How the differences move when each (row, column) changes by so much."""
        effect: Effect = {}
        for row, column, by in changes:
            self._add(effect, self.down.get((row, column)), by)
            self._add(effect, self.wide_own.get((row, column)), by)
            self._less(effect, row, column, by)
            if row in self.across:
                self._add(effect, self.across[row], by if column == 0 else -by)
        return {n: by for n, by in effect.items() if by}

    def drop_effect(self, row: int, residuals: Effect) -> Effect:
        """How the differences move when a row that has none below it is left out."""
        effect: Effect = {}
        for column, value in enumerate(self.values[row]):
            self._less(effect, row, column, -value)
        if self.across.get(row) in residuals:
            effect[self.across[row]] = -residuals[self.across[row]]
        return {n: by for n, by in effect.items() if by}

    def move_effect(self, rows: Iterable[int], source: int, target: int) -> Effect:
        """How the differences move when rows go from one total to another."""
        effect: Effect = {}
        for row in rows:
            for column, value in enumerate(self.values[row]):
                self._add(effect, self.down.get((source, column)), value)
                self._add(effect, self.down.get((target, column)), -value)
        return {n: by for n, by in effect.items() if by}

    def insert_effect(self, total: int, amounts: Sequence[int]) -> Effect:
        """How the differences move when a row of these amounts is added below `total`."""
        effect: Effect = {}
        sister = next((r for r in self.below.get(total, ()) if r not in self.below), NO_PARENT)
        for column, amount in enumerate(amounts):
            self._add(effect, self.down.get((total, column)), -amount)
            for wide in self.wide.get((sister, column), ()):
                self._add(effect, wide, -amount)
        return {n: by for n, by in effect.items() if by}

    def gap(self, total: int, column: int, residuals: Effect) -> int:
        """By how much what `total` states in `column` differs from what is below it."""
        near = residuals.get(self.down.get((total, column), -1), 0)
        return near or residuals.get(self.wide_own.get((total, column), -1), 0)

    def chain(self, row: int) -> list[int]:
        """The totals above `row`, nearest first."""
        found: list[int] = []
        while (above := self.owners.get(row)) and above[0] not in found:
            row = above[0]
            found.append(row)
        return found

    def _less(self, effect: Effect, row: int, column: int, by: int) -> None:
        for owner in self.owners.get(row, ()):
            self._add(effect, self.down.get((owner, column)), -by)
        for wide in self.wide.get((row, column), ()):
            self._add(effect, wide, -by)

    @staticmethod
    def _add(effect: Effect, equation: int | None, by: int) -> None:
        if equation is not None:
            effect[equation] = effect.get(equation, 0) + by


def holds(equation: Equation, residual: int) -> bool:
    """Whether a difference is none, or no more than rounding that is believed."""
    return residual == 0 or 2 * abs(residual) < equation.slack


def open_book(ledger: Ledger) -> Book:
    """The book of a ledger; its equations break exactly where the sum rules fail."""
    values = [tuple(a.fen or 0 for a in row.amounts) for row in ledger.rows]
    below, projects = _tree(ledger)
    owners: dict[int, list[int]] = defaultdict(list)
    for total, parts in below.items():
        for part in parts:
            owners[part].append(total)
    book = Book(ledger, values, below, owners)
    _across(book)
    for total, parts in below.items():
        for column in range(len(ledger.columns)):
            _down(book, total, column, parts)
    for total, parts in projects.items():
        if parts != below.get(total):
            for column in range(len(ledger.columns)):
                _all_projects(book, total, column, parts)
    return book


def _tree(ledger: Ledger) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Per total the rows directly below it; per grand total all projects."""
    rows = ledger.rows
    grand = [n for n, row in enumerate(rows) if row.kind is LineKind.GRAND_TOTAL]
    lone = grand[0] if len(grand) == 1 else NO_PARENT
    below: dict[int, list[int]] = defaultdict(list)
    projects: dict[int, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        if row.kind is LineKind.OF_WHICH or row.kind is LineKind.GRAND_TOTAL:
            continue
        above = row.parent if row.parent != NO_PARENT else lone
        if above != NO_PARENT and rows[above].kind in _TOTALS:
            below[above].append(n)
        if row.kind is LineKind.PROJECT and (top := _top(ledger, n, lone)) != NO_PARENT:
            projects[top].append(n)
    idle = [g for g in grand if g not in projects]
    for g in idle:
        known = next((o for o in grand if o in projects), NO_PARENT)
        projects[g] = [n for n, row in enumerate(rows) if row.kind is LineKind.PROJECT]
        one = sum(o in below for o in grand) == 1
        below[g] = list(below[known]) if known != NO_PARENT and one else below.get(g) or projects[g]
    return {t: parts for t, parts in below.items() if parts}, {t: p for t, p in projects.items() if p}


def _top(ledger: Ledger, row: int, lone: int) -> int:
    steps = 0
    while ledger.rows[row].parent != NO_PARENT and steps <= len(ledger.rows):
        row = ledger.rows[row].parent
        steps += 1
    return row if ledger.rows[row].kind is LineKind.GRAND_TOTAL else lone


def _across(book: Book) -> None:
    ledger = book.ledger
    if len(ledger.columns) < 2 or ledger.columns[0] != _TOTAL:
        return
    sources = tuple(range(1, len(ledger.columns)))
    complete = str(Field.OTHER) in ledger.columns
    for n, row in enumerate(ledger.rows):
        total, parts = book.values[n][0], sum(book.values[n][1:])
        if not all(a.readable for a in row.amounts) or not any(a.fen is not None for a in row.amounts):
            continue
        nothing_stated = total == 0 and parts != 0
        if not nothing_stated and (not complete or (ledger.unread and total > parts)):
            continue
        slack = sum(a.width for a in row.amounts)
        book.across[n] = len(book.equations)
        if not (total == parts or 2 * abs(total - parts) < slack):
            book.unequal.add(n)
        book.equations.append(Equation(n, 0, True, sources, slack, True))


def _decided(book: Book, total: int, column: int, parts: Sequence[int]) -> bool:
    """Whether this sum can be checked: figures are there, can be read, and the total is stated."""
    rows, own = book.ledger.rows, book.ledger.rows[total].amounts
    cells = [own[column], *(rows[part].amounts[column] for part in parts)]
    if not all(cell.readable for cell in cells) or not any(a.fen is not None or not a.readable for a in own):
        return False
    if all(cell.fen is None for cell in cells):
        return False
    missing = own[column].fen is None and book.ledger.columns[column] == _TOTAL
    return not (missing and any(book.values[part][column] for part in parts))


def _equation(book: Book, total: int, column: int, parts: Sequence[int], ruled: bool) -> Equation:
    rows = book.ledger.rows
    slack = sum(rows[n].amounts[column].width for n in (total, *parts))
    return Equation(total, column, False, tuple(parts), slack, ruled)


def _down(book: Book, total: int, column: int, parts: Sequence[int]) -> None:
    if not _decided(book, total, column, parts):
        return
    rows, of_grand = book.ledger.rows, book.ledger.rows[total].kind is LineKind.GRAND_TOTAL
    units = of_grand and any(rows[part].kind is LineKind.UNIT_TOTAL for part in parts)
    # NOTE: no rule compares a source column's grand total with the units; it follows from those that are.
    ruled = not units or (column == 0 and book.ledger.columns[0] == _TOTAL)
    book.down[total, column] = len(book.equations)
    book.equations.append(_equation(book, total, column, parts, ruled))


def _all_projects(book: Book, total: int, column: int, parts: Sequence[int]) -> None:
    if not _decided(book, total, column, parts):
        return
    equation = _equation(book, total, column, parts, True)
    nearest = {owner for part in parts for owner in book.owners.get(part, ())}
    between = {total, *nearest, *(above for owner in nearest for above in book.chain(owner))}
    if all((owner, column) in book.down for owner in between):
        book.derived.append(equation)
        return
    for part in parts:
        book.wide.setdefault((part, column), []).append(len(book.equations))
    book.wide_own[total, column] = len(book.equations)
    book.equations.append(equation)
