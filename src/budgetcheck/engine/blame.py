"""Which findings go back to one fault, and which of them is shown for it: the others fold under that one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from budgetcheck.checks import CHECKS
from budgetcheck.diagnosis.ledger import NO_PARENT, Ledger, Row
from budgetcheck.diagnosis.values import Diagnosis, Edit, EditKind
from budgetcheck.engine.findings import Draft
from budgetcheck.model import Explanation
from budgetcheck.terms import Explained


class Explaining(NamedTuple):
    """One diagnosis in words.

    `suspects` are the cells (line, field) that its best explanation changes, and `stated_by` the names of rules of
    which a finding on these lines states the same fault; both are empty where no explanation stands out.
    """

    ledger: Ledger
    diagnosis: Diagnosis
    explanations: tuple[Explanation, ...]
    explained: Explained
    suspects: frozenset[tuple[int, str]] = frozenset()
    stated_by: frozenset[str] = frozenset()


class Blame(NamedTuple):
    """The finding that is shown for a fault, and those that follow from it, as positions among the drafts."""

    root: int
    follow: tuple[int, ...]
    because: Explaining


def equation_of(draft: Draft) -> str:
    """Whether the finding is a sum that does not hold: `across` a row, `down` a column, or empty."""
    found = CHECKS.get(draft.rule.use)
    return found.equation if found is not None else ""


def changed_cells(ledger: Ledger, edits: Iterable[Edit]) -> Iterator[tuple[int, str]]:
    """The cells (line, field) that the edits are about; the field is empty where they are about a row."""
    for edit in edits:
        if edit.kind is EditKind.INSERT:
            continue
        yield ledger.rows[edit.row].line_id, edit.column if edit.kind is EditKind.AMOUNT else ""
        if edit.kind is EditKind.JOIN and edit.other is not None:
            yield ledger.rows[edit.other].line_id, ""


def blames(made: Sequence[Draft], said: Iterable[Explaining]) -> list[Blame]:
    """Who is to blame for each diagnosis that any finding speaks of."""
    found = []
    at = _by_document(made)
    for one in said:
        equations = _equations(made, at.get(one.diagnosis.document, ()), one)
        if equations:
            root = _root(made, at[one.diagnosis.document], equations, one)
            follow = tuple(position for position in equations if position != root)
            found.append(Blame(root, follow, one))
    return found


def _by_document(made: Sequence[Draft]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = {}
    for position, draft in enumerate(made):
        found.setdefault(draft.document, []).append(position)
    return found


def _equations(made: Sequence[Draft], positions: Iterable[int], one: Explaining) -> list[int]:
    """The findings whose sums fail for this reason."""
    across, down = _failing(one)
    return [
        p
        for p in positions
        if (made[p].line_id in across and equation_of(made[p]) == "across")
        or ((made[p].line_id, made[p].field) in down and equation_of(made[p]) == "down")
    ]


def _failing(one: Explaining) -> tuple[set[int | None], set[tuple[int | None, str]]]:
    """The lines whose sources do not add up, and the cells whose parts do not.

    NOTE: a total above is among them: what all projects come to fails with every subtotal in between.
    """
    rows = one.ledger.rows
    across: set[int | None] = {rows[b.row].line_id for b in one.diagnosis.broken if b.across}
    down: set[tuple[int | None, str]] = {
        (above.line_id, b.column)
        for b in one.diagnosis.broken
        if not b.across
        for above in _upward(one.ledger, b.row)
    }
    return across, down


def _upward(ledger: Ledger, row: int) -> Iterator[Row]:
    """The row and the totals above it."""
    seen: set[int] = set()
    while row != NO_PARENT and row not in seen:
        seen.add(row)
        yield ledger.rows[row]
        row = ledger.rows[row].parent


def _root(made: Sequence[Draft], here: Iterable[int], equations: Sequence[int], one: Explaining) -> int:
    """A finding that states the fault itself; else the sum at the suspect; else the lowest sum."""
    lines = {line_id for line_id, _ in one.suspects}
    stated = [p for p in here if made[p].line_id in lines and made[p].rule.name in one.stated_by]
    if stated:
        return stated[0]
    at: dict[int | None, int] = {row.line_id: n for n, row in enumerate(one.ledger.rows)}
    depth = {made[p].line_id: len(list(_upward(one.ledger, at[made[p].line_id]))) for p in equations}
    columns = {name: number for number, name in enumerate(one.ledger.columns)}
    named = {name for p in equations for name in made[p].rule.follows}

    def order(position: int) -> tuple[object, ...]:
        draft = made[position]
        return (
            (draft.line_id, draft.field) not in one.suspects,
            draft.line_id not in lines,
            -depth[draft.line_id],
            equation_of(draft) != "across",
            columns.get(draft.field, len(columns)),
            # NOTE: of two rules that say the same of one cell, the one that the other follows.
            draft.rule.name not in named,
            position,
        )

    return min(equations, key=order)
