"""The heights at which the columns of a table have text, and what stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from budgetcheck.readers.pages.ink import Piece
from budgetcheck.text.seams import completes_amount

_GRAIN = 4  # of a point
_NEXT_LINE = 1.25
_ENOUGH = 0.3


class Level(NamedTuple):
    """One line of text over all columns: what each column has there."""

    line: Piece
    pieces: tuple[Piece | None, ...]

    @property
    def y(self) -> float:
        """The height of its baseline."""
        return self.line.baseline

    def text(self, column: int) -> str:
        """What a column has at this height."""
        piece = self.pieces[column]
        return piece.text if piece is not None else ""


def levels_of(lines: Iterable[Piece], xs: Sequence[float]) -> list[Level]:
    """The lines cut into columns with the edges `xs`; lines without ink there are left out."""
    levels = []
    for line in lines:
        pieces = tuple(line.between(left, right) for left, right in pairwise(xs))
        if any(pieces):
            levels.append(Level(line, pieces))
    return levels


def usual_pitch(pages: Iterable[Sequence[Level]]) -> float | None:
    """The commonest distance between two lines of one cell; None where no cell has two lines."""
    counts: Counter[int] = Counter()
    for levels in pages:
        last: dict[int, float] = {}
        for level in levels:
            for column, piece in enumerate(level.pieces):
                if piece is None:
                    continue
                if column in last:
                    gap = level.y - last[column]
                    if gap <= 3 * piece.size:
                        counts[round(gap * _GRAIN)] += 1
                last[column] = level.y
    if not counts:
        return None
    # NOTE: a distance just beside the commonest is the same one, rounded the other way; and where most cells
    # have one line, the commonest distance is that of rows.
    weights = {step: counts[step] + counts[step - 1] / 2 + counts[step + 1] / 2 for step in counts}
    enough = _ENOUGH * max(weights.values())
    least = min(step for step, weight in weights.items() if weight >= enough)
    return max((step for step in weights if step - least <= 1), key=lambda step: counts[step]) / _GRAIN


def amounts_of(levels: Sequence[Level], column: int, pitch: float) -> list[str]:
    """The texts of a money column, an amount that is wrapped inside itself put together again."""
    amounts: list[str] = []
    last = -1e6
    for level in levels:
        text = level.text(column)
        if not text:
            continue
        if amounts and level.y - last <= _NEXT_LINE * pitch and completes_amount(amounts[-1], text):
            amounts[-1] += text
        else:
            amounts.append(text)
        last = level.y
    return amounts
