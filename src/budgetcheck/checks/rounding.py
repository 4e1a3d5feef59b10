"""ARI, what rounding explains: differences too small to be a fault, told once per row all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.arithmetic import sum_evidence
from budgetcheck.checks.balance import Balance, balance, strongest
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
    for sums in _balances(tables, columns, exact_from):
        rounded = (sums.verdicts == Verdict.PASSED) & (sums.difference != 0)
        for row in np.flatnonzero(rounded).tolist():
            apart.setdefault(row, sum_evidence(sums, row, {}))
        verdicts.append(np.where(sums.verdicts == Verdict.FAILED, 0, sums.verdicts).astype(np.int8))
    rows = tables.once(row_sums, exact_from)
    for row in np.flatnonzero(
        rows.equal & (rows.difference != 0) & rows.complete & ~rows.unreadable
    ).tolist():
        apart.setdefault(row, unequal(rows, row))
    verdict = strongest(verdicts)
    verdict[list(apart)] = Verdict.FAILED
    return Outcome(verdict, [apart[row] for row in sorted(apart)])


def _balances(tables: Tables, columns: Sequence[str], exact_from: int) -> Iterator[Balance]:
    certain = np.zeros(len(tables.lines), dtype=bool)
    for edges in (tables.once(of_children), tables.once(of_projects), tables.once(of_units)):
        for field in columns:
            yield balance(tables, edges, field, exact_from, certain)
