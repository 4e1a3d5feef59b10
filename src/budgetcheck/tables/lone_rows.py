"""Rows that hold one text and nothing to count: which column it goes on in."""

from __future__ import annotations

from budgetcheck.tables import phrases
from budgetcheck.tables.header import FIELDS
from budgetcheck.tables.kinds import KindWords
from budgetcheck.tables.odds import Tail
from budgetcheck.tables.rows import CONTENT, GOAL, INDICATORS, NAME, TEXT_SLOTS, Entry, Repair
from budgetcheck.terms import RepairKind
from budgetcheck.text.seams import ends_open, looks_packed, opens_with_item

RETARGETED_CONFIDENCE = 0.8
_LONGEST_LABEL = 20
_IS = "="


def lone_text(entry: Entry) -> str:
    """The only text of a row without amounts; empty when it has several."""
    if entry.has_money:
        return ""
    held = [entry.texts[slot].text for slot in TEXT_SLOTS if entry.texts[slot]]
    return held[0] if len(held) == 1 else ""


def retargeted(tail: Tail, entry: Entry) -> bool:
    """Move the text of a row that lost its tabs to the column whose text above stops in mid-sentence."""
    held = [slot for slot in TEXT_SLOTS if entry.texts[slot]]
    if len(held) != 1 or entry.has_money or (held[0] == INDICATORS and _is_items(tail, entry)):
        return True
    for slot in (held[0], GOAL, CONTENT, INDICATORS):
        if slot != NAME and ends_open(tail.texts.get(slot, "")):
            entry.texts[slot], entry.texts[held[0]] = entry.texts[held[0]], entry.texts[slot]
            entry.repairs = [_retold(repair, slot) for repair in entry.repairs]
            return True
    return held[0] == NAME and entry.opens_page


def labels(text: str) -> bool:
    """Whether a text is as short as a label, with no mark at its end, rather than the rest of a sentence."""
    return 0 < len(text) <= _LONGEST_LABEL and ends_open(text)


def _is_items(tail: Tail, entry: Entry) -> bool:
    """Whether what stands under the indicators goes on there rather than elsewhere."""
    text = entry.texts[INDICATORS].text
    return ends_open(tail.texts.get(INDICATORS, "")) or looks_packed(text) or opens_with_item(text)


def _retold(repair: Repair, slot: int) -> Repair:
    if repair.kind is not RepairKind.CELLS_REALIGNED or repair.confidence >= RETARGETED_CONFIDENCE:
        return repair
    reason = phrases.REASONS["items_open" if slot == INDICATORS else "goal_open"]
    after = f"{FIELDS[slot].zh}={repair.before.partition(_IS)[2]}"
    return repair._replace(slot=slot, confidence=RETARGETED_CONFIDENCE, after=after, evidence=reason)


def goes_on_in_name(above: Entry, entry: Entry, kinds: KindWords, *, begun: bool) -> bool:
    """Whether two rows may be one total: neither has text, one has the amounts, and both names are one only together.

    A name that is whole above may yet be the beginning of this one, where something else says that it has `begun`.
    """
    if above.has_text or entry.has_text or above.has_money is entry.has_money:
        return False
    halves = above.name, entry.name
    if not all(half and len(half) <= _LONGEST_LABEL for half in halves):
        return False
    return (begun or not kinds.is_total(above)) and kinds.is_total_name("".join(halves))
