"""Rows of labels and answers above the indicators of a form: each row has columns of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from budgetcheck.readers.pages.gutters import gutters
from budgetcheck.readers.pages.headings import Blob
from budgetcheck.readers.pages.ink import Piece
from budgetcheck.readers.pages.lattice import Area
from budgetcheck.readers.pages.levels import Level, levels_of, usual_pitch
from budgetcheck.readers.pages.merges import (
    PLACES,
    Block,
    Cover,
    Setting,
    Span,
    best_place,
    blocks_of,
    cover,
    doubtful,
)
from budgetcheck.readers.pages.rules import covered, positions
from budgetcheck.readers.pages.strand import Part
from budgetcheck.text import Words
from budgetcheck.text.headings import bare_heading, point_totals

_FAR = 10_000.0
_COLONS = "：:"
_LONGEST = 40
_BESIDE, _APART = 0.25, 0.8  # of an em: between a label and what is beside it, between other cells
_NEXT_ROW = 0.15  # of an em beyond the distance of lines
_LEAST = 2
_ACROSS, _DOWN = 0.5, 0.6
_USUAL_PITCH = 1.4
_UNSURE = 0.7
_HALF = 0.8
_ASKED, _ANSWER = "asked", "answer"
_LEFT_EMS = 3.0


class Labels:
    """The words that ask for something in a form."""

    def __init__(self, words: Words) -> None:
        self._known = {bare_heading(word) for listed in words.form_labels.values() for word in listed}
        self._asides = {bare_heading(word) for word in words.form_labels.get("aside", ())}
        self._names = {bare_heading(word) for word in words.form_labels.get("name", ())}
        self._totals = point_totals(words.row_words)

    def is_label(self, text: str) -> bool:
        """Whether the text is a label, alone or behind another with a colon (其中：财政拨款)."""
        return _bare(text) in self._known

    def asks(self, text: str) -> bool:
        """Whether the text is a label whose answer stands right beside it, and not the heading of further labels."""
        return self.is_label(text) and _bare(text) not in self._asides

    def adds_up(self, text: str) -> bool:
        """Whether the text is a word for a total."""
        return len(text) <= _LONGEST and bare_heading(text) in self._totals

    def opens(self, line: Piece) -> bool:
        """Whether a line begins with the label of a project's name, as a form does."""
        parts = line.parts(_BESIDE * line.size)
        return bool(parts) and _bare(parts[0].text) in self._names

    def opening(self, lines: Sequence[Piece], first: int, last: int) -> int:
        """Where among lines [first, last) the labels of a form begin; `last` where none do."""
        for i in range(last - 1, first - 1, -1):
            if self.opens(lines[i]):
                return i if sum(map(self._holds, lines[i:last])) >= _LEAST else last
        return last

    def parts(self, line: Piece) -> list[Piece]:
        """The texts side by side in a line: labels stand apart from what is close to them."""
        found: list[Piece] = []
        for part in line.parts(_BESIDE * line.size):
            last = found[-1] if found else None
            near = last is not None and part.left - last.right < _APART * line.size
            if last is not None and near and not (self.is_label(last.text) or self.is_label(part.text)):
                found[-1] = line.between(last.left - 0.01, part.right + 0.01) or part
            else:
                found.append(part)
        return found

    def _holds(self, line: Piece) -> bool:
        return any(self.is_label(part.text) for part in line.parts(_BESIDE * line.size))


def _bare(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    stripped = text.strip().rstrip(_COLONS)
    return bare_heading(stripped[max(map(stripped.rfind, _COLONS)) + 1 :])


class Answered(NamedTuple):
    """One row: the label at its left with its pieces (none where one above covers the row), the other cells."""

    label: tuple[Piece, ...]
    cells: tuple[tuple[Piece, ...], ...]
    covered: bool
    confidence: float


class _Sheet(NamedTuple):
    """The label lines of one form: the levels left and right of the first column's edge, the rows of the latter."""

    levels: list[Level]
    rows: list[list[Level]]
    part: Part


class LabelRows:
    """Reads the label rows of all forms of a table, which are aligned in one way."""

    def __init__(self, labels: Labels, parts: Sequence[Part]) -> None:
        self._labels = labels
        lines = [line for part in parts for line in part.above]
        sizes = sorted(line.size for line in lines)
        self._size = sizes[len(sizes) // 2] if sizes else 1.0
        self.edge = self._first_edge(lines, max((part.page.width for part in parts), default=0.0))
        cut = [(levels_of(part.above, [-_FAR, self.edge, _FAR]), part) for part in parts]
        beside = [[level._replace(pieces=level.pieces[1:]) for level in levels] for levels, _ in cut]
        self._pitch = usual_pitch(beside) or _USUAL_PITCH * self._size
        self._sheets = [_Sheet(levels, self._cut(levels, part.area), part) for levels, part in cut]
        self._numbers = {id(part): number for number, part in enumerate(parts)}
        self._covers = self._merged()

    def rows(self, part: Part) -> Iterator[Answered]:
        """The rows of one form on one page."""
        number = self._numbers[id(part)]
        sheet = self._sheets[number]
        blocks, found = self._covers[number]
        sure = _UNSURE if doubtful(found, self._pitch) else 1.0
        if not sheet.rows:
            for level in sheet.levels:
                yield Answered(tuple(self._labels.parts(level.line)), (), False, sure)
            return
        for at, row in enumerate(sheet.rows):
            own = [block for block, start in zip(blocks, found.starts, strict=True) if start == at]
            pieces = [sheet.levels[i].pieces[0] for block in own for i in block.levels]
            label = tuple(piece for piece in pieces if piece is not None)
            yield Answered(label, tuple(self._cells(row, part.area)), not label, sure)

    def _first_edge(self, lines: Sequence[Piece], width: float) -> float:
        """Where the column of labels at the left ends."""
        pairs = [parts[:2] for line in lines if len(parts := self._labels.parts(line)) > 1]
        pairs = [pair for pair in pairs if self._labels.is_label(pair[0].text)]
        if not pairs:
            return -_FAR
        left = min(one.left for one, _ in pairs)
        # NOTE: labels further in are those of rows beside one that is merged down.
        outer = [pair for pair in pairs if pair[0].left < left + _LEFT_EMS * self._size]
        ends = Blob("", left, max(one.right for one, _ in outer), "")
        begins = Blob("", min(other.left for _, other in outer), 0.0, "")
        return gutters([ends, begins], lines, width)[1]

    def _cut(self, levels: Sequence[Level], area: Area) -> list[list[Level]]:
        """The rows right of the first column."""
        walls, ruled = self._walls(levels, area)
        rows: list[list[Level]] = []
        for number, level in enumerate(levels):
            if level.pieces[1] is None and not self._unanswered(levels, number):
                continue
            above = rows[-1][-1] if rows else None
            if above is None or self._parted(above, level, walls, ruled=ruled):
                rows.append([level])
            else:
                rows[-1].append(level)
        return rows

    def _walls(self, levels: Sequence[Level], area: Area) -> tuple[list[float], bool]:
        """The heights at which rules part rows, and whether there are rules for all of them."""
        if not levels:
            return [], False
        left, right = min(v.line.left for v in levels), max(v.line.right for v in levels)
        top, bottom = levels[0].line.middle, levels[-1].line.middle
        walls = [
            y
            for y in positions(rule.at for rule in area.across if top < rule.at < bottom)
            if covered(area.across, y, left, right) >= _ACROSS
        ]
        hard = all(not rule.soft for rule in area.across if top < rule.at < bottom)
        return walls, hard and len(walls) >= _LEAST

    def _unanswered(self, levels: Sequence[Level], number: int) -> bool:
        """Whether a label stands alone, with no text beside it and none half a line off."""
        level = levels[number]
        beside = [*levels[max(0, number - 1) : number], *levels[number + 1 : number + 2]]
        near = any(v.pieces[1] is not None and abs(v.y - level.y) < _HALF * self._pitch for v in beside)
        return self._labels.asks(level.text(0)) and not near

    def _parted(self, above: Level, level: Level, walls: Sequence[float], *, ruled: bool) -> bool:
        if any(above.line.middle < y < level.line.middle for y in walls):
            return True
        if level.pieces[1] is None or above.pieces[1] is None:
            return True
        if all(self._labels.is_label(one.text(0)) for one in (above, level)):
            return True
        step = level.y - above.y
        if ruled or step < 0.9 * self._pitch:
            return False
        if step > self._pitch + _NEXT_ROW * self._size:
            return True
        over, below = (self._labels.parts(p) for v in (above, level) if (p := v.pieces[1]) is not None)
        return any(self._is_next(over, part) for part in below)

    def _is_next(self, over: Sequence[Piece], part: Piece) -> bool:
        """Whether a text goes on with none of those above it: a label, below a whole label, or below two cells."""
        if self._labels.is_label(part.text):
            return True
        above = [one for one in over if one.left < part.right and part.left < one.right]
        return len(above) > 1 or any(self._whole(one.text, part.text) for one in above)

    def _merged(self) -> list[tuple[list[Block], Cover]]:
        tried = []
        for sheet in self._sheets:
            blocks = [
                block._replace(kind=_ANSWER if self._labels.asks(block.text) else "")
                for block in blocks_of(sheet.levels, 0, self._pitch, self._whole)
            ]
            spans = [Span(row[0].y, row[-1].y, self._kind(row)) for row in sheet.rows]
            opens = not self._labels.opens(sheet.part.above[0])
            setting = Setting(spans, self._pitch, opens, sheet.part.heading is None)
            tried.append((blocks, [cover(blocks if spans else [], setting, place) for place in PLACES]))
        best = best_place([covers for _, covers in tried], self._pitch)
        return [(blocks, covers[best]) for blocks, covers in tried]

    def _kind(self, row: Sequence[Level]) -> str:
        """Whether a row begins with a label of its own."""
        parts = [parts[0] for v in row if (p := v.pieces[1]) is not None and (parts := self._labels.parts(p))]
        first = min(parts, key=lambda part: part.left, default=None)
        return _ASKED if first is not None and self._labels.is_label(first.text) else _ANSWER

    def _whole(self, text: str, more: str) -> bool:
        return self._labels.is_label(text) and not self._labels.is_label(text + more)

    def _cells(self, row: Sequence[Level], area: Area) -> Iterator[tuple[Piece, ...]]:
        """The cells of a row right of its label: runs of ink over all of its lines."""
        pieces = [piece for level in row if (piece := level.pieces[1]) is not None]
        if not pieces:
            yield ()
            return
        top, bottom = min(p.top for p in pieces), max(p.bottom for p in pieces)
        xs = [x for x in area.xs if covered(area.down, x, top, bottom) >= _DOWN]
        parts = sorted(
            (cut for p in pieces for part in self._labels.parts(p) for cut in _between(part, xs)),
            key=lambda part: part.left,
        )
        groups: list[list[Piece]] = []
        for part in parts:
            if groups and part.left < max(p.right for p in groups[-1]) - 0.1:
                groups[-1].append(part)
            else:
                groups.append([part])
        yield from map(tuple, groups)
        if self._labels.asks("".join(part.text for part in groups[-1])):
            yield ()


def _between(part: Piece, xs: Sequence[float]) -> list[Piece]:
    edges = [-_FAR, *xs, _FAR]
    return [cut for left, right in pairwise(edges) if (cut := part.between(left, right)) is not None]
