"""Habits of a whole document: one verdict each, however many of its indicators share the habit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from budgetcheck.checks.values import Spans
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field, Verdict

if TYPE_CHECKING:
    from budgetcheck.checks.values import Truth


def once_a_document(
    frame: pd.DataFrame,
    judged: Truth,
    faulty: Truth,
    fields: Callable[[int], Mapping[str, Any]] | None = None,
) -> Outcome:
    """One verdict per document, at the value of its first faulty indicator, else at its first judged one.

    The evidence tells how many are faulty (`count`) of how many (`among`), beside `fields` of the first.
    """
    said = np.zeros(len(frame), dtype=np.int8)
    codes, documents = pd.factorize(frame["document"])
    among = np.bincount(codes[judged], minlength=len(documents))
    count = np.bincount(codes[faulty], minlength=len(documents))
    first_judged, first_faulty = _first(codes, judged), _first(codes, faulty)
    sound = [row for code, row in first_judged.items() if code not in first_faulty]
    said[sound] = Verdict.PASSED
    said[list(first_faulty.values())] = Verdict.FAILED
    spans = Spans(frame, "value")
    evidence = [
        Evidence(
            row,
            str(Field.INDICATORS),
            spans[row],
            fields={
                "count": int(count[code]),
                "among": int(among[code]),
                **(fields(row) if fields is not None else {}),
            },
            example=True,
        )
        for code, row in first_faulty.items()
    ]
    return Outcome(said, evidence)


def _first(codes: Any, among: Truth) -> dict[int, int]:
    """Document code to the first row `among` its rows."""
    rows = np.flatnonzero(among)
    found, first = np.unique(codes[rows], return_index=True)
    return dict(zip(found.tolist(), rows[first].tolist(), strict=True))
