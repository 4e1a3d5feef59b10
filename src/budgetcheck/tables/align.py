"""Rows with a lost or an extra cell: every cell goes where what it holds belongs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from budgetcheck.tables import phrases
from budgetcheck.tables.columns import Columns, clean, is_packed
from budgetcheck.tables.furniture import line_of
from budgetcheck.tables.header import FIELDS, MONEY_SLOTS, UNKNOWN
from budgetcheck.tables.pages import PagedRow, Table
from budgetcheck.tables.rows import FISCAL, INDICATORS, TEXT_SLOTS, TOTAL, Entry, Repair, clip
from budgetcheck.tables.traced import NOTHING, Traced
from budgetcheck.terms import MoneyUnit, RepairKind
from budgetcheck.text.seams import holds_value, looks_packed

KINDS = ("empty", "amount", "packed", "text", "name")

# NOTE: how often a column of each sort holds each kind of text, by judgement on the real tables; the
# document's own sound rows soon outweigh it.
_PRIOR: Mapping[str, tuple[float, ...]] = {
    "name": (0.06, 0.005, 0.005, 0.13, 0.80),
    "content": (0.15, 0.0001, 0.005, 0.6449, 0.20),
    "total": (0.09, 0.895, 0.002, 0.005, 0.008),
    "fiscal": (0.15, 0.835, 0.002, 0.005, 0.008),
    "money": (0.85, 0.135, 0.002, 0.005, 0.008),
    "goal": (0.12, 0.0001, 0.015, 0.6649, 0.20),
    "indicators": (0.10, 0.0001, 0.8249, 0.055, 0.02),
    "unknown": (0.40, 0.15, 0.05, 0.20, 0.20),
}
_PRIOR_WEIGHT = 10
_SKIP_COLUMN = -0.7
_DROP_EMPTY = -2.0
_SAME_COLUMN = -2.0
_BY_POSITION = 4.0
_LEFT_OVER = 1.0  # by position too, but with empty cells left over at the end
_SHORT = 40
_UNRIVALLED = 8.0
_CLEAR = 3.7  # a margin this wide is a confidence of 0.9
_KEPT = 3
_LEARNT_FROM = 16
_EMPTY, _AMOUNT, _PACKED = range(3)


class Assignment(NamedTuple):
    """A column per cell (None for an empty one), and how clearly it beats the next best assignment."""

    columns: tuple[int | None, ...]
    margin: float


class _Path(NamedTuple):
    score: float
    columns: tuple[int, ...]


class Aligner:
    """Assigns cells to columns by a monotone dynamic program; equal patterns are solved once."""

    def __init__(self, columns: Columns, sound: Sequence[Entry]) -> None:
        self._columns = columns
        self._layout = columns.layout
        self._chances = _chances(columns, sound)
        self._empty = [0.0, *accumulate(chance[0] for chance in self._chances)]
        self._solved: dict[tuple[int, ...], Assignment | None] = {}

    def place(self, paged: PagedRow) -> Entry | None:
        """The row in columns, a repair noted when cells moved; None when its cells find no columns."""
        repairs: list[Repair] = []
        cells = [clean(paged.row, cell, paged.page, repairs) for cell in paged.row.cells]
        kinds = tuple(kind_of(cell.text, self._columns) for cell in cells)
        solution = self._solve(kinds)
        if solution is None:
            return None
        stray: list[tuple[int, str]] = []
        texts = self._texts(cells, solution, stray)
        moved = any(column not in (None, i) and cells[i].text for i, column in enumerate(solution.columns))
        as_printed = not moved and len(cells) == self._layout.width
        if moved or (solution.margin < _CLEAR and not as_printed):
            repairs.append(self._repair(paged, cells, solution))
        entry = self._columns.entry(paged, texts, repairs)
        entry.stray = stray
        return entry

    def _texts(self, cells: list[Traced], solution: Assignment, stray: list[tuple[int, str]]) -> list[Traced]:
        texts = [NOTHING] * len(FIELDS)
        for cell, column in zip(cells, solution.columns, strict=True):
            slot = UNKNOWN if column is None else self._layout.slots[column]
            if slot != UNKNOWN:
                texts[slot] = texts[slot] + cell
            elif column is not None:
                self._columns.set_aside(column, cell.text, stray)
        return texts

    def _solve(self, kinds: tuple[int, ...]) -> Assignment | None:
        if kinds not in self._solved:
            filled = sum(1 for kind in kinds if kind)
            fits = len(kinds) <= 3 * self._layout.width and filled <= 2 * self._layout.width
            self._solved[kinds] = self._search(kinds) if fits else None
        return self._solved[kinds]

    def _search(self, kinds: tuple[int, ...]) -> Assignment | None:
        """The best assignment of the filled cells and its lead over any other."""
        filled = [i for i, kind in enumerate(kinds) if kind]
        gaps = [b - a - 1 for a, b in zip([-1, *filled], [*filled, len(kinds)], strict=True)]
        width = self._layout.width
        # NOTE: paths[c] holds the best ways in which the cells so far end in column c - 1.
        paths: list[list[_Path]] = [[_Path(0.0, ())], *([] for _ in range(width))]
        for i, gap in zip(filled, gaps, strict=False):
            paths = self._step(paths, kinds[i], gap)
        ends = {
            path.columns: path.score + self._between(gaps[-1], last, width)
            for last, held in enumerate(paths)
            for path in held
        }
        in_reach = len(kinds) >= width and (not filled or filled[-1] < width)
        if in_reach and not self._is_shifted(kinds):
            by_position = sum(self._chances[i][kind] for i, kind in enumerate(kinds[:width]))
            ends[tuple(filled)] = by_position + (_BY_POSITION if len(kinds) == width else _LEFT_OVER)
        if not ends:
            return None
        best = max(ends, key=lambda columns: ends[columns])
        rival = max((score for columns, score in ends.items() if columns != best), default=None)
        margin = _UNRIVALLED if rival is None else ends[best] - rival
        placed = dict(zip(filled, best, strict=True))
        return Assignment(tuple(placed.get(i) for i in range(len(kinds))), margin)

    def _is_shifted(self, kinds: Sequence[int]) -> bool:
        """Whether the indicators stand left of their own cell, which is empty.

        NOTE: a sheet fills every row up with empty cells, so that a lost one does not show by their number.
        """
        at = dict(zip(self._layout.slots, kinds, strict=False))
        return at.get(INDICATORS) == _EMPTY and any(at.get(slot) == _PACKED for slot in TEXT_SLOTS)

    def _step(self, paths: list[list[_Path]], kind: int, gap: int) -> list[list[_Path]]:
        width = self._layout.width
        following: list[list[_Path]] = [[] for _ in range(width + 1)]
        for last, held in enumerate(paths):
            for path in held:
                if last and kind != _AMOUNT and self._layout.slots[last - 1] not in MONEY_SLOTS:
                    score = path.score + _SAME_COLUMN + gap * _DROP_EMPTY
                    following[last].append(_Path(score, (*path.columns, last - 1)))
                for column in range(last, width):
                    score = path.score + self._between(gap, last, column) + self._chances[column][kind]
                    following[column + 1].append(_Path(score, (*path.columns, column)))
        return [sorted(held, reverse=True)[:_KEPT] for held in following]

    def _between(self, empties: int, start: int, end: int) -> float:
        """The score of columns [start, end) holding nothing where the row has `empties` empty cells."""
        lost = end - start - empties
        return (
            self._empty[end] - self._empty[start] + (lost * _SKIP_COLUMN if lost > 0 else -lost * _DROP_EMPTY)
        )

    def _repair(self, paged: PagedRow, cells: list[Traced], solution: Assignment) -> Repair:
        headings = self._layout.headings
        moved = [
            (i, column)
            for i, column in enumerate(solution.columns)
            if column not in (None, i) and cells[i].text
        ]
        by_position = [
            ((headings[i] if i < len(headings) else "") or f"[{i + 1}]", cells[i].text) for i, _ in moved
        ]
        by_content = [(headings[column], cells[i].text) for i, column in moved if column is not None]
        where = phrases.moved_cells((i + 1, headings[c]) for i, c in moved if c is not None)
        return Repair(
            RepairKind.CELLS_REALIGNED,
            paged.row.line,
            round(1 / (1 + math.exp(1.5 - solution.margin)), 4),
            phrases.realigned(self._counted(cells), self._layout.width, where),
            page=paged.page,
            column=moved[0][0] + 1 if moved else None,
            before=_shown(by_position),
            after=_shown(by_content),
        )

    def _counted(self, cells: Sequence[Traced]) -> int:
        """How many cells a row has; of one as wide as the headings, those up to the last that holds anything."""
        if len(cells) != self._layout.width:
            return len(cells)
        return max((n for n, cell in enumerate(cells, 1) if cell.text), default=0)


def in_columns(table: Table, unit: MoneyUnit, *, trusted: bool = False) -> tuple[list[Entry], list[Repair]]:
    """The table's rows in columns, and a record of every row that fits none.

    Rows of a `trusted` table that have the right width are not asked what they hold.
    """
    columns = Columns(table.layout, unit, _usual_width(table))
    plain = [columns.plain(paged, trusted=trusted) for paged in table.rows]
    aligner: Aligner | None = None
    entries: list[Entry] = []
    repairs: list[Repair] = []
    for paged, sound in zip(table.rows, plain, strict=True):
        if sound is not None:
            entries.append(sound)
            continue
        aligner = aligner or Aligner(columns, [entry for entry in plain if entry is not None])
        placed = aligner.place(paged)
        if placed is not None:
            entries.append(placed)
            continue
        row = paged.row
        why = phrases.too_many_cells(len(row.cells), table.layout.width)
        text = line_of(row)
        repairs.append(
            Repair(RepairKind.ROW_UNPLACED, row.line, 0.5, why, page=paged.page, before=text, dropped=text)
        )
    return entries, repairs


def _usual_width(table: Table) -> int:
    """How many cells most rows have."""
    counts = Counter(len(paged.row.cells) for paged in table.rows)
    return counts.most_common(1)[0][0] if counts else table.layout.width


def kind_of(text: str, columns: Columns) -> int:
    """Index into KINDS of what a cell holds."""
    if not text:
        return 0
    if len(text) <= 64 and columns.is_amount(text):
        return 1
    if is_packed(text) or holds_value(text) or (looks_packed(text) and len(text) > _SHORT):
        return 2
    return 4 if len(text) <= _SHORT and not text.endswith(("。", "；", ";")) else 3


def _chances(columns: Columns, sound: Sequence[Entry]) -> list[tuple[float, ...]]:
    """Per column, the logarithm of how often it holds each kind."""
    layout = columns.layout
    chances = []
    for slot in layout.slots:
        prior = _PRIOR[_sort(slot)]
        counts = [0] * len(KINDS)
        if slot != UNKNOWN:
            for entry in sound[:_LEARNT_FROM]:
                counts[kind_of(entry.texts[slot].text, columns)] += 1
        total = _PRIOR_WEIGHT + sum(counts)
        chances.append(
            tuple(math.log((_PRIOR_WEIGHT * p + n) / total) for p, n in zip(prior, counts, strict=True))
        )
    return chances


def _sort(slot: int) -> str:
    if slot == UNKNOWN:
        return "unknown"
    return "money" if slot in MONEY_SLOTS and slot not in (TOTAL, FISCAL) else str(FIELDS[slot])


def _shown(pairs: Sequence[tuple[str, str]]) -> str:
    return "｜".join(f"{heading}={clip(text)}" for heading, text in pairs)
