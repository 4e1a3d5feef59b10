"""The running texts of a batch, each distinct one read once for all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
    read = narrative_reader(tables.words).read
    return codes, [read(text) for text in distinct]


def readings(tables: Tables, field: str, reader: Reader[T]) -> tuple[NDArray[np.intp], list[T | None]]:
    """`reader` of every distinct text of `field` that holds figures, years or document numbers."""
    codes, told = tables.once(narratives, field)
    return codes, [reader(one, tables.words) if one.speaks else None for one in told]


def read_lines(tables: Tables, field: str, reader: Reader[T]) -> Iterator[tuple[int, T]]:
    """Position and reading of each line whose `field` holds anything for `reader`, in order."""
    codes, found = tables.once(readings, field, reader)
    return rows_of(codes, found)


def read_texts(
    tables: Tables, field: str, reader: Callable[[str, Words], T | None], signs: tuple[str, ...]
) -> Iterator[tuple[int, T]]:
    """As `read_lines`, for a reader that looks at words and finds nothing in a text without one of `signs`."""
    codes, distinct = tables.once(texts, "lines", field)
    return rows_of(codes, read_where(tables, distinct, signs, lambda text: reader(text, tables.words)))


def read_where(
    tables: Tables, listed: list[str], signs: tuple[str, ...], reader: Callable[[str], T | None]
) -> list[T | None]:
    """What `reader` says of each text of this very list that holds one of `signs`, None of the others."""
    hopeful = holding(tables, listed, signs).tolist()
    return [reader(text) if may else None for text, may in zip(listed, hopeful, strict=True)]


def rows_of(codes: NDArray[np.intp], found: Sequence[T | None]) -> Iterator[tuple[int, T]]:
    """Position and entry of each row whose code stands for an entry that holds anything."""
    holds = np.array([bool(one) for one in found] or [False], dtype=bool)
    for row in np.flatnonzero(holds[codes]).tolist():
        if (one := found[codes[row]]) is not None:
            yield row, one


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
