"""The running texts of a batch, each distinct one read once for all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd

from budgetcheck.checks.texts import texts
from budgetcheck.checks.word_places import holding
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import TEXT_FIELDS, Field, Verdict
from budgetcheck.text import Narrative, narrative_reader

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables
    from budgetcheck.text import Words

CELLS = (str(Field.CONTENT), str(Field.GOAL))
"""The cells of running text."""
_ORDER = [str(field) for field in TEXT_FIELDS]

T = TypeVar("T")
Reader = Callable[[Narrative, "Words"], T | None]


def narratives(tables: Tables, field: str) -> tuple[NDArray[np.intp], list[Narrative]]:
    """What a text column of the lines frame says in figures: per line a code into the list of readings."""
    codes, distinct = tables.once(texts, "lines", field)
    reader = narrative_reader(tables.words)
    told = read_where(tables, distinct, reader.signs, reader.read)
    return codes, [told.get(code) or Narrative.silent(text) for code, text in enumerate(distinct)]


def speaking(tables: Tables, field: str) -> dict[int, Narrative]:
    """The readings of `narratives` that hold figures, years or document numbers, by code."""
    _, told = tables.once(narratives, field)
    return {code: one for code, one in enumerate(told) if one.speaks}


def read_lines(tables: Tables, field: str, reader: Reader[T]) -> Iterator[tuple[int, T]]:
    """Position and reading of each line whose `field` holds anything for `reader`, in order."""
    codes, _ = tables.once(narratives, field)
    return rows_of(codes, tables.once(_readings, field, reader))


def _readings(tables: Tables, field: str, reader: Reader[T]) -> dict[int, T]:
    told = tables.once(speaking, field).items()
    return {code: found for code, one in told if (found := reader(one, tables.words))}


def read_texts(
    tables: Tables, field: str, reader: Callable[[str, Words], T | None], signs: tuple[str, ...]
) -> Iterator[tuple[int, T]]:
    """As `read_lines`, for a reader that looks at words and finds nothing in a text without one of `signs`."""
    codes, distinct = tables.once(texts, "lines", field)
    return rows_of(codes, read_where(tables, distinct, signs, lambda text: reader(text, tables.words)))


def read_where(
    tables: Tables, listed: list[str], signs: tuple[str, ...], reader: Callable[[str], T | None]
) -> dict[int, T]:
    """What `reader` finds in the texts of this very list that hold one of `signs`, by their place in it."""
    hopeful = np.flatnonzero(holding(tables, listed, signs)).tolist()
    return {at: found for at in hopeful if (found := reader(listed[at]))}


def rows_of(codes: NDArray[np.intp], found: Mapping[int, T]) -> Iterator[tuple[int, T]]:
    """Position and entry of each row whose code has an entry."""
    holds = np.zeros(codes.max(initial=-1) + 2, dtype=bool)
    holds[list(found)] = True
    for row in np.flatnonzero(holds[codes]).tolist():
        yield row, found[int(codes[row])]


class Judged:
    """Verdicts and evidence of a rule on lines, gathered cell by cell."""

    def __init__(self, lines: pd.DataFrame) -> None:
        self.verdicts = np.zeros(len(lines), dtype=np.int8)
        self.evidence: list[Evidence] = []

    def passed(self, row: int) -> None:
        """The line holds what the rule asks for, so far."""
        if self.verdicts[row] != Verdict.FAILED:
            self.verdicts[row] = Verdict.PASSED

    def undecided(self, row: int) -> None:
        """An input of the line is missing."""
        if self.verdicts[row] == Verdict.NOT_APPLICABLE:
            self.verdicts[row] = Verdict.UNDECIDED

    def failed(self, row: int, field: str, span: tuple[int, int], **evidence: Any) -> None:
        """The line breaks the rule at `span` of `field`."""
        self.verdicts[row] = Verdict.FAILED
        self.evidence.append(Evidence(row, field, span, **evidence))

    def outcome(self) -> Outcome:
        """All of it, the evidence in the order of the lines."""
        self.evidence.sort(key=_place)
        return Outcome(self.verdicts, self.evidence)


def _place(evidence: Evidence) -> tuple[int, int, tuple[int, int]]:
    return evidence.row, _ORDER.index(evidence.field), evidence.span or (0, 0)
