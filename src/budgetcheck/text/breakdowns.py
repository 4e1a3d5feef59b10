"""Amounts listed in text: which of them are parts, which are their total, and whether the list is complete."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, islice, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.text.equations import equations
from budgetcheck.text.fold import fold
from budgetcheck.text.word_finder import any_of

if TYPE_CHECKING:
    from budgetcheck.text.narrative import Figure, Narrative
    from budgetcheck.text.words import Words

_BREAK = re.compile(r"[。!?\n](?!\s*(?:\(?[0-9]{1,2}[、.)]|[一二三四五六七八九十]{1,2}[、是]|[①-⑳]))")
_PARTING = re.compile(r"[\s”’\"')]{0,3}(?:[、,;。\s]|和|及|以及|与|\+)")
_ITEM = re.compile(r"(?<![0-9.])\(?[0-9]{1,2}[、.)](?![0-9])|[①-⑳]|[;。\n]")
_CLOSE = re.compile(r"[\s”’\"')\]】]{0,4}(?:[。;\n]|$)")
_CLAUSE = "。;\n"
_MARKS = " \t\r\n。;,、:”’\"'()“‘"
_OUTER = _MARKS + "0123456789."
_LONGEST_LABEL = 40
_LINKS = ("", ":", "为", "是", "金额", "金额为", "经费", "资金", "资金为", "费用", "约")


class Summand(NamedTuple):
    """An amount of a list, with the text between it and the one before."""

    figure: Figure
    gap: str
    depth: int


class Breakdown(NamedTuple):
    """A total that a text states beside its parts.

    `listed` says that nothing but marks parts these; `complete` that they are said to be all there is.
    """

    total: Figure
    parts: tuple[Figure, ...]
    listed: bool
    complete: bool

    @property
    def sum(self) -> int:
        """What the parts come to, in fen."""
        return sum(part.fen or 0 for part in self.parts)

    @property
    def difference(self) -> int:
        """Total less parts, in fen; 0 where only the total is rounded."""
        off = (self.total.fen or 0) - self.sum
        rounded = self.sum % self.total.step != 0 and abs(off) < self.total.step
        return 0 if rounded else off

    @property
    def right(self) -> bool | None:
        """Whether the parts make up the total, or stay within it where more may be left out; None if untold."""
        if self.difference == 0 or (self.listed and not self.complete and self.difference > 0):
            return True
        return False if self.listed else None


class Listing(NamedTuple):
    """The amounts of a text as one list.

    Attributes:
        parts: the amounts that stand for themselves; a total stands for its parts.
        breakdowns: every total with parts of its own.
        complete: whether the text presents the parts as all there is.
        start, end: from the first part to the last.
    """

    parts: tuple[Figure, ...]
    breakdowns: tuple[Breakdown, ...]
    complete: bool

    @property
    def sum(self) -> int:
        """What the parts come to, in fen."""
        return sum(part.fen or 0 for part in self.parts)


class ListingReader:
    """Reads lists of amounts by one set of word lists; a text is walked once."""

    def __init__(self, words: Words) -> None:
        totals = words.topic("narrative.totals")
        self._totals = sorted((word + link for word in totals for link in _LINKS), key=len, reverse=True)
        whole, partly = words.topic("narrative.made_of"), words.topic("narrative.among")
        self._partly = tuple(partly)
        self._intro = re.compile(rf"[\s,;:(]{{0,3}}(?:({any_of(whole)})|{any_of(partly)})")
        self._opener = re.compile(rf"[\s“\"]*(?:{any_of(words.topic('narrative.openers'))})")
        self._besides = tuple(words.topic("narrative.besides"))
        self._apart = re.compile(any_of(words.topic("narrative.apart")))

    def read(self, told: Narrative) -> Listing:
        """The amounts of `told` as a list."""
        text = fold(told.text)
        figures = _plain(told)
        summands = _summands(text, figures)
        top = [s for s in summands if s.depth == 0] or summands
        if len(top) < len(summands):
            top = _summands(text, [s.figure for s in top])
        found = self._bracketed(text, summands) if len(top) < len(summands) else []
        parts = self._reduced(text, top, found)
        whole = len(parts) > 1 or any(b.complete for b in found)
        return Listing(
            tuple(s.figure for s in parts), tuple(found), whole and self._complete(text, told, top)
        )

    def _bracketed(self, text: str, summands: Sequence[Summand]) -> list[Breakdown]:
        """The amounts whose parts stand in brackets behind them."""
        found = []
        for position, here in enumerate(summands):
            if here.depth or not text.startswith("(", here.figure.end):
                continue
            inside = list(takewhile(lambda s: s.depth > 0, islice(summands, position + 1, None)))
            if len(inside) > 1 and text.startswith(")", inside[-1].figure.end):
                intro = self._intro.match(text, here.figure.end)
                found.append(self._breakdown(text, here, inside, whole=intro is None or intro[1] is not None))
        return found

    def _reduced(self, text: str, top: Sequence[Summand], found: list[Breakdown]) -> list[Summand]:
        """The list with each total in the place of its parts; the totals go to `found`."""
        run: list[Summand] = []
        position = 0
        while position < len(top):
            here = top[position]
            intro = self._intro.match(text, here.figure.end)
            if intro is not None and (below := self._below(top, position)):
                found.append(self._breakdown(text, here, below, whole=intro[1] is not None))
                position += len(found[-1].parts)
            elif len(run) > 1 and self._sums_up(here.gap):
                first = _first_of(run)
                found.append(self._breakdown(text, here, run[first:], whole=True, leading=False))
                del run[len(run) - len(found[-1].parts) :]
            run.append(here)
            position += 1
        return run

    def _below(self, top: Sequence[Summand], position: int) -> list[Summand]:
        below: list[Summand] = []
        for summand in top[position + 1 :]:
            if _BREAK.search(summand.gap) or self._sums_up(summand.gap):
                break
            below.append(summand)
        return below if len(below) > 1 else []

    def _sums_up(self, gap: str) -> bool:
        lead = gap.rstrip(" ")
        word = next((total for total in self._totals if lead.endswith(total)), None)
        return word is not None and not lead[: -len(word)].strip(_MARKS)

    def _breakdown(
        self, text: str, total: Summand, parts: Sequence[Summand], *, whole: bool, leading: bool = True
    ) -> Breakdown:
        """The total with those of its neighbours that add up to it, or with all of them where none do."""
        listed = self._listed(text, parts)
        figures = tuple(s.figure for s in parts)
        near = figures if leading else figures[::-1]
        for size, held in enumerate(accumulate(figure.fen or 0 for figure in near), 1):
            if size > 1 and held == total.figure.fen:
                nearest = figures[:size] if leading else figures[-size:]
                return Breakdown(total.figure, nearest, listed, whole and listed)
        return Breakdown(total.figure, figures, listed, whole and listed)

    def _listed(self, text: str, parts: Sequence[Summand]) -> bool:
        """Whether nothing but marks parts them, each with a label of its own, and no word says otherwise."""
        if any(s.figure.bounded for s in parts) or any(_PARTING.match(s.gap) is None for s in parts[1:]):
            return False
        labels = [_label(parts[0].gap), *(s.gap for s in parts[1:])]
        behind = text[parts[-1].figure.end : parts[-1].figure.end + 2]
        return not any(self._apart.search(label) for label in labels) and not self._apart.match(
            behind.lstrip()
        )

    def _complete(self, text: str, told: Narrative, top: Sequence[Summand]) -> bool:
        """Whether the text presents the amounts as all there is: opened as a list, closed behind the last."""
        if len(top) < 2 or any(f.bounded or f.per for f in _loose(told)):
            return False
        opening, end = _label(top[0].gap), top[-1].figure.end
        start = top[0].figure.start - len(opening)
        head = self._opener.match(opening)
        if (head is None and text[:start].strip(_MARKS)) or len(opening) > _LONGEST_LABEL:
            return False
        if any(word in opening for word in self._partly):
            return False
        if any(_BREAK.search(s.gap) and not self._sums_up(s.gap) for s in top[1:]):
            return False
        first = start + (head.end() if head is not None else 0)
        return self._closed(text, end) and self._listed(text, top) and _each_priced(text, first, top)

    def _closed(self, text: str, end: int) -> bool:
        """Whether the list ends behind its last amount, and no sentence goes on with more of it."""
        close = _CLOSE.match(text, end)
        return close is not None and not text.startswith(self._besides, close.end())


def _loose(told: Narrative) -> list[Figure]:
    """The amounts that no equation takes as operands."""
    used = {figure.start for equation in equations(told) for figure in equation.operands}
    return [figure for figure in told.amounts if figure.start not in used]


def _plain(told: Narrative) -> list[Figure]:
    return [figure for figure in _loose(told) if not figure.per]


def _summands(text: str, figures: Sequence[Figure]) -> list[Summand]:
    summands: list[Summand] = []
    end = depth = 0
    for figure in figures:
        gap = text[end : figure.start]
        depth = max(0, depth + gap.count("(") - gap.count(")"))
        summands.append(Summand(figure, gap, depth))
        end = figure.end
    return summands


def _first_of(run: Sequence[Summand]) -> int:
    """Where the sentence of the last amount begins in the run."""
    breaks = [n for n, summand in enumerate(run) if n and _BREAK.search(summand.gap)]
    first = breaks[-1] if breaks else 0
    return first if first < len(run) - 1 else 0


def _label(gap: str) -> str:
    """What stands before an amount in its own clause."""
    return gap[max(gap.rfind(mark) for mark in _CLAUSE) + 1 :]


def _each_priced(text: str, start: int, top: Sequence[Summand]) -> bool:
    """Whether every item of the list, by number or by semicolon, holds an amount."""
    starts, end = [s.figure.start for s in top], top[-1].figure.end
    edges = [start, *(edge.end() for edge in _ITEM.finditer(text, start, end)), end]
    return all(
        bisect_left(starts, opening) < bisect_left(starts, closing) or not text[opening:closing].strip(_OUTER)
        for opening, closing in pairwise(edges)
    )


@cache
def listing_reader(words: Words) -> ListingReader:
    """The reader for these word lists, made once."""
    return ListingReader(words)
