"""ARI, how amounts are written: in the form usual in their table, without a unit of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.columns import document_positions, unit_fen
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import spread, texts
from budgetcheck.checks.word_places import holding
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import MONEY_FIELDS, MoneyUnit, Verdict
from budgetcheck.text import parse_amount

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Grid = NDArray[np.bool_]  # a row per line, a column per money field

FIELDS = tuple(map(str, MONEY_FIELDS))
THOUSAND = 1000
_COMMAS = (",", "，")
_UNIT_MARKS = ("元", "万", "亿", "¥", "￥")


@check("lines", fields=("printed", "usual"), needs=("documents",))
def amounts_in_usual_form(lines: pd.DataFrame, tables: Tables, *, least: int, share: int) -> Outcome:
    """Each amount has the decimals and the thousands commas usual in its table.

    The form is learnt per document: what at least `share` percent of at least `least` amounts have. Where
    there is no such form nothing is said. Zero, and commas below a thousand, say nothing either.
    """
    where = tables.once(document_positions)
    fen = np.stack([lines[f].to_numpy(dtype="int64", na_value=0) for f in FIELDS], axis=1)
    counted = fen != 0
    large = np.abs(fen) >= (THOUSAND * tables.once(unit_fen))[where][:, None]
    decimals = np.stack([lines[f"{f}_decimals"].to_numpy(dtype="int64") for f in FIELDS], axis=1)
    commas = _holds(tables, _COMMAS).astype(np.int64)
    off = np.zeros_like(counted)
    judged = np.zeros_like(counted)
    for form, among in ((decimals, counted), (commas, counted & large)):
        usual = _usual(form, among, (where, len(tables.documents)), (least, share))[where][:, None]
        judged |= among & (usual >= 0)
        off |= among & (usual >= 0) & (form != usual)
    faulty = np.isin(where, where[off.any(axis=1)])
    examples = _examples(lines, where, judged & ~off & faulty[:, None])
    evidence = [
        Evidence(
            row=row,
            field=field,
            actual=text,
            fields={"printed": text, "usual": examples.get(int(where[row]), "")},
        )
        for row, field, text in _first(lines, off)
    ]
    return Outcome(_verdicts(judged, off), evidence)


@check("lines", fields=("printed", "cell_unit"), needs=("documents",))
def amounts_carry_no_unit(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """No money cell prints a unit of its own in a table that states one above.

    A form prints each amount in a cell by itself, where the unit is often said again.
    """
    where = tables.once(document_positions)
    stated = np.stack([lines[f].notna().to_numpy(dtype=bool) for f in FIELDS], axis=1)
    tabular = tables.documents["layout"].ne("form") & tables.documents["money_unit_stated"]
    judged = stated & tabular.to_numpy(dtype=bool)[where][:, None]
    off = judged & _holds(tables, _UNIT_MARKS)
    units = tables.documents["money_unit"].to_numpy(dtype=object)[where]
    evidence = [
        Evidence(
            row=row,
            field=field,
            actual=text,
            fields={"printed": text, "cell_unit": str(_unit_in(text, MoneyUnit(units[row])))},
        )
        for row, field, text in _first(lines, off)
    ]
    return Outcome(_verdicts(judged, off), evidence)


def _unit_in(text: str, around: MoneyUnit) -> MoneyUnit:
    return parse_amount(text, around).unit_in_cell or MoneyUnit.YUAN


def _holds(tables: Tables, marks: tuple[str, ...]) -> Grid:
    """Per money cell: whether its text holds any of `marks`."""
    printed = [tables.once(texts, "lines", f"{field}_text") for field in FIELDS]
    return np.stack([spread(coded, holding(tables, coded[1], marks)) for coded in printed], axis=1)


def _usual(
    form: NDArray[np.int64], among: Grid, documents: tuple[NDArray[np.int64], int], settings: tuple[int, int]
) -> NDArray[np.int64]:
    """Per document: the form that nearly all of its amounts have, -1 where there is none."""
    (where, size), (least, share) = documents, settings
    most = int(form.max(initial=0)) + 1
    of_cell = np.broadcast_to(where[:, None], form.shape)[among]
    counts = np.bincount(of_cell * most + form[among], minlength=size * most).reshape(size, most)
    total = counts.sum(axis=1)
    clear = (total >= least) & (100 * counts.max(axis=1) >= share * total)
    return np.where(clear, counts.argmax(axis=1), -1)


def _examples(lines: pd.DataFrame, where: NDArray[np.int64], usual: Grid) -> dict[int, str]:
    """Per document: the largest-looking amount in the usual form, as printed."""
    found: dict[int, str] = {}
    for position, field in enumerate(FIELDS):
        rows = np.flatnonzero(usual[:, position])
        texts = lines[f"{field}_text"].iloc[rows]
        longest = texts.str.len().groupby(where[rows], sort=False).idxmax()
        for document, row in zip(longest.index.tolist(), longest.tolist(), strict=True):
            found.setdefault(document, str(texts.loc[row]))
    return found


def _first(lines: pd.DataFrame, off: Grid) -> list[tuple[int, str, str]]:
    """Row, field and text of the first faulty cell of each faulty line."""
    rows = np.flatnonzero(off.any(axis=1))
    fields = [FIELDS[c] for c in off[rows].argmax(axis=1)]
    return [(row, f, str(lines[f"{f}_text"].iat[row])) for row, f in zip(rows.tolist(), fields, strict=True)]


def _verdicts(judged: Grid, off: Grid) -> NDArray[np.int8]:
    verdicts = np.where(judged.any(axis=1), Verdict.PASSED, Verdict.NOT_APPLICABLE).astype(np.int8)
    verdicts[off.any(axis=1)] = Verdict.FAILED
    return verdicts
