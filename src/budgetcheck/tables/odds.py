"""How likely it is that a row continues the one above it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from budgetcheck.tables.rows import CONTENT, GOAL, INDICATORS, TOTAL, Entry
from budgetcheck.terms import AmountState
from budgetcheck.text import normalise_name
from budgetcheck.text.seams import (
    completes_amount,
    ends_complete,
    ends_open,
    first_item,
    item_goes_on,
    last_number,
    looks_packed,
    opens_with_item,
    reread,
)

# NOTE: log-odds set by judgement on two real tables and varied synthetic damage; above 0 a row is joined.
WEIGHTS: Mapping[str, float] = {
    "no_name": 3.5,
    "same_name": 2.0,
    "name": -1.2,
    "no_money": 2.0,
    "money": -3.0,
    "amount_goes_on": 4.0,
    "opens_page": 2.0,
    "inside_page": -2.0,
    "numbers_go_on": 3.5,
    "late_number": 1.5,
    "mid_sentence": 1.5,
    "item_goes_on": 3.0,
    "first_item": -4.0,
    "no_items": 1.5,
    "goal_open": 1.0,
    "items_open": 1.0,
    "repeats": 3.0,
    "sum_exact": 3.0,
    "sum_balanced": -4.0,
}
_WITNESSES = {"goal_open": 1.0, "repeats": 1.0, "item_goes_on": 1.0, "items_unfinished": 0.5}
_ENOUGH_WITNESS = 1.0


class Tail(NamedTuple):
    """The last characters of the logical row above, per slot."""

    name: str
    texts: Mapping[int, str]
    amounts: Mapping[int, str]
    has_money: bool
    has_text: bool
    is_total: bool


class Odds(NamedTuple):
    """The log-odds that a row is a continuation, the reasons, and what speaks for a tail with an amount."""

    score: float
    reasons: tuple[str, ...]
    witness: float

    @property
    def joins(self) -> bool:
        """Whether the row is more likely a continuation than not."""
        return self.score > 0


def plainly_new(entry: Entry) -> bool:
    """Whether a row is a row of its own beyond doubt, so that no odds need be weighed.

    NOTE: a name, an amount and indicators from 1 (or none at all) outweigh everything else.
    """
    if not entry.name:
        return False
    if not entry.has_money:
        return entry.number == 1 and not entry.opens_page
    return entry.number == 1 or not entry.opens_page or not entry.has_text


def weigh(tail: Tail, entry: Entry) -> Odds:
    """The odds that `entry` continues the row that ends in `tail`."""
    reasons: list[str] = []
    _name_and_money(tail, entry, reasons)
    reasons.append("opens_page" if entry.opens_page else "inside_page")
    _numbering(tail, entry, reasons)
    similarity = _text(tail, entry, reasons)
    score = sum(WEIGHTS[reason] * (similarity if reason == "repeats" else 1.0) for reason in reasons)
    witness = sum(_WITNESSES.get(reason, 0.0) for reason in reasons)
    above = tail.texts.get(INDICATORS, "")
    if above and not ends_complete(above):
        witness += _WITNESSES["items_unfinished"]
    return Odds(score, tuple(reasons), witness)


def _name_and_money(tail: Tail, entry: Entry, reasons: list[str]) -> None:
    if not entry.name:
        reasons.append("no_name")
    else:
        reasons.append("same_name" if normalise_name(entry.name) == normalise_name(tail.name) else "name")
    if not entry.has_money:
        reasons.append("no_money")
    elif _goes_on(tail, entry):
        reasons.append("amount_goes_on")
    else:
        reasons.append("money")


def _goes_on(tail: Tail, entry: Entry) -> bool:
    """Whether an amount of the row completes the one above it.

    NOTE: one is enough: `63` and `9.60` beside it may be two amounts to the eye, and stay two readings.
    """
    return any(completes_amount(tail.amounts[slot], entry.texts[slot].text) for slot in tail.amounts)


def _numbering(tail: Tail, entry: Entry, reasons: list[str]) -> None:
    packed = entry.texts[INDICATORS].text
    if not packed:
        # NOTE: a project with a goal and no indicators is rarer than a tail whose indicators ended above.
        if entry.name and entry.has_money and entry.has_text and tail.texts.get(INDICATORS):
            reasons.append("no_items")
        return
    above = tail.texts.get(INDICATORS, "")
    item = first_item(packed)
    last = last_number(above)
    # NOTE: the rest of an item may look like one of its own, as 产 | 出指标：… does; it must be somewhere.
    goes_on = item_goes_on(above, packed) or _only_a_rest(tail, entry)
    if goes_on:
        reasons.append("item_goes_on")
    if item is not None and item[0] != 1:
        reasons.append("numbers_go_on" if last is not None and item[0] == last + 1 else "late_number")
    elif opens_with_item(packed) and not goes_on and (entry.has_money or reread(above, packed) is None):
        reasons.append("first_item")
    else:
        reasons.append("mid_sentence")


def _only_a_rest(tail: Tail, entry: Entry) -> bool:
    """Whether all the row says is half a sentence, where the numbered items above stop in one."""
    packed, above = entry.texts[INDICATORS].text, tail.texts.get(INDICATORS, "")
    alone = not entry.texts[GOAL] and not entry.texts[CONTENT] and not looks_packed(packed)
    return alone and first_item(packed) is None and ends_open(above) and last_number(above) is not None


def _text(tail: Tail, entry: Entry, reasons: list[str]) -> float:
    """Reasons from how the texts meet at the seam; how like the repeated words are, 0 if none are."""
    similarity = 0.0
    for slot in (CONTENT, GOAL, INDICATORS):
        above, below = tail.texts.get(slot, ""), entry.texts[slot].text
        if not above or not below:
            continue
        if ends_open(above):
            reasons.append("items_open" if slot == INDICATORS else "goal_open")
        # NOTE: a project of its own may well have the indicators of the one above; that is no second reading.
        afresh = slot == INDICATORS and "first_item" in reasons and entry.has_money
        overlap = None if afresh else reread(above, below)
        if overlap is not None:
            similarity = max(similarity, overlap.similarity)
    if similarity:
        reasons.append("repeats")
    return similarity


def may_have_money(odds: Odds) -> bool:
    """Whether a row with an amount of its own may be joined: more than the odds must speak for it.

    NOTE: a project may truly start at number 3; joining it would cost its amount.
    """
    return odds.joins and odds.witness >= _ENOUGH_WITNESS


def stated(entry: Entry) -> int | None:
    """The row's total in fen, if it states one."""
    amount = entry.amounts.get(TOTAL)
    return amount.fen if amount is not None and amount.state is AmountState.STATED else None
