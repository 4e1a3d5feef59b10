"""What target values mean (指标值含义): shares within bounds, bad events kept down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetcheck.checks.quantities import (
    HIGH,
    LOW,
    bounded,
    by_measure,
    in_percent,
    names_measured,
    single,
)
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import holds
from budgetcheck.checks.values import at_part, flagged, unstated, verdicts
from budgetcheck.terms import Comparator
from budgetcheck.text import is_bad_event, is_bad_rate, is_bounded_rate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome


@check("indicators", fields=("measure",))
def share_is_within_whole(frame: pd.DataFrame, tables: Tables, *, limit: int) -> Outcome:
    """A share of a whole asks for at most `limit` percent.

    `验收合格率: ≥120%` fails; growth and over-fulfilment may pass 100 %, and so may the
    upper end of `98%±3%`.
    """
    share = tables.once(by_measure, is_bounded_rate)
    judged = share & single(tables) & in_percent(tables)
    over = bounded(tables, LOW, lambda low: low > limit) | bounded(tables, HIGH, lambda high: high > limit)
    above = tables.once(holds, "comparator", str(Comparator.GT)) & bounded(
        tables, LOW, lambda low: low == limit
    )
    faulty = judged & (over | above) & ~flagged(tables, "tolerance")
    said = verdicts(judged, faulty, share & unstated(tables))
    return at_part(frame, said, "value", _named(tables))


@check("indicators", fields=("measure",))
def bad_rate_is_not_full(frame: pd.DataFrame, tables: Tables, *, full: int) -> Outcome:
    """The rate of a thing that should not happen is not set at `full` percent.

    `系统重大故障事件率: 100%` fails; `故障响应率: 100%` is a good rate.
    """
    bad = tables.once(by_measure, is_bad_rate)
    judged = bad & single(tables) & in_percent(tables)
    capped = tables.once(holds, "comparator", str(Comparator.LE), str(Comparator.LT))
    whole = bounded(tables, LOW, lambda low: low == full) | bounded(tables, HIGH, lambda high: high == full)
    faulty = judged & ~capped & whole
    said = verdicts(judged, faulty, bad & unstated(tables))
    return at_part(frame, said, "value", _named(tables))


@check("indicators", fields=("measure",))
def bad_event_is_kept_down(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No lower bound is set for a thing that should not happen.

    `投诉率: ≥95%` fails; `平均无故障时间: ≥365天` is a good measure; `≥0` bounds nothing and passes.
    """
    bad = tables.once(by_measure, is_bad_event)
    judged = bad & single(tables)
    floor = tables.once(holds, "comparator", str(Comparator.GE), str(Comparator.GT))
    faulty = judged & floor & bounded(tables, LOW, lambda low: low > 0)
    said = verdicts(judged, faulty, bad & unstated(tables))
    return at_part(frame, said, "value", _named(tables))


def _named(tables: Tables) -> Callable[[int], Mapping[str, str]]:
    """The message field of a row: what its value is a value of."""
    codes, names = tables.once(names_measured)
    return lambda row: {"measure": names[codes[row]]}
