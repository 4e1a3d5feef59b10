"""How target values are written (指标值写法): stated, not the name again, one comparator, one unit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.items import items_of, mostly
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import holds, spread
from budgetcheck.checks.values import (
    Spans,
    alike,
    at_part,
    flagged,
    missing,
    of_class,
    pairs_among,
    told_among,
    unstated,
    verdicts,
)
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Comparator, Field, IndicatorPart, ValueClass
from budgetcheck.text import units_conflict, value_in_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables

_FIELD = str(Field.INDICATORS)


@check("indicators")
def value_is_stated(frame: pd.DataFrame, tables: Tables, *, least_items: int) -> Outcome:
    """Every indicator states a target value.

    `1、产出指标：增资扩股机构数3家；` fails: there is no value behind the name. In a document that prints most
    values right behind the name, with no label between, it is undecided.
    """
    none, blurred = missing(tables), _unlabelled(tables, least_items)
    absent = none & ~blurred
    said = verdicts(~none, absent, none & blurred)
    printed = ~holds(tables, "value_text", "")
    values, names = Spans(frame, "value"), Spans(frame, "name")
    rows = np.flatnonzero(absent).tolist()
    cell = str(IndicatorPart.VALUE)
    return Outcome(said, [Evidence(r, _FIELD, (values if printed[r] else names)[r], part=cell) for r in rows])


@check("indicators", fields=("quantity",))
def value_is_not_in_name(frame: pd.DataFrame, tables: Tables, *, least_items: int) -> Outcome:
    """Where a value is missing, the name does not end in one.

    `增资扩股机构数3家` fails at `3家`; `落实20条措施` passes.
    """
    words = tables.words
    none, blurred = missing(tables), _unlabelled(tables, least_items)
    absent = none & ~blurred
    names, hidden = frame["name"], absent & _ends_in_value(tables, none)
    spans, evidence = Spans(frame, "name"), []
    for row in np.flatnonzero(hidden).tolist():
        name, offset = str(names.iat[row]), spans[row][0]
        start, end = value_in_name(name, words) or (0, len(name))
        evidence.append(
            Evidence(
                row,
                _FIELD,
                (offset + start, offset + end),
                fields={"quantity": name[start:end]},
            )
        )
    return Outcome(verdicts(absent, hidden, none & blurred), evidence)


@check("indicators")
def value_is_not_the_name(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """A value says more than the name; blanks and outer marks do not count.

    Name `扩大市场影响力`, value `扩大市场影响力` fails.
    """
    judged = ~unstated(tables)
    (name, value), nothing = alike(tables, "name", "value_text")
    same = (name == value) & (name != nothing)
    return at_part(frame, verdicts(judged, judged & same), "value")


@check("indicators")
def value_is_filled_in(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No template mark is left where the value belongs.

    `≥**%` fails; the `*` of a formula is a multiplication sign.
    """
    left = flagged(tables, "placeholder") | of_class(tables, ValueClass.PLACEHOLDER)
    return at_part(frame, verdicts(~missing(tables), left), "value")


@check("indicators")
def range_runs_upward(frame: pd.DataFrame, tables: Tables, *, downward_units: Sequence[str]) -> Outcome:
    """The low end of a range stands before its high end, save in units whose bands are written downward.

    `90%-80%` fails; `80-60分` is a band of scores.
    """
    reversed_ = flagged(tables, "range_reversed")
    ranges = reversed_ | holds(tables, "comparator", str(Comparator.BETWEEN))
    banded = holds(tables, "unit", *list(downward_units))
    return at_part(frame, verdicts(ranges & ~banded, reversed_ & ~banded), "value")


@check("indicators", fields=("name_unit", "value_unit"))
def units_agree(
    frame: pd.DataFrame, tables: Tables, *, alike: Sequence[Sequence[str]], catch_all: Sequence[str]
) -> Outcome:
    """The unit in the name is the unit in the value.

    Name `采集量（条/年）`, value `200000条` fails; `7万户` under `（户）` passes.

    Args:
        frame: the indicators.
        tables: unused.
        alike: groups of units that mean the same.
        catch_all: count words that fit any count.
    """
    words = tables.words
    unit, printed = frame["name_unit"], frame["unit"]
    single = of_class(tables, ValueClass.QUANTITY, ValueClass.LABELLED)
    # NOTE: a multiplier left alone (450万) is printed in the value though its unit comes from the name.
    in_value = holds(tables, "unit_source", "value") | holds(tables, "unit", *words.multipliers)
    judged = single & ~holds(tables, "name_unit", "") & ~holds(tables, "unit", "") & in_value
    clash = partial(units_conflict, words=words, alike=alike, catch_all=catch_all)
    codes, pairs = pairs_among(frame, judged, "name_unit", "unit")
    differ = spread((codes, pairs), [clash(*pair) for pair in pairs])
    return at_part(
        frame,
        verdicts(judged, differ),
        "value",
        lambda row: {"name_unit": unit.iat[row], "value_unit": printed.iat[row]},
    )


@check("indicators")
def comparators_agree(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """The comparators of a value do not contradict each other.

    `≥≤5%`, `>=<3` and `≥98%以下` fail; `达到95%以上` says the same thing twice and passes.
    """
    garbled = flagged(tables, "comparator_conflict")
    judged = ~holds(tables, "comparator", str(Comparator.NONE)) & ~unstated(tables)
    return at_part(frame, verdicts(judged, garbled), "value")


def _ends_in_value(tables: Tables, among: Truth) -> Truth:
    words = tables.words
    return told_among(tables, "name", among, lambda name: value_in_name(name, words) is not None)


def _unlabelled(tables: Tables, least_items: int) -> Truth:
    """Per indicator, whether it has no value label in a document that prints most values right behind the name."""
    document = items_of(tables).document
    bare = holds(tables, "label", "")
    blurred = bare & _ends_in_value(tables, bare)
    return bare & mostly(document, blurred, np.ones(len(document), dtype=bool), least_items)
