"""Atoms of rows: listed twice, missing, cut by a page, a subtotal among projects, below the wrong heading."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from budgetcheck.diagnosis.amount_atoms import weigh_part, weigh_total
from budgetcheck.diagnosis.atoms import Atom, Case
from budgetcheck.diagnosis.book import Effect
from budgetcheck.diagnosis.model import FaultKind
from budgetcheck.diagnosis.values import Edit, EditKind, Fault

_LONGEST_MOVE, _LONGEST_RUN = 40, 400
_FEW = 4


class RowAtoms:
    """The atoms of rows below one total at a time; what needs a look at all rows is looked up once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._equal: dict[int, dict[tuple[int, ...], list[int]]] = {}

    def _alike(self, total: int) -> dict[tuple[int, ...], list[int]]:
        """The childless rows below `total` by their amounts."""
        if total not in self._equal:
            book = self.case.book
            found: dict[tuple[int, ...], list[int]] = defaultdict(list)
            for row in book.below.get(total, ()):
                if row not in book.below and any(book.values[row]):
                    found[book.values[row]].append(row)
            self._equal[total] = found
        return self._equal[total]

    def droppable(self, total: int, column: int, by: int, slack: int) -> Iterator[int]:
        """The rows below `total` whose amount in `column` is just what is too much."""
        for amounts, rows in self._alike(total).items():
            if amounts[column] == -by or 2 * abs(amounts[column] + by) < slack:
                yield from rows

    def dropped(self, total: int, row: int, residuals: Effect) -> Iterator[Atom]:
        """The faults by which `row` is no row of its own."""
        case, book = self.case, self.case.book
        effect = book.drop_effect(row, residuals)
        amount = book.values[row][0] or max(book.values[row])
        for other in self._alike(total)[book.values[row]]:
            # NOTE: either of two equal rows may be the copy; the later one is said to be.
            if other < row:
                log = case.rate[FaultKind.TWICE] - case.crowd - case.log_again(amount)
                log += case.evidence.copy(other, row)
                yield self._drop(FaultKind.TWICE, row, other, effect, log)
        yield from self._subtotal(total, row, residuals)

    def _subtotal(self, total: int, row: int, residuals: Effect) -> Iterator[Atom]:
        """The row as the subtotal of rows beside it."""
        case, book = self.case, self.case.book
        spans = self._spans(total, row)
        if not spans:
            return
        amount = book.values[row][0] or max(book.values[row])
        alone = spans == [row + 1]
        log = case.rate[FaultKind.SUBTOTAL_ROW] - case.crowd - math.log(len(spans) + 1)
        log += case.evidence.subtotal(row) - (case.log_again(amount) if alone else case.log_size(amount))
        yield self._drop(FaultKind.SUBTOTAL_ROW, row, spans[0], book.drop_effect(row, residuals), log)

    def heads(self, total: int, column: int, by: int) -> Iterator[Atom]:
        """The rows before a unit's heading that may be the subtotal of the rows up to it, but for what else is wrong.

        NOTE: without the row the difference must be just what its own rows lack or exceed it by.
        """
        book = self.case.book
        rows = book.below[total]
        ends = [n for n, row in enumerate(rows) if row in book.below]
        for start, end in zip([0, *(n + 1 for n in ends)], [*ends, len(rows)], strict=True):
            run = rows[start:end]
            amount = book.values[run[0]][column] if len(run) > 1 else 0
            if amount and ends and by + amount == amount - sum(book.values[r][column] for r in run[1:]):
                log = self.case.rate[FaultKind.SUBTOTAL_ROW] - self.case.crowd
                log += self.case.evidence.subtotal(run[0])
                log -= self.case.log_size(book.values[run[0]][0] or amount)
                yield self._drop(FaultKind.SUBTOTAL_ROW, run[0], run[-1], book.drop_effect(run[0], {}), log)

    def striking(self, total: int, residuals: Effect) -> Iterator[Atom]:
        """The rows below `total` that look like copies, or like two parts of one row."""
        book = self.case.book
        for rows in self._alike(total).values():
            named = [r for r in rows if self.case.evidence.copy(rows[0], r) > 0] if len(rows) > 1 else []
            for row in named[1:_FEW]:
                yield from self.dropped(total, row, residuals)
        yield from self._readings(total)
        rows = book.below[total]
        for n, row in enumerate(rows):
            if row not in book.below and (n == 0 or rows[n - 1] in book.below):
                yield from self._subtotal(total, row, residuals)
            yield from self._readings(row)
            if self.case.evidence.may_be_cut(row):
                column = next((c for c, value in enumerate(book.values[row]) if value), 0)
                yield from self.cut(total, row, column, None)

    def _readings(self, row: int) -> Iterator[Atom]:
        """What a row may say that shows by itself that it is wrong: joined from two, below 0, or with decimals too many."""
        case, values = self.case, self.case.book.values[row]
        amounts = case.book.ledger.rows[row].amounts
        strikes = self._strikes(row)
        column = next((c for c, strike in enumerate(strikes) if strike), None)
        if column is None:
            return
        amount, value = amounts[column], values[column]
        wanted = {true for other in amount.others for true in (other, *self.readings(value, other))}
        wanted |= case.plain_readings(amount)
        alike = [c for c, v in enumerate(values) if v == value and strikes[c]]
        weigh = weigh_total if row in case.book.below else weigh_part
        for true in sorted(wanted - {value}):
            changes = [(row, c, true - value) for c in alike]
            yield from weigh(case, changes, case.book.cell_effect(changes))

    def _strikes(self, row: int) -> list[bool]:
        amounts = self.case.book.ledger.rows[row].amounts
        odd = self.case.odd
        return [
            bool(a.fen) and (any(o != a.fen for o in a.others) or odd(a) or (a.fen or 0) < 0) for a in amounts
        ]

    def tells(self, row: int) -> bool:
        """Whether the row shows by itself that it is wrong."""
        return any(self._strikes(row))

    def _spans(self, total: int, row: int) -> list[int]:
        """The last rows of runs, right behind or before `row`, that add up to its amounts."""
        book = self.case.book
        rows = book.below[total]
        at = rows.index(row)
        found = []
        for run in (rows[at + 1 :], rows[:at][::-1]):
            added = summands = 0
            for part in run[:_LONGEST_RUN]:
                added += book.values[part][0]
                summands += book.values[part][0] != 0
                if added == book.values[row][0] and (summands > 1 or part == row + 1):
                    found.append(part)
                    break
        return found

    def _drop(self, kind: FaultKind, row: int, other: int, effect: Effect, log: float) -> Atom:
        edit = Edit(EditKind.DROP, row, other=other)
        return Atom(Fault(str(kind), (edit,)), effect, log, self.case.whole(row))

    def missing(self, total: int, residuals: Effect) -> Iterator[Atom]:
        """A row missing below `total`, with just the amounts that are lacking."""
        case, book = self.case, self.case.book
        gaps = [residuals.get(book.down.get((total, c), -1), 0) for c in range(len(book.values[total]))]
        sources = sum(gaps[1:]) if book.across else gaps[0]
        if (
            min(gaps) < 0
            or gaps[0] != sources
            or any(part in book.below for part in book.below.get(total, ()))
        ):
            return
        lacking = [c for c, gap in enumerate(gaps) if gap]
        log = case.rate[FaultKind.MISSING] + math.log(len(book.below[total]) + 1) - case.crowd
        log += case.log_size(gaps[lacking[0]])
        log += case.log_sources([gaps[c] for c in lacking])
        edits = tuple(Edit(EditKind.INSERT, total, book.ledger.columns[c], None, gaps[c]) for c in lacking)
        yield Atom(Fault(str(FaultKind.MISSING), edits), book.insert_effect(total, gaps), log, frozenset())

    def cut(self, total: int, row: int, column: int, amount: int | None) -> Iterator[Atom]:
        """A row and its neighbour below as one row cut by a page, whose amount is `amount`.

        With None every amount that both may have been read from.
        """
        case, book = self.case, self.case.book
        other = row + 1
        if not self._neighbours(total, row, column):
            return
        first, second = book.values[row][column], book.values[other][column]
        again = case.log_again(second) if first == second else case.log_size(second)
        speaks = case.evidence.cut(row, other) - case.crowd - again
        for true in [amount] if amount is not None else self.readings(first, second):
            log = speaks + case.log_size(true) - case.log_size(first) if true > 0 else None
            halves = case.halves(first, second, true)
            if log is not None and first == second == true:
                yield self._join(FaultKind.CUT, row, column, true, log)
            elif log is not None and halves is not None:
                yield self._join(FaultKind.HALVES, row, column, true, log + halves)

    def _neighbours(self, total: int, row: int, column: int) -> bool:
        book = self.case.book
        if row + 1 >= len(book.values) or total not in book.owners.get(row + 1, ()):
            return False
        if row in book.below or row + 1 in book.below:
            return False
        first, second = book.values[row], book.values[row + 1]
        return bool(first[column] and second[column]) and [bool(v) for v in first] == [
            bool(v) for v in second
        ]

    def readings(self, first: int, second: int) -> list[int]:
        """The amounts of which one half looks like `first` and the other like `second`; few, or none."""
        case = self.case
        above, below = str(case.grains(first)), str(case.grains(second))
        if len(above) != len(below) or first < 0 or second < 0:
            return []
        found = [""]
        for a, b in zip(above, below, strict=True):
            upper = next((g for g in case.model.upper if a in g), a)
            lower = next((g for g in case.model.lower if b in g), b)
            found = [head + digit for head in found for digit in upper if digit in lower]
            if len(found) > 64:
                return []
        return [int(digits) * case.grain for digits in found if digits]

    def _join(self, kind: FaultKind, row: int, column: int, true: int, log: float) -> Atom:
        case, book = self.case, self.case.book
        values, other = book.values[row], row + 1
        changes = [(row, c, true - v) for c, v in enumerate(values) if v == values[column] and v != true]
        edits = (*(case.edit(*change) for change in changes), Edit(EditKind.JOIN, row, other=other))
        effect = dict(book.drop_effect(other, {}))
        for n, by in book.cell_effect(changes).items():
            effect[n] = effect.get(n, 0) + by
        effect = {n: by for n, by in effect.items() if by}
        log += case.rate[kind]
        return Atom(Fault(str(kind), edits), effect, log, case.whole(row) | case.whole(other))

    def moved(self, total: int, column: int, by: int) -> Iterator[Atom]:
        """Rows at the border of two neighbouring units that belong on its other side."""
        book = self.case.book
        for owner in book.owners.get(total, ()):
            units = [part for part in book.below[owner] if part in book.below]
            at = units.index(total)
            if by < 0 and at + 1 < len(units):
                yield from self._run(self._projects(total)[::-1], (total, units[at + 1]), column, -by)
            if by < 0 and at:
                yield from self._run(self._projects(total), (total, units[at - 1]), column, -by)
            if by > 0 and at + 1 < len(units):
                yield from self._run(self._projects(units[at + 1]), (units[at + 1], total), column, by)
            if by > 0 and at:
                yield from self._run(self._projects(units[at - 1])[::-1], (units[at - 1], total), column, by)

    def _projects(self, unit: int) -> list[int]:
        rows = self.case.book.below[unit]
        return [] if any(row in self.case.book.below for row in rows) else rows

    def _run(self, rows: list[int], units: tuple[int, int], column: int, wanted: int) -> Iterator[Atom]:
        case, book = self.case, self.case.book
        added = 0
        for n, row in enumerate(rows[:_LONGEST_MOVE]):
            added += book.values[row][column]
            if added == wanted:
                moved = sorted(rows[: n + 1])
                edits = tuple(Edit(EditKind.MOVE, r, other=units[1]) for r in moved)
                log = case.rate[FaultKind.HEADING] - 0.4 * n - 1.0
                effect = book.move_effect(moved, *units)
                claims = frozenset(cell for r in moved for cell in case.whole(r))
                yield Atom(Fault(str(FaultKind.HEADING), edits), effect, log, claims)
