"""What target values mean (指标值含义): shares within bounds, bad events kept down."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from budgetcheck.checks.quantities import beyond, equal, in_percent, measure_of, single
from budgetcheck.checks.registry import check
from budgetcheck.checks.values import at_part, flagged, told, unstated, verdicts
from budgetcheck.terms import Comparator
from budgetcheck.text import is_bad_event, is_bad_rate, is_bounded_rate

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome


@check("indicators", fields=("measure",))
def share_is_within_whole(frame: pd.DataFrame, tables: Tables, *, limit: int) -> Outcome:
    """A share of a whole asks for at most `limit` percent.

    `验收合格率: ≥120%` fails; growth and over-fulfilment may pass 100 %, and so may the
    upper end of `98%±3%`.
    """
    words = tables.words
    measure = measure_of(frame)
    share = told(measure, lambda name: is_bounded_rate(name, words))
    judged = share & single(frame) & in_percent(frame)
    whole = Decimal(limit)
    low, high = frame["low"].where(judged), frame["high"].where(judged)
    over = beyond(low, whole) | beyond(high, whole)
    above = frame["comparator"].eq(str(Comparator.GT)).to_numpy(dtype=bool) & equal(low, whole)
    faulty = judged & (over | above) & ~flagged(frame, "tolerance")
    said = verdicts(judged, faulty, share & unstated(frame))
    return at_part(frame, said, "value", lambda row: {"measure": measure.iat[row]})


@check("indicators", fields=("measure",))
def bad_rate_is_not_full(frame: pd.DataFrame, tables: Tables, *, full: int) -> Outcome:
    """The rate of a thing that should not happen is not set at `full` percent.

    `系统重大故障事件率: 100%` fails; `故障响应率: 100%` is a good rate.
    """
    words = tables.words
    measure = measure_of(frame)
    bad = told(measure, lambda name: is_bad_rate(name, words))
    judged = bad & single(frame) & in_percent(frame)
    whole = Decimal(full)
    capped = frame["comparator"].isin([str(Comparator.LE), str(Comparator.LT)]).to_numpy(dtype=bool)
    low, high = frame["low"].where(judged), frame["high"].where(judged)
    faulty = judged & ~capped & (equal(low, whole) | equal(high, whole))
    said = verdicts(judged, faulty, bad & unstated(frame))
    return at_part(frame, said, "value", lambda row: {"measure": measure.iat[row]})


@check("indicators", fields=("measure",))
def bad_event_is_kept_down(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No lower bound is set for a thing that should not happen.

    `投诉率: ≥95%` fails; `平均无故障时间: ≥365天` is a good measure; `≥0` bounds nothing and passes.
    """
    words = tables.words
    measure = measure_of(frame)
    bad = told(measure, lambda name: is_bad_event(name, words))
    judged = bad & single(frame)
    floor = frame["comparator"].isin([str(Comparator.GE), str(Comparator.GT)]).to_numpy(dtype=bool)
    faulty = judged & floor & beyond(frame["low"].where(judged & floor), Decimal(0))
    said = verdicts(judged, faulty, bad & unstated(frame))
    return at_part(frame, said, "value", lambda row: {"measure": measure.iat[row]})
