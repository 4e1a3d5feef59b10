"""NAR, on goals: results rather than a price list, and an indicator for each numbered goal."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from budgetcheck.checks.narratives import Judged, read_lines, read_texts
from budgetcheck.checks.registry import check
from budgetcheck.terms import Field
from budgetcheck.text import listing_reader
from budgetcheck.text.lists import FIRST_ITEMS, list_items

if TYPE_CHECKING:
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome
    from budgetcheck.text import ListItem, Narrative, Words

_GOAL = str(Field.GOAL)
_PAIR = 2
_SHOWN = 24
_ENDS = '。；;,，、 \t”"'


@check("lines", fields=("count",))
def goal_states_results(lines: pd.DataFrame, tables: Tables, *, least: int, share: int) -> Outcome:
    """A goal is not a list of prices: `least` amounts or more that span `share` percent of its text.

    Goals that state no amount are not judged.
    """
    judged = Judged(lines)
    for row, (parts, first, last, length) in read_lines(tables, _GOAL, _priced):
        if parts < least or 100 * (last - first) < share * length:
            judged.passed(row)
        else:
            judged.failed(row, _GOAL, (first, last), fields={"count": parts})
    return judged.outcome()


@check("lines", fields=("item", "number"), needs=("indicators",))
def numbered_goals_have_indicators(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """Each numbered goal shares a word with the row's indicators, where another goal of the row does.

    Words that any goal may hold (完成, 工作) do not count. A word is two characters side by side.
    """
    judged = Judged(lines)
    goals, packed = lines[_GOAL], lines[str(Field.INDICATORS)]
    generic = frozenset(tables.words.topic("narrative.generic"))
    for row, items in read_texts(tables, _GOAL, _numbered, FIRST_ITEMS):
        text, indicated = str(goals.iat[row]), _pairs(str(packed.iat[row]))
        bare = [item for item in items if indicated.isdisjoint(_pairs(text[item.start : item.end]) - generic)]
        if not indicated or len(bare) == len(items):
            continue
        judged.passed(row)
        for item in bare:
            said = text[item.start : item.end].strip(_ENDS)
            fields = {"number": item.number, "item": said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"}
            judged.failed(row, _GOAL, (item.start, item.start + len(said)), fields=fields)
    return judged.outcome()


def _priced(told: Narrative, words: Words) -> tuple[int, int, int, int] | None:
    """How many amounts the text lists, where the list begins and ends, and the length of the text."""
    if not told.amounts:
        return None
    parts = listing_reader(words).read(told).parts
    if not parts:
        return 0, 0, 0, len(told.text)
    before = told.text[: parts[0].start]
    first = max(before.rfind(mark) for mark in "。；;\n“") + 1
    return len(parts), first, parts[-1].end, len(told.text)


def _numbered(text: str, words: Words) -> list[ListItem] | None:
    del words
    items = list_items(text)
    return items if len(items) > 1 else None


def _pairs(text: str) -> set[str]:
    """Every two characters of the script that stand side by side."""
    return {a + b for a, b in pairwise(text) if _is_script(a) and _is_script(b)}


def _is_script(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"
