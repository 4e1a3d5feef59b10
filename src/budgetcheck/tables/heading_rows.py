"""Headings over two or three rows become one row: each column under the lowest heading above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from budgetcheck.model import Cell, Grid, Row
from budgetcheck.text.headings import bare_heading, heading_unit

if TYPE_CHECKING:
    from budgetcheck.text import Words

_LEAST_KNOWN = 2
_MOST_ROWS = 3
_LONGEST = 40
_GROUP = 12
_LEFT = "left"


@lru_cache(maxsize=16)
def _known(words: Words) -> frozenset[str]:
    lists = (words.headings, words.indicator_headings, words.beside_headings)
    return frozenset(bare_heading(word) for held in lists for group in held.values() for word in group)


def with_single_headings(grid: Grid, words: Words, header: Sequence[int] = ()) -> Grid:
    """The grid with each heading of several rows put into one row, which stands at the first of them.

    `header` are the lines of the headings where the user says so; then no other lines are put together.
    NOTE: a row belongs to the headings above it only when its cells are known headings, or short ones beside
    them, and each stands below a blank, a merge or the heading of a group.
    """
    known = _known(words)
    rows: list[Row] = []
    joined = 0
    for row in grid.rows:
        above = rows[-1] if rows else None
        if header:
            goes_on = row.line in header and row.line != header[0]
        else:
            goes_on = joined < _MOST_ROWS - 1 and above is not None and _goes_on(above, row, known)
        if above is not None and goes_on:
            rows[-1] = _together(above, row, known)
            joined += 1
        else:
            rows.append(row)
            joined = 0
    return grid if len(rows) == len(grid.rows) else replace(grid, rows=tuple(rows))


def _texts(row: Row) -> list[str]:
    return [cell.text.strip() for cell in row.cells]


def _goes_on(above: Row, row: Row, known: frozenset[str]) -> bool:
    if len(row.cells) > len(above.cells) or sum(len(cell.text) for cell in row.cells[:8]) > 8 * _LONGEST:
        return False
    below = _texts(row)
    filled = [i for i, text in enumerate(below) if text]
    if not filled or not _headings([below[i] for i in filled], known):
        return False
    over = _texts(above)
    if sum(1 for text in over if text and bare_heading(text[:_LONGEST]) in known) < _LEAST_KNOWN:
        return False
    return all(_may_stand_below(over, below, i) for i in filled) and any(not over[i] for i in filled)


def _headings(texts: Sequence[str], known: frozenset[str]) -> bool:
    """Whether at least half of the texts are known headings, and the others may head a group."""
    others = [text for text in texts if bare_heading(text) not in known]
    return 2 * len(others) <= len(texts) and all(len(t) <= _GROUP and not t[0].isdigit() for t in others)


def _may_stand_below(over: Sequence[str], below: Sequence[str], index: int) -> bool:
    """Whether nothing, a repetition, or the heading of a group stands above the cell."""
    text = over[index]
    if not text or text == below[index]:
        return bool(text) or any(over[:index])
    beside = index + 1
    return beside < len(below) and not over[beside] and bool(below[beside])


def _together(above: Row, row: Row, known: frozenset[str]) -> Row:
    cells: list[Cell] = []
    group = ""
    own = _texts(row)
    for index, cell in enumerate(above.cells):
        group = cell.text.strip() or group
        lower = row.cells[index] if index < len(row.cells) else None
        if lower is None or not own[index]:
            cells.append(cell)
        else:
            cells.append(replace(lower, text=_heading(own[index], group, own.count(own[index]) > 1, known)))
    return Row(above.line, tuple(cells), above.page)


def _heading(text: str, group: str, twice: bool, known: frozenset[str]) -> str:
    """The heading of a column below a group: with the group's name where another group has it too, and its unit."""
    if twice and group != text:
        both = f"{bare_heading(group)}{text}"
        return both if bare_heading(both) in known else f"{group}/{text}"
    unit = heading_unit(group)
    return f"{text}（{unit}）" if unit is not None and heading_unit(text) is None else text
