"""A check: projects whose amount is suspiciously round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.registry import check
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Verdict

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.frames import Tables


@check("lines", fields=("step",))
def amount_is_not_round(lines: pd.DataFrame, _tables: Tables, *, step: int) -> Outcome:
    """Each project's total is no whole multiple of `step` yuan."""
    known = (lines["kind"] == "project") & lines["total"].notna()
    fen = lines["total"].fillna(0).to_numpy("int64")
    round_ones = known.to_numpy() & (fen != 0) & (fen % (step * 100) == 0)
    verdicts = np.where(round_ones, Verdict.FAILED, Verdict.PASSED).astype(np.int8)
    verdicts[~known.to_numpy()] = Verdict.NOT_APPLICABLE
    evidence = [
        Evidence(row=row, field="total", actual=int(fen[row]), fields={"step": step})
        for row in np.flatnonzero(round_ones).tolist()
    ]
    return Outcome(verdicts, evidence)
