"""Broken equations that one fault may have broken together, apart from all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from budgetcheck.diagnosis.book import Book, Effect

_Gaps = dict[tuple[int, int], int]


def components(book: Book, broken: Effect) -> list[Effect]:
    """The broken equations in groups; no likely fault touches two of them."""
    sums = {book.equations[n].row for n in broken if not book.equations[n].across}
    groups = _Groups()
    wide = set(book.wide_own.values())
    for n in broken:
        equation = book.equations[n]
        for owner in book.owners.get(equation.row, ()):
            if owner in sums:
                groups.join(equation.row, owner)
        if n in wide:
            groups.join_all(equation.row, sums)
    for first, second in _neighbours(book, broken):
        groups.join(first, second)
    found: dict[int, Effect] = defaultdict(dict)
    for n, residual in broken.items():
        found[groups.leader(book.equations[n].row)][n] = residual
    return list(found.values())


class _Groups:
    """Rows in groups, joined two by two."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def leader(self, row: int) -> int:
        while (above := self._above.setdefault(row, row)) != row:
            self._above[row] = row = self._above.setdefault(above, above)
        return row

    def join(self, one: int, other: int) -> None:
        self._above[self.leader(one)] = self.leader(other)

    def join_all(self, one: int, others: Iterable[int]) -> None:
        for other in others:
            self.join(one, other)


def _neighbours(book: Book, broken: Effect) -> list[tuple[int, int]]:
    """Neighbouring units of which one lacks what rows at the border would bring it from the other."""
    gaps: _Gaps = {}
    for n, residual in broken.items():
        equation = book.equations[n]
        if not equation.across:
            gaps[equation.row, equation.column] = residual
    found = []
    for row in sorted({row for row, _ in gaps}):
        for owner in book.owners.get(row, ()):
            units = [part for part in book.below[owner] if part in book.below]
            at = units.index(row)
            if at + 1 < len(units) and _border(book, gaps, row, units[at + 1]):
                found.append((row, units[at + 1]))
    return found


def _border(book: Book, gaps: _Gaps, first: int, second: int) -> bool:
    for column in range(len(book.values[first])):
        one, two = gaps.get((first, column), 0), gaps.get((second, column), 0)
        if one and two and (one == -two or _adds_up(book, (first, second), column, (one, two))):
            return True
    return False


def _adds_up(book: Book, units: tuple[int, int], column: int, gaps: tuple[int, int]) -> bool:
    """Whether rows at the border add up to what either unit has too much or too little."""
    sides = (book.below[units[0]][::-1], {-gaps[0], gaps[1]}), (book.below[units[1]], {gaps[0], -gaps[1]})
    for leaving, wanted in sides:
        added = 0
        for row in leaving:
            added += book.values[row][column]
            if added in wanted and added > 0:
                return True
    return False
