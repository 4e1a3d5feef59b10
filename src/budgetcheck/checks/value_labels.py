"""Words around the quantity of a target value: a sentence where a value belongs, or another measure's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from budgetcheck.checks.registry import check
from budgetcheck.checks.values import at_part, of_class, told, unstated, verdicts
from budgetcheck.terms import ValueClass
from budgetcheck.text import parse_target_value, value_in_name
from budgetcheck.text.labels import is_condition, other_measure

if TYPE_CHECKING:
    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome
    from budgetcheck.text import Words

_PARTED = "\x1f"
_LABELS = "；"
_FORMULA = "*×xX/÷"


@check("indicators", fields=("label",))
def label_names_the_measure(frame: pd.DataFrame, tables: Tables, *, most_shared: int) -> Outcome:
    """Where words before a quantity name a measure, it is the indicator's.

    Name `稳定可靠率`, value `故障率≤1%` fails; under `集成联调通过率`, `集成联调通过率高于95%` passes.

    Args:
        frame: the indicators.
        tables: the batch they belong to.
        most_shared: up to this percentage of its characters in the name, a label is of another measure.
    """
    judged = of_class(frame, ValueClass.LABELLED)
    said = verdicts(judged, judged & tables.once(_of_other_measure, most_shared), unstated(frame))
    labels = frame["value_labels"]
    return at_part(frame, said, "value", lambda row: {"label": _first(str(labels.iat[row]))})


@check("indicators", fields=("label",))
def value_stands_without_words(frame: pd.DataFrame, tables: Tables, *, most_shared: int) -> Outcome:
    """A value is a quantity, not a sentence around one; when or for whom it holds may stand with it.

    `进行12次的设备检查` fails; `验收合格后30日内` passes, and so does a label that another rule judges.
    """
    words = tables.words
    judged = of_class(frame, ValueClass.LABELLED)
    labels = frame["value_labels"]
    plain = told(labels.where(judged), lambda text: all(is_condition(t, words) for t in text.split(_LABELS)))
    worded = judged & ~plain & ~tables.once(_of_other_measure, most_shared)
    said = verdicts(judged, worded, unstated(frame))
    return at_part(frame, said, "value", lambda row: {"label": str(labels.iat[row]).replace(_LABELS, "…")})


@check("indicators", fields=("in_name",))
def number_in_name_agrees(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """Where the name ends in a quantity of the value's unit, both state the same number.

    Name `举办培训3期`, value `2期` fails; under `发放补助每人1000元`, `100%` is another matter.
    """
    words = tables.words
    judged = of_class(frame, ValueClass.QUANTITY)
    pairs = (frame["name"] + _PARTED + frame["value_text"]).where(judged)
    differ = told(pairs, lambda pair: _differ(pair, words))
    names = frame["name"]
    return at_part(
        frame,
        verdicts(judged, differ),
        "value",
        lambda row: {"in_name": _quantity_of(str(names.iat[row]), words)},
    )


def _differ(pair: str, words: Words) -> bool:
    name, value = pair.split(_PARTED)
    said = _quantity_of(name, words)
    if not said:
        return False
    promised, target = parse_target_value(said, "", words), parse_target_value(value, "", words)
    if not target.base_unit or promised.base_unit != target.base_unit:
        return False
    return {promised.low, promised.high} - {None} != {target.low, target.high} - {None}


def _quantity_of(name: str, words: Words) -> str:
    found = value_in_name(name, words)
    # NOTE: what follows a sign of multiplication or division is the end of a formula.
    stated = found is not None and name[found[0] - 1] not in _FORMULA
    return name[slice(*found)] if found is not None and stated else ""


def _of_other_measure(tables: Tables, most_shared: int) -> Truth:
    frame, words = tables.indicators, tables.words
    labelled = of_class(frame, ValueClass.LABELLED)
    triples = (frame["name"] + _PARTED + frame["value_labels"] + _PARTED + frame["value_text"]).where(
        labelled
    )

    def says(triple: str) -> bool:
        name, labels, value = triple.split(_PARTED, 2)
        label = _first(labels)
        leads = value.lstrip().startswith(label)
        return leads and other_measure(label, name, words, most_shared)

    return told(triples, says)


def _first(labels: str) -> str:
    return str(labels).partition(_LABELS)[0]
