"""ARI, on scoring weights: what they add up to, in all and by level-1 class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.registry import check
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field, IndicatorPart, Verdict

if TYPE_CHECKING:
    from budgetcheck.frames import Tables

_POINT = 100
Band = Sequence[int]
Profile = Mapping[str, Band]


@check("lines", fields=("classes", "profiles"), needs=("indicators",))
def level1_weights_fit(lines: pd.DataFrame, tables: Tables, *, profiles: Sequence[Profile]) -> Outcome:
    """Each project's weights by level-1 class fit one of `profiles`, bands in points.

    A profile is asked only of a project whose weights add up to what the profile allows in all; `产出 60, 效益 30`
    fails where only `产出 50, 效益 30, 满意度 10` and the like are allowed.
    """
    verdicts = np.zeros(len(lines), dtype=np.int8)
    evidence: list[Evidence] = []
    weights_of = _by_class(tables)
    if not weights_of:
        return Outcome(verdicts)
    position = {int(line): row for row, line in enumerate(lines["line_id"].tolist())}
    items = tables.indicators
    first = {int(line): at for at, line in reversed([*enumerate(items["line_id"].tolist())])}
    starts, ends = (items[f"item_{end}"].to_numpy(dtype=np.int64) for end in ("start", "end"))
    for line, weights in weights_of.items():
        row = position[line]
        if weights is None:
            verdicts[row] = Verdict.UNDECIDED
            continue
        asked = [p for p in profiles if _reaches(p, sum(weights.values()))]
        if not asked:
            continue
        fits = any(_fits(profile, weights) for profile in asked)
        verdicts[row] = Verdict.PASSED if fits else Verdict.FAILED
        if not fits:
            said = {"classes": _told(weights), "profiles": [{"profile": _allowed(p)} for p in asked]}
            item = first[line]
            span = int(starts[item]), int(ends[item])
            evidence.append(
                Evidence(row, str(Field.INDICATORS), span, fields=said, item=item, part=IndicatorPart.WEIGHT)
            )
    return Outcome(verdicts, sorted(evidence, key=lambda one: one.row))


def _by_class(tables: Tables) -> dict[int, dict[str, int] | None]:
    """Line id to its weights by class, in hundredths; None where one of them is missing."""
    items = tables.indicators
    weighted = items["weight"].notna().to_numpy(dtype=bool)
    if not weighted.any():
        return {}
    held = items.loc[items["line_id"].isin(items.loc[weighted, "line_id"]), ["line_id", "category", "weight"]]
    found: dict[int, dict[str, int] | None] = {}
    for line, category, weight in zip(held["line_id"], held["category"], held["weight"], strict=True):
        known = found.setdefault(int(line), {})
        if pd.isna(weight) or known is None:
            found[int(line)] = None
        else:
            known[str(category)] = known.get(str(category), 0) + int(weight)
    return found


def _reaches(profile: Profile, total: int) -> bool:
    low, high = (sum(band[end] for band in profile.values()) * _POINT for end in (0, 1))
    return low <= total <= high


def _fits(profile: Profile, weights: Mapping[str, int]) -> bool:
    return all(
        (profile[name][0] if name in profile else 0) * _POINT
        <= weights.get(name, 0)
        <= (profile[name][1] if name in profile else 0) * _POINT
        for name in {*profile, *weights}
    )


def _told(weights: Mapping[str, int]) -> str:
    return "、".join(f"{name} {weight / _POINT:g}" for name, weight in weights.items())


def _allowed(profile: Profile) -> str:
    bands = (
        f"{name} {low}" if low == high else f"{name} {low}-{high}" for name, (low, high) in profile.items()
    )
    return "、".join(bands)
