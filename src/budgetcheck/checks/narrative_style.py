"""NAR, on how running text is written: document numbers, doubled and misspelt words, list marks, names of bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import line_positions
from budgetcheck.checks.letters import letters
from budgetcheck.checks.narratives import CELLS, Judged, read_lines, read_texts, read_where, rows_of
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import texts
from budgetcheck.checks.values import Spans
from budgetcheck.checks.word_places import letters_of
from budgetcheck.terms import Field, Verdict
from budgetcheck.text import bodies, doubled_words, misspelt_words, nested_places
from budgetcheck.text.lists import FIRST_ITEMS, list_items

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.checks.letters import Letters
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome
    from budgetcheck.text import DocumentNumber, ListItem, Narrative, Slip, Words

Finder = Callable[["Tables", list[str]], "dict[int, list[Slip]]"]

_INDICATORS = str(Field.INDICATORS)
_LONGEST = 6


@check("lines", fields=("shown", "count"))
def document_years_are_bracketed(lines: pd.DataFrame, tables: Tables, *, bracket: str) -> Outcome:
    """The year of every document number stands in `bracket`: 〔2019〕3号, not [2019]3号. One finding per cell."""
    judged = Judged(lines)
    for field in (str(Field.NAME), *CELLS):
        held = lines[field]
        for row, found in read_lines(tables, field, _documents):
            judged.passed(row)
            wrong = [d for d in found if d.bracket != bracket]
            for first in wrong[:1]:
                said = {"shown": str(held.iat[row])[first.start : first.end], "count": len(wrong)}
                judged.failed(row, field, (first.start, first.end), fields=said)
    return judged.outcome()


@check("lines", fields=("word", "found"))
def words_stand_once(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """No word of name, content, goal or indicators stands twice in a row (平台平台)."""
    return _slips(lines, tables, _doubled)


@check("lines", fields=("word", "found"))
def words_are_spelt_rightly(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """No word of name, content, goal or indicators is on the list of misspellings."""
    return _slips(lines, tables, _misspelt)


@check("lines", fields=("word", "found"))
def places_are_listed_once(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """No text lists a place beside the country that it lies in (阿联酋、阿布扎比)."""
    return _slips(lines, tables, _nested)


@check("lines", fields=("number", "count"))
def list_items_are_parted(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """Every item of a numbered list in content or goal is set off from the one before by a mark or a blank.

    `1.供水费用2.绿化费用` fails; `2.5万元` is no item. One finding per cell.
    """
    judged = Judged(lines)
    for field in CELLS:
        for row, items in read_texts(tables, field, _items, FIRST_ITEMS):
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
    signs = tables.words.topic("narrative.bodies")
    for field in (str(Field.NAME), *CELLS):
        for row, found in read_texts(tables, field, bodies, signs):
            for body in found:
                spoken[row][body.rest].add(body.place)
    packed = tables.once(letters, _INDICATORS).texts
    for row, named in sorted(spoken.items()):
        found = bodies(packed[row], tables.words)
        for body in {b.rest: b for b in reversed(found)}.values():
            places = named.get(body.rest, set())
            if places and places.isdisjoint(b.place for b in found if b.rest == body.rest):
                said = {"here": body.place + body.rest, "there": f"{min(places)}{body.rest}"}
                judged.failed(row, _INDICATORS, (body.start, body.end), fields=said)
            elif places:
                judged.passed(row)
    return judged.outcome()


def _slips(lines: pd.DataFrame, tables: Tables, find: Finder) -> Outcome:
    """One finding for each slip; every line with a name is judged.

    NOTE: of the packed cell only names and values are read: they come again and again in a batch, cells do not.
    """
    judged = Judged(lines)
    judged.verdicts[tables.once(letters, str(Field.NAME)).lengths > 0] = Verdict.PASSED
    for field in (str(Field.NAME), *CELLS):
        codes, distinct = tables.once(texts, "lines", field)
        for row, slips in rows_of(codes, find(tables, distinct)):
            for slip in slips:
                said = {"word": slip.meant, "found": distinct[codes[row]][slip.start : slip.end]}
                judged.failed(row, field, (slip.start, slip.end), fields=said)
    items = tables.indicators
    line = tables.once(line_positions)
    for part, column in (("name", "name"), ("value", "value_text")):
        codes, distinct = tables.once(texts, "indicators", column)
        spans = Spans(items, part)
        for item, slips in rows_of(codes, find(tables, distinct)):
            for slip in slips:
                said = {"word": slip.meant, "found": distinct[codes[item]][slip.start : slip.end]}
                start = spans[item][0]
                place = start + slip.start, start + slip.end
                judged.failed(int(line[item]), _INDICATORS, place, fields=said, item=item)
    return judged.outcome()


def _doubled(tables: Tables, listed: list[str]) -> dict[int, list[Slip]]:
    suspect = _may_double(tables.once_for(listed, letters_of))
    return {at: slips for at in suspect if (slips := doubled_words(listed[at], tables.words))}


def _may_double(held: Letters) -> list[int]:
    """The texts any piece of which may stand twice in a row; all of them are looked at in one go.

    NOTE: two equal pieces of length n are n places in a row that equal the place n further on.
    """
    alike = [
        at
        for size in range(2, _LONGEST + 1)
        if len(at := _runs(np.flatnonzero(held.points[size:] == held.points[:-size]), size))
    ]
    found: list[int] = held.found(np.unique(np.concatenate(alike))).owners.tolist() if alike else []
    return found


def _runs(places: NDArray[np.intp], size: int) -> NDArray[np.intp]:
    """Those of the places from which on so many follow each other without a gap."""
    opens, ends = places[: 1 - size], places[size - 1 :]
    return np.asarray(opens[ends - opens == size - 1])


def _misspelt(tables: Tables, listed: list[str]) -> dict[int, list[Slip]]:
    signs = tuple(pair.partition("=")[0] for pair in tables.words.topic("narrative.slips"))
    return read_where(tables, listed, signs, lambda text: misspelt_words(text, tables.words))


def _nested(tables: Tables, listed: list[str]) -> dict[int, list[Slip]]:
    signs = tuple(pair.partition("/")[2] for pair in tables.words.topic("narrative.places"))
    return read_where(tables, listed, signs, lambda text: nested_places(text, tables.words))


def _documents(told: Narrative, words: Words) -> tuple[DocumentNumber, ...]:
    del words
    return told.documents


def _items(text: str, words: Words) -> list[ListItem]:
    del words
    return list_items(text)
