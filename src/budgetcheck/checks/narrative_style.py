"""NAR, on how running text is written: document numbers, doubled and misspelt words, list marks, names of bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.narratives import CELLS, Judged, read_lines, read_texts, rows_of
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import texts
from budgetcheck.checks.values import Spans
from budgetcheck.terms import Field, Verdict
from budgetcheck.text import bodies, doubled_words, list_items, misspelt_words, nested_places

if TYPE_CHECKING:
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome
    from budgetcheck.text import DocumentNumber, ListItem, Narrative, Slip, Words

Finder = Callable[[list[str], "Words"], list[list["Slip"]]]

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
        for row, items in read_texts(tables, field, _items):
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
        for row, found in read_texts(tables, field, bodies):
            for body in found:
                spoken[row][body.rest].add(body.place)
    packed = lines[_INDICATORS]
    for row, named in sorted(spoken.items()):
        found = bodies(str(packed.iat[row]), tables.words)
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
    judged.verdicts[lines[str(Field.NAME)].ne("").to_numpy(dtype=bool)] = Verdict.PASSED
    for field in (str(Field.NAME), *CELLS):
        codes, distinct = tables.once(texts, "lines", field)
        for row, slips in rows_of(codes, find(distinct, tables.words)):
            for slip in slips:
                said = {"word": slip.meant, "found": distinct[codes[row]][slip.start : slip.end]}
                judged.failed(row, field, (slip.start, slip.end), fields=said)
    items = tables.indicators
    line = pd.Index(lines["line_id"]).get_indexer(pd.Index(items["line_id"]))
    for part, column in (("name", "name"), ("value", "value_text")):
        codes, distinct = tables.once(texts, "indicators", column)
        spans = Spans(items, part)
        for item, slips in rows_of(codes, find(distinct, tables.words)):
            for slip in slips:
                said = {"word": slip.meant, "found": distinct[codes[item]][slip.start : slip.end]}
                start = spans[item][0]
                place = start + slip.start, start + slip.end
                judged.failed(int(line[item]), _INDICATORS, place, fields=said, item=item)
    return judged.outcome()


def _doubled(listed: list[str], words: Words) -> list[list[Slip]]:
    suspect = _may_double(listed)
    return [doubled_words(text, words) if may else [] for text, may in zip(listed, suspect, strict=True)]


def _may_double(listed: list[str]) -> list[bool]:
    """Per text, whether any piece of it may stand twice in a row; all of them are looked at in one go.

    NOTE: two equal pieces of length n are n places in a row that equal the place n further on.
    """
    joined = np.frombuffer("\0".join(listed).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    owner = np.cumsum(joined == 0)
    found = np.zeros(len(listed), dtype=bool)
    for size in range(2, _LONGEST + 1):
        alike = np.flatnonzero(joined[size:] == joined[:-size])
        runs = alike[: 1 - size][alike[size - 1 :] - alike[: 1 - size] == size - 1]
        found[owner[runs]] = True
    return found.tolist()


def _misspelt(listed: list[str], words: Words) -> list[list[Slip]]:
    hints = {pair.partition("=")[0] for pair in words.topic("narrative.slips")}
    return _hinted(listed, hints, lambda text: misspelt_words(text, words))


def _nested(listed: list[str], words: Words) -> list[list[Slip]]:
    hints = {pair.partition("/")[2] for pair in words.topic("narrative.places")}
    return _hinted(listed, hints, lambda text: nested_places(text, words))


def _hinted(listed: list[str], hints: set[str], find: Callable[[str], list[Slip]]) -> list[list[Slip]]:
    """The slips of each text, where only texts that hold a hint have any."""
    joined = "\n".join(listed)
    present = [hint for hint in hints if hint in joined]
    return [find(text) if any(hint in text for hint in present) else [] for text in listed]


def _documents(told: Narrative, words: Words) -> tuple[DocumentNumber, ...]:
    del words
    return told.documents


def _items(text: str, words: Words) -> list[ListItem]:
    del words
    return list_items(text)
