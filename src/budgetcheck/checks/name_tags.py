"""NAM, what a table hangs on its indicators' names: library tags and units, told once a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import spread
from budgetcheck.checks.values import Spans, distinct_names
from budgetcheck.checks.word_places import word_places
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field, Verdict
from budgetcheck.text import name_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from numpy.typing import NDArray

    from budgetcheck.frames import Tables
    from budgetcheck.text import Words

    Finder = Callable[[str, Words], tuple[int, int] | None]
    Rows = NDArray[np.intp]

_FIELD = str(Field.INDICATORS)


@check("documents", fields=("tag", "count"), needs=("indicators",))
def names_carry_no_tags(documents: pd.DataFrame, tables: Tables) -> Outcome:
    """No tag of the library that a name was picked from is left in it; one finding per table.

    `驻场服务时长达标率（运行保障类）` fails.
    """
    words, names = tables.words, tables.indicators["name"]
    tagged = _rows_where(tables, name_tags.tag_of)
    found = []
    for document, rows in _by_document(tables, tagged):
        name = str(names.iat[rows[0]])
        start, end = name_tags.tag_of(name, words) or (0, len(name))
        fields = {"tag": name[start:end], "count": len(rows)}
        found.append(_at(tables, document, rows[0], (start, end), fields))
    return _per_document(documents, tables, found)


@check("documents", fields=("tag", "intended", "count"), needs=("indicators",))
def tags_are_spelled_right(documents: pd.DataFrame, tables: Tables) -> Outcome:
    """Each library tag is spelled as the library spells it; one finding per table and wrong spelling.

    `（经济和社会类发展类）` fails; a tag that no list knows passes.
    """
    words, names = tables.words, tables.indicators["name"]
    wrong = _rows_where(tables, name_tags.garbled_tag)
    found = []
    for document, rows in _by_document(tables, wrong):
        spellings: dict[str, list[int]] = {}
        for row in rows:
            name = str(names.iat[row])
            start, end = name_tags.tag_of(name, words) or (0, 0)
            spellings.setdefault(name[start:end], []).append(row)
        for tag, held in spellings.items():
            start, end = name_tags.tag_of(str(names.iat[held[0]]), words) or (0, 0)
            intended = name_tags.intended_tag(tag, words)
            fields = {"tag": tag, "intended": intended, "count": len(held)}
            found.append(_at(tables, document, held[0], (start, end), fields))
    return _per_document(documents, tables, found)


@check("documents", fields=("styles",), needs=("indicators",))
def units_follow_names_one_way(documents: pd.DataFrame, tables: Tables) -> Outcome:
    """The units behind the names of a table stand in brackets of one width, or all without; one finding per table.

    `完成率（%）` beside `审减率(%)` fails.
    """
    words, names = tables.words, tables.indicators["name"]
    codes, distinct = tables.once(distinct_names)
    closed = word_places(tables, distinct).holding(name_tags.ENDS_WITH_UNIT).tolist()
    marks = np.array(
        [name_tags.unit_mark(name, words) if may else "" for name, may in zip(distinct, closed, strict=True)],
        dtype=object,
    )[codes]
    found = []
    for document, rows in _by_document(tables, np.flatnonzero(marks != "")):
        first: dict[str, int] = {}
        for row in rows:
            first.setdefault(_bracket(marks[row]), row)
        if len(first) > 1:
            row = list(first.values())[1]
            end = len(str(names.iat[row]).rstrip())
            shown = "、".join(f"「{marks[at]}」" for at in first.values())
            part = end - len(marks[row]), end
            found.append(_at(tables, document, row, part, {"styles": shown}))
    return _per_document(documents, tables, found)


def _bracket(mark: str) -> str:
    """What stands before the unit; empty for a bare sign."""
    return mark[0] if len(mark) > 1 else ""


def _rows_where(tables: Tables, finder: Finder) -> Rows:
    """The indicators in whose names `finder` finds something; a tag closes with a bracket."""
    codes, distinct = tables.once(distinct_names)
    found = word_places(tables, distinct).closing(name_tags.ENDS_BRACKETED)
    for at in np.flatnonzero(found).tolist():
        found[at] = finder(distinct[at], tables.words) is not None
    return np.flatnonzero(spread((codes, distinct), found))


def _by_document(tables: Tables, rows: Rows) -> Iterator[tuple[int, list[int]]]:
    """The position of each document that holds any of these indicators, with them."""
    index = pd.Index(tables.documents["document"])
    where = index.get_indexer(pd.Index(tables.indicators["document"].to_numpy()[rows]))
    order = np.argsort(where, kind="stable")
    opens = np.flatnonzero(np.append(True, np.diff(where[order]) != 0)) if len(order) else order
    for group in np.split(order, opens[1:]) if len(order) else []:
        yield int(where[group[0]]), rows[group].tolist()


def _at(
    tables: Tables, document: int, row: int, part: tuple[int, int], fields: Mapping[str, Any]
) -> Evidence:
    """Evidence that points at a part of the name of the indicator in `row`."""
    start = Spans(tables.indicators, "name")[row][0]
    line = int(tables.indicators["line_id"].to_numpy(dtype=np.int64)[row])
    span = start + part[0], start + part[1]
    return Evidence(document, _FIELD, span, line_id=line, item=row, fields=fields)


def _per_document(documents: pd.DataFrame, tables: Tables, found: list[Evidence]) -> Outcome:
    """Failed where there is evidence, passed where there are indicators at all."""
    held = documents["document"].isin(tables.indicators["document"].unique()).to_numpy(dtype=bool)
    said = np.where(held, Verdict.PASSED, Verdict.NOT_APPLICABLE).astype(np.int8)
    said[[evidence.row for evidence in found]] = Verdict.FAILED
    return Outcome(said, found)
