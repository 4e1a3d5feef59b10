"""ARI, down the columns: totals against the projects, units and subtotals they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from budgetcheck.checks.balance import Balance, balance, strongest
from budgetcheck.checks.columns import line_ids
from budgetcheck.checks.doubt import Choices, Reading, choices, doubtful, readings
from budgetcheck.checks.edges import Edges, of_children, of_projects, of_units
from budgetcheck.checks.registry import check
from budgetcheck.checks.repairs import listed
from budgetcheck.model import Evidence, Fen, Outcome
from budgetcheck.terms import Verdict

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

NEEDS = ("documents", "readings")
FIELDS = ("count", "doubt", "readings", "rounding", "not_rounded")
FEW = 12
UNSURE = 0.5


@check("lines", fields=FIELDS, needs=NEEDS, equation="down")
def total_equals_projects(
    lines: pd.DataFrame, tables: Tables, *, columns: Sequence[str], exact_from: int
) -> Outcome:
    """Each grand total is the sum of the projects of its table, at whatever depth they stand."""
    return _add_up(len(lines), tables, [tables.once(of_projects)], (columns, exact_from))


@check("lines", fields=FIELDS, needs=NEEDS, equation="down")
def subtotal_equals_children(
    lines: pd.DataFrame, tables: Tables, *, columns: Sequence[str], exact_from: int
) -> Outcome:
    """Each unit's amount is the sum of the projects and smaller units directly below it."""
    return _add_up(len(lines), tables, [tables.once(of_children)], (columns, exact_from))


@check("lines", fields=FIELDS, needs=NEEDS, equation="down")
def total_equals_units(
    lines: pd.DataFrame, tables: Tables, *, columns: Sequence[str], exact_from: int
) -> Outcome:
    """Each grand total is the sum of the top units, and of projects that stand under no unit."""
    return _add_up(len(lines), tables, [tables.once(of_units)], (columns, exact_from))


@check("lines", fields=FIELDS, needs=NEEDS, equation="down")
def columns_equal_parts(
    lines: pd.DataFrame, tables: Tables, *, columns: Sequence[str], exact_from: int
) -> Outcome:
    """Each of `columns` adds up by itself: grand totals from projects, units from what stands below them."""
    trees = [tables.once(of_projects), tables.once(of_children)]
    return _add_up(len(lines), tables, trees, (columns, exact_from))


def _add_up(
    size: int, tables: Tables, trees: Sequence[Edges], settings: tuple[Sequence[str], int]
) -> Outcome:
    fields, exact_from = settings
    verdicts: list[NDArray[np.int8]] = [np.zeros(size, dtype=np.int8)]
    evidence: list[Evidence] = []
    for field in fields:
        found = choices(tables, field)
        for edges in trees:
            sums = balance(tables, edges, field, exact_from, doubtful(size, found))
            verdict, given = _judged(sums, edges, found, tables)
            verdicts.append(verdict)
            evidence += given
    return Outcome(strongest(verdicts), sorted(evidence, key=lambda e: e.row))


def _judged(
    sums: Balance, edges: Edges, found: Choices, tables: Tables
) -> tuple[NDArray[np.int8], list[Evidence]]:
    """The verdicts with every reading of doubtful amounts tried, and the evidence of those that failed.

    NOTE: a total that balances only as the lines frame reads it is undecided, not passed. One that
    balances under another reading alone fails, but with half the confidence.
    """
    verdicts = sums.verdicts.copy()
    tried: dict[int, list[Reading]] = {}
    settled = (verdicts == Verdict.PASSED) | (verdicts == Verdict.FAILED)
    for row in np.flatnonzero(sums.doubtful & settled).tolist():
        tried[row] = readings(row, edges.parts_of(row), found, sums.actual)
        verdicts[row] = _verdict([sums.agrees(row, r.difference) for r in tried[row]])
    failed = np.flatnonzero(verdicts == Verdict.FAILED).tolist()
    known = (edges, found, tables.once(line_ids))
    return verdicts, [_failure(sums, row, tried.get(row, []), known) for row in failed]


def _verdict(held: Sequence[bool]) -> Verdict:
    if not held[0]:
        return Verdict.FAILED
    return Verdict.PASSED if all(held) else Verdict.UNDECIDED


def _failure(
    sums: Balance, row: int, tried: Sequence[Reading], known: tuple[Edges, Choices, NDArray[np.int64]]
) -> Evidence:
    edges, found, ids = known
    parts = edges.parts_of(row)
    open_lines = [p for p in (row, *parts) if p in found]
    rows = [r for p in open_lines for c in found[p] for r in c.rows]
    doubt = [{"lines": listed(rows)}] if tried else []
    related = [(int(ids[p]), sums.field, "doubtful") for p in open_lines]
    if len(parts) <= FEW:
        related += [(int(ids[p]), sums.field, "addend") for p in parts if p not in found]
    fields = {"count": len(parts), "doubt": doubt, "readings": [r.entry() for r in tried]}
    agrees = any(sums.agrees(row, r.difference) for r in tried)
    return sum_evidence(sums, row, fields, related=related, confidence=UNSURE if agrees else 1.0)


def sum_evidence(sums: Balance, row: int, fields: Mapping[str, Any], **more: Any) -> Evidence:
    """The evidence of one total: printed, computed, and what is said of rounding."""
    difference = int(sums.difference[row])
    return Evidence(
        row=row,
        field=sums.field,
        expected=int(sums.expected[row]),
        actual=int(sums.actual[row]),
        difference=difference,
        tolerance=sums.largest(row, sums.within),
        fields={**fields, **rounding(difference, sums.largest(row, sums.possible))},
        **more,
    )


def rounding(difference: int, most: int) -> dict[str, Any]:
    """What the message says of rounding: it could not explain the difference, or could but is not believed."""
    said = [{"most": Fen(most)}] if most else []
    beyond = abs(difference) > most
    return {"rounding": said if beyond else [], "not_rounded": [] if beyond else said}
