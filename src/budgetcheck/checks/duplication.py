"""The same thing twice (重复)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.registry import check
from budgetcheck.checks.values import Spans, verdicts
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field
from budgetcheck.text import normalise_name

if TYPE_CHECKING:
    from budgetcheck.frames import Tables


@check("indicators", fields=("first", "first_value"), needs=("lines",))
def indicator_names_differ(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No two indicators of a project have the same name (and level-2 label, where there is one).

    `1、产出指标：验收合格率，…：95%。3、产出指标：验收合格率，…：100%。` fails at the third item.
    """
    codes, distinct = pd.factorize(frame["name"])
    name = np.array([*(normalise_name(str(n)) for n in distinct), ""], dtype=object)[codes]
    keys = pd.DataFrame(
        {"line": frame["line_id"].to_numpy(), "name": name, "level2": frame["level2"].to_numpy(dtype=object)}
    )
    named = name != ""
    opening = (
        pd.Series(np.arange(len(keys)))
        .groupby([keys["line"], keys["name"], keys["level2"]])
        .transform("first")
    )
    first = opening.to_numpy(np.int64)
    again = named & (first < np.arange(len(keys)))
    sure = tables.lines.set_index("line_id")["confidence"].to_dict() if again.any() else {}
    line = frame["line_id"].to_numpy(np.int64)
    spans = Spans(frame, "name")
    evidence = [
        _evidence(frame, row, spans[row], int(first[row]), float(sure.get(int(line[row]), 1.0)))
        for row in np.flatnonzero(again).tolist()
    ]
    return Outcome(verdicts(named, again), evidence)


def _evidence(
    frame: pd.DataFrame, row: int, span: tuple[int, int], first: int, confidence: float
) -> Evidence:
    return Evidence(
        row,
        str(Field.INDICATORS),
        span,
        fields={
            "first": int(frame["position"].to_numpy(np.int64)[first]),
            "first_value": frame["value_text"].iat[first],
        },
        confidence=confidence,
    )
