"""Joins the text of a continuation to the row above: what was read twice or misread is set aside."""

from __future__ import annotations

from typing import NamedTuple

from budgetcheck.tables import phrases
from budgetcheck.tables.rows import INDICATORS, NAME, Entry, Phrase, Repair, clip
from budgetcheck.tables.traced import NOTHING, Traced
from budgetcheck.terms import RepairKind
from budgetcheck.text import normalise_name
from budgetcheck.text.seams import (
    ends_complete,
    ends_open,
    exact_repeat,
    first_item,
    last_number,
    lead_similarity,
    may_be_reread,
    reread,
)

_DEBRIS = 0.5
_DEBRIS_CONFIDENCE = 0.7


class _Why(NamedTuple):
    kind: RepairKind
    confidence: float
    evidence: Phrase


def head_of(above: str, text: Traced, slot: int, entry: Entry) -> Traced:
    """The part of `text` that goes on behind `above`; what it repeats is noted in `entry.repairs`."""
    if not above or not text:
        return text
    if slot == INDICATORS:
        cut = _debris(above, text, entry)
        if cut is not None:
            return cut
    overlap = reread(above, text.text)
    if overlap is not None:
        sure = 0.95 if overlap.similarity >= 1 else 0.5 + 0.4 * overlap.similarity
        why = _Why(RepairKind.OVERLAP_DROPPED, sure, phrases.reread(overlap.similarity))
        return _drop(text, overlap.head, slot, entry, why)
    again = exact_repeat(above, text.text) if ends_open(above) and slot != NAME else 0
    if again:
        sure = 0.7 if again == 1 else 0.8
        return _drop(
            text, again, slot, entry, _Why(RepairKind.OVERLAP_DROPPED, sure, phrases.one_again(again))
        )
    return text


def seems_repeated(above: str, text: Traced) -> bool:
    """Whether what was joined may still repeat the words above, though too little speaks for leaving it out.

    NOTE: a text that opens with the next number of the list above is cut between two items, and items are
    alike by nature.
    """
    if not above or not text:
        return False
    item, last = first_item(text.text), last_number(above)
    if item is not None and last is not None and item[1] == 0 and item[0] > last:
        return False
    return may_be_reread(above, text.text)


def _debris(above: str, text: Traced, entry: Entry) -> Traced | None:
    """The text from its first numbered item on, when what stands before is a misread half line.

    NOTE: only between two complete items, `…。` above and `k+1、` below: a plain cut also leaves text
    before the first number, and that text belongs to the item above.
    """
    item, last = first_item(text.text), last_number(above)
    if item is None or not item[1] or last is None or item[0] != last + 1 or not ends_complete(above):
        return None
    likeness = lead_similarity(above, text.text[: item[1]])
    if likeness < _DEBRIS:
        return None
    why = _Why(RepairKind.LEAD_DROPPED, _DEBRIS_CONFIDENCE, phrases.lead(likeness, item[0]))
    return _drop(text, item[1], INDICATORS, entry, why)


def _drop(text: Traced, length: int, slot: int, entry: Entry, why: _Why) -> Traced:
    dropped, rest = text.cut(0, length), text.cut(length).stripped()
    first, last = dropped.pieces[0], dropped.pieces[-1]
    entry.repairs.append(
        Repair(
            why.kind,
            first.row.line,
            round(why.confidence, 4),
            why.evidence,
            slot=slot,
            page=entry.page,
            column=first.cell.column,
            start=first.start,
            end=last.end if last.cell is first.cell else None,
            before=clip(text.text),
            after=clip(rest.text),
            dropped=dropped.text,
        )
    )
    return rest


def join_name(above: str, entry: Entry, *, sure: bool) -> Traced:
    """What of the continuation's name goes on behind the name above; `sure` if other cells go on too."""
    name = entry.texts[NAME]
    if not name:
        return name
    first = name.pieces[0]
    again = normalise_name(name.text) == normalise_name(above)
    entry.repairs.append(
        Repair(
            RepairKind.OVERLAP_DROPPED if again else RepairKind.NAME_JOINED,
            entry.row.line,
            0.95 if again or sure else 0.8,
            phrases.REASONS["same_name"] if again else phrases.broken_cell(2),
            slot=NAME,
            page=entry.page,
            column=first.cell.column,
            start=first.start,
            end=first.end,
            before=name.text if again else f"{above} ⏎ {name.text}",
            after=above if again else above + name.text,
            dropped=name.text if again else "",
        )
    )
    return NOTHING if again else name


def joined_repair(above: Entry, entry: Entry, ghost: bool, why: tuple[float, Phrase]) -> Repair:
    """The record of a join; of a tail with a name and an amount, its name is what is left out."""
    confidence, reasons = why
    name = entry.texts[NAME]
    place = name.place if ghost and name else None
    return Repair(
        RepairKind.GHOST_ROW_JOINED if ghost else RepairKind.ROW_JOINED,
        entry.row.line,
        confidence,
        reasons,
        slot=NAME if place else -1,
        page=entry.page,
        column=place.cell.column if place else None,
        start=place.start if place else None,
        end=place.end if place else None,
        before=_shown(entry),
        after=_shown(above),
        dropped=name.text if ghost else "",
    )


def _shown(entry: Entry) -> str:
    """Name and amounts of a row, for showing."""
    parts = [clip(entry.name), *(entry.texts[slot].text for slot in entry.amounts if entry.texts[slot])]
    return " ".join(part for part in parts if part)
