"""The running texts of a batch, each distinct one read once for all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd

from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field, Verdict
from budgetcheck.text import Narrative, narrative_reader

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables
    from budgetcheck.text import Words

CELLS = (str(Field.CONTENT), str(Field.GOAL))
"""The cells of running text."""

T = TypeVar("T")
Reader = Callable[[Narrative, "Words"], T | None]


def narratives(tables: Tables, field: str) -> tuple[NDArray[np.intp], list[Narrative]]:
    """What a text column of the lines frame says in figures: per line a code into the list of readings."""
    codes, distinct = pd.factorize(tables.lines[field])
    read = narrative_reader(tables.words).read
    return codes, [read(str(text)) for text in distinct]


def readings(tables: Tables, field: str, reader: Reader[T]) -> tuple[NDArray[np.intp], list[T | None]]:
    """`reader` of every distinct text of `field`, with a code per line."""
    codes, told = tables.once(narratives, field)
    return codes, [reader(one, tables.words) for one in told]


def read_lines(tables: Tables, field: str, reader: Reader[T]) -> Iterator[tuple[int, T]]:
    """Position and reading of each line whose `field` holds anything for `reader`, in order."""
    codes, found = tables.once(readings, field, reader)
    holds = np.array([bool(one) for one in found], dtype=bool)
    rows = np.flatnonzero(holds[codes]) if len(found) else np.zeros(0, dtype=np.intp)
    for row in rows.tolist():
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
    return (
        evidence.row,
        CELLS.index(evidence.field) if evidence.field in CELLS else -1,
        evidence.span or (0, 0),
    )


def shown(parts: list[str]) -> Mapping[str, Any]:
    """Texts as the message shows them: the first few, then how many there are."""
    few = 4
    joined = "、".join(parts[:few])
    return {"shown": joined if len(parts) <= few else f"{joined}…", "count": len(parts)}
