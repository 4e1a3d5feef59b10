"""A table over its pages: the stretches of pages it stands on, and the edges of its columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from budgetcheck.readers.pages.gutters import crosses, gutters
from budgetcheck.readers.pages.headings import Blob, Heading
from budgetcheck.readers.pages.ink import Page, Piece
from budgetcheck.readers.pages.lattice import Area
from budgetcheck.readers.pages.rules import NEAR

_MOST_CROSSING = 0.2
_SAME_PLACE = 6.0
_BESIDE_ALL = "indicators"


@dataclass(slots=True)
class Part:
    """What a table has on one page: its lines, the rules around them, its heading row if there is one.

    The first `labels` lines are those of a form above the heading row of its indicators.
    """

    page: Page
    lines: Sequence[Piece]
    area: Area
    heading: Heading | None = None
    labels: int = 0

    @property
    def body(self) -> Sequence[Piece]:
        """The lines below the heading row."""
        return self.lines[self.heading.last if self.heading else self.labels :]

    @property
    def above(self) -> Sequence[Piece]:
        """The lines of labels above the heading row."""
        return self.lines[: self.labels]

    @property
    def form_goes_on(self) -> bool:
        """Whether it ends with labels of a form whose indicators follow on the next page."""
        return bool(self.labels) and self.heading is None


@dataclass(slots=True)
class Text:
    """Lines beside tables."""

    page: Page
    lines: Sequence[Piece]


@dataclass(slots=True)
class Strand:
    """A table: its parts and the text between them, in order; `ruled` says that rules show its columns."""

    ruled: bool
    xs: list[float] = field(default_factory=list)
    heading: Heading | None = None
    items: list[Part | Text] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        """Its parts without the text around them."""
        return [item for item in self.items if isinstance(item, Part)]

    def add(self, part: Part) -> None:
        """Append a part; a table without rules finds its columns again."""
        self.items.append(part)
        self.heading = self.heading or part.heading
        if not self.ruled:
            self.find_columns()

    @property
    def itemised(self) -> bool:
        """Whether each indicator has a row of its own."""
        return self.heading is not None and self.heading.itemised

    def find_columns(self) -> None:
        """Put the columns of a table without rules where the least ink is."""
        if self.heading is not None:
            lines = [line for part in self.parts for line in part.body]
            width = max(part.page.width for part in self.parts)
            self.xs = gutters(self.heading.blobs, lines, width)

    def set_apart(self, edge: float) -> None:
        """Add a column left of `edge` for what stands beside all indicators of a form and has no heading."""
        heading = self.heading
        if self.ruled or heading is None or not heading.of_form or not 0 < edge < heading.blobs[0].left:
            return
        if _BESIDE_ALL not in heading.roles:
            self.xs.insert(1, edge)

    def roles(self) -> tuple[str, ...]:
        """What each column holds, as far as the heading row says."""
        roles = [""] * max(0, len(self.xs) - 1)
        for blob in self.heading.blobs if self.heading else ():
            column = bisect_right(self.xs, (blob.left + blob.right) / 2) - 1
            if 0 <= column < len(roles) and blob.role not in roles:
                roles[column] = blob.role
        return tuple(roles)

    def fits(self, lines: Iterable[Piece]) -> bool:
        """Whether lines without a heading row may go on this table: few words cross its columns."""
        held = [any(crosses(line, x) for x in self.xs[1:-1]) for line in lines]
        return bool(held) and sum(held) <= _MOST_CROSSING * len(held)

    def goes_on_with(self, heading: Heading | None) -> bool:
        """Whether what is headed like this may be a part of it: the heading row again, or a further form."""
        if heading is None or self.heading is None:
            return self.itemised if heading is None else self.parts[-1].form_goes_on and heading.of_form
        return self.same_heading(heading)

    def same_heading(self, other: Heading) -> bool:
        """Whether a heading row is that of this table printed again."""
        mine = self.heading
        if mine is None or mine.of_form != other.of_form:
            return False
        pairs = list(zip_longest(*(_own_blobs(heading) for heading in (mine, other))))
        return all(
            one is not None
            and two is not None
            and (one.role == two.role or one.text == two.text)
            and abs(one.left + one.right - two.left - two.right) / 2 <= _SAME_PLACE
            for one, two in pairs
        )

    def holds_piece(self, heading: Heading) -> bool:
        """Whether a heading row is a piece of that of this table: some of its headings, at most one beside them."""
        mine = self.heading
        if self.ruled or mine is None or len(heading.blobs) >= len(mine.blobs):
            return False
        found = [
            any(
                one.role == two.role and abs(one.left + one.right - two.left - two.right) / 2 <= _SAME_PLACE
                for two in mine.blobs
            )
            for one in heading.blobs
            if one.role
        ]
        return all(found) and len(heading.blobs) - len(found) <= 1

    def same_rules(self, xs: Sequence[float]) -> bool:
        """Whether rules down are those of this table; fewer or more of them are where the outer ones agree."""
        mine = self.xs
        if abs(mine[0] - xs[0]) > NEAR or abs(mine[-1] - xs[-1]) > NEAR:
            return False
        few, many = sorted((mine, list(xs)), key=len)
        return all(any(abs(x - y) <= NEAR for y in many) for x in few)

    def join_rules(self, xs: Sequence[float]) -> None:
        """Take in the rules down that only a later part has."""
        self.xs = sorted([*self.xs, *(x for x in xs if all(abs(x - y) > NEAR for y in self.xs))])


def _own_blobs(heading: Heading) -> list[Blob]:
    """The headings; in a form without that of the cell beside all indicators, which may stand further down."""
    return [blob for blob in heading.blobs if not heading.of_form or blob.role != _BESIDE_ALL]
