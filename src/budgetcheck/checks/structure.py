"""STR, the shape of the table: full rows, readable money, goals and indicators, title, unit, single names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import (
    column,
    columns,
    document_positions,
    is_kind,
    line_ids,
    line_positions,
)
from budgetcheck.checks.letters import letters
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import spread, texts
from budgetcheck.model import Bilingual, Evidence, Outcome
from budgetcheck.terms import MONEY_FIELDS, Field, LineKind, MoneyUnit, RepairKind, Verdict
from budgetcheck.text import is_beyond_limit, normalise_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

_NO_AMOUNT = Bilingual("读不出金额", "which is no amount")
_TOO_LARGE = Bilingual("超出范围，不可能是金额", "which is out of range for an amount")
_UNTITLED = Bilingual("无", "none")
_INDICATORS = str(Field.INDICATORS)
_LEGEND_MARKS = " \t\r\n\u3000：:，,。；;、【】[]（）()"
_CLIP = 40


@check("lines", fields=("cells", "headings"), needs=("documents", "repairs", "cells"))
def row_has_a_cell_per_heading(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """Each row has as many cells as its table has headings.

    Empty cells too many or, in a total row, too few at the end shift nothing and are no fault. Rows that
    were joined to the one above are looked at as well; one finding per line, at the first faulty row.
    """
    headings = tables.documents["headings"].str.count("\t").to_numpy(dtype="int64") + 1
    wanted = headings[tables.once(document_positions)]
    width = lines["width"].to_numpy(dtype="int64")
    shifted = _shifted(lines, tables)
    moved = np.zeros(len(lines), dtype=bool)
    moved[list(shifted)] = True
    short_project = (width < wanted) & tables.once(is_kind, LineKind.PROJECT)
    faulty = np.flatnonzero((width != wanted) & (width > 0) & (moved | short_project))
    off: dict[int, tuple[int | None, int]] = {row: (None, int(width[row])) for row in faulty.tolist()}
    for row, (line, cells) in shifted.items():
        if cells < wanted[row]:
            off.setdefault(row, (line, cells))
    verdicts = np.full(len(lines), Verdict.PASSED)
    verdicts[list(off)] = Verdict.FAILED
    return _outcome(verdicts, [_width(row, off[row], int(wanted[row])) for row in sorted(off)])


def _width(row: int, found: tuple[int | None, int], wanted: int) -> Evidence:
    line, cells = found
    return Evidence(
        row=row,
        expected=str(wanted),
        actual=str(cells),
        fields={"cells": cells, "headings": wanted},
        origin=None if line is None else (line, None, None, None),
    )


def _shifted(lines: pd.DataFrame, tables: Tables) -> dict[int, tuple[int, int]]:
    """Position of each line with realigned cells to the first such original row and the cells it fills.

    NOTE: the lines frame keeps the width of a line's first row only; of a joined row the last cell that
    holds text is known, and in a row that lost a cell that is its last cell.
    """
    moved = tables.repairs[tables.repairs["kind"] == str(RepairKind.CELLS_REALIGNED)]
    if moved.empty:
        return {}
    ids = moved["line_id"].fillna(-1).astype("int64")
    pieces = tables.cells[tables.cells["line_id"].isin(ids)]
    filled = pieces.groupby(["line_id", "row"])["column"].max().to_dict()
    owner = pd.Index(lines["line_id"]).get_indexer(pd.Index(ids)).tolist()
    found: dict[int, tuple[int, int]] = {}
    for position, line_id, row in zip(owner, ids.tolist(), moved["row"].tolist(), strict=True):
        if position >= 0:
            found.setdefault(position, (int(row), int(filled.get((line_id, row), 0))))
    return found


@check("lines", fields=("printed", "why"), needs=("documents",))
def money_is_readable(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """Each money cell holds an amount or nothing; every other one is a finding of its own."""
    held = columns(tables, MONEY_FIELDS)
    off = np.stack([c.unreadable for c in held], axis=1)
    present = ~np.logical_and.reduce([c.absent for c in held])
    verdicts = np.where(
        off.any(axis=1), Verdict.FAILED, np.where(present, Verdict.PASSED, Verdict.NOT_APPLICABLE)
    )
    evidence = []
    units, where = tables.documents["money_unit"].tolist(), tables.once(document_positions)
    for row, position in np.argwhere(off).tolist():
        field = str(MONEY_FIELDS[position])
        text = str(lines[f"{field}_text"].iat[row])
        why = _TOO_LARGE if is_beyond_limit(text, MoneyUnit(units[where[row]])) else _NO_AMOUNT
        evidence.append(Evidence(row=row, field=field, actual=text, fields={"printed": text, "why": why}))
    return _outcome(verdicts, evidence)


@check("lines", needs=("documents", "indicators"))
def project_says(lines: pd.DataFrame, tables: Tables, *, field: str, empty: Sequence[str]) -> Outcome:
    """Each project's `field` holds text; the forms in `empty` count as nothing."""
    fields = tables.documents["fields"].str.split(" ")
    has_column = np.array([field in held for held in fields], dtype=bool)[tables.once(document_positions)]
    said = lines[field].str.strip()
    blank = ((said == "") | said.isin(list(empty))).to_numpy(dtype=bool)
    judged = tables.once(is_kind, LineKind.PROJECT) & has_column
    verdicts = np.where(judged, np.where(blank, Verdict.FAILED, Verdict.PASSED), Verdict.NOT_APPLICABLE)
    return _outcome(
        verdicts, [Evidence(row=row, field=field) for row in np.flatnonzero(judged & blank).tolist()]
    )


@check("lines", fields=("unread",), needs=("documents", "indicators"))
def project_has_indicators(lines: pd.DataFrame, tables: Tables, *, empty: Sequence[str]) -> Outcome:
    """Each project has at least one indicator that can be read.

    `无` fails, and so does a cell of prose in which no indicator begins.
    """
    outcome = project_says(lines, tables, field=_INDICATORS, empty=empty)
    held = lines["line_id"].isin(tables.indicators["line_id"]).to_numpy(dtype=bool)
    none = (outcome.verdicts == Verdict.PASSED) & ~held
    outcome.verdicts[none] = Verdict.FAILED
    texts = lines[_INDICATORS]
    unread = [
        Evidence(row=row, field=_INDICATORS, fields={"unread": [{"text": _clip(str(texts.iat[row]))}]})
        for row in np.flatnonzero(none).tolist()
    ]
    blank = [replace(e, fields={"unread": []}) for e in outcome.evidence]
    return Outcome(outcome.verdicts, sorted([*blank, *unread], key=lambda e: e.row))


@check("lines", fields=("lead",), needs=("indicators",))
def cell_opens_with_indicator(lines: pd.DataFrame, tables: Tables, *, legends: Sequence[str]) -> Outcome:
    """No text stands before the first indicator of a cell, save a legend such as `绩效指标：`."""
    cell = tables.once(line_positions)
    first = np.full(len(lines) + 1, -1, dtype=np.intp)
    first[cell[::-1]] = np.arange(len(cell))[::-1]
    first = first[:-1]
    verdicts = np.where(first >= 0, Verdict.PASSED, Verdict.NOT_APPLICABLE)
    starts = np.append(tables.indicators["item_start"].to_numpy(dtype=np.int64), 0)[first]
    packed, evidence = tables.once(letters, _INDICATORS).texts, []
    for row in np.flatnonzero(starts).tolist():
        lead = packed[row][: starts[row]]
        said = lead.strip()
        if said and said.strip(_LEGEND_MARKS) not in legends:
            begin = len(lead) - len(lead.lstrip())
            span = begin, begin + len(said)
            evidence.append(Evidence(row=row, field=_INDICATORS, span=span, fields={"lead": _clip(said)}))
    verdicts[[e.row for e in evidence]] = Verdict.FAILED
    return _outcome(verdicts, evidence)


@check("documents", fields=("table_title",))
def title_states_year(documents: pd.DataFrame, tables: Tables) -> Outcome:
    """Each table's title names the budget year."""
    del tables
    off = documents["year"].isna().to_numpy(dtype=bool)
    return _of_documents(documents, off, "title")


@check("documents")
def money_unit_is_stated(documents: pd.DataFrame, tables: Tables) -> Outcome:
    """Each table says in which unit it prints its money."""
    del tables
    return _of_documents(documents, ~documents["money_unit_stated"].to_numpy(dtype=bool), "money_unit")


@check("lines", fields=("first_line",))
def project_names_differ(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """No two projects under one unit share a name; each later one is a finding."""
    codes, distinct = tables.once(texts, "lines", "name")
    plain = np.array([normalise_name(name) for name in distinct], dtype=object)
    named = tables.once(is_kind, LineKind.PROJECT) & spread((codes, distinct), plain != "")
    position = np.flatnonzero(named)
    keys = pd.DataFrame(
        {
            "document": lines["document"].to_numpy(dtype=np.int64)[position],
            "parent": lines["parent"].to_numpy(dtype="int64", na_value=-1)[position],
            "name": pd.factorize(plain)[0][codes[position]],
        }
    )
    group = keys.groupby([*keys], sort=False).ngroup().to_numpy()
    opening = position[np.unique(group, return_index=True)[1]][group]
    later, earlier = position[opening != position].tolist(), opening[opening != position].tolist()
    verdicts = np.where(named, Verdict.PASSED, Verdict.NOT_APPLICABLE)
    verdicts[later] = Verdict.FAILED
    ids, rows = tables.once(line_ids), lines["row"].to_numpy(dtype="int64")
    evidence = [
        Evidence(
            row=row,
            field="name",
            fields={"first_line": int(rows[original])},
            related=[(int(ids[original]), "name", "first")],
        )
        for row, original in zip(later, earlier, strict=True)
    ]
    return _outcome(verdicts, evidence)


@check("lines")
def unit_has_projects(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """A unit that is given money has a project, or a unit below it that has."""
    total = tables.once(column, "total")
    units = tables.once(is_kind, LineKind.UNIT_TOTAL) & total.stated & (total.fen > 0)
    parents = lines["parent"].to_numpy(dtype="int64", na_value=-1)
    bare = units & ~np.isin(tables.once(line_ids), parents)
    verdicts = np.where(units, np.where(bare, Verdict.FAILED, Verdict.PASSED), Verdict.NOT_APPLICABLE)
    return _outcome(verdicts, [Evidence(row=row, field="total") for row in np.flatnonzero(bare).tolist()])


def _clip(text: str) -> str:
    return text if len(text) <= _CLIP else f"{text[:_CLIP]}…"


def _of_documents(documents: pd.DataFrame, off: NDArray[np.bool_], about: str) -> Outcome:
    """A verdict per table; the finding stands where the table speaks `about` it, or at its headings."""
    verdicts = np.where(off, Verdict.FAILED, Verdict.PASSED)
    rows = documents[f"{about}_row"].fillna(documents["row"]).to_numpy(dtype="int64")
    titles = [str(title) for title in documents["title"]]
    known = documents[f"{about}_row"].notna()
    quotes = np.where(known, documents["title"], documents["headings"].str.replace("\t", "  ")).tolist()
    evidence = [
        Evidence(
            row=row,
            origin=(int(rows[row]), None, None, None),
            quote=quotes[row],
            fields={"table_title": titles[row] or _UNTITLED},
        )
        for row in np.flatnonzero(off).tolist()
    ]
    return _outcome(verdicts, evidence)


def _outcome(verdicts: NDArray[np.int_], evidence: list[Evidence]) -> Outcome:
    return Outcome(verdicts.astype(np.int8), evidence)
