"""STR, the table as a whole: its headings, pages, title, punctuation and legible characters, once per document."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import document_positions, is_kind, line_ids
from budgetcheck.checks.letters import letters, table_of
from budgetcheck.checks.outcomes import outcome_of, outcome_of_all
from budgetcheck.checks.registry import check
from budgetcheck.checks.repairs import listed
from budgetcheck.model import Bilingual, Evidence, Outcome
from budgetcheck.terms import TEXT_FIELDS, Field, LineKind, RepairKind
from budgetcheck.text.garbled import TELLING, garbled_spans
from budgetcheck.text.marks_width import FIRST_HAN, LAST_HAN, NARROW, WIDE
from budgetcheck.text.titles import named_in_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from budgetcheck.checks.letters import Letters
    from budgetcheck.frames import Tables

    Bools = NDArray[np.bool_]

_FIELDS = tuple(map(str, TEXT_FIELDS))
_FORM = "form"
_UNPACKED = (_FORM, "by-row")
_NONE = Bilingual("无", "none")
_SHOWN = 12
_LISTED = 5
# NOTE: code points that text of these tables has no use for; those in them are looked at sign by sign.
_ODD = (
    (0x00, 0x09), (0x0B, 0x0D), (0x0E, 0x20), (0x7F, 0x100), (0x152, 0x179), (0x300, 0x370), (0x400, 0x1200), (0x20AC, 0x20AD),
    (0x2E80, 0x2FE0), (0xAC00, 0xD7B0), (0xD800, 0xF900), (0xFE20, 0xFE30), (0xFF61, 0xFFA0), (0xFFF0, 0x110000),
)  # fmt: skip


@check("documents", fields=("missing", "order"))
def headings_are_usual(documents: pd.DataFrame, tables: Tables, *, dialects: Sequence[str]) -> Outcome:
    """The columns and their order are those of one of the known `dialects`, each a line of field names.

    Asked only of tables that pack a project's indicators into one cell; others have dialects without number.
    """
    del tables
    known = [dialect.split() for dialect in dialects]
    judged = ~documents["layout"].str.startswith(_UNPACKED).to_numpy(dtype=bool)
    off = judged & ~documents["fields"].isin([" ".join(dialect) for dialect in known]).to_numpy(dtype=bool)
    rows = documents["row"].to_numpy(dtype=np.int64)
    evidence = [
        Evidence(
            row,
            origin=(int(rows[row]), None, None, None),
            quote=str(documents["headings"].iat[row]).replace("\t", "  "),
            fields=_differs(str(documents["fields"].iat[row]).split(), known),
        )
        for row in np.flatnonzero(off).tolist()
    ]
    return outcome_of(judged, evidence)


@check("documents", fields=("places", "times"), needs=("cells", "repairs"))
def table_is_not_broken(documents: pd.DataFrame, tables: Tables) -> Outcome:
    """No page ends within the table without its headings being printed again.

    In text a blank line between rows is where a page of the original ended.
    """
    many = documents["document"][documents["pages"].gt(1).to_numpy(dtype=bool)]
    cells = tables.cells[
        tables.cells["document"].isin(many).to_numpy() & tables.cells["page"].notna().to_numpy()
    ]
    first = cells.groupby(["document", "page"], sort=True)["row"].min().reset_index()
    first = first[first["document"].duplicated().to_numpy()]
    again = _headed(tables, cells, first)
    breaks = first[~again].groupby("document", sort=False)["row"].agg(list)
    position = pd.Index(documents["document"]).get_indexer(breaks.index)
    evidence = [
        Evidence(
            row,
            origin=(int(rows[0]), None, None, None),
            fields={"places": listed(map(int, rows)), "times": len(rows)},
        )
        for row, rows in zip(position.tolist(), breaks.tolist(), strict=True)
    ]
    return outcome_of_all(len(documents), evidence)


@check("documents", fields=("table_title", "body"))
def title_names_a_body(documents: pd.DataFrame, tables: Tables, *, said: str) -> Outcome:
    """The title says whose table it is: more than year, remarks and the words every title has.

    `项目支出绩效目标表` fails though a line below names the department; a unit's name will do as well. A form
    asks for both in cells of its own.
    """
    judged = documents["layout"].ne(_FORM).to_numpy(dtype=bool)
    titles, plain = tables.words.furniture["title"], tables.words.topic(said)
    texts, departments = documents["title"].tolist(), documents["department"].tolist()
    off = [row for row in np.flatnonzero(judged).tolist() if not named_in_title(texts[row], titles, plain)]
    evidence = [
        Evidence(
            row,
            origin=_beside(documents, row, "title"),
            quote=texts[row] or str(documents["headings"].iat[row]).replace("\t", "  "),
            fields={"table_title": texts[row] or _NONE, "body": departments[row] or _NONE},
        )
        for row in off
    ]
    return outcome_of(judged, evidence)


@check("documents", fields=("narrow", "wide", "rare", "rare_lines"), needs=("lines",))
def marks_have_one_width(documents: pd.DataFrame, tables: Tables, *, least: int) -> Outcome:
    """Behind Chinese characters a document prints its punctuation in one width, save fewer than `least` marks.

    Marks of both widths are counted over all cells; the finding stands at the first mark of the rarer width.
    """
    marks = _marks(tables)
    counts = np.zeros((len(documents), 2), dtype=np.int64)
    np.add.at(counts, (marks.document, marks.wide), 1)
    mixed = counts.min(axis=1, initial=least) >= least
    rarer = counts.argmin(axis=1)
    shown = np.flatnonzero(mixed[marks.document] & (rarer[marks.document] == marks.wide))
    shown = shown[np.lexsort((marks.at[shown], marks.field[shown], marks.line[shown], marks.document[shown]))]
    rows, starts = np.unique(marks.document[shown], return_index=True)
    evidence = [
        _widths(tables, row, marks.take(group), counts[row].tolist())
        for row, group in zip(rows.tolist(), np.split(shown, starts[1:]), strict=False)
    ]
    return outcome_of_all(len(documents), evidence)


@check("documents", fields=("sign", "context", "cells", "garbled_lines"), needs=("lines",))
def characters_are_legible(documents: pd.DataFrame, tables: Tables) -> Outcome:
    """No cell holds characters that surely are no writing; one finding per document, at the first of them."""
    where = tables.once(document_positions)
    faults: dict[int, list[tuple[int, str, tuple[int, int]]]] = {}
    for field in _FIELDS:
        held = tables.once(letters, field)
        for line in held.found(np.flatnonzero(_odd(held))).owners.tolist():
            spans = garbled_spans(held.texts[line])
            if spans:
                faults.setdefault(int(where[line]), []).append((line, field, spans[0]))
    evidence = [_garbled(tables, row, sorted(found)) for row, found in sorted(faults.items())]
    return outcome_of_all(len(documents), evidence)


@check("documents", needs=("lines",))
def table_has_a_total(documents: pd.DataFrame, tables: Tables) -> Outcome:
    """A table of two projects or more prints their grand total; one row above all others is that total.

    Forms, and tables that print no amounts, have none.
    """
    where = tables.once(document_positions)
    projects = np.bincount(where[tables.once(is_kind, LineKind.PROJECT)], minlength=len(documents))
    totals = np.bincount(where[tables.once(is_kind, LineKind.GRAND_TOTAL)], minlength=len(documents))
    tops = np.bincount(where[tables.lines["parent"].isna().to_numpy(dtype=bool)], minlength=len(documents))
    printed = (
        documents["fields"].str.split(" ").map(lambda held: str(Field.TOTAL) in held).to_numpy(dtype=bool)
    )
    judged = printed & documents["layout"].ne(_FORM).to_numpy(dtype=bool)
    missing = np.flatnonzero(judged & (projects > 1) & (totals == 0) & (tops > 1)).tolist()
    rows = documents["row"].to_numpy(dtype=np.int64)
    evidence = [Evidence(row, origin=(int(rows[row]), None, None, None)) for row in missing]
    return outcome_of(judged, evidence)


def _differs(fields: list[str], known: Sequence[list[str]]) -> dict[str, Bilingual]:
    """What the nearest dialect has that these columns lack, and what they print elsewhere or besides."""
    nearest = min(known, key=lambda dialect: len(set(dialect) ^ set(fields)))
    lacking = [Field(field) for field in nearest if field not in fields]
    order = [Field(field) for field in fields]
    return {"missing": _named(lacking, "、", ", "), "order": _named(order, "、", ", ")}


def _named(fields: Sequence[Field], zh: str, en: str) -> Bilingual:
    if not fields:
        return _NONE
    return Bilingual(zh.join(f.zh for f in fields), en.join(f.en for f in fields))


def _headed(tables: Tables, cells: pd.DataFrame, first: pd.DataFrame) -> Bools:
    """Per first row of a page: whether a heading block was printed right above it."""
    repairs = tables.repairs
    again = repairs[repairs["kind"].eq(str(RepairKind.HEADER_REPEATED)).to_numpy(dtype=bool)]
    blocks = again.groupby("document")["row"].agg(sorted).to_dict()
    rows_of = {document: np.unique(rows) for document, rows in cells.groupby("document")["row"]}
    headed = []
    for document, row in zip(first["document"].tolist(), first["row"].tolist(), strict=True):
        held = rows_of[document]
        at = int(np.searchsorted(held, row))
        before = int(held[at - 1]) if at else 0
        headed.append(any(before < block < row for block in blocks.get(document, ())))
    return np.array(headed, dtype=bool)


def _beside(documents: pd.DataFrame, row: int, about: str) -> tuple[int, None, None, None]:
    """Where the table speaks `about` this, or its headings."""
    stated = documents[f"{about}_row"].to_numpy(dtype=np.int64, na_value=-1)[row]
    return int(stated if stated >= 0 else documents["row"].to_numpy(dtype=np.int64)[row]), None, None, None


def _behind_han(held: Letters, at: NDArray[np.int64]) -> Bools:
    """For each of these places: whether a Chinese character stands right before it in its text."""
    before = held.points[at - 1]
    starts = (held.ends - held.lengths)[held.owners(at)]
    return (before >= FIRST_HAN) & (before <= LAST_HAN) & (at > starts)


class _Marks(NamedTuple):
    """Marks of either width: position of document and line, field, offset in its text, and whether wide."""

    document: NDArray[np.int64]
    line: NDArray[np.int64]
    field: NDArray[np.int64]
    at: NDArray[np.int64]
    wide: NDArray[np.int64]

    def take(self, rows: NDArray[np.intp]) -> _Marks:
        return _Marks(*(column[rows] for column in self))


def _marks(tables: Tables) -> _Marks:
    where = tables.once(document_positions)
    parts = []
    for number, field in enumerate(_FIELDS):
        held = tables.once(letters, field)
        marks = np.flatnonzero(held.are(NARROW + WIDE))
        found = held.found(marks[_behind_han(held, marks)])
        line = np.repeat(found.owners, np.diff(found.starts, append=len(found.at)))
        at = found.at - (held.ends - held.lengths)[line]
        wide = (found.points >= ord(min(WIDE))).astype(np.int64)
        parts.append((where[line], line, np.full(len(line), number), at, wide))
    return _Marks(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _widths(tables: Tables, row: int, marks: _Marks, counts: tuple[int, int]) -> Evidence:
    narrow, wide = counts
    line, at = int(marks.line[0]), int(marks.at[0])
    kind = int(marks.wide[0])
    rows = tables.lines["row"].to_numpy(dtype=np.int64)
    return Evidence(
        row,
        _FIELDS[int(marks.field[0])],
        (at, at + 1),
        line_id=int(tables.once(line_ids)[line]),
        fields={
            "narrow": narrow,
            "wide": wide,
            "rare": Bilingual(("半角", "全角")[kind], ("half-width", "full-width")[kind]),
            "rare_lines": _first_lines(rows[marks.line].tolist()),
        },
    )


def _odd(held: Letters) -> Bools:
    return held.within(_odd_points())


@cache
def _odd_points() -> Bools:
    ranges = (range(first, min(beyond, 0x10000)) for first, beyond in _ODD)
    return table_of([*map(ord, TELLING), *(point for points in ranges for point in points)])


def _garbled(tables: Tables, row: int, found: Sequence[tuple[int, str, tuple[int, int]]]) -> Evidence:
    line, field, span = found[0]
    text = tables.once(letters, field).texts[line]
    rows = tables.lines["row"].to_numpy(dtype=np.int64)
    return Evidence(
        row,
        field,
        span,
        line_id=int(tables.once(line_ids)[line]),
        fields={
            "sign": text[slice(*span)],
            "context": text[max(0, span[0] - _SHOWN) : span[1] + _SHOWN],
            "cells": len(found),
            "garbled_lines": _first_lines(int(rows[line]) for line, _, _ in found),
        },
    )


def _first_lines(rows: Iterable[int]) -> Bilingual:
    """The first few of these original lines in words."""
    numbers = sorted(set(rows))
    said = listed(numbers[:_LISTED])
    if len(numbers) <= _LISTED:
        return said
    return Bilingual(f"{said.zh}等{len(numbers)}", f"{said.en} and {len(numbers) - _LISTED} more")
