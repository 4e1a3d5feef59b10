"""Money columns of the lines frame as arrays, with the interval each printed figure stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.terms import MONEY_FIELDS, AmountState, Field, LineKind, MoneyUnit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Column:
    """One money column: fen (0 where nothing is stated) and what each cell turned out to be."""

    field: str
    fen: Ints
    stated: Bools
    unreadable: Bools
    absent: Bools
    decimals: Ints


def column(lines: pd.DataFrame, field: str) -> Column:
    """The column `field` of the lines frame."""
    state = lines[f"{field}_state"]
    return Column(
        field=field,
        fen=lines[field].to_numpy(dtype="int64", na_value=0),
        stated=lines[field].notna().to_numpy(dtype=bool),
        unreadable=(state == str(AmountState.UNREADABLE)).to_numpy(dtype=bool),
        absent=(state == str(AmountState.ABSENT)).to_numpy(dtype=bool),
        decimals=lines[f"{field}_decimals"].to_numpy(dtype="int64"),
    )


def columns(lines: pd.DataFrame, fields: tuple[Field, ...]) -> list[Column]:
    """The columns `fields`, in that order."""
    return [column(lines, str(field)) for field in fields]


def is_kind(lines: pd.DataFrame, kind: LineKind) -> Bools:
    """Per line: whether it is of `kind`."""
    return (lines["kind"] == str(kind)).to_numpy(dtype=bool)


def says_money(lines: pd.DataFrame) -> Bools:
    """Per line: whether any money cell holds anything at all."""
    held = [lines[f].notna() | (lines[f"{f}_text"] != "") for f in map(str, MONEY_FIELDS)]
    said: Bools = np.logical_or.reduce([h.to_numpy(dtype=bool) for h in held])
    return said


def line_ids(lines: pd.DataFrame) -> Ints:
    """The line ids, in order."""
    return lines["line_id"].to_numpy(dtype="int64")


def confidences(lines: pd.DataFrame) -> NDArray[np.float64]:
    """Per line: how sure it is that its source rows are one row."""
    return lines["confidence"].to_numpy(dtype="float64")


def document_positions(lines: pd.DataFrame, tables: Tables) -> Ints:
    """Per line: the position of its document in the documents frame."""
    index = pd.Index(tables.documents["document"])
    return np.asarray(index.get_indexer(pd.Index(lines["document"])), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Precision:
    """How exactly a batch prints its money.

    A figure printed with d decimals stands for an interval one unit of its last decimal wide, if its
    source rounded it. `possible` is that width in fen; `assumed` is the width that is believed: 0 in a
    document whose figures look exact. `grain` is the finest unit that the document prints.
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


def precision(lines: pd.DataFrame, tables: Tables, exact_from: int) -> Precision:
    """The precision of every money figure of `lines`.

    Figures are taken as exact in a document where at least `exact_from` percent (and two) of the
    projects' totals end in 0: rounded figures do so in one case of ten. A column coarser than the
    document's finest, or a total printed more coarsely than its column, counts as rounded all the same.
    """
    where = document_positions(lines, tables)
    size = len(tables.documents)
    units = unit_fen(tables)
    held = columns(lines, MONEY_FIELDS)
    printed = {c.field: _most_decimals(c, where, size) for c in held}
    finest = np.maximum.reduce(list(printed.values()))
    grain = _unit_of(units, finest)
    exact = _looks_exact(held[0], is_kind(lines, LineKind.PROJECT), (where, grain), exact_from)
    top = ~is_kind(lines, LineKind.PROJECT)
    possible, assumed = {}, {}
    for c in held:
        own = _unit_of(units, printed[c.field])[where]
        cut_short = top & (c.decimals < printed[c.field][where])
        width = np.where(cut_short, _unit_of(units[where], c.decimals), own)
        possible[c.field] = np.where((width > 1) & c.stated & (c.fen != 0), width, 0)
        rounded = ~exact[where] | cut_short | (printed[c.field] < finest)[where]
        assumed[c.field] = np.where(rounded if exact_from else False, possible[c.field], 0)
    return Precision(possible, assumed, grain[where])


def unit_fen(tables: Tables) -> Ints:
    """Per document: its money unit in fen."""
    known = {str(u): u.fen for u in MoneyUnit}
    return np.array([known[u] for u in tables.documents["money_unit"]], dtype=np.int64)


def _most_decimals(c: Column, where: Ints, size: int) -> Ints:
    most = np.zeros(size, dtype=np.int64)
    np.maximum.at(most, where[c.stated], c.decimals[c.stated])
    return most


def _unit_of(units: Ints, decimals: Ints) -> Ints:
    """The last printed decimal in fen, at least 1."""
    fen: Ints = np.maximum(units // 10 ** np.minimum(decimals, 12), 1)
    return fen


def _looks_exact(total: Column, project: Bools, printing: tuple[Ints, Ints], exact_from: int) -> Bools:
    where, grain = printing
    counted = project & total.stated & (total.fen != 0)
    round_figure = counted & ((total.fen // grain[where]) % 10 == 0)
    all_of = np.bincount(where[counted], minlength=len(grain))
    round_of = np.bincount(where[round_figure], minlength=len(grain))
    exact: Bools = (round_of >= 2) & (100 * round_of >= exact_from * all_of)
    return exact
