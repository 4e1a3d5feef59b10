"""One measure across the projects of a table: the same target."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from budgetcheck.checks.quantities import STATED, bounds, measures, quantities
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import holds, texts
from budgetcheck.checks.values import Spans, verdicts
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Dimension, Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]

_FIELD = str(Field.INDICATORS)


@check("indicators", fields=("measure", "kinds", "targets"), needs=("lines",))
def same_measure_has_same_target(
    frame: pd.DataFrame, tables: Tables, *, dimensions: Sequence[str], specific: int, shown: int
) -> Outcome:
    """Within a document one measure has one target; the finding stands at the first that differs.

    `系统正常运行率` at ≥98 % here and 90 % there fails. Counts differ from project to project by nature, so
    they are compared under names of `specific` characters or more.

    Args:
        frame: the indicators.
        tables: the batch.
        dimensions: dimensions that are compared under any name.
        specific: see above.
        shown: how many targets, and lines of each, a finding lists.
    """
    numbers, cores = tables.once(measures)
    long = np.array([len(core) >= specific for core in cores] + [False], dtype=bool)[numbers]
    given = tables.once(holds, "dimension", *dimensions)
    counted = tables.once(holds, "dimension", str(Dimension.COUNT)) & long
    named = np.array([bool(core) for core in cores] + [False], dtype=bool)[numbers]
    judged = quantities(tables) & (given | counted) & named
    group, bound = _groups(frame, tables, numbers), tables.once(bounds)[0][STATED]
    opening = _first_of(group, judged)
    differs = judged & (bound != bound[opening[group]])
    failed = np.zeros(len(frame), dtype=bool)
    failed[_first_of(group, differs)[np.unique(group[differs])]] = True
    evidence = list(_varying(frame, tables, (group, bound, judged), np.flatnonzero(failed), shown))
    return Outcome(verdicts(judged, failed), evidence)


def _groups(frame: pd.DataFrame, tables: Tables, numbers: NDArray[Any]) -> Ints:
    """A number that indicators of one document, one measure and one unit share."""
    units, distinct = tables.once(texts, "indicators", "base_unit")
    key = (frame["document"].to_numpy(np.int64) * (numbers.max(initial=0) + 2) + numbers + 1) * (
        len(distinct) + 1
    ) + units
    codes: Ints = pd.factorize(key)[0].astype(np.int64)
    return codes


def _first_of(group: Ints, among: Truth) -> Ints:
    """By group: the first row among those; 0 for a group without any."""
    first = np.zeros(group.max(initial=-1) + 1, dtype=np.int64)
    rows = np.flatnonzero(among)[::-1]
    first[group[rows]] = rows
    return first


def _varying(
    frame: pd.DataFrame, tables: Tables, keys: tuple[Ints, Ints, Truth], failed: NDArray[Any], shown: int
) -> Iterator[Evidence]:
    group, bound, judged = keys
    numbers, cores = tables.once(measures)
    spans, opening = Spans(frame, "value"), {int(group[row]): row for row in failed.tolist()}
    held = np.flatnonzero(judged & np.isin(group, list(opening)))
    order = held[np.argsort(group[held], kind="stable")]
    printed = printed_lines(tables, frame, order)
    said, values = tables.once(texts, "indicators", "value_text")
    for code, rows in _runs(group[order], order):
        row, by_bound = opening[code], _by_bound(bound, rows)
        targets = [
            {
                "target": values[said[members[0]]],
                "lines": [*dict.fromkeys(printed[at] for at in members)][:shown],
            }
            for members in islice(by_bound.values(), shown)
        ]
        fields = {"measure": cores[numbers[row]], "kinds": len(by_bound), "targets": targets}
        yield Evidence(row, _FIELD, spans[row], fields=fields)


def _by_bound(bound: Ints, rows: list[int]) -> dict[int, list[int]]:
    """The rows of each distinct bound, in the order of their first."""
    held: dict[int, list[int]] = {}
    for row, number in zip(rows, bound[rows].tolist(), strict=True):
        held.setdefault(number, []).append(row)
    return held


def _runs(codes: Ints, rows: NDArray[Any]) -> Iterator[tuple[int, list[int]]]:
    """Each code with its rows; equal codes stand together."""
    if not len(codes):
        return
    starts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))
    for start, part in zip(starts.tolist(), np.split(rows, starts[1:]), strict=True):
        yield int(codes[start]), part.tolist()


def printed_lines(tables: Tables, frame: pd.DataFrame, rows: NDArray[Any]) -> dict[int, int]:
    """Row of the indicators to the original line of its project."""
    line_ids = frame["line_id"].to_numpy(np.int64)[rows]
    at = pd.Index(tables.lines["line_id"]).get_indexer(pd.Index(line_ids))
    return dict(zip(rows.tolist(), tables.lines["row"].to_numpy(np.int64)[at].tolist(), strict=True))
