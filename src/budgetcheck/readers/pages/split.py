"""Rows without rules: where one ends and the next begins, by a dynamic program over the lines of text.

A row is scored by its amount, its name, the numbering of its indicators and how its cells are aligned; a
boundary by the distance between the lines beside it. Weights were set by hand on printed tables.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from budgetcheck.readers.pages.stretches import (
    ALIGNMENTS,
    BOUND,
    HEAD,
    KEY,
    MONEY,
    OWN,
    SINGLE,
    VALUE,
    Floats,
    Row,
    Split,
    Stretch,
    Table,
)
from budgetcheck.terms import AmountState, MoneyUnit
from budgetcheck.text import parse_amount
from budgetcheck.text.seams import ends_open, first_item

MAX_LEVELS = 3_000
_LONGEST_ROW = 120
_NEVER = -1e9
_FAR = 1e6
_EM = 0.2
_TORN, _WIDE = 7.5, 1.4
_MISSING = {"name": 3.0, KEY: 7.0, VALUE: 4.0}
_AGAIN = 9.0
_CLOSE = 5.0


class Splitter:
    """Splits one stretch of levels; scores that do not depend on the alignment are worked out once."""

    def __init__(self, table: Table, stretch: Stretch, split_cost: float) -> None:
        self._table, self._levels = table, stretch.levels
        levels = stretch.levels
        self._n = len(levels)
        self._ends_page = stretch.ends_page
        self._y = np.array([level.y for level in levels])
        ink = np.array([[piece is not None for piece in level.pieces] for level in levels])
        self._first, self._last = _nearest(self._y, ink)
        self._score = self._rows(ink, opens_page=stretch.opens_page)
        self._bounds = self._boundaries() - split_cost
        self._bounds[list(stretch.shut)] = _NEVER

    def split(self, alignments: Sequence[int]) -> Split:
        """The best rows when the columns have these alignments."""
        score = self._score - self._off(alignments)
        forward, came = self._forward(score)
        backward = self._backward(score)
        cuts = [self._n]
        while cuts[-1] > 0:
            cuts.append(int(came[cuts[-1]]))
        cuts.reverse()
        margins = self._margins(score, forward, backward, frozenset(cuts))
        rows = tuple(
            Row(a, b, float(min(margins[a : b + 1], default=_FAR))) for a, b in itertools.pairwise(cuts)
        )
        return Split(rows, float(forward[-1]), self._strays(rows))

    def _pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        first = np.arange(self._n)[:, None]
        last = first + np.arange(1, min(self._n, _LONGEST_ROW) + 1)[None, :]
        return np.broadcast_to(first, last.shape), last

    def _rows(self, ink: NDArray[np.bool_], *, opens_page: bool) -> Floats:
        """The score of levels [i, i + length) as a row, at [i, length - 1]."""
        first, last = self._pairs()
        inside = last <= self._n
        last = np.minimum(last, self._n)
        score = np.where(inside, 0.0, _NEVER)
        counts = np.zeros((self._n + 1, ink.shape[1]), dtype=np.int64)
        np.cumsum(ink, axis=0, out=counts[1:])
        held = counts[last] - counts[first] > 0
        score -= _TORN * self._torn(ink, first, last)
        whole = self._with_amount(held)
        for column, role in enumerate(self._table.roles):
            part = self._part(column, role, held, counts[:, column])
            if part is None:
                continue
            if opens_page:
                # NOTE: the rest of a row from the page before has no name, no amount, no first indicator.
                part[0] = np.where(whole, part[0], np.maximum(part[0], 0.0))
            score += part
        return score

    def _part(
        self, column: int, role: str, held: NDArray[np.bool_], counts: NDArray[np.int64]
    ) -> Floats | None:
        """What one column says of each row; None where it says nothing."""
        first, last = self._pairs()
        last = np.minimum(last, self._n)
        if role in _MISSING:
            there = held[:, :, column] | (self._bare(held) if role == VALUE else False)
            return np.where(there, 0.0, -_MISSING[role])
        if role in (BOUND, OWN):
            headed = self._any(held, HEAD)
            alone = held[:, :, column] & ~headed
            return np.where(alone | (headed & ~held[:, :, column] & (role == BOUND)), -_MISSING[KEY], 0.0)
        if role == SINGLE:
            return np.asarray(-_AGAIN * np.maximum(0, counts[last] - counts[first] - 1))
        if role in MONEY:
            return self._amounts(column, counts, first, last)
        if role == "indicators" and self._table.numbered:
            return self._items(column, held[:, :, column], first, last)
        return None

    def _any(self, held: NDArray[np.bool_], *roles: str) -> NDArray[np.bool_]:
        """For each row whether it has anything of these roles."""
        columns = [column for column, role in enumerate(self._table.roles) if role in roles]
        return np.asarray(held[:, :, columns].any(axis=2))

    def _bare(self, held: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """For each row whether it may have no indicator: it has a name of its own and nothing of one."""
        return self._any(held, HEAD) & ~self._any(held, VALUE, SINGLE)

    def _torn(self, ink: NDArray[np.bool_], first: NDArray[np.int64], last: NDArray[np.int64]) -> Floats:
        """Whether the lines of any cell do not follow one another, for each row."""
        torn = np.zeros(first.shape, dtype=bool)
        above = np.where(ink, self._y[:, None] - self._last[: self._n], 0.0)
        wide = (above > _WIDE * self._table.pitch) & (above < _FAR)
        counts = np.zeros((self._n + 1, ink.shape[1]), dtype=np.int64)
        np.cumsum(wide, axis=0, out=counts[1:])
        for column in set(range(ink.shape[1])) - self._table.loose:
            begun = np.minimum(self._index(column, after=True)[first] + 1, last)
            torn |= counts[last, column] > counts[begun, column]
        return np.asarray(torn, dtype=np.float64)

    def _with_amount(self, held: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """For rows that begin at the first level: whether they hold an amount."""
        money = [column for column, role in enumerate(self._table.roles) if role in MONEY]
        return np.asarray(held[0][:, money].any(axis=1))

    def _amounts(
        self, column: int, counts: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64]
    ) -> Floats:
        texts = [level.text(column) for level in self._levels if level.pieces[column] is not None]
        total = self._table.roles[column] == "total"
        most = min(len(texts), 4)
        scores = np.full((len(texts) + 1, most + 2), -8.0 - 4.0 * np.arange(most + 2)[None, :])
        scores[:, 0] = -6.0 if total else 0.0
        for start in range(len(texts)):
            for count in range(1, min(most, len(texts) - start) + 1):
                scores[start, count] = self._amount("".join(texts[start : start + count]), count, total=total)
        how_many = np.minimum(counts[last] - counts[first], most + 1)
        return np.asarray(scores[counts[first], how_many])

    def _amount(self, text: str, count: int, *, total: bool) -> float:
        amount = parse_amount(text, MoneyUnit.WAN_YUAN)
        weight = 1.0 if total else 0.5
        if amount.state is AmountState.STATED:
            usual = amount.decimals == self._table.decimals
            return weight * ((4.0 if usual else -5.0) - (count - 1))
        return 0.0 if amount.state is AmountState.BLANK and not total else -8.0 * weight

    def _items(
        self, column: int, held: NDArray[np.bool_], first: NDArray[np.int64], last: NDArray[np.int64]
    ) -> Floats:
        opening, closing = np.zeros(self._n), np.zeros(self._n)
        for i, level in enumerate(self._levels):
            text = level.text(column)
            if text:
                item = first_item(text)
                opens = item is not None and item[1] == 0
                opening[i] = -2.0 if not opens or item is None else 2.0 if item[0] == 1 else -3.0
                closing[i] = -1.0 if ends_open(text) else 0.0
        at_first = np.minimum(self._index(column, after=True)[first], self._n - 1)
        at_last = np.maximum(self._index(column, after=False)[last], 0)
        # NOTE: a row cut by the end of the page ends wherever the page does.
        ends = np.where(last == self._n, 0.0, closing[at_last])
        return np.asarray(np.where(held, opening[at_first] + ends, 0.0))

    def _index(self, column: int, *, after: bool) -> NDArray[np.int64]:
        """For each level: the next one with ink in the column, or the one before it with ink there."""
        found = np.empty(self._n + 1, dtype=np.int64)
        at = self._n if after else -1
        order = range(self._n, -1, -1) if after else range(self._n + 1)
        for i in order:
            if after and i < self._n and self._levels[i].pieces[column] is not None:
                at = i
            if not after and i and self._levels[i - 1].pieces[column] is not None:
                at = i - 1
            found[i] = at
        return found

    def _off(self, alignments: Sequence[int]) -> Floats:
        """How far the blocks of text are off their alignment, at most 2 a column."""
        first, last = self._pairs()
        last = np.minimum(last, self._n)
        off = np.zeros(first.shape)
        for column, alignment in enumerate(alignments):
            stray = self._stray(column, alignment, first, last)
            off += np.minimum(2.0, stray / self._table.pitch * 1.5)
        # NOTE: the cells of a row cut by the end of the page are aligned in all of it.
        return np.where((last == self._n) & self._ends_page, 0.0, off)

    def _stray(
        self, column: int, alignment: int, first: NDArray[np.int64], last: NDArray[np.int64]
    ) -> Floats:
        top, bottom = self._first[first, column], self._last[last, column]
        start, end = self._y[first], self._y[last - 1]
        gaps = (top - start, np.abs(top + bottom - start - end) / 2, end - bottom)
        return np.asarray(np.where(top <= bottom, np.abs(gaps[alignment]), 0.0))

    def _strays(self, rows: Sequence[Row]) -> Floats:
        first, last = np.array([r.first for r in rows]), np.array([r.last for r in rows])
        columns = range(self._first.shape[1])
        return np.array(
            [[self._stray(c, a, first, last).sum() for c in columns] for a in range(len(ALIGNMENTS))]
        )

    def _boundaries(self) -> Floats:
        """The score of a boundary before each level."""
        each = self._first[: self._n] - self._last[: self._n]
        gaps = each.min(axis=1)
        pitch, em = self._table.pitch, _EM * self._table.size
        score = 2.5 * np.minimum((gaps - pitch) / em, 1.5) - 1.0
        score = np.where(gaps < 0.9 * pitch, -4.0, np.maximum(score, -4.0))
        steps = np.diff(self._y, prepend=self._y[0] - _FAR)
        score = np.where(steps < 0.8 * min(pitch, 1.25 * self._table.size), -12.0, score)
        if self._table.merged:
            # NOTE: a cell that is merged down over rows ends as far from the next as rows do from each other.
            tight = [column for column in range(each.shape[1]) if column not in self._table.loose]
            score -= np.where(each[:, tight].min(axis=1, initial=_FAR) < pitch + em / 2, _CLOSE, 0.0)
        score[0] = 0.0
        return np.asarray(score)

    def _forward(self, score: Floats) -> tuple[Floats, NDArray[np.int64]]:
        best = np.full(self._n + 1, _NEVER)
        came = np.zeros(self._n + 1, dtype=np.int64)
        best[0] = 0.0
        for end in range(1, self._n + 1):
            start = np.arange(max(0, end - _LONGEST_ROW), end)
            total = best[start] + self._bounds[start] + score[start, end - start - 1]
            at = int(total.argmax())
            best[end], came[end] = total[at], start[at]
        return best, came

    def _backward(self, score: Floats) -> Floats:
        best = np.full(self._n + 1, _NEVER)
        best[self._n] = 0.0
        for start in range(self._n - 1, -1, -1):
            end = np.arange(start + 1, min(self._n, start + _LONGEST_ROW) + 1)
            best[start] = (self._bounds[start] + score[start, end - start - 1] + best[end]).max()
        return best

    def _margins(self, score: Floats, forward: Floats, backward: Floats, cuts: frozenset[int]) -> Floats:
        """By how much the best total falls when one decision, a boundary or none, is the other way."""
        total = forward[-1]
        margins = np.full(self._n + 1, _FAR)
        for at in range(1, self._n):
            if at not in cuts:
                margins[at] = total - forward[at] - backward[at]
                continue
            start = np.arange(max(0, at - _LONGEST_ROW), at)
            end = np.arange(at + 1, min(self._n, at + _LONGEST_ROW) + 1)
            lengths = end[None, :] - start[:, None] - 1
            fits = lengths < score.shape[1]
            across = np.where(fits, score[start[:, None], np.minimum(lengths, score.shape[1] - 1)], _NEVER)
            others = (forward[start] + self._bounds[start])[:, None] + across + backward[end][None, :]
            margins[at] = total - others.max()
        return margins


def _nearest(y: Floats, ink: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Per level and column: the height of the first ink at or below it, and of the last ink above it."""
    n, columns = ink.shape
    first, last = np.full((n + 1, columns), _FAR), np.full((n + 1, columns), -_FAR)
    for i in range(n - 1, -1, -1):
        first[i] = np.where(ink[i], y[i], first[i + 1])
    for i in range(1, n + 1):
        last[i] = np.where(ink[i - 1], y[i - 1], last[i - 1])
    return first, last
