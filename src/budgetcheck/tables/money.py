"""Amounts when rows are joined: none is invented and none is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from budgetcheck.tables import phrases
from budgetcheck.tables.odds import WEIGHTS, Odds, stated
from budgetcheck.tables.rows import TOTAL, Entry, Reading, Repair
from budgetcheck.tables.traced import put_together
from budgetcheck.terms import AmountState, MoneyUnit, RepairKind
from budgetcheck.text import parse_amount
from budgetcheck.text.seams import completes_amount

_WRAPPED_CONFIDENCE = 0.9
_UNREAD_CONFIDENCE = 0.6
_SUM_WITNESS = {"sum_exact": 2.0, "sum_balanced": -3.0}


class Witness:
    """What the column sum says of a row that may be the tail of another.

    NOTE: only a sum that fits exactly says anything, and only as a second witness on a row whose text
    already speaks for joining; a sum that is merely nearer is as likely by chance.
    """

    def __init__(self, printed: int | None, added: int) -> None:
        self._printed = printed
        self._added = added

    def ask(self, odds: Odds, amount: int | None) -> Odds:
        """The odds with the sum's word on a row that states `amount`."""
        if self._printed is None or amount is None:
            return odds
        gap = self._added - self._printed
        if gap == 0:
            reason = "sum_balanced"
        elif gap == amount:
            reason = "sum_exact"
        else:
            return odds
        return odds._replace(
            score=odds.score + WEIGHTS[reason],
            reasons=(*odds.reasons, reason),
            witness=odds.witness + _SUM_WITNESS[reason],
        )

    def leave_out(self, amount: int | None) -> None:
        """Count the amount of a joined tail no longer."""
        self._added -= amount or 0


def usual_decimals(entries: Iterable[Entry]) -> int:
    """How many decimals most of the stated totals print."""
    counts = Counter(e.amounts[TOTAL].decimals for e in entries if stated(e) is not None)
    return counts.most_common(1)[0][0] if counts else 0


def merge_amounts(above: Entry, entry: Entry, unit: MoneyUnit, decimals: int) -> bool:
    """Bring the amounts of a continuation into the row above; whether that leaves an amount in doubt.

    A blank cell takes the amount; two amounts make the cell doubtful and both become readings.
    """
    doubtful = False
    above.has_money = above.has_money or entry.has_money
    for slot, amount in entry.amounts.items():
        text = entry.texts[slot]
        if not text:
            continue
        if not above.texts[slot]:
            above.texts[slot], above.amounts[slot] = text, amount
        elif _wrapped(above, entry, slot, (unit, decimals)):
            continue
        elif amount.fen is not None and above.amounts[slot].fen is not None:
            _add_reading(above, entry, slot)
            doubtful = True
        elif above.amounts[slot].state is AmountState.BLANK:
            _leave_out(above, slot, above.texts[slot].text, above.row.line)
            above.texts[slot], above.amounts[slot] = text, amount
        else:
            _leave_out(above, slot, text.text, entry.row.line)
    return doubtful


def _wrapped(above: Entry, entry: Entry, slot: int, form: tuple[MoneyUnit, int]) -> bool:
    """Whether the two texts are one amount wrapped inside itself; if so they are joined."""
    unit, decimals = form
    before, after = above.texts[slot].text, entry.texts[slot].text
    if not completes_amount(before, after) or (above.amounts[slot].fen is not None and not decimals):
        return False
    amount = parse_amount(before + after, unit)
    complete = above.amounts[slot].fen is not None and above.amounts[slot].decimals >= decimals
    if amount.fen is None or amount.decimals != decimals or complete:
        return False
    above.texts[slot] = put_together((above.texts[slot], entry.texts[slot]))
    above.amounts[slot] = amount
    above.repairs.append(
        Repair(
            RepairKind.AMOUNT_JOINED,
            entry.row.line,
            _WRAPPED_CONFIDENCE,
            phrases.amount_wrapped(before, after),
            slot=slot,
            page=entry.page,
            column=entry.texts[slot].pieces[0].cell.column,
            before=f"{before} ⏎ {after}",
            after=before + after,
        )
    )
    return True


def _add_reading(above: Entry, entry: Entry, slot: int) -> None:
    readings = above.readings.setdefault(slot, [])
    for row in (above, entry) if not readings else (entry,):
        piece = row.texts[slot].pieces[0]
        fen = row.amounts[slot].fen
        if fen is not None:
            readings.append(Reading(fen, row.texts[slot].text, piece.row.line, piece.cell.column))
    above.amounts[slot] = above.amounts[slot]._replace(state=AmountState.DOUBTFUL)


def _leave_out(above: Entry, slot: int, text: str, row: int) -> None:
    above.repairs.append(
        Repair(
            RepairKind.GHOST_ROW_JOINED,
            row,
            _UNREAD_CONFIDENCE,
            phrases.amount_unread(),
            slot=slot,
            before=text,
            after=above.texts[slot].text,
            dropped=text,
        )
    )
