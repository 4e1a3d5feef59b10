"""The rows of a table: from rules where they part them, else from the lines of text."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from budgetcheck.readers.pages.aligned import split_all
from budgetcheck.readers.pages.gutters import crosses
from budgetcheck.readers.pages.ink import Page, Piece
from budgetcheck.readers.pages.lattice import Lattice, lattice_heights
from budgetcheck.readers.pages.levels import Level, amounts_of, levels_of, usual_pitch
from budgetcheck.readers.pages.rules import NEAR
from budgetcheck.readers.pages.split import MAX_LEVELS
from budgetcheck.readers.pages.strand import Part, Strand
from budgetcheck.readers.pages.stretches import Row, Stretch, Table
from budgetcheck.terms import AmountState, MoneyUnit
from budgetcheck.text import parse_amount
from budgetcheck.text.seams import first_item

_CROSSING = 0.6
_OVERHANG = 0.3  # of its size that a line may stand out of its cell
_SPLIT_COST = 6.0
_UNSPLIT = 0.5
_USUAL_PITCH = 1.4


class Field(NamedTuple):
    """One cell: its pieces of ink, what hides it, its extent where rules show it."""

    pieces: tuple[Piece, ...]
    covered: str = ""
    extent: tuple[float, float, float, float] | None = None
    confidence: float = 1.0


class Found(NamedTuple):
    """One row on a page."""

    page: Page
    fields: tuple[Field, ...]
    confidence: float = 1.0


@dataclass(slots=True)
class _Band:
    """Lines between two rules, or between an end of a part and a rule."""

    part: Part
    levels: list[Level]
    fields: list[Field] | None
    heading: bool
    opens_page: bool
    amounts: int
    merged: bool = False


class Rows:
    """Reads the rows of one strand."""

    def __init__(self, strand: Strand) -> None:
        self._strand = strand
        self._roles = strand.roles()
        self._total = self._roles.index("total") if "total" in self._roles else None
        lines = [line for part in strand.parts for line in part.lines]
        self._size = sorted(line.size for line in lines)[len(lines) // 2]
        pitch = usual_pitch(levels_of(part.body, strand.xs) for part in strand.parts)
        self._pitch = pitch or _USUAL_PITCH * self._size
        self._bands = {id(part): list(self._cut(part)) for part in strand.parts}
        every = [band for bands in self._bands.values() for band in bands if not band.heading]
        held = [band for band in every if band.amounts]
        self._ruled_rows = sum(band.amounts == 1 for band in held) > len(held) / 2
        self._splits = self._split([band for band in every if self._is_split(band)])

    def rows(self, part: Part) -> Iterator[Found]:
        """The rows of one of its parts."""
        for band in self._bands[id(part)]:
            split = self._splits.get(id(band))
            if split is None:
                sure = _UNSPLIT if band.amounts > 1 and not band.heading else 1.0
                yield Found(part.page, tuple(band.fields or self._fields(part.page, band.levels)), sure)
                continue
            for row in split:
                fields = self._fields(part.page, band.levels[row.first : row.last])
                yield Found(part.page, tuple(fields), confidence_of(row.margin))

    def _is_split(self, band: _Band) -> bool:
        if self._total is None or not band.levels or band.merged or len(band.levels) > MAX_LEVELS:
            return False
        return band.amounts > 1 or not self._ruled_rows

    def _cut(self, part: Part) -> Iterator[_Band]:
        """The bands of a part, from top to bottom."""
        ys, added = _with_heading(self._heights(part), part)
        lattice = Lattice(part.area, self._strand.xs, ys, added) if self._strand.ruled else None
        levels = levels_of(part.lines, self._strand.xs)
        held: list[list[Level]] = [[] for _ in range(len(ys) - 1)]
        for level in levels:
            held[min(max(bisect_right(ys, level.line.middle) - 1, 0), len(held) - 1)].append(level)
        fields = _lattice_fields(lattice, held) if lattice else None
        heading = part.heading
        opens = part is not self._strand.parts[0]
        for i, inside in enumerate(held):
            if not inside and (lattice is None or not any(f.covered for f in (fields or [])[i])):
                continue
            head = heading is not None and any(
                heading.top < level.line.middle < heading.bottom for level in inside
            )
            merged = fields is not None and any(field.covered == "above" for field in fields[i])
            amounts = self._amounts(inside)
            yield _Band(part, inside, fields[i] if fields else None, head, opens, amounts, merged)
            opens = opens and (head or not inside)

    def _heights(self, part: Part) -> list[float]:
        xs = self._strand.xs
        if self._strand.ruled:
            return lattice_heights(part.area, xs)
        left, right = min(line.left for line in part.lines), max(line.right for line in part.lines)
        return part.area.bands(left, right)

    def _amounts(self, levels: Sequence[Level]) -> int:
        if self._total is None:
            return 0
        texts = amounts_of(levels, self._total, self._pitch)
        return sum(parse_amount(text, MoneyUnit.WAN_YUAN).state is AmountState.STATED for text in texts)

    def _fields(self, page: Page, levels: Sequence[Level]) -> list[Field]:
        return [field_of(self._strand, page, levels, column) for column in range(len(self._strand.xs) - 1)]

    def _split(self, bands: Sequence[_Band]) -> dict[int, Sequence[Row]]:
        """The rows of bands that hold several, aligned as fits all of them best."""
        stretches = [Stretch(band.levels, band.opens_page) for band in bands]
        rows = split_all(self._table(bands), stretches, _SPLIT_COST if self._ruled_rows else 0.0)
        return {id(band): split for band, split in zip(bands, rows, strict=True)}

    def _table(self, bands: Sequence[_Band]) -> Table:
        decimals: Counter[int] = Counter()
        texts: list[str] = []
        for band in bands:
            for text in amounts_of(band.levels, self._total or 0, self._pitch):
                amount = parse_amount(text, MoneyUnit.WAN_YUAN)
                if amount.state is AmountState.STATED:
                    decimals[amount.decimals] += 1
            for column, role in enumerate(self._roles):
                if role == "indicators":
                    texts += [level.text(column) for level in band.levels]
        usual = decimals.most_common(1)[0][0] if decimals else 2
        numbered = sum(first_item(text) == (1, 0) for text in texts) >= 2
        return Table(self._roles, self._pitch, self._size, usual, numbered)


def field_of(strand: Strand, page: Page, levels: Sequence[Level], column: int) -> Field:
    """What a column has at these levels; less sure where words go on over its edges."""
    pieces = tuple(piece for level in levels if (piece := level.pieces[column]) is not None)
    sides = [x for x in strand.xs[column : column + 2] if 0 < x < page.width]
    torn = not strand.ruled and any(
        crosses(level.line, x) for level in levels if level.pieces[column] is not None for x in sides
    )
    return Field(pieces, confidence=_CROSSING if torn else 1.0)


def _with_heading(ys: list[float], part: Part) -> tuple[list[float], list[float]]:
    """The heights with the heading row set apart, and which of them no rule shows."""
    heading = part.heading
    if heading is None:
        return ys, []
    below = min((line.top for line in part.lines[heading.last :]), default=heading.bottom + 2)
    above = max((line.bottom for line in part.lines[: heading.first]), default=ys[0])
    added = []
    if not any(heading.bottom - NEAR <= y <= below + NEAR for y in ys):
        added.append((heading.bottom + below) / 2)
    if above > ys[0] + NEAR and not any(above - NEAR <= y <= heading.top + NEAR for y in ys):
        added.append((above + heading.top) / 2)
    # NOTE: a rule below the heading of a group parts two rows of headings; where none go down from it, it parts none.
    groups = [rule.start for rule in part.area.down]
    inside = [
        y
        for y in ys
        if not heading.top + NEAR < y < heading.bottom - NEAR
        or any(abs(y - start) <= NEAR for start in groups)
    ]
    return sorted([*inside, *added]), added


def _lattice_fields(lattice: Lattice, held: Sequence[Sequence[Level]]) -> list[list[Field]]:
    """The cells that rules enclose, band by band; what a merge hides is said to be covered."""
    pieces: dict[tuple[int, int], list[Piece]] = {}
    for band, column in lattice.fields():
        owner = lattice.owner(band, column)
        pieces.setdefault(owner, [])
    for band, levels in enumerate(held):
        for level in levels:
            for start, end in _runs(lattice, band):
                piece = level.line.between(lattice.xs[start], lattice.xs[end])
                if piece is not None:
                    pieces[lattice.owner(band, start)].append(piece)
    extents = _extents(lattice)
    rows: list[list[Field]] = [[] for _ in held]
    for band, column in lattice.fields():
        owner = lattice.owner(band, column)
        if owner == (band, column):
            held_by = tuple(pieces[owner])
            sure = _CROSSING if _stands_out(held_by, extents[owner], lattice.ys) else 1.0
            rows[band].append(Field(held_by, "", extents[owner], sure))
        else:
            rows[band].append(Field((), "above" if owner[0] < band else "left"))
    return rows


def _stands_out(
    pieces: Sequence[Piece], extent: tuple[float, float, float, float], ys: Sequence[float]
) -> bool:
    """Whether a line of a cell stands on a rule above or below it, as where a sheet was printed with rows too low.

    NOTE: what overflows is cut off or covers the text of the next row, so neither cell is sure. Where a page cuts a
    row no rule is, and text may stand out.
    """
    _, top, _, bottom = extent
    return any(
        (top > ys[0] and top - piece.top > _OVERHANG * piece.size)
        or (bottom < ys[-1] and piece.bottom - bottom > _OVERHANG * piece.size)
        for piece in pieces
    )


def _runs(lattice: Lattice, band: int) -> Iterator[tuple[int, int]]:
    """Columns [start, end) of a band that are one cell."""
    width = len(lattice.xs) - 1
    owners = [lattice.owner(band, column) for column in range(width)]
    starts = [column for column in range(1, width) if owners[column] != owners[column - 1]]
    yield from pairwise([0, *starts, width])


def _extents(lattice: Lattice) -> dict[tuple[int, int], tuple[float, float, float, float]]:
    found: dict[tuple[int, int], tuple[float, float, float, float]] = {}
    for band, column in lattice.fields():
        owner = lattice.owner(band, column)
        left, right = lattice.xs[column : column + 2]
        top, bottom = lattice.ys[band : band + 2]
        held = found.get(owner, (left, top, right, bottom))
        found[owner] = (min(held[0], left), min(held[1], top), max(held[2], right), max(held[3], bottom))
    return found


def confidence_of(margin: float) -> float:
    """How sure a row is whose cut is better than any other by `margin`; 2 is 0.9."""
    return round(1 / (1 + math.exp(-min(margin, 30.0) - 0.2)), 2)
