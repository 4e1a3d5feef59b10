"""What else speaks for a fault than that the sums hold, as a reader who looks at the page would say."""

from __future__ import annotations

from collections.abc import Iterator

from budgetcheck.diagnosis.ledger import Ledger, Row
from budgetcheck.diagnosis.values import EditKind, Fault

UNSURE = 1.0


def evidence(ledger: Ledger, fault: Fault) -> tuple[str, ...]:
    """The names of what speaks for the fault: what the search says, else what the rows themselves show."""
    return fault.evidence or tuple(dict.fromkeys(_seen(ledger, fault)))


def _seen(ledger: Ledger, fault: Fault) -> Iterator[str]:
    amounts = [(e.row, e.before, e.after) for e in fault.edits if e.kind is EditKind.AMOUNT]
    if len(amounts) > 1 and len(set(amounts)) == 1:
        yield "columns_agree"
    for edit in fault.edits:
        row = ledger.rows[edit.row]
        if edit.other is not None and edit.kind in (EditKind.JOIN, EditKind.DROP):
            yield from _of_pair(row, ledger.rows[edit.other], ledger)
        elif any(amount.others for amount in row.amounts):
            yield "rows_joined"
        elif row.confidence < UNSURE:
            yield "doubted"


def _of_pair(one: Row, other: Row, ledger: Ledger) -> Iterator[str]:
    """What two rows have to do with each other; the upper one is taken first."""
    upper, lower = sorted((one, other), key=ledger.rows.index)
    if upper.name and upper.name == lower.name:
        yield "same_name"
    if lower.first_on_page:
        yield "page_break"
    last, first = upper.numbers[1], lower.numbers[0]
    if last is not None and first is not None and first == last + 1:
        yield "numbering_goes_on"
    if not upper.closes or lower.opens:
        yield "text_goes_on"
