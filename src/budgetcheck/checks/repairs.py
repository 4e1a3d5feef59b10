"""STR, what the reader had to repair: every repair of a damaged table becomes a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from budgetcheck.checks.registry import check
from budgetcheck.model import Bilingual, Evidence, Outcome
from budgetcheck.terms import Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Record = Mapping[Hashable, Any]
    Pieces = Mapping[tuple[int, int], Sequence[Record]]


@check(
    "lines",
    fields=("repaired_lines", "times", "why", "before", "after", "dropped"),
    needs=("repairs", "cells"),
)
def line_needs_no_repair(lines: pd.DataFrame, tables: Tables, *, kinds: Sequence[str]) -> Outcome:
    """No row had to be repaired in one of these ways; one finding per row, at the first such repair."""
    chosen = _of_kinds(tables, kinds)
    if chosen.empty:
        return _clean(lines)
    position = pd.Index(lines["line_id"]).get_indexer(pd.Index(chosen["line_id"].fillna(-1).astype("int64")))
    return _outcome(len(lines), position, chosen, tables.once(_pieces))


@check("documents", fields=("repaired_lines", "times", "why"), needs=("repairs",))
def table_needs_no_repair(documents: pd.DataFrame, tables: Tables, *, kinds: Sequence[str]) -> Outcome:
    """No table had to be repaired in one of these ways; one finding per table, at the first such repair."""
    chosen = _of_kinds(tables, kinds)
    if chosen.empty:
        return _clean(documents)
    position = pd.Index(documents["document"]).get_indexer(pd.Index(chosen["document"]))
    return _outcome(len(documents), position, chosen, {})


@check("documents", fields=("why", "dropped"), needs=("repairs",))
def text_is_placed(
    documents: pd.DataFrame, tables: Tables, *, kinds: Sequence[str], at_least: float, below: float
) -> Outcome:
    """No text was left out of a table for want of a row it belongs to; one finding for each piece.

    Only repairs as sure as `at_least` and less sure than `below` count: a note below the table is surely
    no row, half a line of figures may be one.
    """
    chosen = _of_kinds(tables, kinds)
    sure = (chosen["confidence"] >= at_least) & (chosen["confidence"] < below)
    return _each(documents, chosen[sure & ~at_headings(tables, chosen)])


@check("documents", fields=("why",), needs=("repairs",))
def all_is_read(documents: pd.DataFrame, tables: Tables, *, kinds: Sequence[str]) -> Outcome:
    """Nothing of the file was left unread or read in another form; one finding for each thing that was."""
    return _each(documents, _of_kinds(tables, kinds))


@check("documents", fields=("why",), needs=("repairs",))
def columns_are_read(
    documents: pd.DataFrame, tables: Tables, *, kinds: Sequence[str], unneeded: Sequence[str] = ()
) -> Outcome:
    """No column was left out because its heading is unknown; one finding for each.

    Columns with a heading in `unneeded`, such as serial numbers, are no loss.
    """
    chosen = _of_kinds(tables, kinds)
    chosen = chosen[at_headings(tables, chosen)]
    if chosen.empty:
        return _clean(documents)
    printed = documents.set_index("document")["headings"].str.split("\t")
    places = zip(chosen["document"], chosen["column"], strict=True)
    headings = ["".join(printed[document][int(column) - 1].split()) for document, column in places]
    return _each(documents, chosen[[heading not in unneeded for heading in headings]])


def at_headings(tables: Tables, repairs: pd.DataFrame) -> NDArray[np.bool_]:
    """Per repair: whether it speaks of the heading row of its table, and so of a whole column."""
    heading_row = tables.documents.set_index("document")["row"].reindex(repairs["document"])
    there = heading_row.to_numpy() == repairs["row"].to_numpy(dtype="int64")
    return np.asarray(there & repairs["column"].notna().to_numpy(dtype=bool), dtype=bool)


def _each(documents: pd.DataFrame, chosen: pd.DataFrame) -> Outcome:
    if chosen.empty:
        return _clean(documents)
    position = pd.Index(documents["document"]).get_indexer(pd.Index(chosen["document"]))
    records = zip(position.tolist(), chosen.to_dict("records"), strict=True)
    evidence = [_evidence(row, [r], {}) for row, r in records if row >= 0]
    return Outcome(_verdicts(len(documents), position), evidence)


def _of_kinds(tables: Tables, kinds: Sequence[str]) -> pd.DataFrame:
    by_kind = tables.once(_rows_by_kind)
    rows = [row for kind in kinds for row in by_kind.get(kind, ())]
    return tables.repairs.take(sorted(rows))


def _rows_by_kind(tables: Tables) -> Mapping[str, Sequence[int]]:
    rows: dict[str, list[int]] = {}
    for row, kind in enumerate(tables.repairs["kind"]):
        rows.setdefault(kind, []).append(row)
    return rows


def _clean(subjects: pd.DataFrame) -> Outcome:
    return Outcome(np.full(len(subjects), Verdict.PASSED, dtype=np.int8))


def _pieces(tables: Tables) -> Pieces:
    """Line and original row to the pieces of logical text that came from there, for repaired lines only."""
    cells = tables.cells
    cells = cells[cells["line_id"].isin(tables.repairs["line_id"].dropna()) & (cells["length"] > 0)]
    found: dict[tuple[int, int], list[Record]] = {}
    for record in cells.to_dict("records"):
        found.setdefault((int(record["line_id"]), int(record["row"])), []).append(record)
    return found


def _verdicts(size: int, position: NDArray[np.intp]) -> NDArray[np.int8]:
    verdicts = np.full(size, Verdict.PASSED, dtype=np.int8)
    verdicts[position[position >= 0]] = Verdict.FAILED
    return verdicts


def _outcome(size: int, position: NDArray[np.intp], chosen: pd.DataFrame, pieces: Pieces) -> Outcome:
    by_subject: dict[int, list[Record]] = {}
    for row, record in zip(position.tolist(), chosen.to_dict("records"), strict=True):
        if row >= 0:
            by_subject.setdefault(row, []).append(record)
    evidence = [_evidence(row, by_subject[row], pieces) for row in sorted(by_subject)]
    return Outcome(_verdicts(size, position), evidence)


def _evidence(subject: int, repaired: Sequence[Record], pieces: Pieces) -> Evidence:
    """Repairs of one kind of one subject as one finding, placed at the first of them.

    The words are those of the least certain repair, which is the one to look at.
    """
    first = min(repaired, key=lambda r: int(r["row"]))
    doubted = min(repaired, key=lambda r: float(r["confidence"]))
    fields = {
        "repaired_lines": listed(int(r["row"]) for r in repaired),
        "times": len(repaired),
        "why": Bilingual(str(doubted["evidence_zh"]), str(doubted["evidence_en"])),
        "before": str(doubted["before"]),
        "after": str(doubted["after"]),
        "dropped": str(doubted["dropped"]).strip(),
    }
    return Evidence(
        row=subject, fields=fields, confidence=float(doubted["confidence"]), **_place(first, pieces)
    )


def _place(repair: Record, pieces: Pieces) -> dict[str, Any]:
    """Where a repair is shown: its own range of the original, or the logical text that came from its row."""
    line_id, row = _number(repair["line_id"]), int(repair["row"])
    column, start, end = (_number(repair[key]) for key in ("column", "start", "end"))
    beside = pieces.get((line_id, row), []) if line_id is not None and start is None else []
    piece = next((p for p in beside if column in (None, int(p["column"]))), None)
    if piece is not None:
        begin = int(piece["start"])
        return {"field": str(piece["field"]), "span": (begin, begin + int(piece["length"]))}
    # NOTE: what was dropped of a whole column does not stand in its heading row.
    left_out = "" if column is not None and start is None else str(repair["dropped"])
    return {
        "field": str(repair["field"]),
        "line_id": line_id,
        "origin": (row, column, start, end),
        "quote": left_out.strip().partition("\n")[0],
    }


def listed(rows: Iterable[int]) -> Bilingual:
    """Original lines as a list in words.

    >>> listed([17, 15, 15])
    Bilingual(zh='15、17', en='15, 17')
    """
    numbers = [str(row) for row in sorted(set(rows))]
    return Bilingual("、".join(numbers), ", ".join(numbers))


def _number(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)
