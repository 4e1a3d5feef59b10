"""A row on its way from cells to a logical line, and what was repaired on that way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from budgetcheck.model import Row
from budgetcheck.tables.header import SLOTS, Layout
from budgetcheck.tables.printed import Printed
from budgetcheck.tables.traced import Traced
from budgetcheck.terms import LineKind, RepairKind
from budgetcheck.text import Amount, is_dash

NAME, CONTENT = SLOTS["name"], SLOTS["content"]
TOTAL, FISCAL = SLOTS["total"], SLOTS["fiscal"]
GOAL, INDICATORS = SLOTS["goal"], SLOTS["indicators"]
TEXT_SLOTS = (NAME, CONTENT, GOAL, INDICATORS)


_CLIP = 40


def clip(text: str, longest: int = _CLIP) -> str:
    """The text, or its two ends where it is long; for showing, never for keeping.

    >>> clip("0123456789", 5)
    '01…89'
    """
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]}…{text[-half:]}"


class Phrase(NamedTuple):
    """The same words in both languages."""

    zh: str
    en: str


class Reading(NamedTuple):
    """One printed reading of an amount."""

    fen: int
    text: str
    row: int
    column: int


class Repair(NamedTuple):
    """One repair, as the repairs frame wants it; `slot` is a field's index, or -1 for the whole row."""

    kind: RepairKind
    row: int
    confidence: float
    evidence: Phrase
    slot: int = -1
    page: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None
    before: str = ""
    after: str = ""
    dropped: str = ""


@dataclass(slots=True)
class Entry:
    """A row in columns: a `Traced` per slot, an `Amount` per money column the table has.

    `stray` holds what stands in columns without a known heading: index of the heading, text. `pages`
    gives the page of every joined row that is not on `page`. `has_money` says that some money cell
    holds more than an empty form. `printed` are its indicators where each has a row of its own; `layout` is
    the heading row of these and `labels` the headings per slot, where they are not those of the table.
    """

    row: Row
    page: int
    opens_page: bool
    texts: list[Traced]
    amounts: dict[int, Amount]
    width: int
    has_money: bool
    number: int | None = None
    kind: LineKind = LineKind.PROJECT
    parent: Entry | None = None
    unit: str = ""
    end_row: int = 0
    fragments: int = 1
    confidence: float = 1.0
    readings: dict[int, list[Reading]] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    stray: list[tuple[int, str]] = field(default_factory=list)
    pages: dict[int, int] = field(default_factory=dict)
    printed: list[Printed] = field(default_factory=list)
    layout: Layout | None = None
    labels: dict[int, str] = field(default_factory=dict)
    line_id: int = -1

    @property
    def name(self) -> str:
        """The name's text."""
        return self.texts[NAME].text

    @property
    def has_text(self) -> bool:
        """Whether content, goal or indicators hold anything but a dash."""
        return says(self.texts[slot].text for slot in (CONTENT, GOAL, INDICATORS))


def says(texts: Iterable[str]) -> bool:
    """Whether any of the texts holds more than a dash.

    >>> says(["", "—"]), says(["—", "按期完成。"])
    (False, True)
    """
    return any(text and not is_dash(text) for text in texts)
