"""For one broken equation: every atom that clears it, and those that stand out by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from budgetcheck.diagnosis.amount_atoms import (
    of_part,
    of_source,
    of_total,
    twice_below,
    weigh_part,
    weigh_total,
)
from budgetcheck.diagnosis.atoms import Atom, Case
from budgetcheck.diagnosis.book import Effect, Equation
from budgetcheck.diagnosis.row_atoms import RowAtoms
from budgetcheck.diagnosis.values import EditKind

Wanted = Callable[[Effect], bool]
_ROWS = (EditKind.DROP, EditKind.JOIN)


class Proposals:
    """Atoms for the equations of one case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.rows = RowAtoms(case)
        self._striking: list[Atom] | None = None

    def clearing(self, equation: int, residuals: Effect, wanted: Wanted) -> Iterator[Atom]:
        """The atoms after which this equation holds, of those whose effect is wanted.

        Args:
            equation: its position in the book.
            residuals: how far the equations are from holding now.
            wanted: asked before an atom is weighed.
        """
        shape = self.case.book.equations[equation]
        if shape.across:
            yield from self._across(shape, residuals[equation], wanted)
            return
        yield from self._parts(shape, residuals[equation], residuals, wanted)
        yield from self._totals(shape, residuals[equation], residuals, wanted)
        yield from self._rows(shape, residuals[equation], residuals, wanted)

    def _across(self, shape: Equation, by: int, wanted: Wanted) -> Iterator[Atom]:
        case = self.case
        total = shape.row in case.book.below
        weigh = weigh_total if total else weigh_part
        for column, change in [(0, -by), *((c, by) for c in shape.parts)]:
            changes = ((shape.row, column, change),)
            effect = case.book.cell_effect(changes)
            if wanted(effect):
                yield from weigh(case, changes, effect)

    def _parts(self, shape: Equation, by: int, residuals: Effect, wanted: Wanted) -> Iterator[Atom]:
        case = self.case
        for row in shape.parts:
            total = row in case.book.below
            for changes in of_part(case, row, shape.column, by, residuals):
                effect = case.book.cell_effect(changes)
                if wanted(effect):
                    yield from (weigh_total if total else weigh_part)(case, changes, effect)
            for changes in of_source(case, row, shape.column, by):
                effect = case.book.cell_effect(changes)
                if wanted(effect):
                    yield from weigh_part(case, changes, effect)

    def _totals(self, shape: Equation, by: int, residuals: Effect, wanted: Wanted) -> Iterator[Atom]:
        case = self.case
        for changes in of_total(case, shape.row, shape.column, residuals):
            effect = case.book.cell_effect(changes)
            if wanted(effect):
                yield from weigh_total(case, changes, effect)
        for changes in of_source(case, shape.row, shape.column, -by):
            effect = case.book.cell_effect(changes)
            if wanted(effect):
                yield from weigh_part(case, changes, effect)

    def _rows(self, shape: Equation, by: int, residuals: Effect, wanted: Wanted) -> Iterator[Atom]:
        total, column = shape.row, shape.column
        found: list[Atom] = list(self.rows.missing(total, residuals))
        found += self.rows.moved(total, column, by)
        values = self.case.book.values
        for row in shape.parts:
            # NOTE: both halves may be read as less than the amount, so that joining them adds something.
            if row + 1 < len(values) and (by < 0 or self.case.evidence.may_be_cut(row)):
                amount = values[row][column] + values[row + 1][column] + by
                found += self.rows.cut(total, row, column, amount)
        if by < 0:
            for row in list(self.rows.droppable(total, column, by, shape.slack)):
                found += self.rows.dropped(total, row, residuals)
        yield from (atom for atom in found if wanted(atom.effect))

    def heads(self, residuals: Effect) -> Iterator[Atom]:
        """The rows that are subtotals, as far as the other faults of a pair allow to see."""
        for n, gap in residuals.items():
            shape = self.case.book.equations[n]
            if not shape.across and shape.row in self.case.book.below:
                yield from self.rows.heads(shape.row, shape.column, gap)

    def striking(self, residuals: Effect) -> list[Atom]:
        """The atoms that stand out whatever the differences: copies, rows cut by a page, subtotals added twice."""
        if self._striking is None:
            found: list[Atom] = []
            for total in sorted({self.case.book.equations[n].row for n in residuals}):
                if total in self.case.book.below:
                    found += self.rows.striking(total, residuals)
                    found += twice_below(self.case, total)
            self._striking = found
        return self._striking

    def telling(self, residuals: Effect) -> Iterator[frozenset[int]]:
        """The rows that show by themselves that something is wrong, of the totals that do not hold."""
        for atom in self.striking(residuals):
            if atom.log > 0 and any(edit.kind in _ROWS for edit in atom.fault.edits):
                yield frozenset(row for row, _ in atom.claims)
        for total in sorted({self.case.book.equations[n].row for n in residuals}):
            for row in (total, *self.case.book.below.get(total, ())):
                if self.rows.tells(row):
                    yield frozenset((row,))
