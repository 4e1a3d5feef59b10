"""DUP, within one project: names that are nearly the same, long values that are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from budgetcheck.checks.letters import Letters
from budgetcheck.checks.neighbours import pairs_within
from budgetcheck.checks.registry import check
from budgetcheck.checks.sameness import shared, stirred
from budgetcheck.checks.values import Spans, normal, plain_measures, unstated, verdicts
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field
from budgetcheck.text.near_names import same_but_for_more, turned_round

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Codes = NDArray[np.int64]

_FIELD = str(Field.INDICATORS)
_EDGE = 2  # characters by which names open or end alike
_PROBES = 8


@check("indicators", fields=("other", "other_name", "other_value"))
def names_are_not_near(frame: pd.DataFrame, tables: Tables, *, telling: str, value_alike: int) -> Outcome:
    """No two indicators of a project have nearly the same name and the same target.

    Names are near when they differ in tags, units or stray digits alone, when one has a few characters more, or when
    they hold the same characters in another order. One word exchanged for another makes a different measure. Worded
    targets count as the same when they are alike by `value_alike` percent.
    """
    judged = ~unstated(tables)
    name_codes, cores = tables.once(plain_measures)
    value_codes, values = tables.once(normal, "value_text")
    words = tables.words.topic(telling)
    found: dict[int, int] = {}
    for one, other in _close_by(tables, name_codes, Letters.of(cores), judged):
        pair = int(name_codes[one]), int(name_codes[other])
        told = values[value_codes[one]], values[value_codes[other]]
        if _near(cores[pair[0]], cores[pair[1]], words) and (
            pair[0] == pair[1] or _same_target(*told, value_alike)
        ):
            found[other] = one
    _drop_equal(frame, found)
    faulty = _marked(len(frame), found)
    return Outcome(verdicts(judged, faulty), _evidence(frame, found, "name"))


@check("indicators", fields=("other", "other_name", "other_value"))
def long_values_differ(frame: pd.DataFrame, tables: Tables, *, shortest: int) -> Outcome:
    """No two indicators of a project have the same value where it is `shortest` characters or longer.

    Short values such as `≥95%` repeat freely.
    """
    codes, values = tables.once(normal, "value_text")
    long = (
        np.array([len(value) >= shortest for value in values], dtype=bool)[codes] if len(codes) else codes > 0
    )
    held = tables.once(shared)
    key = stirred(held.line.astype(np.uint64), codes.astype(np.uint64))
    rows = np.flatnonzero(long)
    first = pd.Series(rows).groupby(key[rows]).transform("first").to_numpy(dtype=np.int64)
    found = {int(row): int(opening) for row, opening in zip(rows, first, strict=True) if row != opening}
    faulty = _marked(len(frame), found)
    return Outcome(verdicts(np.asarray(long, dtype=bool), faulty), _evidence(frame, found, "value"))


def _close_by(
    tables: Tables, codes: Codes, cores: Letters, judged: NDArray[np.bool_]
) -> Iterable[tuple[int, int]]:
    """Pairs of indicators of one line whose names open or end alike, or hold the same characters, and may be near."""
    line = tables.once(shared).line
    rows = np.flatnonzero(judged & (line >= 0)).astype(np.int64)
    bags = cores.bags
    shapes = np.stack([_edges(cores, last=False), _edges(cores, last=True), bags], axis=1)
    pairs = pairs_within(line[rows], shapes[codes[rows]])
    pairs = rows[pairs]
    one, other = codes[pairs].T
    hopeful = (one == other) | np.where(
        cores.lengths[one] == cores.lengths[other], bags[one] == bags[other], _may_hold(cores, one, other)
    )
    return zip(*pairs[hopeful].T.tolist(), strict=True)


def _edges(cores: Letters, *, last: bool) -> NDArray[np.uint64]:
    """Per text a number that those share whose first two characters are the same, or whose last two are."""
    size = np.minimum(cores.lengths, _EDGE)
    first = cores.ends - size if last else cores.ends - cores.lengths
    edge = np.zeros(len(cores.texts), dtype=np.uint64)
    for step in range(_EDGE):
        reached = np.flatnonzero(size > step)
        edge[reached] = (edge[reached] << np.uint64(32)) + cores.points[first[reached] + step] + np.uint64(1)
    return edge


def _may_hold(cores: Letters, one: Codes, other: Codes) -> NDArray[np.bool_]:
    """For each pair of texts whether the longer may be the shorter with one run of characters put in.

    NOTE: then every character of the shorter stands in the longer as far from the beginning or as far from the end. A
    few of them tell so for many pairs at once: of names that share a project's words hardly any pair is left.
    """
    swapped = cores.lengths[one] > cores.lengths[other]
    short, long = np.where(swapped, other, one), np.where(swapped, one, other)
    size, more = cores.lengths[short], cores.lengths[long] - cores.lengths[short]
    opens, within = (cores.ends - cores.lengths)[short], (cores.ends - cores.lengths)[long]
    may = size > 0
    for part in range(_PROBES):
        left = np.flatnonzero(may)
        at = size[left] - 1 - part * size[left] // _PROBES
        sign, beside = cores.points[opens[left] + at], within[left] + at
        may[left] = (sign == cores.points[beside]) | (sign == cores.points[beside + more[left]])
    return may


def _near(one: str, other: str, telling: tuple[str, ...]) -> bool:
    return one == other or same_but_for_more(one, other, telling) or turned_round(one, other)


def _same_target(one: str, other: str, alike: int) -> bool:
    if one == other or any(sign.isdigit() for sign in one + other):
        return one == other
    return fuzz.ratio(one, other) >= alike


def _drop_equal(frame: pd.DataFrame, found: dict[int, int]) -> None:
    """Leave out names that are equal as printed: they are another rule's fault."""
    names = frame["name"]
    for row, opening in list(found.items()):
        if "".join(str(names.iat[row]).split()) == "".join(str(names.iat[opening]).split()):
            del found[row]


def _marked(size: int, found: Mapping[int, int]) -> NDArray[np.bool_]:
    marked = np.zeros(size, dtype=bool)
    marked[list(found)] = True
    return marked


def _evidence(frame: pd.DataFrame, found: Mapping[int, int], part: str) -> list[Evidence]:
    spans, position = Spans(frame, part), frame["position"].to_numpy(np.int64)
    names, values = frame["name"], frame["value_text"]
    return [
        Evidence(
            row,
            _FIELD,
            spans[row],
            fields={
                "other": int(position[opening]),
                "other_name": str(names.iat[opening]),
                "other_value": str(values.iat[opening]),
            },
        )
        for row, opening in sorted(found.items())
    ]
