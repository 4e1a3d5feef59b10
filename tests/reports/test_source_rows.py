"""Rows of the tables as read are taken from the frames in blocks, not all at once."""

from __future__ import annotations

import tracemalloc

import pandas as pd
import pytest

from budgetcheck.model import Location
from budgetcheck.reports.parts.source_rows import SourceRows
from budgetcheck.terms import MONEY_FIELDS, Field

TABLES, ROWS = 30, 100
FIELDS = [str(field) for field in Field]


def frames() -> dict[str, pd.DataFrame]:
    documents = pd.DataFrame(
        {"document": range(TABLES), "file": [f"{table}.txt" for table in range(TABLES)], "ordinal": 1}
    ).assign(fields=" ".join(FIELDS), headings="\t".join(FIELDS))
    lines = pd.DataFrame(
        [(table, 10 + 2 * at) for table in range(TABLES) for at in range(ROWS)], columns=["document", "row"]
    )
    cells = lines.assign(part="")
    lines["line_id"] = range(len(lines))
    lines["end_row"], lines["kind"] = lines["row"] + 1, "project"
    for field in Field:
        name = f"{field}_text" if field in MONEY_FIELDS else str(field)
        lines[name] = [f"{field} {number} " + "目标" * 100 for number in range(len(lines))]
    return {"documents": documents, "lines": lines, "cells": cells}


def test_every_row_is_found_by_any_line_of_it_whatever_the_order() -> None:
    rows = SourceRows(frames())
    asked = [(table, at) for table in range(TABLES) for at in range(0, ROWS, 7)]
    for table, at in [*asked, *reversed(asked)]:
        for line in (10 + 2 * at, 11 + 2 * at):
            row = rows.at(Location(f"{table}.txt", 1, line=line))
            assert row is not None
            assert (row.first, row.last, row.kind) == (10 + 2 * at, 11 + 2 * at, "project")
            assert [c.text.split()[:2] for c in row.cells] == [[f, str(table * ROWS + at)] for f in FIELDS]
    assert rows.at(Location("0.txt", 1, line=9)) is None
    assert rows.at(Location("0.txt", 1, line=10 + 2 * ROWS)) is None
    assert rows.at(Location("0.txt", 2, line=10)) is None


@pytest.mark.parametrize("table", [0, TABLES - 1])
def test_the_rows_of_a_table_come_in_order(table: int) -> None:
    rows = SourceRows(frames()).of(f"{table}.txt", 1)
    assert [row.first for row in rows] == [10 + 2 * at for at in range(ROWS)]


def test_going_through_all_rows_holds_a_few_blocks_and_not_the_frame() -> None:
    held = frames()
    text = sum(int(held["lines"][name].map(len).sum()) for name in held["lines"].select_dtypes("str"))
    rows = SourceRows(held)
    tracemalloc.start()
    for table in range(TABLES):
        for at in range(ROWS):
            rows.at(Location(f"{table}.txt", 1, line=10 + 2 * at))
        if table == TABLES // 2:
            middle = tracemalloc.get_traced_memory()[0]
    end, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert end < middle * 1.2
    assert peak < text * 2
