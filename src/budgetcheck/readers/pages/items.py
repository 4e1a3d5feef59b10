"""Rows of single indicators where no rule shows them, under the cells of their project that are merged down."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from budgetcheck.readers.pages.aligned import split_all
from budgetcheck.readers.pages.alone import alone, projects_of
from budgetcheck.readers.pages.body import Field, Found, Rows, confidence_of, field_of
from budgetcheck.readers.pages.classes import Item, Project, covers_of
from budgetcheck.readers.pages.item_columns import Columns
from budgetcheck.readers.pages.labels import LabelRows, Labels
from budgetcheck.readers.pages.levels import Level, amounts_of, levels_of, usual_pitch
from budgetcheck.readers.pages.merges import doubtful
from budgetcheck.readers.pages.rules import NEAR, covered, positions
from budgetcheck.readers.pages.split import MAX_LEVELS
from budgetcheck.readers.pages.strand import Part, Strand
from budgetcheck.readers.pages.stretches import Row, Stretch, Table
from budgetcheck.readers.pages.sums import part_sums
from budgetcheck.terms import AmountState, MoneyUnit
from budgetcheck.text import parse_amount

_WALL = 0.6
_RULED = 0.5
_USUAL_PITCH = 1.4
_USUAL_DECIMALS = 2
_UNSURE = 0.7
_SURE = 1e6  # margin of what rules show


class ItemRows:
    """Reads the rows of a table with a row per indicator."""

    def __init__(self, strand: Strand, labels: Labels) -> None:
        self._strand = strand
        self._labels = LabelRows(labels, [part for part in strand.parts if part.labels])
        strand.set_apart(self._labels.edge)
        self._columns = Columns(strand.roles())
        parted = [part_sums(self._columns, labels, levels_of(part.body, strand.xs)) for part in strand.parts]
        parts = [(part, levels) for part, (levels, _) in zip(strand.parts, parted, strict=True)]
        self._sums = {id(part): sums for part, (_, sums) in zip(strand.parts, parted, strict=True)}
        sizes = sorted(line.size for part in strand.parts for line in part.lines)
        self._size = sizes[len(sizes) // 2]
        self._pitch = self._usual_pitch([levels for _, levels in parts])
        self._heights = {id(part): self._row_heights(part) for part, _ in parts}
        values = sum(bool(level.text(self._columns.value)) for _, levels in parts for level in levels)
        inner = sum(len(ys) for ys in self._heights.values())
        self._ruled = inner >= _RULED * values
        soft = [rule.soft for part in strand.parts for rule in part.area.across]
        hard = 2 * sum(soft) < len(soft)
        self._lattice = Rows(strand) if strand.ruled and self._ruled and hard else None
        self._projects = {} if self._lattice else self._split(parts, hard=hard)
        self._covers = covers_of(self._columns, list(self._projects.values()), self._pitch)

    def rows(self, part: Part) -> Iterator[Found]:
        """The rows of one of its parts."""
        if self._lattice is not None:
            yield from self._lattice.rows(part)
            return
        if part.labels:
            for row in self._labels.rows(part):
                first = Field(row.label, "above" if row.covered else "")
                yield Found(part.page, (first, *map(Field, row.cells)), row.confidence)
        if part.heading is not None:
            head = levels_of(part.lines[part.heading.first : part.heading.last], self._strand.xs)
            yield Found(part.page, tuple(self._fields(part, head)))
        yield from self._below(part)

    def _below(self, part: Part) -> Iterator[Found]:
        """The rows below the heading row: those of projects, and between them those that add up points."""
        sums = self._sums[id(part)]
        at = 0
        for project in self._projects.get(id(part), ()):
            first = (project.items[0].levels if project.items else project.levels)[0].y
            above = at
            while at < len(sums) and sums[at].y < first:
                at += 1
            yield from (self._sum(part, level) for level in sums[above:at])
            yield from self._found(part, project)
        yield from (self._sum(part, level) for level in sums[at:])

    def _sum(self, part: Part, level: Level) -> Found:
        return Found(part.page, tuple(self._fields(part, [level])))

    def _usual_pitch(self, parts: Sequence[Sequence[Level]]) -> float:
        """The distance of lines in a cell, from the long texts of projects where there are any.

        NOTE: indicators mostly have one line, so that the distance of their lines is that of rows.
        """
        texts = [[self._columns.only(level, self._columns.group) for level in levels] for levels in parts]
        return usual_pitch(texts) or usual_pitch(parts) or _USUAL_PITCH * self._size

    def _fields(self, part: Part, levels: Sequence[Level]) -> list[Field]:
        return [
            field_of(self._strand, part.page, levels, column) for column in range(len(self._strand.xs) - 1)
        ]

    def _row_heights(self, part: Part) -> list[float]:
        """Where rules part the rows of indicators, between the ends of the part."""
        first = self._columns.base[0] if self._columns.base else 0
        return self._across(part, first, len(self._strand.xs) - 1)

    def _across(self, part: Part, first: int, last: int) -> list[float]:
        """The heights at which a rule covers columns [first, last)."""
        if not part.body:
            return []
        left = max(self._strand.xs[first], min(line.left for line in part.body))
        right = min(self._strand.xs[last], max(line.right for line in part.body))
        top, bottom = part.body[0].middle, max(line.middle for line in part.body)
        across = part.area.across
        return [
            y
            for y in positions(rule.at for rule in across if top < rule.at < bottom)
            if covered(across, y, left, right) >= _WALL
        ]

    def _split(self, parts: Sequence[tuple[Part, list[Level]]], *, hard: bool) -> dict[int, list[Project]]:
        held: list[tuple[Part, list[Level], bool]] = []
        for part, levels in parts:
            opens = part is not parts[0][0]
            for inside in self._bands(part, levels):
                held.append((part, inside, opens))
                opens = False
        stretches = [Stretch(inside, opens, self._shut(part, inside)) for part, inside, opens in held]
        rows = self._rows_alone(stretches)
        projects = self._merged(held, stretches, hard=hard) if rows is None else []
        for stretch, split in zip(stretches, rows or (), strict=False):
            projects.append(projects_of(self._columns, stretch.levels, split))
        found: dict[int, list[Project]] = {id(part): [] for part, _ in parts}
        for (part, _, _), own in zip(held, projects, strict=True):
            found[id(part)] += own
        return found

    def _rows_alone(self, stretches: Sequence[Stretch]) -> list[Sequence[Row]] | None:
        """The rows, where no cell is merged; else None."""
        whole = all(len(stretch.levels) <= MAX_LEVELS for stretch in stretches)
        if self._ruled or not whole or not self._columns.keys:
            return None
        return alone(self._columns, self._table(stretches), stretches)

    def _merged(
        self,
        held: Sequence[tuple[Part, list[Level], bool]],
        stretches: Sequence[Stretch],
        *,
        hard: bool,
    ) -> list[list[Project]]:
        """The projects of each stretch, whose cells are merged down over their rows."""
        ruled = self._ruled and hard
        whole = [
            not ruled and bool(self._columns.keys) and len(stretch.levels) <= MAX_LEVELS
            for stretch in stretches
        ]
        rows = iter(
            split_all(self._table(stretches), [s for s, own in zip(stretches, whole, strict=True) if own])
        )
        cut: list[tuple[Part, list[Level], float]] = []
        counts = []
        for (part, inside, _), own in zip(held, whole, strict=True):
            split = next(rows) if own else [Row(0, len(inside), _SURE)]
            counts.append(len(split))
            cut += [(part, inside[r.first : r.last], confidence_of(r.margin)) for r in split]
        items = self._items(cut)
        projects = iter(Project(inside, own, sure) for (_, inside, sure), own in zip(cut, items, strict=True))
        return [list(islice(projects, count)) for count in counts]

    def _bands(self, part: Part, levels: Sequence[Level]) -> list[list[Level]]:
        """The levels between rules that part projects."""
        columns = self._columns
        keys = columns.keys
        walls = set(self._heights[id(part)])
        for column in keys[:1]:
            own = self._across(part, column, column + 1)
            walls = {y for y in walls if any(abs(y - other) <= NEAR for other in own)}
        below = [level.line.bottom for level in self._sums[id(part)]]
        return _cut(levels, sorted([*(walls if keys else ()), *below]))

    def _shut(self, part: Part, levels: Sequence[Level]) -> frozenset[int]:
        """The levels with which no row begins, since rules show where rows do."""
        if not self._ruled:
            return frozenset()
        ys = self._heights[id(part)]
        bands = [bisect_right(ys, level.line.middle) for level in levels]
        return frozenset(i for i in range(1, len(bands)) if bands[i] == bands[i - 1])

    def _table(self, stretches: Sequence[Stretch]) -> Table:
        roles = self._columns.of_projects
        decimals: Counter[int] = Counter()
        if "total" in roles:
            column = roles.index("total")
            texts = (text for s in stretches for text in amounts_of(s.levels, column, self._pitch))
            amounts = (parse_amount(text, MoneyUnit.WAN_YUAN) for text in texts)
            decimals.update(a.decimals for a in amounts if a.state is AmountState.STATED)
        usual = decimals.most_common(1)[0][0] if decimals else _USUAL_DECIMALS
        return Table(roles, self._pitch, self._size, usual, False, self._columns.loose, merged=True)

    def _items(self, cut: Sequence[tuple[Part, list[Level], float]]) -> list[list[Item]]:
        """The rows of each project."""
        base = [[level for level in levels if self._columns.has_base(level)] for _, levels, _ in cut]
        if self._ruled:
            return [
                [Item(inside, 1.0) for inside in _cut(levels, self._heights[id(part)])]
                for (part, _, _), levels in zip(cut, base, strict=True)
            ]
        table = Table(
            self._columns.of_items, self._pitch, self._size, _USUAL_DECIMALS, False, self._columns.not_base
        )
        stripped = [[self._columns.of_item(level) for level in levels] for levels in base]
        stretches = [Stretch(levels, False) for levels in stripped if 0 < len(levels) <= MAX_LEVELS]
        rows = iter(split_all(table, stretches))
        found = []
        for levels in base:
            if 0 < len(levels) <= MAX_LEVELS:
                found.append([Item(levels[r.first : r.last], confidence_of(r.margin)) for r in next(rows)])
            else:
                found.append([Item(levels, _UNSURE)] if levels else [])
        return found

    def _found(self, part: Part, project: Project) -> Iterator[Found]:
        columns = self._columns
        rows: list[list[Field]] = [self._fields(part, item.levels) for item in project.items]
        if not rows:
            yield Found(part.page, tuple(self._fields(part, project.levels)), project.sure)
            return
        for column in columns.group:
            own = field_of(self._strand, part.page, project.levels, column)
            rows[0][column] = own._replace(confidence=min(own.confidence, project.sure))
            for row in rows[1:]:
                row[column] = Field((), "above")
        for column in () if project.alone else columns.levels:
            blocks, found = self._covers[id(project), column]
            sure = _UNSURE if doubtful(found, self._pitch) else 1.0
            for row in rows:
                row[column] = Field((), "above")
            for block, at in zip(blocks, found.starts, strict=True):
                own = field_of(self._strand, part.page, [project.levels[i] for i in block.levels], column)
                held = rows[at][column].pieces
                rows[at][column] = own._replace(
                    pieces=held + own.pieces, confidence=min(own.confidence, sure)
                )
        for item, row in zip(project.items, rows, strict=True):
            yield Found(part.page, tuple(row), min(project.sure, item.sure))


def _cut(levels: Sequence[Level], ys: Sequence[float]) -> list[list[Level]]:
    """The levels between these heights."""
    held: list[list[Level]] = [[] for _ in range(len(ys) + 1)]
    for level in levels:
        held[bisect_right(ys, level.line.middle)].append(level)
    return [inside for inside in held if inside]
