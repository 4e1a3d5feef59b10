"""NAR, on how running text is written: document numbers, doubled and misspelt words, list marks, names of bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.narratives import CELLS, Judged, read_lines
from budgetcheck.checks.registry import check
from budgetcheck.terms import TEXT_FIELDS, Field
from budgetcheck.text import bodies, doubled_words, list_items, misspelt_words, nested_places

if TYPE_CHECKING:
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome
    from budgetcheck.text import Body, DocumentNumber, ListItem, Narrative, Slip, Words

_TEXTS = tuple(str(field) for field in TEXT_FIELDS)
_INDICATORS = str(Field.INDICATORS)


@check("lines", fields=("shown", "count"))
def document_years_are_bracketed(lines: pd.DataFrame, tables: Tables, *, bracket: str) -> Outcome:
    """The year of every document number stands in `bracket`: 〔2019〕3号, not [2019]3号. One finding per cell."""
    judged = Judged(lines)
    for field in (str(Field.NAME), *CELLS):
        texts = lines[field]
        for row, found in read_lines(tables, field, _documents):
            judged.passed(row)
            wrong = [d for d in found if d.bracket != bracket]
            for first in wrong[:1]:
                said = {"shown": str(texts.iat[row])[first.start : first.end], "count": len(wrong)}
                judged.failed(row, field, (first.start, first.end), fields=said)
    return judged.outcome()


@check("lines", fields=("word", "found"))
def words_stand_once(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """No word of name, content, goal or indicators stands twice in a row (平台平台)."""
    return _slips(lines, tables, doubled_words)


@check("lines", fields=("word", "found"))
def words_are_spelt_rightly(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """No word of name, content, goal or indicators is on the list of misspellings."""
    return _slips(lines, tables, misspelt_words)


@check("lines", fields=("word", "found"))
def places_are_listed_once(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """No text lists a place beside the country that it lies in (阿联酋、阿布扎比)."""
    return _slips(lines, tables, nested_places)


@check("lines", fields=("number", "count"))
def list_items_are_parted(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """Every item of a numbered list in content or goal is set off from the one before by a mark or a blank.

    `1.供水费用2.绿化费用` fails; `2.5万元` is no item. One finding per cell.
    """
    judged = Judged(lines)
    for field in CELLS:
        for row, items in read_lines(tables, field, _items):
            judged.passed(row)
            joined = [item for item in items if not item.parted]
            for first in joined[:1]:
                span = max(0, first.start - 2), first.start + len(str(first.number)) + 1
                judged.failed(row, field, span, fields={"number": first.number, "count": len(joined)})
    return judged.outcome()


@check("lines", fields=("here", "there"))
def bodies_keep_their_name(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """The indicators name no body of another place than name, content and goal do.

    A project for 广州股权交易中心 whose indicators count companies at 广东股权交易中心 fails.
    """
    judged = Judged(lines)
    spoken: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for field in (str(Field.NAME), *CELLS):
        for row, found in read_lines(tables, field, _bodies):
            for body in found:
                spoken[row][body.rest].add(body.place)
    for row, found in read_lines(tables, _INDICATORS, _bodies):
        for body in {b.rest: b for b in reversed(found)}.values():
            places = spoken[row].get(body.rest, set()) if row in spoken else set()
            if places and places.isdisjoint(b.place for b in found if b.rest == body.rest):
                said = {"here": body.place + body.rest, "there": f"{min(places)}{body.rest}"}
                judged.failed(row, _INDICATORS, (body.start, body.end), fields=said)
            elif places:
                judged.passed(row)
    return judged.outcome()


def _slips(lines: pd.DataFrame, tables: Tables, find: Callable[[str, Words], list[Slip]]) -> Outcome:
    """One finding for each slip; a cell is judged wherever it holds text."""
    judged = Judged(lines)
    for field in _TEXTS:
        codes, distinct = tables.once(_distinct, field)
        judged.verdicts[
            np.array([bool(text) for text in distinct], dtype=bool)[codes] & (judged.verdicts == 0)
        ] = 1
        found = [find(text, tables.words) for text in distinct]
        for row in np.flatnonzero(np.array([bool(slips) for slips in found], dtype=bool)[codes]).tolist():
            text = distinct[codes[row]]
            for slip in found[codes[row]]:
                said = {"word": slip.meant, "found": text[slip.start : slip.end]}
                judged.failed(row, field, (slip.start, slip.end), fields=said)
    return judged.outcome()


def _distinct(tables: Tables, field: str) -> tuple[np.ndarray[tuple[int], np.dtype[np.intp]], list[str]]:
    codes, distinct = pd.factorize(tables.lines[field])
    return codes, [str(text) for text in distinct]


def _documents(told: Narrative, words: Words) -> tuple[DocumentNumber, ...]:
    del words
    return told.documents


def _items(told: Narrative, words: Words) -> list[ListItem]:
    del words
    return list_items(told.text)


def _bodies(told: Narrative, words: Words) -> list[Body]:
    return bodies(told.text, words)
