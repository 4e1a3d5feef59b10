"""Units against measures: people are counted in 人, money in 元, and things that cannot be halved in whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.quantities import STATED, bounded, measures, quantities
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import holds
from budgetcheck.checks.values import at_part, flagged, unstated, verdicts
from budgetcheck.checks.word_places import word_places
from budgetcheck.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from budgetcheck.checks.word_places import WordPlaces
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome

    Kind = Mapping[str, Sequence[str]]

_JUDGED = tuple(map(str, (Dimension.COUNT, Dimension.MONEY, Dimension.DURATION, Dimension.PERCENT)))


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
    known = quantities(tables) & ~flagged(tables, "unit_unknown")
    kind = np.append(_kinds(word_places(tables, cores), wants, bars, either), -1)[numbers]
    judged = known & (kind >= 0) & tables.once(holds, "dimension", *_JUDGED)
    kinds = [*((entry, True) for entry in wants), *((entry, False) for entry in bars)]
    faulty, rows = np.zeros(len(frame), dtype=bool), np.flatnonzero(judged)
    units = zip(*(frame[column].take(rows).tolist() for column in ("dimension", "base_unit")), strict=True)
    for row, number, (dimension, base) in zip(rows.tolist(), kind[rows].tolist(), units, strict=True):
        faulty[row] = not _fits(dimension, base, *kinds[number])
    said = verdicts(judged, faulty, (kind >= 0) & unstated(tables))
    return at_part(
        frame, said, "value", lambda r: {"measure": cores[numbers[r]], "value_unit": frame["unit"].iat[r]}
    )


def _kinds(
    cores: WordPlaces, wants: Sequence[Kind], bars: Sequence[Kind], either: Sequence[str]
) -> NDArray[np.int64]:
    """For each measure the number of the first kind that it is of, -1 for none."""
    joined = cores.holding(either)
    found = np.full(len(joined), -1, dtype=np.int64)
    for number, kind in reversed([*enumerate([*wants, *bars])]):
        found[cores.closing(kind["endings"])] = number
    found[joined] = -1
    return found


def _fits(dimension: str, base: str, kind: Kind, wanted: bool) -> bool:
    unit = base.replace("·", "/").replace(".", "/").split("/")[0]
    counted = dimension == Dimension.COUNT and unit in kind.get("units", ())
    return (counted or dimension in kind.get("dimensions", ())) == wanted


@check("indicators", fields=("value_unit",))
def things_are_whole(
    frame: pd.DataFrame, tables: Tables, *, units: Sequence[str], averages: Sequence[str]
) -> Outcome:
    """Of things that cannot be halved a value states a whole number, unless it is an average.

    `≥2.5人` fails; `2.5万人` and `人均参训次数: ≥2.5次` pass.
    """
    whole = quantities(tables) & tables.once(holds, "base_unit", *units)
    broken = whole & bounded(tables, STATED, lambda bound: bound != bound.to_integral_value())
    mean = np.zeros(len(frame), dtype=bool)
    for row in np.flatnonzero(broken).tolist():
        text = f"{frame['name'].iat[row]}{frame['value_text'].iat[row]}"
        mean[row] = any(word in text for word in averages)
    said = verdicts(whole & ~mean, broken & ~mean)
    return at_part(frame, said, "value", lambda row: {"value_unit": frame["unit"].iat[row]})
