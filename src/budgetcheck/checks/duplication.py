"""The same thing twice (重复)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from budgetcheck.checks.registry import check
from budgetcheck.checks.values import Spans, verdicts
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field
from budgetcheck.text import normalise_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables


@check("indicators", fields=("first", "first_value"), needs=("lines",))
def indicator_names_differ(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No two indicators of a project have the same name (and level-2 label, where there is one).

    `1、产出指标：验收合格率，…：95%。3、产出指标：验收合格率，…：100%。` fails at the third item.
    """
    kind, named = _names(frame["name"])
    level2, labels = pd.factorize(frame["level2"])
    cell, _ = pd.factorize(frame["line_id"])
    key = (cell * (kind.max(initial=0) + 1) + kind) * (len(labels) + 1) + level2
    again = named & pd.Series(key).duplicated().to_numpy()
    if not again.any():
        return Outcome(verdicts(named, again))
    opening = pd.Series(np.arange(len(key)), index=key)
    first = opening[~opening.index.duplicated()].reindex(key[again]).to_numpy(np.int64)
    return Outcome(verdicts(named, again), _evidence(frame, tables, np.flatnonzero(again), first))


def _names(names: pd.Series[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Per indicator, a number that equal names share, and whether it has a name."""
    codes, distinct = pd.factorize(names)
    plain = np.array([*(normalise_name(str(n)) for n in distinct), ""], dtype=object)
    kinds = pd.factorize(plain)[0].astype(np.int64)
    return kinds[codes], (plain != "")[codes]


def _evidence(
    frame: pd.DataFrame, tables: Tables, again: NDArray[np.intp], first: NDArray[np.int64]
) -> list[Evidence]:
    spans, position, value = Spans(frame, "name"), frame["position"].to_numpy(np.int64), frame["value_text"]
    sure: dict[Any, float] = tables.lines.set_index("line_id")["confidence"].to_dict()
    line = frame["line_id"].to_numpy(np.int64)
    return [
        Evidence(
            row,
            str(Field.INDICATORS),
            spans[row],
            fields={"first": int(position[opening]), "first_value": str(value.iat[opening])},
            # NOTE: a repeat in a row that was joined with doubt may be the work of the join.
            confidence=float(sure.get(int(line[row]), 1.0)),
        )
        for row, opening in zip(again.tolist(), first.tolist(), strict=True)
    ]
