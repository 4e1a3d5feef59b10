"""Why the sums of a batch fail: the search is asked about the documents of which a rule says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from budgetcheck.diagnosis import diagnose, ledgers
from budgetcheck.diagnosis.model import default_model
from budgetcheck.engine.explaining import explaining
from budgetcheck.engine.wording import wording

if TYPE_CHECKING:
    from budgetcheck.diagnosis.ledger import Ledger
    from budgetcheck.diagnosis.values import Diagnosis
    from budgetcheck.engine.blame import Explaining
    from budgetcheck.frames import Tables

T = TypeVar("T")


class Attempt(Protocol):
    """Carries out some work, on one document or (None) on all of them; nothing where it crashed."""

    def __call__(self, document: int | None, work: Callable[[], Sequence[T]]) -> Sequence[T]:
        """What the work gives."""


def why(
    tables: Tables, documents: Iterable[int] | None, seconds: float | None, attempt: Attempt
) -> Sequence[Explaining]:
    """Each diagnosis of those `documents`, of all where None, in words; `seconds` is for one document."""
    model = default_model()
    limit = model.seconds if seconds is None else seconds
    wanted = None if documents is None else frozenset(documents)
    held: Sequence[Ledger] = attempt(None, partial(ledgers, tables))
    found: list[tuple[Ledger, Diagnosis]] = []
    for ledger in held:
        if wanted is None or ledger.document in wanted:
            diagnosed = attempt(ledger.document, partial(diagnose, [ledger], model, seconds=limit))
            found += [(ledger, diagnosis) for diagnosis in diagnosed]
    return attempt(None, lambda: explaining(found, wording(model), tables))
