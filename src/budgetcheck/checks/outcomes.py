"""Evidence to an outcome, where a subject fails exactly when there is evidence against it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Verdict

if TYPE_CHECKING:
    from numpy.typing import NDArray


def outcome_of(judged: NDArray[np.bool_], evidence: Iterable[Evidence]) -> Outcome:
    """Failed where there is evidence, passed where `judged`, not applicable elsewhere; evidence in row order."""
    found = sorted(evidence, key=lambda e: e.row)
    verdicts = np.where(judged, Verdict.PASSED, Verdict.NOT_APPLICABLE).astype(np.int8)
    verdicts[[e.row for e in found]] = Verdict.FAILED
    return Outcome(verdicts, found)


def outcome_of_all(size: int, evidence: Iterable[Evidence]) -> Outcome:
    """The same where every one of `size` subjects is judged."""
    return outcome_of(np.ones(size, dtype=bool), evidence)
