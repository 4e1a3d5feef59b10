"""One document's amounts as plain integers: the rows as they are printed, and which add up into which."""

from __future__ import annotations

from dataclasses import dataclass, field

from budgetcheck.terms import LineKind, MoneyUnit

NO_PARENT = -1


@dataclass(frozen=True, slots=True)
class Amount:
    """One money cell: its value in fen (None where blank or unreadable) and what is printed there.

    `others` holds what the cell may also have said: the further readings of an amount printed twice. `width` is
    the interval that the printed figure stands for where it is believed to be rounded, in fen, as the sum rules
    take it (`checks.columns.Precision.assumed`); 0 where it is exact.
    """

    fen: int | None
    text: str = ""
    decimals: int = 0
    readable: bool = True
    others: tuple[int, ...] = ()
    width: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One logical row; `parent` is the position in the ledger of the total above it.

    `numbers` are the printed numbers of its first and last indicator, `opens` and `closes` say that its text
    begins, or ends, in the middle of a sentence; all three speak for or against a row that a page cut.
    """

    line_id: int
    kind: LineKind
    parent: int
    amounts: tuple[Amount, ...]  # one per column of the ledger
    name: str = ""
    line: int = 0
    page: int | None = None
    first_on_page: bool = False
    fragments: int = 1
    confidence: float = 1.0
    numbers: tuple[int | None, int | None] = (None, None)
    opens: bool = False
    closes: bool = True


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of one document in printed order; `columns` are the money fields that the table has.

    The first column is the row's own total where the table has one (`total`), the others are its sources.
    `unread` says that a column holding money could not be read: a total above its sources then proves nothing.
    """

    document: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    money_unit: MoneyUnit
    texts: tuple[str, ...] = field(default=())  # content and goal of each row, folded; for telling copies
    unread: bool = False
