"""Tables where no cell is merged down: what a project has stands in its first row alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetcheck.readers.pages.aligned import split_all
from budgetcheck.readers.pages.body import confidence_of
from budgetcheck.readers.pages.classes import Item, Project
from budgetcheck.readers.pages.item_columns import Columns
from budgetcheck.readers.pages.levels import Level
from budgetcheck.readers.pages.stretches import ALIGNMENTS, Row, Stretch, Table

_MOST_AGAINST = 0.2
_OFF = 0.3  # of a pitch


def alone(columns: Columns, table: Table, stretches: Sequence[Stretch]) -> list[Sequence[Row]] | None:
    """The rows of stretches, where all columns together tell that no cell is merged; else None."""
    table = table._replace(roles=columns.of_rows, loose=frozenset(), merged=False)
    ends = [*(stretch.opens_page for stretch in stretches[1:]), False]
    rows = split_all(table, [s._replace(ends_page=e) for s, e in zip(stretches, ends, strict=True)])
    kept = [
        stretch.levels[row.first : row.last]
        for stretch, split in zip(stretches, rows, strict=True)
        for row in _whole(columns, stretch, split)
    ]
    projects = sum(_has_key(columns, row) for row in kept)
    return rows if _against(columns, kept, table.pitch) <= _MOST_AGAINST * projects else None


def projects_of(columns: Columns, levels: Sequence[Level], rows: Sequence[Row]) -> list[Project]:
    """The projects that these rows make up: each begins with its name."""
    held: list[list[Row]] = []
    for row in rows:
        if held and not _has_key(columns, levels[row.first : row.last]):
            held[-1].append(row)
        else:
            held.append([row])
    return [_project(columns, levels, own) for own in held]


def _project(columns: Columns, levels: Sequence[Level], rows: Sequence[Row]) -> Project:
    items = [Item(levels[row.first : row.last], confidence_of(row.margin)) for row in rows]
    items = [item for item in items if any(map(columns.has_base, item.levels))]
    return Project(levels[rows[0].first : rows[-1].last], items, confidence_of(rows[0].margin), alone=True)


def _whole(columns: Columns, stretch: Stretch, split: Sequence[Row]) -> Iterator[Row]:
    """The rows that no page cuts."""
    for row in split:
        cut = row.first == 0 and stretch.opens_page
        if not cut or _has_key(columns, stretch.levels[row.first : row.last]):
            yield row


def _against(columns: Columns, rows: Sequence[Sequence[Level]], pitch: float) -> int:
    """How many rows hold something of a project without its name, two of one kind, or cells that are not aligned."""
    off = min(sum(_off(row, a) > _OFF * pitch for row in rows) for a in range(len(ALIGNMENTS)))
    first = next((row for row in rows if any(map(columns.has_base, row))), ())
    return off + sum(_odd(columns, row) for row in rows) + (not _has_key(columns, first))


def _has_key(columns: Columns, row: Sequence[Level]) -> bool:
    return any(map(columns.has_key, row))


def _odd(columns: Columns, row: Sequence[Level]) -> bool:
    of_project = any(level.pieces[i] is not None for level in row for i in columns.group)
    return of_project and not _has_key(columns, row)


def _off(row: Sequence[Level], alignment: int) -> float:
    """How far apart the cells of a row stand that should be aligned."""
    anchors = []
    for column in range(len(row[0].pieces)):
        ys = [level.y for level in row if level.pieces[column] is not None]
        if ys:
            anchors.append((ys[0], (ys[0] + ys[-1]) / 2, ys[-1])[alignment])
    return max(anchors) - min(anchors)
