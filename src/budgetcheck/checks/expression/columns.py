"""What names in an expression stand for: columns of the rule's frame, of its lines and of its documents."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import unit_fen
from budgetcheck.checks.expression.values import Kind, Values, exact
from budgetcheck.checks.texts import texts
from budgetcheck.frames import dtypes
from budgetcheck.terms import MONEY_FIELDS, AmountState

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Rows = NDArray[np.intp]

_PREFIXES = {"line_": ("lines", "line_id"), "document_": ("documents", "document")}
_KINDS = {
    "str": Kind.TEXT,
    "bool": Kind.TRUTH,
    "int64": Kind.NUMBER,
    "Int64": Kind.NUMBER,
    "float64": Kind.NUMBER,
}
_EXACT = ("low", "high")
_MONEY = {"lines": tuple(map(str, MONEY_FIELDS)), "amounts": ("fen",), "readings": ("fen",)}


class Name(NamedTuple):
    """A column by the frame that holds it and the key that leads there; no key for the rule's own frame."""

    frame: str
    column: str
    key: str = ""

    @property
    def kind(self) -> Kind:
        """What the column holds."""
        if self.column in _MONEY.get(self.frame, ()):
            return Kind.MONEY
        dtype = dtypes(self.frame)[self.column]
        return _KINDS.get(dtype, Kind.NUMBER if self.column in _EXACT else Kind.TEXT)


@cache
def names(frame: str) -> dict[str, Name]:
    """Every name that an expression of a rule on `frame` may use."""
    own = dtypes(frame)
    found = {column: Name(frame, column) for column in own}
    for prefix, (other, key) in _PREFIXES.items():
        if other != frame and key in own:
            for column in dtypes(other):
                found.setdefault(prefix + column, Name(other, column, key))
    return found


def values(tables: Tables, frame: str, name: Name, rows: Rows) -> Values:
    """The column `name` at those `rows` of `frame`."""
    spread = tables.once(_spread, frame, name)
    return spread if rows is tables.once(every_row, frame) else spread.take(rows)


def every_row(tables: Tables, frame: str) -> Rows:
    """The rows of `frame`; rules on all of them share this array, and columns that need not be taken from."""
    return np.arange(len(tables.frame(frame)), dtype=np.intp)


def _spread(tables: Tables, frame: str, name: Name) -> Values:
    """The column `name` at every row of `frame`."""
    rows = tables.once(_positions, frame, name.key, name.frame) if name.key else tables.once(every_row, frame)
    return tables.once(_column, name.frame, name.column).take(rows)


def money_units(tables: Tables, frame: str, rows: Rows) -> NDArray[np.int64]:
    """Per row of `frame`: what one of its table's money unit is in fen."""
    if frame != "documents":
        rows = tables.once(_positions, frame, "document", "documents")[rows]
    return tables.once(unit_fen)[rows]


def groups(tables: Tables, frame: str, keys: tuple[str, ...]) -> Rows:
    """Per row of `frame`: a number that rows share when they agree in all of `keys`."""
    held = tables.frame(frame)
    codes = pd.factorize(held[keys[0]])[0].astype(np.intp)
    for key in keys[1:]:
        more, distinct = pd.factorize(held[key])
        codes = pd.factorize(codes * (len(distinct) + 1) + more)[0].astype(np.intp)
    return codes


def _positions(tables: Tables, frame: str, key: str, other: str) -> Rows:
    """Per row of `frame`: the row of `other` with the same key, -1 for none."""
    index = pd.Index(tables.frame(other)[key])
    wanted = pd.Series(tables.frame(frame)[key]).astype("Int64").fillna(-1).astype("int64")
    return np.asarray(index.get_indexer(pd.Index(wanted)), dtype=np.intp)


def _column(tables: Tables, frame: str, column: str) -> Values:
    """The whole column, with a last entry for what is looked up in vain."""
    kind, held = Name(frame, column).kind, tables.frame(frame)[column]
    if kind is Kind.MONEY:
        return _money(tables, frame, column)
    if kind is Kind.TEXT or held.dtype == object:
        codes, distinct = tables.once(texts, frame, column)
        listed = distinct if kind is Kind.TEXT else list(map(exact, distinct))
        numbers = np.append(codes, -1)
        return Values(kind, numbers, numbers >= 0, listed)
    known = np.append(held.notna().to_numpy(dtype=bool), False)
    plain: type = bool if kind is Kind.TRUTH else float if held.dtype == "float64" else int
    data = held.fillna(0).to_numpy(dtype=plain)
    return Values(kind, np.append(data, plain(0)), known)


def _money(tables: Tables, frame: str, column: str) -> Values:
    """An amount; a blank cell is 0, as everywhere, and an unreadable or doubtful one is unknown."""
    held = tables.frame(frame)
    data, known = held[column].to_numpy(dtype="int64", na_value=0), held[column].notna().to_numpy(dtype=bool)
    if frame != "readings":
        state = held["state" if frame == "amounts" else f"{column}_state"]
        known = state.isin([str(AmountState.STATED), str(AmountState.BLANK)]).to_numpy(dtype=bool)
    return Values(Kind.MONEY, np.append(data, 0), np.append(known, False))
