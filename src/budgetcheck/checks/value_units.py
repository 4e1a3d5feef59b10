"""Units of target values: missing, against a column of their own, of a size that does not fit; misread signs."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from budgetcheck.checks.habits import once_a_document
from budgetcheck.checks.items import items_of, mostly
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import holds, spread, texts
from budgetcheck.checks.value_habits import bare, implies_unit, zero
from budgetcheck.checks.values import at_part, of_class, told, told_among, unstated, verdicts
from budgetcheck.model import Outcome
from budgetcheck.terms import Comparator, Dimension, IndicatorPart, ValueClass, Verdict
from budgetcheck.text import is_bounded_rate, measured, units_conflict
from budgetcheck.text.value_forms import better_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables
    from budgetcheck.text import Words

_PARTED = "\x1f"
_WHOLE = Decimal(100)
_LIKE_GE = "2"


@check("indicators", fields=("more",))
def number_has_unit(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """A number has a unit, in the value, in the name or in a column of its own; one finding a project.

    `对接系统数量: 21` fails; `0`, head counts (`参会人数: 30`) and scores (`综合指数: 85`) pass.
    """
    said = verdicts(of_class(tables, ValueClass.QUANTITY), tables.once(_without_unit), unstated(tables))
    failed = np.flatnonzero(said == Verdict.FAILED)
    _, first, sizes = np.unique(frame["line_id"].to_numpy()[failed], return_index=True, return_counts=True)
    # NOTE: who leaves the unit out once in a project does so throughout; the first place stands for them all.
    said[failed] = Verdict.NOT_APPLICABLE
    said[failed[first]] = Verdict.FAILED
    like = dict(zip(failed[first].tolist(), sizes.tolist(), strict=True))
    return at_part(
        frame, said, "value", lambda row: {"more": [{"count": like[row]}] if like[row] > 1 else []}
    )


@check("indicators", fields=("count", "among"))
def document_states_units(frame: pd.DataFrame, tables: Tables, *, least_items: int) -> Outcome:
    """No document leaves the unit out of most of its numbers; one finding a document.

    Args:
        frame: the indicators.
        tables: the batch they belong to.
        least_items: numbers it takes to speak of a habit.
    """
    judged = of_class(tables, ValueClass.QUANTITY)
    missing = tables.once(_without_unit)
    habit = mostly(items_of(tables).document, missing, judged, least_items)
    return once_a_document(frame, judged, missing & habit)


def _without_unit(tables: Tables) -> Truth:
    """Per indicator, whether it is a number that needs a unit and has none."""
    words = tables.words
    endings = words.topic("wording.dimensionless")
    missing = of_class(tables, ValueClass.QUANTITY) & bare(tables) & ~tables.once(implies_unit)
    missing = missing & ~zero(tables, missing)
    return missing & ~told_among(
        tables, "name", missing, lambda name: _unbracketed(name, words).endswith(endings)
    )


def _unbracketed(name: str, words: Words) -> str:
    """The thing measured, without what is explained in brackets behind it, as in 技术状况指数（MQI）."""
    core = measured(name, words)
    return core.rpartition("(")[0] if core.endswith(")") else core


@check("indicators", fields=("column_unit", "other_unit"))
def unit_column_agrees(
    frame: pd.DataFrame, tables: Tables, *, alike: Sequence[Sequence[str]], catch_all: Sequence[str]
) -> Outcome:
    """The unit in a column of its own is the unit of the value, or of the name where the value has none.

    Column `%`, value `28.8万元` fails; `个` counts anything.

    Args:
        frame: the indicators.
        tables: the batch they belong to.
        alike: groups of units that mean the same.
        catch_all: count words that fit any count.
    """
    words, column = tables.words, frame["unit_column"]
    judged = of_class(tables, ValueClass.QUANTITY, ValueClass.LABELLED) & ~holds(tables, "unit_column", "")
    if not judged.any():
        return Outcome(verdicts(judged, judged))
    in_value = frame["unit"].where(frame["unit_source"].eq("value"), "")
    beside = in_value.where(in_value.ne(""), frame["name_unit"])
    clash = partial(units_conflict, words=words, alike=alike, catch_all=catch_all)
    pairs = (column + _PARTED + beside).where(judged & beside.ne("").to_numpy(dtype=bool))
    differ = told(pairs, lambda pair: clash(*pair.split(_PARTED)))
    rate = told_among(tables, "name", judged, lambda name: is_bounded_rate(name, words))
    counted = told_among(tables, "unit_column", judged & rate, lambda unit: _no_share(unit, words))
    return at_part(
        frame,
        verdicts(judged, differ | counted),
        "value",
        lambda row: {"column_unit": column.iat[row], "other_unit": beside.iat[row] or "%"},
        cell=IndicatorPart.UNIT,
    )


@check("indicators", fields=("better",))
def amount_fits_its_unit(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """An amount of money is written in the unit that fits it, where that leaves no more than two decimals.

    `20000万元` fails (2亿元); `20,000万元` is how accounts are written, `12345万元` would get more decimals.
    """
    codes, values = tables.once(texts, "indicators", "value_text")
    single = tables.once(holds, "unit_source", "value") & tables.once(
        holds, "dimension", str(Dimension.MONEY)
    )
    judged = of_class(tables, ValueClass.QUANTITY) & single
    better = {int(code): better_size(values[code]) for code in np.unique(codes[judged])}
    misfit = judged & spread((codes, values), [better.get(code, "") != "" for code in range(len(values))])
    return at_part(frame, verdicts(judged, misfit), "value", lambda row: {"better": better[int(codes[row])]})


@check("indicators", fields=("likely",))
def sign_is_not_read_as_digit(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """A share above the whole does not become a plain floor when its leading 2 is read as ≥.

    `合格率: 292%` fails (≥92%); `增长率: 292%` and `合格率: ≥120%` pass.
    """
    words = tables.words
    judged = of_class(tables, ValueClass.QUANTITY) & tables.once(holds, "base_unit", "%")
    judged &= tables.once(holds, "comparator", str(Comparator.NONE))
    judged &= told_among(tables, "name", judged, lambda name: is_bounded_rate(name, words))
    low = frame["low"]
    misread = told_among(tables, "low", judged, lambda bound: _without_sign(bound) != "")
    return at_part(
        frame,
        verdicts(judged, misread),
        "value",
        lambda row: {"likely": f"≥{_without_sign(Decimal(str(low.iat[row])))}%"},
    )


def _no_share(unit: str, words: Any) -> bool:
    known = words.units.get(unit)
    return known is not None and known.dimension in (Dimension.COUNT, Dimension.MONEY, Dimension.DURATION)


def _without_sign(bound: Decimal) -> str:
    """What is left of a share above the whole without its leading 2, empty where that is no share."""
    text = f"{bound:f}"
    rest = text.removeprefix(_LIKE_GE)
    if bound <= _WHOLE or rest == text or rest.startswith(("0", ".")) or len(rest.partition(".")[0]) == 1:
        return ""
    return rest if Decimal(rest) <= _WHOLE else ""
