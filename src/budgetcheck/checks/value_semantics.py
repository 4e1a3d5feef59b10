"""What target values mean (指标值含义): shares within bounds, bad events kept down."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from budgetcheck.checks.registry import check
from budgetcheck.checks.values import at_part, flagged, of_class, told, unstated, verdicts
from budgetcheck.terms import Comparator, Dimension, ValueClass
from budgetcheck.text import is_bad_event, is_bad_rate, is_bounded_rate

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome


@check("indicators", fields=("measure",))
def share_is_within_whole(frame: pd.DataFrame, tables: Tables, *, limit: int) -> Outcome:
    """A share of a whole asks for at most `limit` percent.

    `验收合格率: ≥120%` fails; growth and over-fulfilment may pass 100 %, and so may the
    upper end of `98%±3%`.
    """
    words = tables.words
    measure = _measure(frame)
    share = told(measure, lambda name: is_bounded_rate(name, words))
    judged = share & _single(frame) & _in_percent(frame)
    whole = Decimal(limit)
    low, high = frame["low"].where(judged), frame["high"].where(judged)
    over = _beyond(low, whole) | _beyond(high, whole)
    above = frame["comparator"].eq(str(Comparator.GT)).to_numpy(dtype=bool) & _equal(low, whole)
    faulty = judged & (over | above) & ~flagged(frame, "tolerance")
    said = verdicts(judged, faulty, share & unstated(frame))
    return at_part(frame, said, "value", lambda row: {"measure": measure.iat[row]})


@check("indicators", fields=("measure",))
def bad_rate_is_not_full(frame: pd.DataFrame, tables: Tables, *, full: int) -> Outcome:
    """The rate of a thing that should not happen is not set at `full` percent.

    `系统重大故障事件率: 100%` fails; `故障响应率: 100%` is a good rate.
    """
    words = tables.words
    measure = _measure(frame)
    bad = told(measure, lambda name: is_bad_rate(name, words))
    judged = bad & _single(frame) & _in_percent(frame)
    whole = Decimal(full)
    capped = frame["comparator"].isin([str(Comparator.LE), str(Comparator.LT)]).to_numpy(dtype=bool)
    low, high = frame["low"].where(judged), frame["high"].where(judged)
    faulty = judged & ~capped & (_equal(low, whole) | _equal(high, whole))
    said = verdicts(judged, faulty, bad & unstated(frame))
    return at_part(frame, said, "value", lambda row: {"measure": measure.iat[row]})


@check("indicators", fields=("measure",))
def bad_event_is_kept_down(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No lower bound is set for a thing that should not happen.

    `投诉率: ≥95%` fails; `平均无故障时间: ≥365天` is a good measure; `≥0` bounds nothing and passes.
    """
    words = tables.words
    measure = _measure(frame)
    bad = told(measure, lambda name: is_bad_event(name, words))
    judged = bad & _single(frame)
    floor = frame["comparator"].isin([str(Comparator.GE), str(Comparator.GT)]).to_numpy(dtype=bool)
    faulty = judged & floor & _beyond(frame["low"].where(judged & floor), Decimal(0))
    said = verdicts(judged, faulty, bad & unstated(frame))
    return at_part(frame, said, "value", lambda row: {"measure": measure.iat[row]})


def _measure(frame: pd.DataFrame) -> pd.Series[str]:
    """What the value is a value of: the words beside a labelled quantity, else the indicator's name."""
    labelled = of_class(frame, ValueClass.LABELLED) & frame["value_labels"].ne("").to_numpy(dtype=bool)
    return frame["name"].where(~labelled, frame["value_labels"])


def _single(frame: pd.DataFrame) -> Truth:
    return of_class(frame, ValueClass.QUANTITY, ValueClass.LABELLED)


def _in_percent(frame: pd.DataFrame) -> Truth:
    return frame["dimension"].eq(str(Dimension.PERCENT)).to_numpy(dtype=bool) & frame["base_unit"].eq(
        "%"
    ).to_numpy(dtype=bool)


def _beyond(bounds: pd.Series[Any], limit: Decimal) -> Truth:
    return told(bounds, lambda bound: bound > limit)


def _equal(bounds: pd.Series[Any], value: Decimal) -> Truth:
    return told(bounds, lambda bound: bound == value)
