"""Cells merged down over rows that no rule shows: which rows each of them covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from budgetcheck.readers.pages.levels import Level
from budgetcheck.text.printed_parts import class_of

_NEXT_LINE = 1.25
_OFF = 0.6
_FARTHEST = 3.0  # pitches
_CONFLICT = 1.5
_CUT = 0.4
_LONGEST_CLASS = 40
_WINDOW = 60


class Block(NamedTuple):
    """Lines of one column that are one cell: its text, first and last baseline, and which levels they are.

    `kind` is that of the rows which it may cover, empty where it may cover any.
    """

    text: str
    first: float
    last: float
    levels: tuple[int, ...]
    kind: str = ""


class Span(NamedTuple):
    """A row: its first and last baseline, and of which kind it is, where that is known."""

    first: float
    last: float
    kind: str = ""


class Setting(NamedTuple):
    """The rows of a project on one page; whether it began on the page before, and whether it ends a page."""

    rows: Sequence[Span]
    pitch: float
    opens_page: bool
    ends_page: bool


class Cover(NamedTuple):
    """For each block the first row it covers, and how far blocks are off where such cells should stand."""

    starts: tuple[int, ...]
    off: float


# NOTE: how far down its rows a text stands; where no cells are merged, down the first of them alone.
_PLACES = ((0.0, True), (0.5, True), (1.0, True), (0.5, False), (1.0, False))
PLACES = range(len(_PLACES))


def blocks_of(
    levels: Sequence[Level], column: int, pitch: float, whole: Callable[[str, str], bool]
) -> list[Block]:
    """The cells of one column; a text that is `whole` is not gone on with by the one below it."""
    held: list[list[int]] = []
    texts: list[str] = []
    last = 0.0
    for at, level in enumerate(levels):
        more = level.text(column)
        if not more:
            continue
        if held and level.y - last <= _NEXT_LINE * pitch and not whole(texts[-1], more):
            held[-1].append(at)
            texts[-1] += more
        else:
            held.append([at])
            texts.append(more)
        last = level.y
    return [
        Block(text, levels[ats[0]].y, levels[ats[-1]].y, tuple(ats))
        for text, ats in zip(texts, held, strict=True)
    ]


def class_known(text: str) -> str:
    """The level-1 class that a label of either level means; empty where that is not known."""
    if not text or len(text) > _LONGEST_CLASS:
        return ""
    told = class_of(text, "")
    return told.category if told.known else ""


def class_whole(text: str, more: str) -> bool:
    """Whether the label of a class is whole without more."""
    return bool(class_known(text)) and not class_known(text + more)


def cover(blocks: Sequence[Block], setting: Setting, place: int) -> Cover:
    """Which rows the blocks cover when all of them stand at this place of their cells."""
    if not blocks:
        return Cover((), 0.0)
    covering = _Covering(blocks, setting, place)
    return covering.best()


def best_place(tried: Sequence[Sequence[Cover]], pitch: float) -> int:
    """The place at which the cells of one column stand: that which puts all of them least off.

    NOTE: among places that are as good, merged cells come first.
    """
    return min(PLACES, key=lambda place: round(sum(covers[place].off for covers in tried) / pitch, 1))


def doubtful(found: Cover, pitch: float) -> bool:
    """Whether blocks stand where no merged cell would have them."""
    return found.off > _OFF * pitch * len(found.starts)


class _Covering:
    """Finds the best first row of every block, by a dynamic program over the blocks."""

    def __init__(self, blocks: Sequence[Block], setting: Setting, place: int) -> None:
        self._blocks, self._setting = blocks, setting
        self._share, self._merged = _PLACES[place]
        self._starts = [row.first for row in setting.rows]
        self._others = {
            kind: [0, *accumulate(row.kind not in ("", kind) for row in setting.rows)]
            for kind in {block.kind for block in blocks}
        }

    def best(self) -> Cover:
        """The starts with the least total that is off."""
        end = len(self._setting.rows)
        options = [self._options(k) for k in range(len(self._blocks))]
        # NOTE: from the last block to the first: what the blocks below cost when one begins at a row.
        costs: dict[int, tuple[float, tuple[int, ...]]] = {end: (0.0, ())}
        for k in range(len(self._blocks) - 1, -1, -1):
            costs = {
                start: min(
                    (self._cost(k, start, stop) + below, (start, *rest))
                    for stop, (below, rest) in costs.items()
                    if stop > start
                )
                for start in options[k]
                if any(stop > start for stop in costs)
            }
        if not costs:
            return self._plain()
        off, starts = min((off + self._lead(starts[0]), starts) for off, starts in costs.values())
        return Cover(starts, off)

    def _row(self, y: float) -> int:
        return max(0, bisect_right(self._starts, y + 1) - 1)

    def _options(self, k: int) -> list[int]:
        """The rows with which block `k` may begin: below the end of the block above, and not below its own."""
        low = self._row(self._blocks[k - 1].last) if k else 0
        high = min(self._row(self._blocks[k].first) + 1, len(self._setting.rows) - 1)
        if k == 0 and not self._setting.opens_page:
            high = 0
        return list(range(max(low, high - _WINDOW), high + 1))

    def _lead(self, start: int) -> float:
        return _CUT * self._setting.pitch if start else 0.0

    def _cost(self, k: int, start: int, stop: int) -> float:
        rows, pitch = self._setting.rows, self._setting.pitch
        block = self._blocks[k]
        last = rows[stop - 1 if self._merged else start].last
        place = rows[start].first + self._share * (last - rows[start].first)
        off = min(abs(place - block.first - self._share * (block.last - block.first)), _FARTHEST * pitch)
        if self._setting.ends_page and k == len(self._blocks) - 1:
            off = min(off, _CUT * pitch)
        others = self._others[block.kind][stop] - self._others[block.kind][start] if block.kind else 0
        return off + _CONFLICT * pitch * others

    def _plain(self) -> Cover:
        """Each block in the row beside it, where there are more blocks than rows."""
        starts = tuple(self._row(block.first) for block in self._blocks)
        return Cover(starts, _FARTHEST * self._setting.pitch * len(starts))
