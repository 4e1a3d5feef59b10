"""The same thing twice (重复)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import confidence_of
from budgetcheck.checks.registry import check
from budgetcheck.checks.values import Spans, alike, verdicts
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables


@check("indicators", fields=("first", "first_value"), needs=("lines",))
def indicator_names_differ(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No two indicators of a project have the same name (and level-2 label, where there is one).

    `1、产出指标：验收合格率，…：95%。3、产出指标：验收合格率，…：100%。` fails at the third item.
    """
    (kind,), nothing = alike(tables, "name")
    named = kind != nothing
    (level2,), _ = alike(tables, "level2")
    cell, _ = pd.factorize(frame["line_id"])
    key = pd.Series((cell * (kind.max(initial=0) + 1) + kind) * (level2.max(initial=0) + 1) + level2)
    again = named & key.duplicated().to_numpy()
    if not again.any():
        return Outcome(verdicts(named, again))
    repeated = key[key.isin(key[again])]
    opening = repeated.drop_duplicates()
    first = pd.Series(opening.index, index=opening).reindex(key[again]).to_numpy(np.int64)
    return Outcome(verdicts(named, again), _evidence(frame, tables, np.flatnonzero(again), first))


def _evidence(
    frame: pd.DataFrame, tables: Tables, again: NDArray[np.intp], first: NDArray[np.int64]
) -> list[Evidence]:
    spans, position, value = Spans(frame, "name"), frame["position"].to_numpy(np.int64), frame["value_text"]
    # NOTE: a repeat in a row that was joined with doubt may be the work of the join.
    sure = confidence_of(tables, frame["line_id"].to_numpy(np.int64)[again])
    return [
        Evidence(
            row,
            str(Field.INDICATORS),
            spans[row],
            fields={"first": int(position[opening]), "first_value": str(value.iat[opening])},
            confidence=confidence,
        )
        for row, opening, confidence in zip(again.tolist(), first.tolist(), sure, strict=True)
    ]
