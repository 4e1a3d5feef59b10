"""Units against measures: people are counted in 人, money in 元, and things that cannot be halved in whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from budgetcheck.checks.quantities import measures, stated_bound
from budgetcheck.checks.registry import check
from budgetcheck.checks.values import at_part, flagged, of_class, told, unstated, verdicts
from budgetcheck.terms import Dimension, ValueClass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome

    Kind = Mapping[str, Sequence[str]]

_JUDGED = tuple(map(str, (Dimension.COUNT, Dimension.MONEY, Dimension.DURATION, Dimension.PERCENT)))
_PARTED = "\x1f"


@check("indicators", fields=("measure", "value_unit"))
def unit_fits_measure(
    frame: pd.DataFrame, tables: Tables, *, wants: Sequence[Kind], bars: Sequence[Kind], either: Sequence[str]
) -> Outcome:
    """The unit of a value is one that its measure can have.

    `培训人数: 3次` and `产出质量: 2次` fail; `走访企业: 120家次` passes.

    Args:
        frame: the indicators.
        tables: the batch.
        wants: kinds of measures by the `endings` of their names, with the `units` and `dimensions` that fit.
        bars: the same, with the `units` and `dimensions` that do not.
        either: words of names that join two measures, of which any unit will do.
    """
    numbers, cores = tables.once(measures)
    single = of_class(frame, ValueClass.QUANTITY) & ~flagged(frame, "unit_unknown")
    kind = np.array([_kind(core, wants, bars, either) for core in cores] + [-1], dtype=np.int64)[numbers]
    judged = single & (kind >= 0) & frame["dimension"].isin(_JUDGED).to_numpy(dtype=bool)
    kinds = [*((entry, True) for entry in wants), *((entry, False) for entry in bars)]
    asked = pd.Series(kind).astype("str") + _PARTED + frame["dimension"] + _PARTED + frame["base_unit"]
    faulty = judged & told(asked.where(judged), lambda text: not _fits(text, kinds))
    said = verdicts(judged, faulty, (kind >= 0) & unstated(frame))
    return at_part(
        frame, said, "value", lambda r: {"measure": cores[numbers[r]], "value_unit": frame["unit"].iat[r]}
    )


def _kind(core: str, wants: Sequence[Kind], bars: Sequence[Kind], either: Sequence[str]) -> int:
    """The number of the first kind that the measure is of, -1 for none."""
    if any(word in core for word in either):
        return -1
    return next((n for n, kind in enumerate([*wants, *bars]) if core.endswith(tuple(kind["endings"]))), -1)


def _fits(text: str, kinds: list[tuple[Kind, bool]]) -> bool:
    number, dimension, base = text.split(_PARTED)
    kind, wanted = kinds[int(number)]
    unit = base.replace("·", "/").replace(".", "/").split("/")[0]
    named = dimension in kind.get("dimensions", ()) or (
        dimension == Dimension.COUNT and unit in kind.get("units", ())
    )
    return named == wanted


@check("indicators", fields=("value_unit",))
def things_are_whole(
    frame: pd.DataFrame, tables: Tables, *, units: Sequence[str], averages: Sequence[str]
) -> Outcome:
    """Of things that cannot be halved a value states a whole number, unless it is an average.

    `≥2.5人` fails; `2.5万人` and `人均参训次数: ≥2.5次` pass.
    """
    del tables
    single = of_class(frame, ValueClass.QUANTITY) & frame["base_unit"].isin(list(units)).to_numpy(dtype=bool)
    mean = told(frame["name"] + _PARTED + frame["value_text"], lambda text: any(w in text for w in averages))
    judged = single & ~mean
    faulty = judged & _broken(stated_bound(frame).where(judged))
    return at_part(frame, verdicts(judged, faulty), "value", lambda r: {"value_unit": frame["unit"].iat[r]})


def _broken(bounds: pd.Series[Any]) -> Truth:
    return told(bounds, lambda bound: bound != bound.to_integral_value())
