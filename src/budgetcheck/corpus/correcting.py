"""A corrected copy of tables: the explanations that are sure enough, carried out, and told of one by one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.corpus.reframing import Copy, reframed
from budgetcheck.diagnosis import EditKind, FaultKind, apply, default_model
from budgetcheck.engine.diagnosing import why
from budgetcheck.engine.run import attempt
from budgetcheck.model import Correction, ToolError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from budgetcheck.diagnosis import Account, Edit, Ledger
    from budgetcheck.engine.blame import Explaining
    from budgetcheck.frames import Tables


class Left(NamedTuple):
    """Sums of a document that still fail in the copy: the file, the line of one of them, and what explains them."""

    file: str
    line: int
    because: Explaining


class Corrected(NamedTuple):
    """The copy, what was changed in it, what was not, and where the search crashed."""

    tables: Tables
    corrections: tuple[Correction, ...]
    left: tuple[Left, ...]
    errors: tuple[ToolError, ...]


def corrected(tables: Tables, at_least: float | None = None, seconds: float | None = None) -> Corrected:
    """A copy of `tables` with the first explanation of broken sums carried out where it is sure enough.

    Args:
        tables: what was read; it stays as it is.
        at_least: the probability from which on an explanation is carried out; from "should be" on when None.
        seconds: how long to search, for one document; as long as the error model says when None.
    """
    least = default_model().should if at_least is None else at_least
    errors: list[ToolError] = []
    said = why(tables, None, seconds, partial(attempt, tables, errors))
    taken = [one for one in said if _is_sure(one, least)]
    accounts: dict[int, tuple[Ledger, list[Account]]] = {}
    for one in taken:
        accounts.setdefault(one.ledger.document, (one.ledger, []))[1].append(one.diagnosis.accounts[0])
    copy, added = reframed(
        tables, [Copy(ledger, apply(ledger, *chosen), chosen) for ledger, chosen in accounts.values()]
    )
    return Corrected(
        copy,
        tuple(correction for one in taken for correction in _corrections(one, added)),
        tuple(_left(one, tables) for one in said if one not in taken),
        tuple(errors),
    )


def _is_sure(one: Explaining, least: float) -> bool:
    """Whether the first explanation is to be carried out; figures that were rounded are not wrong."""
    if not one.explanations or one.explanations[0].probability < least:
        return False
    return all(fault.kind != FaultKind.ROUNDING for fault in one.diagnosis.accounts[0].faults)


def _corrections(one: Explaining, added: Mapping[int, int]) -> Iterator[Correction]:
    """What the first explanation changed; `added` leads from a total to the row that was put below it."""
    item = one.explanations[0]
    edits = [edit for fault in one.diagnosis.accounts[0].faults for edit in fault.edits]
    for edit, change in zip(edits, item.changes, strict=True):
        line_id = one.ledger.rows[_told_at(one.ledger, edit)].line_id
        cause = item.causes[change.cause - 1]
        yield Correction(
            document=one.ledger.document,
            line_id=added[line_id] if edit.kind is EditKind.INSERT else line_id,
            change=change,
            kind=cause.kind,
            text=cause.text,
            probability=item.probability,
            certainty=item.certainty,
        )


def _told_at(ledger: Ledger, edit: Edit) -> int:
    """The row of the copy that the change is told of: for a row that is gone the total above."""
    return max(ledger.rows[edit.row].parent, 0) if edit.kind is EditKind.DROP else edit.row


def _left(one: Explaining, tables: Tables) -> Left:
    documents = tables.documents
    file = documents.loc[documents["document"] == one.ledger.document, "file"].tolist()[0]
    return Left(file, one.ledger.rows[one.diagnosis.broken[0].row].line, one)
