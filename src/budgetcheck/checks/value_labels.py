"""Words around the quantity of a target value: a sentence where a value belongs, or another measure's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.registry import check
from budgetcheck.checks.values import at_part, of_class, pairs_among, told_among, unstated, verdicts
from budgetcheck.terms import ValueClass
from budgetcheck.text.labels import is_condition, other_measure

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome

_LABELS = "；"


@check("indicators", fields=("label",))
def label_names_the_measure(frame: pd.DataFrame, tables: Tables, *, most_shared: int) -> Outcome:
    """Where words before a quantity name a measure, it is the indicator's.

    Name `稳定可靠率`, value `故障率≤1%` fails; under `集成联调通过率`, `集成联调通过率高于95%` passes.

    Args:
        frame: the indicators.
        tables: the batch they belong to.
        most_shared: up to this percentage of its characters in the name, a label is of another measure.
    """
    judged = of_class(tables, ValueClass.LABELLED)
    said = verdicts(judged, judged & tables.once(_of_other_measure, most_shared), unstated(tables))
    labels = frame["value_labels"]
    return at_part(frame, said, "value", lambda row: {"label": _first(str(labels.iat[row]))})


@check("indicators", fields=("label",))
def value_stands_without_words(frame: pd.DataFrame, tables: Tables, *, most_shared: int) -> Outcome:
    """A value is a quantity, not a sentence around one; when or for whom it holds may stand with it.

    `进行12次的设备检查` fails; `验收合格后30日内` passes, and so does a label that another rule judges.
    """
    judged = of_class(tables, ValueClass.LABELLED)
    labels = frame["value_labels"]
    worded = judged & ~tables.once(under_conditions) & ~tables.once(_of_other_measure, most_shared)
    said = verdicts(judged, worded, unstated(tables))
    return at_part(frame, said, "value", lambda row: {"label": str(labels.iat[row]).replace(_LABELS, "…")})


def under_conditions(tables: Tables) -> Truth:
    """Where all the words beside a quantity say when or for whom it holds, or which way it goes."""
    words, labelled = tables.words, of_class(tables, ValueClass.LABELLED)
    return told_among(
        tables,
        "value_labels",
        labelled,
        lambda text: all(is_condition(t, words) for t in text.split(_LABELS)),
    )


def _of_other_measure(tables: Tables, most_shared: int) -> Truth:
    frame, words = tables.indicators, tables.words
    labelled = of_class(tables, ValueClass.LABELLED)
    codes, held = pairs_among(frame, labelled, "value_text", "value_labels", "name")
    answers = [
        value.lstrip().startswith(label := _first(labels)) and other_measure(label, name, words, most_shared)
        for value, labels, name in held
    ]
    of_other: Truth = np.array([*answers, False], dtype=bool)[codes]
    return of_other


def _first(labels: str) -> str:
    return str(labels).partition(_LABELS)[0]
