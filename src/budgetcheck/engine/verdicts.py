"""How each rule ended on each table of a batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.terms import Verdict

if TYPE_CHECKING:
    from budgetcheck.engine.bound import BoundRule
    from budgetcheck.frames import Tables
    from budgetcheck.model import DocumentRecord, Outcome

# NOTE: of a table's subjects the one that failed decides, then one that could not be decided.
_STRONGEST = (Verdict.FAILED, Verdict.UNDECIDED, Verdict.PASSED)


def with_verdicts(
    documents: Iterable[DocumentRecord], ran: Iterable[tuple[BoundRule, Outcome]], tables: Tables
) -> tuple[DocumentRecord, ...]:
    """The records of a batch, in its order, with the verdict that matters most of each rule that ran."""
    verdicts = _by_document(ran, tables)
    return tuple(replace(record, verdicts=held) for record, held in zip(documents, verdicts, strict=True))


def _by_document(
    ran: Iterable[tuple[BoundRule, Outcome]], tables: Tables
) -> tuple[Mapping[str, Verdict], ...]:
    index = pd.Index(tables.documents["document"])
    codes: dict[str, np.ndarray] = {}
    made: tuple[dict[str, Verdict], ...] = tuple({} for _ in range(len(index)))
    for bound, outcome in ran:
        frame = bound.rule.frame
        if frame not in codes:
            codes[frame] = index.get_indexer(pd.Index(tables.frame(frame)["document"]))
        for held, verdict in zip(made, _verdicts(codes[frame], outcome, len(index)), strict=True):
            held[bound.rule.id] = verdict
    return made


def _verdicts(codes: np.ndarray, outcome: Outcome, documents: int) -> list[Verdict]:
    counts = np.bincount(codes * len(Verdict) + outcome.verdicts, minlength=documents * len(Verdict))
    met = counts.reshape(documents, len(Verdict)) > 0
    verdicts = np.select([met[:, v] for v in _STRONGEST], _STRONGEST, Verdict.NOT_APPLICABLE)
    return [Verdict(v) for v in verdicts.tolist()]
