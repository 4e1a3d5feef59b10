"""What the indicators frame says of target values, asked once per distinct text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from budgetcheck.checks.name_kinds import measured_of
from budgetcheck.checks.texts import holds, texts
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field, IndicatorPart, ValueClass, Verdict
from budgetcheck.text import normalise_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Truth = NDArray[np.bool_]

_FIELD = str(Field.INDICATORS)


def told(column: pd.Series[Any], says: Callable[[Any], bool]) -> Truth:
    """Per row, what `says` answers for its text; each distinct text is asked once, missing ones are False."""
    codes, distinct = pd.factorize(column)
    answers = np.array([*map(says, distinct), False], dtype=bool)
    return answers[codes]


def told_among(tables: Tables, column: str, among: Truth, says: Callable[[Any], bool]) -> Truth:
    """Per indicator, what `says` answers for its entry in `column` where it is `among` those asked; else False."""
    codes, distinct = tables.once(texts, "indicators", column)
    answers = np.zeros(len(distinct) + 1, dtype=bool)
    asked = np.zeros(len(distinct) + 1, dtype=bool)
    asked[codes[among]] = True
    for code in np.flatnonzero(asked[:-1]).tolist():
        answers[code] = says(distinct[code])
    return answers[codes] & among


def pairs_among(
    frame: pd.DataFrame, among: Truth, *columns: str
) -> tuple[NDArray[np.intp], list[tuple[str, ...]]]:
    """What several columns of text hold together, each distinct combination once.

    Returns:
        Per row, a code into the combinations, -1 where the row is not `among` those asked; and the combinations.
    """
    rows = np.flatnonzero(among)
    codes = np.zeros(len(rows), dtype=np.int64)
    for column in columns:
        own, distinct = pd.factorize(frame[column].take(rows))
        codes = pd.factorize(codes * (len(distinct) + 1) + own)[0].astype(np.int64)
    _, first = np.unique(codes, return_index=True)
    held = [frame[column].take(rows[first]).tolist() for column in columns]
    spread = np.full(len(frame), -1, dtype=np.intp)
    spread[rows] = codes
    return spread, list(zip(*held, strict=True))


def distinct_names(tables: Tables) -> tuple[NDArray[np.intp], list[str]]:
    """The indicators' names as codes into the distinct ones."""
    return tables.once(texts, "indicators", "name")


def measures(tables: Tables) -> tuple[NDArray[np.intp], list[str]]:
    """What the indicators measure (tags, units and stray digits off) as codes into the distinct measures."""
    codes, distinct = tables.once(distinct_names)
    numbers, cores = pd.factorize(np.array(measured_of(tables, distinct), dtype=object))
    return numbers[codes], cores.tolist()


def plain_measures(tables: Tables) -> tuple[NDArray[np.int64], list[str]]:
    """What the indicators measure, in normal form, as codes into the distinct forms."""
    codes, cores = tables.once(measures)
    numbers, plain = pd.factorize(np.array([normalise_name(core) for core in cores], dtype=object))
    return np.asarray(numbers[codes], dtype=np.int64), [str(text) for text in plain]


def normal(tables: Tables, column: str) -> tuple[NDArray[np.intp], list[str]]:
    """The texts of a column of the indicators frame as codes into their distinct normal forms."""
    codes, distinct = tables.once(texts, "indicators", column)
    return codes, [normalise_name(str(text)) for text in distinct]


def alike(tables: Tables, *columns: str) -> tuple[list[NDArray[np.int64]], int]:
    """Per column and row, a number that texts share when they are equal but for blanks and outer marks.

    Returns:
        One int64 array per column, and the number of a text that holds nothing.
    """
    parted = [tables.once(normal, column) for column in columns]
    plain = [text for _, distinct in parted for text in distinct]
    numbers = pd.factorize(np.array([*plain, ""], dtype=object))[0].astype(np.int64)
    ends = np.cumsum([len(distinct) for _, distinct in parted])[:-1]
    spread = np.split(numbers[:-1], ends)
    return [own[codes] for own, (codes, _) in zip(spread, parted, strict=True)], int(numbers[-1])


def flagged(tables: Tables, *flags: str) -> Truth:
    """Per indicator, whether its value carries one of `flags` (see `text.target_value.FLAGS`)."""
    codes, distinct = tables.once(texts, "indicators", "value_flags")
    wanted = frozenset(flags)
    return np.array([*(not wanted.isdisjoint(text.split()) for text in distinct), False], dtype=bool)[codes]


def missing(tables: Tables) -> Truth:
    """Per indicator, whether it states no value at all."""
    return of_class(tables, ValueClass.MISSING)


def unstated(tables: Tables) -> Truth:
    """Per indicator, whether there is no value to judge: none, or a mark that was never filled in."""
    return of_class(tables, ValueClass.MISSING, ValueClass.PLACEHOLDER)


def of_class(tables: Tables, *classes: ValueClass) -> Truth:
    """Per indicator, whether its value is of one of `classes`."""
    return holds(tables, "value_class", *map(str, classes))


class Spans:
    """Where one part (`name` or `value`) of each indicator stands in its cell's text."""

    def __init__(self, frame: pd.DataFrame, part: str) -> None:
        self._start = frame[f"{part}_start"].to_numpy(dtype=np.int64)
        self._end = frame[f"{part}_end"].to_numpy(dtype=np.int64)

    def __getitem__(self, row: int) -> tuple[int, int]:
        return int(self._start[row]), int(self._end[row])


def verdicts(judged: Truth, faulty: Truth, undecided: Truth | None = None) -> NDArray[np.int8]:
    """Passed where judged, failed where faulty, undecided where said so, not applicable elsewhere."""
    said = np.zeros(len(judged), dtype=np.int8)
    if undecided is not None:
        said[undecided] = Verdict.UNDECIDED
    said[judged] = Verdict.PASSED
    said[faulty] = Verdict.FAILED
    return said


def at_part(
    frame: pd.DataFrame,
    said: NDArray[np.int8],
    part: str,
    fields: Callable[[int], Mapping[str, Any]] | None = None,
    *,
    cell: IndicatorPart | None = None,
) -> Outcome:
    """The outcome whose evidence points at one part (`name` or `value`) of each failed indicator.

    Where the indicator's parts have cells of their own, it points at the one called `cell` instead.
    """
    spans = Spans(frame, part)
    return Outcome(
        said,
        [
            Evidence(
                row, _FIELD, spans[row], fields=fields(row) if fields is not None else {}, part=cell or ""
            )
            for row in np.flatnonzero(said == Verdict.FAILED).tolist()
        ],
    )
