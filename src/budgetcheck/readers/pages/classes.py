"""Which rows of single indicators the labels of their classes cover, where no rule shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from budgetcheck.readers.pages.item_columns import Columns
from budgetcheck.readers.pages.levels import Level
from budgetcheck.readers.pages.merges import (
    PLACES,
    Block,
    Cover,
    Setting,
    Span,
    best_place,
    blocks_of,
    class_known,
    class_whole,
    cover,
)

Covers = dict[tuple[int, int], tuple[list[Block], Cover]]


class Item(NamedTuple):
    """A row on its way: its levels, and how sure its limits are."""

    levels: Sequence[Level]
    sure: float


class Project(NamedTuple):
    """The rows of one project on one page, all of their levels, and how sure its limits are.

    Where it is `alone`, no cell is merged down over its rows.
    """

    levels: Sequence[Level]
    items: Sequence[Item]
    sure: float
    alone: bool = False


def covers_of(columns: Columns, pages: Sequence[Sequence[Project]], pitch: float) -> Covers:
    """For each project and column of classes: its cells, and the rows they cover; the lowest level first."""
    found: Covers = {}
    settings = {
        id(project): _setting(columns, pages, (number, n), pitch)
        for number, held in enumerate(pages)
        for n, project in enumerate(held)
        if project.items and not project.alone
    }
    projects = [project for held in pages for project in held if id(project) in settings]
    for column in reversed(columns.levels):
        tried = []
        for project in projects:
            blocks = [
                block._replace(kind=class_known(block.text))
                for block in blocks_of(project.levels, column, pitch, class_whole)
            ]
            tried.append((blocks, [cover(blocks, settings[id(project)], place) for place in PLACES]))
        best = best_place([covers for _, covers in tried], pitch)
        for project, (blocks, covers) in zip(projects, tried, strict=True):
            found[id(project), column] = blocks, covers[best]
            settings[id(project)] = _told(settings[id(project)], blocks, covers[best])
    return found


def _setting(
    columns: Columns, pages: Sequence[Sequence[Project]], at: tuple[int, int], pitch: float
) -> Setting:
    page, number = at
    held = pages[page]
    spans = [Span(item.levels[0].y, item.levels[-1].y) for item in held[number].items]
    nameless = not any(columns.has_key(level) for p in held[: number + 1] for level in p.levels)
    ends = number == len(held) - 1 and page < len(pages) - 1
    return Setting(spans, pitch, nameless and page > 0, ends)


def _told(setting: Setting, blocks: Sequence[Block], found: Cover) -> Setting:
    """The rows with the classes that the labels covering them mean."""
    rows = list(setting.rows)
    for number, (block, start) in enumerate(zip(blocks, found.starts, strict=True)):
        end = found.starts[number + 1] if number + 1 < len(blocks) else len(rows)
        rows[start:end] = [row._replace(kind=block.kind or row.kind) for row in rows[start:end]]
    return setting._replace(rows=rows)
