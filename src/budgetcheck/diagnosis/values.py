"""What the search gives: accounts of a broken balance, each with its edits, ranked by probability."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EditKind(StrEnum):
    """What is done to the printed table under an account."""

    AMOUNT = "amount"  # one cell reads otherwise
    DROP = "drop"  # a row is not a row of its own
    INSERT = "insert"  # a row is missing
    MOVE = "move"  # a row, or a unit heading, belongs elsewhere
    JOIN = "join"  # two rows are one


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the table. `row` is a position in the ledger (INSERT: of the total that lacks the row).

    AMOUNT: `column`, `before` and `after` in fen. JOIN: `row` takes up `other`. MOVE: `row` goes below `other`.
    INSERT: `after` is the amount that is missing in `column`.
    """

    kind: EditKind
    row: int
    column: str = ""
    before: int | None = None
    after: int | None = None
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """One equation under an account: what is printed or read at `row`, and what its parts then give, in fen.

    `across` as in `Broken`: the parts are the sources in the same row.
    """

    row: int
    column: str
    stated: int
    added: int
    across: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that happened, by the name it has in the error model (rules/diagnosis).

    `evidence` names what else speaks for it, as the error model calls it (both columns agree, numbering goes on …).
    """

    kind: str
    edits: tuple[Edit, ...]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """One explanation of everything that is broken in a component: one fault, or several at once.

    Accounts with the same `group` cannot be told apart by the figures: they share their probability.
    `sums` are the equations that were broken, as they stand under this account. `structure` says which totals
    stand below others than the tables have it, where the account holds only so; nothing is wrong with their rows.
    """

    probability: float
    faults: tuple[Fault, ...]
    sums: tuple[Sum, ...]
    group: int = 0
    structure: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """One equation that does not hold: a row against its sources (`across`) or a total against its rows."""

    row: int
    column: str
    across: bool
    stated: int
    added: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why one connected set of equations of one document fails.

    `accounts` are ranked, the likeliest first; there may be none. `partial` says that time ran out.
    `unaccounted` is the probability that none of those found is right.
    """

    document: int
    broken: tuple[Broken, ...]
    accounts: tuple[Account, ...]
    unaccounted: float = 0.0
    partial: bool = False
