"""Two misread amounts below one total at once, found by joining what each of them may have been."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from budgetcheck.diagnosis.amount_atoms import weigh_part, weigh_total
from budgetcheck.diagnosis.atoms import Atom, Case, Change
from budgetcheck.diagnosis.book import Effect
from budgetcheck.diagnosis.nearby import Nearby, Neighbourhood, pairs

_MOST = 60
_BEGIN, _ROWS = 24, 6000  # so many first halves of pairs, or as many as so many rows in all are looked at for
Columns = tuple[int, ...]


class Joins:
    """Pairs of misread amounts for the totals of one case."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._hood = Neighbourhood(case.model, case.channel, case.sizes)
        self._near: dict[
            tuple[int, Columns], tuple[list[int], Nearby, np.ndarray[tuple[int], np.dtype[np.int64]]]
        ] = {}

    def pairs(self, residuals: Effect) -> Iterator[tuple[Atom, Atom]]:
        """Pairs of atoms that together clear what is broken, where one total alone does not hold."""
        totals = {self._case.book.equations[n].row for n in residuals}
        gaps = set(residuals.values())
        if len(totals) != 1 or len(gaps) != 1:
            return
        (total,), (gap,) = totals, gaps
        if any(self._case.book.equations[n].across for n in residuals) or gap % self._case.grain:
            return
        columns = tuple(sorted(self._case.book.equations[n].column for n in residuals))
        yield from self._below(total, columns, gap // self._case.grain)

    def _below(self, total: int, columns: Columns, gap: int) -> Iterator[tuple[Atom, Atom]]:
        rows, near, delta = self._candidates(total, columns)
        for a, b in pairs(near, delta, gap, _MOST):
            atoms = [self._atom(total, rows[int(near.at[i])], columns, int(delta[i])) for i in (a, b)]
            if atoms[0] is not None and atoms[1] is not None:
                yield atoms[0], atoms[1]

    def beginnings(self, residuals: Effect) -> Iterator[Atom]:
        """Misread amounts after which a total still does not hold: those that leave the likeliest differences.

        NOTE: what is left may be a missing row or an old total, which fit any difference.
        """
        book, grain = self._case.book, self._case.grain
        for total in sorted({book.equations[n].row for n in residuals if not book.equations[n].across}):
            parts = book.below.get(total, ())
            most = min(_BEGIN, _ROWS // (len(parts) + 1))
            for columns in sorted({self._held(row) for row in (*parts, total)} if most else ()):
                gap = residuals.get(book.down.get((total, columns[-1]), -1), 0) if columns else 0
                if gap and not gap % grain:
                    yield from self._first(total, columns, gap // grain, most)

    def _first(self, total: int, columns: Columns, gap: int, most: int) -> Iterator[Atom]:
        rows, near, delta = self._candidates(total, columns)
        left = gap - delta
        some = np.flatnonzero(left)
        log = near.log[some] + self._case.sizes.logs(np.abs(left[some]))
        for i in some[np.argsort(-log, kind="stable")[:most]]:
            atom = self._atom(total, rows[int(near.at[i])], columns, int(delta[i]))
            if atom is not None:
                yield atom

    def _candidates(
        self, total: int, columns: Columns
    ) -> tuple[list[int], Nearby, np.ndarray[tuple[int], np.dtype[np.int64]]]:
        key = (total, columns)
        if key not in self._near:
            book, grain = self._case.book, self._case.grain
            rows = [r for r in book.below.get(total, ()) if self._alike(r, columns) and r not in book.below]
            if total not in book.owners and self._alike(total, columns):
                rows.append(total)
            printed = np.array([book.values[r][columns[0]] // grain for r in rows], dtype=np.int64)
            near = self._hood.of(printed)
            sign = np.where(np.array([r == total for r in rows], dtype=bool), -1, 1)
            delta = (near.true - printed[near.at]) * sign[near.at] if rows else near.true
            self._near[key] = rows, near, delta
        return self._near[key]

    def _alike(self, row: int, columns: Columns) -> bool:
        """Whether the row prints one amount in just these columns."""
        return bool(columns) and self._held(row) == columns

    def _held(self, row: int) -> Columns:
        """The columns in which the row prints its amount; none where it prints several."""
        values = self._case.book.values[row]
        held = tuple(c for c, value in enumerate(values) if value)
        return held if len({values[c] for c in held}) == 1 else ()

    def _atom(self, total: int, row: int, columns: Columns, delta: int) -> Atom | None:
        case = self._case
        by = delta * case.grain * (-1 if row == total else 1)
        changes: tuple[Change, ...] = tuple((row, c, by) for c in columns)
        weigh = weigh_total if row == total else weigh_part
        return max(
            weigh(case, changes, case.book.cell_effect(changes)), key=lambda atom: atom.log, default=None
        )
