"""What else speaks for a fault than that the sums hold, as a reader who looks at the page would say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from budgetcheck.diagnosis.ledger import NO_PARENT, Ledger, Row
from budgetcheck.diagnosis.model import FaultKind
from budgetcheck.diagnosis.values import Edit, EditKind, Fault

SURE = 1.0
_NOT_MISREAD = frozenset((FaultKind.ROUNDING, FaultKind.STALE, FaultKind.SUBTOTAL_TWICE))


class Evidence:
    """What speaks for faults in one document."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._below: defaultdict[int, list[int]] = defaultdict(list)
        for at, row in enumerate(ledger.rows):
            self._below[row.parent].append(at)

    def of(self, fault: Fault) -> tuple[str, ...]:
        """The names of what speaks for the fault: what the search says, else what the rows themselves show."""
        return fault.evidence or tuple(dict.fromkeys(self._seen(fault)))

    def _seen(self, fault: Fault) -> Iterator[str]:
        # NOTE: a total is added up anew in each column; that its columns are wrong alike says nothing of a misreading.
        if fault.kind not in _NOT_MISREAD:
            yield from _of_columns(fault)
            yield from self._of_totals(fault)
        for edit in fault.edits:
            row = self._ledger.rows[edit.row]
            if edit.other is not None and edit.kind is EditKind.JOIN:
                yield from _of_pair(self._ledger, *sorted((edit.row, edit.other)))
            elif edit.other is not None and edit.kind is EditKind.DROP:
                yield from _of_names(row, self._ledger.rows[edit.other])
            elif any(amount.others for amount in row.amounts):
                yield "rows_joined"
            elif row.confidence < SURE:
                yield "doubted"

    def _of_totals(self, fault: Fault) -> Iterator[str]:
        """What the totals above say: that they agree among themselves, or with the amount as it may have been."""
        edits = [e for e in fault.edits if e.kind is EditKind.AMOUNT and e.after is not None]
        if len({e.row for e in edits}) != 1:
            return
        rows = self._ledger.rows
        for edit in edits:
            total = rows[edit.row].parent
            if edit.row in self._below:
                if self._adds_up(total, edit.column, edit):
                    yield "total_above_agrees"
            elif total != NO_PARENT and self._adds_up(rows[total].parent, edit.column):
                yield "totals_agree"

    def _adds_up(self, total: int, column: str, changed: Edit | None = None) -> bool:
        """Whether the total is the sum of its rows, with a change made in one of them."""
        if total == NO_PARENT:
            return False
        rows, at = self._ledger.rows, self._ledger.columns.index(column)
        added = sum(rows[n].amounts[at].fen or 0 for n in self._below[total])
        gap = (changed.after or 0) - (changed.before or 0) if changed else 0
        return bool(added) and rows[total].amounts[at].fen == added + gap


def _of_columns(fault: Fault) -> Iterator[str]:
    amounts = [(e.row, e.before, e.after) for e in fault.edits if e.kind is EditKind.AMOUNT]
    if len(amounts) > 1 and len(set(amounts)) == 1:
        yield "columns_agree"


def _of_pair(ledger: Ledger, above: int, below: int) -> Iterator[str]:
    """What two rows have to do with each other."""
    upper, lower = ledger.rows[above], ledger.rows[below]
    yield from _of_names(upper, lower)
    if lower.first_on_page:
        yield "page_break"
    last, first = upper.numbers[1], lower.numbers[0]
    if last is not None and first is not None and first == last + 1:
        yield "numbering_goes_on"
    if not upper.closes or lower.opens:
        yield "text_goes_on"


def _of_names(one: Row, other: Row) -> Iterator[str]:
    if one.name and one.name == other.name:
        yield "same_name"
