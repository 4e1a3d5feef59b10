"""ARI, what rounding explains: differences too small to be a fault, told once per row all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.arithmetic import sum_evidence
from budgetcheck.checks.balance import Balance, Ground, balance, strongest
from budgetcheck.checks.columns import column, precision, says_money
from budgetcheck.checks.edges import of_children, of_projects, of_units
from budgetcheck.checks.registry import check
from budgetcheck.checks.sources import row_sums, unequal
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables


@check("lines", needs=("documents", "readings"))
def figures_need_no_rounding(
    lines: pd.DataFrame, tables: Tables, *, columns: Sequence[str], exact_from: int
) -> Outcome:
    """No total differs from its parts even by as little as rounding explains.

    Larger differences are for the rules on sums. Each row has one finding, the first difference met.
    """
    apart: dict[int, Evidence] = {}
    verdicts: list[NDArray[np.int8]] = [np.zeros(len(lines), dtype=np.int8)]
    for sums in _balances(lines, tables, columns, exact_from):
        rounded = (sums.verdicts == Verdict.PASSED) & (sums.difference != 0)
        for row in np.flatnonzero(rounded).tolist():
            apart.setdefault(row, sum_evidence(sums, row, {}))
        verdicts.append(np.where(sums.verdicts == Verdict.FAILED, 0, sums.verdicts).astype(np.int8))
    rows = row_sums(lines, tables, exact_from)
    for row in np.flatnonzero(
        rows.equal & (rows.difference != 0) & rows.complete & ~rows.unreadable
    ).tolist():
        apart.setdefault(row, unequal(rows, row))
    verdict = strongest(verdicts)
    verdict[list(apart)] = Verdict.FAILED
    return Outcome(verdict, [apart[row] for row in sorted(apart)])


def _balances(
    lines: pd.DataFrame, tables: Tables, columns: Sequence[str], exact_from: int
) -> Iterator[Balance]:
    precise, prints = precision(lines, tables, exact_from), says_money(lines)
    certain = np.zeros(len(lines), dtype=bool)
    for edges in (of_children(lines), of_projects(lines), of_units(lines)):
        for field in columns:
            yield balance(column(lines, field), Ground(edges, precise, prints), certain)
