"""Money columns of a batch as arrays, with the interval that each printed figure stands for.

Every function of `Tables` here is meant for `tables.once`: the rules of a run share what it gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from budgetcheck.terms import MONEY_FIELDS, AmountState, Field, LineKind, MoneyUnit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_POWERS = 10 ** np.arange(13, dtype=np.int64)


class Column(NamedTuple):
    """One money column: fen (0 where nothing is stated) and what each cell turned out to be."""

    field: str
    fen: Ints
    stated: Bools
    unreadable: Bools
    absent: Bools
    decimals: Ints


def column(tables: Tables, field: str) -> Column:
    """The column `field` of the lines frame."""
    lines = tables.lines
    stated = lines[field].notna().to_numpy(dtype=bool)
    state = None if stated.all() else lines[f"{field}_state"]
    return Column(
        field=field,
        fen=lines[field].to_numpy(dtype="int64", na_value=0),
        stated=stated,
        unreadable=_equals(state, AmountState.UNREADABLE, len(lines)),
        absent=_equals(state, AmountState.ABSENT, len(lines)),
        decimals=lines[f"{field}_decimals"].to_numpy(dtype="int64"),
    )


def columns(tables: Tables, fields: tuple[Field, ...]) -> list[Column]:
    """The columns `fields`, in that order."""
    return [tables.once(column, str(field)) for field in fields]


def is_kind(tables: Tables, kind: LineKind) -> Bools:
    """Per line: whether it is of `kind`."""
    return _equals(tables.lines["kind"], kind, len(tables.lines))


def prints_money(tables: Tables) -> Bools:
    """Per line: whether any money cell holds anything but a mark for nothing."""
    held = columns(tables, MONEY_FIELDS)
    said: Bools = np.logical_or.reduce([c.stated | c.unreadable for c in held])
    return said


def line_ids(tables: Tables) -> Ints:
    """The line ids, in order."""
    return tables.lines["line_id"].to_numpy(dtype="int64")


def confidences(tables: Tables) -> NDArray[np.float64]:
    """Per line: how sure it is that its source rows are one row."""
    return tables.lines["confidence"].to_numpy(dtype="float64")


def confidence_of(tables: Tables, ids: Ints) -> list[float]:
    """For each of these line ids, how sure its row is; 1.0 for a line that is not in the batch."""
    held = tables.once(confidences)
    at = pd.Index(tables.once(line_ids)).get_indexer(pd.Index(ids))
    return [float(held[position]) if position >= 0 else 1.0 for position in at.tolist()]


def document_positions(tables: Tables) -> Ints:
    """Per line: the position of its document in the documents frame."""
    index = pd.Index(tables.documents["document"])
    return np.asarray(index.get_indexer(pd.Index(tables.lines["document"])), dtype=np.int64)


def line_positions(tables: Tables) -> NDArray[np.intp]:
    """Per indicator: the position of its line in the lines frame, -1 where it is not there."""
    index = pd.Index(tables.once(line_ids))
    return np.asarray(index.get_indexer(pd.Index(tables.indicators["line_id"])), dtype=np.intp)


def unit_fen(tables: Tables) -> Ints:
    """Per document: its money unit in fen."""
    known = {str(u): u.fen for u in MoneyUnit}
    return np.array([known[u] for u in tables.documents["money_unit"]], dtype=np.int64)


class Precision(NamedTuple):
    """How exactly a batch prints its money.

    A figure printed with d decimals stands for an interval one unit of its last decimal wide, if its
    source rounded it. `possible` is that width in fen; `assumed` is the width that is believed: 0 in a
    document whose figures look exact. `grain` is the finest unit that the line's document prints.
    """

    possible: dict[str, Ints]
    assumed: dict[str, Ints]
    grain: Ints


def explained(width: int, grain: int) -> int:
    """The largest difference, in whole grains, that intervals `width` wide in all can explain.

    The true figure lies at most half a width away and rounds the same way everywhere, so the limit itself
    is out of reach: one figure printed twice with the same decimals must be the same.

    >>> explained(width=3 * 10_000, grain=10_000)
    10000
    >>> explained(width=2 * 10_000, grain=10_000)
    0
    """
    return max(0, width - 1) // (2 * grain) * grain


def precision(tables: Tables, exact_from: int) -> Precision:
    """The precision of every money figure.

    Figures are taken as exact in a document where at least `exact_from` percent (and two) of the
    projects' totals end in 0: rounded figures do so in one case of ten. A column coarser than the
    document's finest, or a total printed more coarsely than its column, counts as rounded all the same.
    With `exact_from` 0 every figure is exact.
    """
    where = tables.once(document_positions)
    units = tables.once(unit_fen)
    held = columns(tables, MONEY_FIELDS)
    printed = {c.field: _most_decimals(c, where, len(units)) for c in held}
    finest = np.maximum.reduce(list(printed.values()))
    grain = _last_decimal(units, finest)
    exact = _looks_exact(tables, held[0], grain, exact_from)
    possible, assumed = {}, {}
    for c in held:
        width = _last_decimal(units, printed[c.field])[where]
        coarse = _print_fewer(tables, c, printed[c.field])
        width[coarse] = _last_decimal(units[where[coarse]], c.decimals[coarse])
        possible[c.field] = np.where((width > 1) & c.stated & (c.fen != 0), width, 0)
        rounded = (~exact | (printed[c.field] < finest))[where] & (exact_from > 0)
        rounded[coarse] = exact_from > 0
        assumed[c.field] = np.where(rounded, possible[c.field], 0)
    return Precision(possible, assumed, grain[where])


def _equals(texts: pd.Series[str] | None, word: str, size: int) -> Bools:
    if texts is None:
        return np.zeros(size, dtype=bool)
    return (texts == str(word)).to_numpy(dtype=bool)


def _most_decimals(c: Column, where: Ints, size: int) -> Ints:
    most = np.zeros(size, dtype=np.int64)
    np.maximum.at(most, where[c.stated], c.decimals[c.stated])
    return most


def _print_fewer(tables: Tables, c: Column, printed: Ints) -> Ints:
    """Positions of totals and units printed with fewer decimals than their column."""
    top = np.flatnonzero(~tables.once(is_kind, LineKind.PROJECT))
    where = tables.once(document_positions)
    return top[c.decimals[top] < printed[where[top]]]


def _last_decimal(units: Ints, decimals: Ints) -> Ints:
    """The last printed decimal in fen, at least 1."""
    fen: Ints = np.maximum(units // _POWERS[np.minimum(decimals, len(_POWERS) - 1)], 1)
    return fen


def _looks_exact(tables: Tables, total: Column, grain: Ints, exact_from: int) -> Bools:
    where = tables.once(document_positions)
    counted = np.flatnonzero(tables.once(is_kind, LineKind.PROJECT) & total.stated & (total.fen != 0))
    document = where[counted]
    ends_in_nought = (total.fen[counted] // grain[document]) % 10 == 0
    all_of = np.bincount(document, minlength=len(grain))
    round_of = np.bincount(document[ends_in_nought], minlength=len(grain))
    exact: Bools = (round_of >= 2) & (100 * round_of >= exact_from * all_of)
    return exact
