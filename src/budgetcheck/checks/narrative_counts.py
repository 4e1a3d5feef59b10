"""NAR, on counts of things: the same number everywhere, and an indicator for what the goal promises."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import line_ids
from budgetcheck.checks.letters import letters
from budgetcheck.checks.narratives import Judged, read_lines
from budgetcheck.checks.registry import check
from budgetcheck.terms import Field
from budgetcheck.text import counts, fold

if TYPE_CHECKING:
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome
    from budgetcheck.text import Count, Narrative, Words

Thing = tuple[str, str, str]
Told = dict[Thing, list["Count"]]

_GOAL = str(Field.GOAL)
_CELLS = (str(Field.NAME), str(Field.CONTENT), _GOAL)
_KEY = 4
_SHORTEST = 2
_SHOWN = 8
_OF = "的"


@check("lines", fields=("here", "there", "other_heading"), needs=("cells",))
def counts_agree(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """The same things have the same number in a row's name, content and goal.

    `23个信息系统` in the content and `22个信息系统` in the goal fail; where a cell gives several numbers for the
    things, or says that they are only a part (其中, 新增), nothing is compared.
    """
    judged = Judged(lines)
    seen: dict[int, list[tuple[str, Told]]] = defaultdict(list)
    for field in _CELLS:
        for row, things in read_lines(tables, field, _things):
            for there, other in seen[row]:
                for thing in things.keys() & other.keys():
                    first, count = _only(other[thing]), _only(things[thing])
                    if first is None or count is None:
                        continue
                    if first.number == count.number:
                        judged.passed(row)
                    elif not _told_apart(other, count) and not _told_apart(things, first):
                        _conflict(judged, tables, row, ((there, first), (field, count)))
            seen[row].append((field, things))
    return judged.outcome()


def _only(listed: list[Count]) -> Count | None:
    """The count of a thing that a cell gives; None where it gives several."""
    return listed[0] if len({count.number for count in listed}) == 1 else None


def _told_apart(things: Told, count: Count) -> bool:
    """Whether the cell gives that number, too, of something under the same measure word: a part of the whole."""
    return any(
        c.number == count.number and c.unit == count.unit for listed in things.values() for c in listed
    )


@check("lines", fields=("promised",), needs=("indicators",))
def promised_numbers_have_indicators(lines: pd.DataFrame, tables: Tables, *, least: int) -> Outcome:
    """Each number of things from `least` up that a goal promises stands in the row's indicators as well.

    `服务5500个预算单位` fails where no indicator holds 5500.
    """
    judged = Judged(lines)
    texts, packed = tables.once(letters, _GOAL).texts, tables.once(letters, str(Field.INDICATORS)).texts
    promised = {
        row: [c for listed in things.values() for c in listed if c.number >= least]
        for row, things in read_lines(tables, _GOAL, _things)
    }
    targets = _targets(lines, tables, [row for row, listed in promised.items() if listed])
    for row, numbers in targets.items():
        indicators = fold(packed[row])
        bare = [c for c in promised[row] if c.number not in numbers and not _prints(indicators, c.number)]
        judged.passed(row)
        for count in bare[:1]:
            said = "、".join(_shown(texts[row], c) for c in bare)
            judged.failed(row, _GOAL, _span(count), fields={"promised": said})
    return judged.outcome()


def _targets(lines: pd.DataFrame, tables: Tables, rows: list[int]) -> dict[int, set[Any]]:
    """Row to the numbers that its indicators set; rows without indicators are left out."""
    ids = lines["line_id"].to_numpy(dtype="int64")
    owner = tables.indicators["line_id"].to_numpy(dtype="int64")
    at = dict(zip(ids[rows].tolist(), rows, strict=True))
    own = np.flatnonzero(np.isin(owner, ids[rows]))
    low, high = (tables.indicators[end].to_numpy()[own].tolist() for end in ("low", "high"))
    found: dict[int, set[Any]] = {}
    for line, *bounds in zip(owner[own].tolist(), low, high, strict=True):
        found.setdefault(at[line], set()).update(bounds)
    return found


def _prints(text: str, number: int) -> bool:
    """Whether the number stands in the text, not as part of a longer one."""
    digits = str(number)
    at = text.find(digits)
    while at >= 0:
        around = text[max(0, at - 1) : at] + text[at + len(digits) : at + len(digits) + 1]
        if not any(sign.isdigit() for sign in around):
            return True
        at = text.find(digits, at + 1)
    return False


def _things(told: Narrative, words: Words) -> Told:
    """The plain counts of the text by what they count; those of a part are left out."""
    portions = words.topic("narrative.portions")
    found: Told = {}
    for count in counts(told):
        thing = _thing(count)
        if thing is not None and not any(word in count.before for word in portions):
            found.setdefault(thing, []).append(count)
    return found


def _thing(count: Count) -> Thing | None:
    """What is counted, as far as it can be told: the words behind the count, or those before it."""
    if len(count.after) >= _SHORTEST:
        return count.unit, "", count.after[:_KEY]
    return (count.unit, count.before[-_KEY:], "") if not count.after and len(count.before) >= _KEY else None


def _conflict(
    judged: Judged, tables: Tables, row: int, told: tuple[tuple[str, Count], tuple[str, Count]]
) -> None:
    (there, first), (here, count) = told
    texts = {field: str(tables.lines[field].iat[row]) for field in (there, here)}
    line = int(tables.once(line_ids)[row])
    said = {
        "here": _shown(texts[here], count),
        "there": _shown(texts[there], first),
        "other_heading": _heading(tables, line, there),
    }
    judged.failed(
        row, here, _span(count), expected=str(first.number), actual=str(count.number), fields=said,
        related=[(line, there, "other")],
    )  # fmt: skip


def _heading(tables: Tables, line: int, field: str) -> str:
    """The heading of a line's cell as printed."""
    cells = tables.cells
    held = cells.loc[(cells["line_id"] == line) & (cells["field"] == field), "heading"]
    return str(held.iat[0]) if len(held) else Field(field).zh


def _span(count: Count) -> tuple[int, int]:
    """The number with what it counts: the words behind it up to 的, or those before it."""
    lead = 0 if count.after else min(len(count.before), _SHOWN)
    return count.start - lead, count.end + min(len(_noun(count)), _SHOWN)


def _noun(count: Count) -> str:
    return count.after.partition(_OF)[0] if count.after.find(_OF) >= _SHORTEST else count.after


def _shown(text: str, count: Count) -> str:
    """The characters of the span, and a sign where what is counted goes on behind them."""
    start, end = _span(count)
    return text[start:end] + ("…" if len(_noun(count)) > _SHOWN else "")
