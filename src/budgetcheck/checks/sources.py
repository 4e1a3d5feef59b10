"""ARI, across the row: the total against the sources of money it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.arithmetic import UNSURE, rounding
from budgetcheck.checks.columns import Column, column, columns, confidences, explained, line_ids, precision
from budgetcheck.checks.registry import check
from budgetcheck.checks.repairs import at_headings
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import SOURCE_FIELDS, Field, MoneyUnit, RepairKind, Verdict
from budgetcheck.text import parse_amount

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Totals beside the sum of their sources, per line; widths are sums of rounding intervals in fen."""

    total: Column
    sources: list[Column]
    parts: Ints
    within: Ints
    possible: Ints
    grain: Ints
    line_id: Ints
    confidence: NDArray[np.float64]

    @cached_property
    def difference(self) -> Ints:
        """Total less sources."""
        return self.total.fen - self.parts

    @cached_property
    def equal(self) -> Bools:
        """Whether total and sources agree, rounding that is believed allowed for."""
        equal: Bools = (self.difference == 0) | (2 * np.abs(self.difference) < self.within)
        return equal

    @property
    def unreadable(self) -> Bools:
        """Whether any of the row's amounts is unreadable."""
        found: Bools = np.logical_or.reduce([c.unreadable for c in (self.total, *self.sources)])
        return found

    @property
    def complete(self) -> Bools:
        """Whether the table has a total and a column that takes whatever the other sources leave."""
        return ~self.total.absent & ~self.sources[-1].absent

    @property
    def told(self) -> Bools:
        """Whether the row prints any amount."""
        found: Bools = np.logical_or.reduce([c.stated for c in (self.total, *self.sources)])
        return found

    def largest(self, row: int, widths: Ints) -> int:
        """The largest difference that `widths` explain at `row`, in fen."""
        return explained(int(widths[row]), int(self.grain[row]))


@check(
    "lines", fields=("rounding", "not_rounded"), needs=("documents", "readings", "repairs"), equation="across"
)
def total_equals_parts(lines: pd.DataFrame, tables: Tables, *, exact_from: int) -> Outcome:
    """Each row's total is the sum of its sources, a blank source counting 0."""
    del lines
    rows = tables.once(row_sums, exact_from)
    verdicts = np.where(rows.equal, Verdict.PASSED, Verdict.FAILED).astype(np.int8)
    # NOTE: money in a column that could not be read may be just what the sources lack.
    lacking = (rows.difference > 0) & ~rows.equal
    if lacking.any():
        verdicts[lacking & _unread_money(tables)] = Verdict.UNDECIDED
    verdicts[rows.unreadable] = Verdict.UNDECIDED
    # NOTE: without a column for other funds the sources are only part of the total, which may exceed them.
    verdicts[~rows.complete | ~rows.told] = Verdict.NOT_APPLICABLE
    doubtful = _doubtful(tables, rows)
    for row, balanced in doubtful.items():
        if verdicts[row] in (Verdict.PASSED, Verdict.FAILED):
            verdicts[row] = _verdict(balanced)
    failed = np.flatnonzero(verdicts == Verdict.FAILED).tolist()
    return Outcome(verdicts, [unequal(rows, row, in_doubt=row in doubtful) for row in failed])


@check("lines", equation="across")
def total_stated_where_parts_are(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """Each row whose sources hold money has a total other than 0 or blank."""
    del lines
    total, sources = tables.once(column, str(Field.TOTAL)), columns(tables, SOURCE_FIELDS)
    parts = np.add.reduce([c.fen for c in sources])
    verdicts = np.where((total.fen == 0) & (parts != 0), Verdict.FAILED, Verdict.PASSED).astype(np.int8)
    verdicts[total.unreadable] = Verdict.UNDECIDED
    has_part = np.logical_or.reduce([c.stated & (c.fen != 0) for c in sources])
    verdicts[total.absent | ~has_part] = Verdict.NOT_APPLICABLE
    failed, sure = np.flatnonzero(verdicts == Verdict.FAILED).tolist(), tables.once(confidences)
    return Outcome(verdicts, [_no_total(row, int(parts[row]), float(sure[row])) for row in failed])


def row_sums(tables: Tables, exact_from: int) -> Rows:
    """Every row's total beside the sum of its sources."""
    total, sources = tables.once(column, str(Field.TOTAL)), columns(tables, SOURCE_FIELDS)
    parts = np.add.reduce([c.fen for c in sources])
    within = possible = np.zeros(len(parts), dtype=np.int64)
    grain = np.ones(len(parts), dtype=np.int64)
    if (total.fen != parts).any():
        precise = tables.once(precision, exact_from)
        fields = [c.field for c in (total, *sources)]
        within = np.add.reduce([precise.assumed[f] for f in fields])
        possible = np.add.reduce([precise.possible[f] for f in fields])
        grain = precise.grain
    ids, sure = tables.once(line_ids), tables.once(confidences)
    return Rows(total, sources, parts, within, possible, grain, ids, sure)


def _unread_money(tables: Tables) -> Bools:
    """Per line: whether its table has a column that was not read and holds amounts with decimals."""
    unread = tables.repairs[(tables.repairs["kind"] == str(RepairKind.ROW_UNPLACED)).to_numpy(dtype=bool)]
    unread = unread[at_headings(tables, unread)]
    texts = [str(dropped).split("\n") for dropped in unread["dropped"]]
    amounts = [[parse_amount(text, MoneyUnit.WAN_YUAN) for text in column] for column in texts]
    holds_money = [any(a.fen is not None and a.decimals for a in column) for column in amounts]
    return tables.lines["document"].isin(unread["document"][holds_money]).to_numpy(dtype=bool)


def _doubtful(tables: Tables, rows: Rows) -> dict[int, list[bool]]:
    """Position of each line in doubt to whether each of its source rows balances by itself."""
    found = tables.readings
    if found.empty:
        return {}
    position = pd.Index(tables.lines["line_id"]).get_indexer(pd.Index(found["line_id"]))
    by_line: dict[int, dict[int, dict[str, int]]] = {}
    for line, r in zip(position.tolist(), found.to_dict("records"), strict=True):
        if line >= 0:
            by_line.setdefault(line, {}).setdefault(int(r["row"]), {})[r["field"]] = int(r["fen"])
    return {line: _each_alone(rows, line, by_row) for line, by_row in by_line.items()}


def _each_alone(rows: Rows, line: int, by_row: dict[int, dict[str, int]]) -> list[bool]:
    open_fields = {field for printed in by_row.values() for field in printed}

    def amount(c: Column, printed: dict[str, int]) -> int:
        return printed.get(c.field, 0) if c.field in open_fields else int(c.fen[line])

    return [
        amount(rows.total, printed) == sum(amount(c, printed) for c in rows.sources)
        for printed in by_row.values()
    ]


def _verdict(balanced: list[bool]) -> Verdict:
    if all(balanced):
        return Verdict.PASSED
    return Verdict.UNDECIDED if any(balanced) else Verdict.FAILED


def unequal(rows: Rows, row: int, *, in_doubt: bool = False) -> Evidence:
    """The evidence of one row whose total and sources differ."""
    difference = int(rows.difference[row])
    return Evidence(
        row=row,
        field=str(Field.TOTAL),
        expected=int(rows.parts[row]),
        actual=int(rows.total.fen[row]),
        difference=difference,
        tolerance=rows.largest(row, rows.within),
        fields=rounding(difference, rows.largest(row, rows.possible)),
        related=[(int(rows.line_id[row]), c.field, "addend") for c in rows.sources if c.stated[row]],
        confidence=UNSURE if in_doubt else float(rows.confidence[row]),
    )


def _no_total(row: int, parts: int, sure: float) -> Evidence:
    return Evidence(
        row=row,
        field=str(Field.TOTAL),
        expected=parts,
        actual=0,
        difference=-parts,
        tolerance=0,
        confidence=sure,
    )
