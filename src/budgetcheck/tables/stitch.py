"""Rows cut by page breaks become one logical row again; what fits nowhere is reported."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from budgetcheck.tables import phrases
from budgetcheck.tables.furniture import line_of
from budgetcheck.tables.kinds import KindWords, run_of
from budgetcheck.tables.lone_rows import RETARGETED_CONFIDENCE, goes_on_in_name, labels, lone_text, retargeted
from budgetcheck.tables.money import Witness, merge_amounts, usual_decimals
from budgetcheck.tables.odds import Odds, Tail, may_have_money, plainly_new, stated, weigh
from budgetcheck.tables.rows import CONTENT, GOAL, INDICATORS, NAME, TEXT_SLOTS, Entry, Phrase, Repair, says
from budgetcheck.tables.seam import head_of, join_name, joined_repair, seems_repeated
from budgetcheck.tables.traced import Traced, put_together
from budgetcheck.terms import MoneyUnit, RepairKind
from budgetcheck.text.headings import bare_heading
from budgetcheck.text.seams import ends_open

_NEAR = 2000
_GOES_ON = frozenset({"goal_open", "items_open", "numbers_go_on", "mid_sentence", "repeats", "total_named"})
_GHOST_CONFIDENCE = 0.75
_REPEATED_CONFIDENCE = 0.85
_SUM_EXACT, _NAME_ALONE = 3.0, 1.7  # log-odds of a name cut in two: 0.95 and 0.85
_LONGEST_NAME = 60


class Setting(NamedTuple):
    """What the stitcher knows of its table."""

    unit: MoneyUnit
    width: int
    grand_names: frozenset[str]
    is_note: Callable[[str], bool]
    kinds: KindWords


@dataclass(slots=True)
class _Open:
    """A logical row that may still go on.

    NOTE: its texts are put together only when it is closed, so that a row of very many pieces costs
    time in proportion.
    """

    entry: Entry
    parts: dict[int, list[Traced]] = field(default_factory=dict)
    tails: dict[int, str] = field(default_factory=dict)

    def tail(self, grand_names: frozenset[str]) -> Tail:
        entry = self.entry
        texts = {slot: self.tails.get(slot, entry.texts[slot].text[-_NEAR:]) for slot in TEXT_SLOTS}
        has_text = says(texts[slot] for slot in (CONTENT, GOAL, INDICATORS))
        grand = not has_text and is_grand(entry, grand_names)
        amounts = {slot: entry.texts[slot].text for slot in entry.amounts}
        return Tail(texts[NAME], texts, amounts, entry.has_money, has_text, grand)

    def append(self, slot: int, text: Traced) -> None:
        if not text:
            return
        whole = self.entry.texts[slot]
        held = self.parts.setdefault(slot, [whole])
        self.tails[slot] = (self.tails.get(slot, whole.text[-_NEAR:]) + text.text)[-_NEAR:]
        held.append(text)

    def close(self) -> Entry:
        for slot, parts in self.parts.items():
            kept = [part for part in parts if part.text]
            self.entry.texts[slot] = put_together(kept)
        return self.entry


class Stitcher:
    """Joins the rows of one table, in order; `unplaced` gathers what is no row and continues none."""

    def __init__(self, setting: Setting, entries: Sequence[Entry]) -> None:
        self._setting = setting
        self._entries = entries
        self._decimals = usual_decimals(entries)
        self._witness = Witness(*_column_sum(entries, setting.grand_names))
        self._done: list[Entry] = []
        self._bodies: set[str] = set()
        self._open: _Open | None = None
        self._waiting: list[Entry] = []
        self._following: Entry | None = None
        self._noted = False
        self.unplaced: list[Repair] = []

    def stitch(self) -> list[Entry]:
        """The logical rows."""
        for position, (entry, following) in enumerate(zip_longest(self._entries, self._entries[1:])):
            self._following = following
            if entry.opens_page and self._name_joined(entry, position):
                continue
            if plainly_new(entry):
                self._start(entry)
            elif self._is_note(entry):
                self._leave(entry, phrases.note(), 0.95)
            elif not self._joined(entry):
                self._begin(entry)
        self._start_waiting()
        self._close()
        return self._without_stray()

    def _begin(self, entry: Entry) -> None:
        """Start a row, or wait where a line that is no row may stand between the pieces of one."""
        if self._open is not None and lone_text(entry) and not entry.texts[INDICATORS]:
            self._waiting.append(entry)
        else:
            self._start(entry)

    def _start(self, entry: Entry) -> None:
        self._start_waiting()
        self._close()
        self._noted = False
        self._open = _Open(entry)

    def _start_waiting(self) -> None:
        for entry in self._waiting:
            self._close()
            self._open = _Open(entry)
        self._waiting = []

    def _close(self) -> None:
        if self._open is not None:
            self._done.append(self._open.close())
            self._open = None
            if not self._done[-1].has_text:
                self._bodies.add(self._done[-1].name)

    def _is_note(self, entry: Entry) -> bool:
        """Whether the row is a note below the table, or goes on below one."""
        text = lone_text(entry)
        if text and entry.row.cells[0].text.strip():
            self._noted = self._noted or self._setting.is_note(text)
            return self._noted
        return False

    def _leave(self, entry: Entry, why: Phrase, confidence: float) -> None:
        if entry.fragments == 1:
            text = line_of(entry.row)
        else:
            # NOTE: a row joined from several holds its text in pieces; what was cut from them is on record.
            text = lone_text(entry)
            self.unplaced += [repair for repair in entry.repairs if repair.dropped]
        self.unplaced.append(unplaced(entry.row.line, text, why, confidence, entry.page))

    def _joined(self, entry: Entry) -> bool:
        """Whether the row was joined to the one above."""
        if self._open is None:
            return False
        if self._waiting and (self._alone(entry) or not entry.has_text):
            return False
        # NOTE: a line that only looks like one stands where the page turned.
        entry.opens_page = entry.opens_page or any(waiting.opens_page for waiting in self._waiting)
        tail = self._open.tail(self._setting.grand_names)
        if not self._possible(tail, entry):
            return False
        odds = weigh(tail, entry)
        if "money" in odds.reasons:
            odds = self._witness.ask(odds, stated(entry)) if odds.joins else odds
            if not (may_have_money(odds) and tail.has_text and entry.has_text):
                return False
            self._witness.leave_out(stated(entry))
        if odds.joins:
            for waiting in self._waiting:
                self._leave(waiting, phrases.nowhere(), 0.5)
            self._waiting = []
            self._join(self._open, tail, entry, odds)
        return odds.joins

    def _name_joined(self, entry: Entry, position: int) -> bool:
        """Whether the row held the other half of a total's name that the page edge cut, and was joined."""
        held = (
            self._open if not self._waiting else _Open(self._waiting[0]) if len(self._waiting) == 1 else None
        )
        if held is None or held.entry.has_text or entry.has_text:
            return False
        total = stated(held.entry) if held.entry.has_money else stated(entry)
        exact = bool(total) and run_of(self._below(position)) == total
        # NOTE: no unit stands twice; what seems to is the beginning of a longer name.
        begun = exact and held.entry.name in self._bodies and self._setting.kinds.is_body(held.entry.name)
        if not goes_on_in_name(held.entry, entry, self._setting.kinds, begun=begun):
            return False
        if self._setting.kinds.is_body(entry.name) and not exact:
            return False
        if held is not self._open:
            self._close()
            self._open, self._waiting = held, []
        score = _SUM_EXACT if exact else _NAME_ALONE
        self._join(
            held, held.tail(self._setting.grand_names), entry, Odds(score, ("total_named", "opens_page"), 0.0)
        )
        return True

    def _below(self, position: int) -> Iterator[Entry]:
        return (self._entries[at] for at in range(position + 1, len(self._entries)))

    def _possible(self, tail: Tail, entry: Entry) -> bool:
        if tail.is_total or not (tail.has_text or (entry.opens_page and entry.has_text and not entry.name)):
            return False
        alone = self._alone(entry)
        if alone and labels(lone_text(entry)) and not self._ends_a_sentence(tail, entry):
            return False
        if alone or len(entry.row.cells) != self._setting.width:
            return retargeted(tail, entry) or not alone
        return True

    def _ends_a_sentence(self, tail: Tail, entry: Entry) -> bool:
        """Whether a line as short as a label may be the end of the text above: cut by a page, and the last."""
        cut = any(ends_open(tail.texts.get(slot, "")) for slot in (CONTENT, GOAL, INDICATORS))
        following = self._following
        last = following is None or plainly_new(following) or following.has_money or self._alone(following)
        return entry.opens_page and cut and last

    def _alone(self, entry: Entry) -> bool:
        """Whether the row lost all its tabs, or never had any."""
        return len(entry.row.cells) <= 2 < self._setting.width

    def _join(self, held: _Open, tail: Tail, entry: Entry, odds: Odds) -> None:
        above = held.entry
        ghost = "money" in odds.reasons
        confidence = round(1 / (1 + math.exp(-odds.score)), 4)
        confidence = min(confidence, _GHOST_CONFIDENCE) if ghost else confidence
        if self._alone(entry):
            confidence = min(confidence, RETARGETED_CONFIDENCE)
        reasons = phrases.joined(
            phrases.REASONS[r] for r in dict.fromkeys(odds.reasons) if r in phrases.REASONS
        )
        if not ghost:
            held.append(NAME, join_name(tail.name, entry, sure=not _GOES_ON.isdisjoint(odds.reasons)))
        for slot in (CONTENT, GOAL, INDICATORS):
            head = head_of(tail.texts.get(slot, ""), entry.texts[slot], slot, entry)
            if seems_repeated(tail.texts.get(slot, ""), head):
                confidence = min(confidence, _REPEATED_CONFIDENCE)
                reasons = phrases.joined((reasons, phrases.REASONS["seems_repeated"]))
            held.append(slot, head)
        if merge_amounts(above, entry, self._setting.unit, self._decimals):
            confidence = min(confidence, _GHOST_CONFIDENCE)
        above.repairs += [joined_repair(above, entry, ghost, (confidence, reasons)), *entry.repairs]
        above.fragments += 1
        above.end_row = entry.row.line
        above.stray += entry.stray
        above.pages[entry.row.line] = entry.page
        above.confidence = min(above.confidence, confidence)

    def _without_stray(self) -> list[Entry]:
        """The logical rows without those that hold one text and nothing to count."""
        kept = []
        for entry, following in zip_longest(self._done, self._done[1:]):
            if lone_text(entry) and not entry.texts[INDICATORS] and not self._heads(entry, following):
                self._leave(entry, phrases.nowhere(), 0.5)
            else:
                kept.append(entry)
        return kept

    def _heads(self, entry: Entry, following: Entry | None) -> bool:
        """Whether a row with nothing but a name is a unit whose projects follow."""
        if not entry.name or following is None or not (following.has_text and following.name):
            return False
        return self._setting.kinds.is_body(entry.name)


def is_grand(entry: Entry, grand_names: frozenset[str]) -> bool:
    """Whether the row's name is one that only a grand total has."""
    return bare_heading(entry.name[:_LONGEST_NAME]) in grand_names


def unplaced(line: int, text: str, why: Phrase, confidence: float, page: int | None) -> Repair:
    """The record of a row that was left out."""
    return Repair(RepairKind.ROW_UNPLACED, line, confidence, why, page=page, before=text, dropped=text)


def _column_sum(entries: Iterable[Entry], grand_names: frozenset[str]) -> tuple[int | None, int]:
    """The printed grand total, if there is one, and what the rows with text add up to."""
    printed: int | None = None
    added = 0
    for entry in entries:
        if entry.has_text:
            added += stated(entry) or 0
        elif printed is None and is_grand(entry, grand_names):
            printed = stated(entry)
    return printed, added
