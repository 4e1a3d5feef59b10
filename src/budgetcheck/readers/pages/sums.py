"""The rows below blocks of indicators that add up their points, taken out before rows are told apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from budgetcheck.readers.pages.item_columns import Columns
from budgetcheck.readers.pages.labels import Labels
from budgetcheck.readers.pages.levels import Level


def part_sums(columns: Columns, labels: Labels, levels: Sequence[Level]) -> tuple[list[Level], list[Level]]:
    """The levels without what is of such a row, and the levels of those rows.

    NOTE: a cell that is merged down over such a row too may have a line beside it.
    """
    rest: list[Level] = []
    sums: list[Level] = []
    for level in levels:
        if _adds_up(columns, labels, level, columns.items):
            sums.append(columns.only(level, columns.items))
            beside = columns.only(level, columns.group)
            rest += [beside] if any(beside.pieces) else []
        elif _adds_up(columns, labels, level, range(len(level.pieces))):
            sums.append(level)
        else:
            rest.append(level)
    return rest, sums


def _adds_up(columns: Columns, labels: Labels, level: Level, among: Collection[int]) -> bool:
    """Whether what a level has in these columns opens with a word for a total and has points beside it."""
    filled = [i for i in sorted(among) if level.pieces[i] is not None]
    if len(filled) < 2 or not labels.adds_up(level.text(filled[0])):
        return False
    return columns.points.issuperset(filled[1:])
