"""DUP, indicators that stand in one project and speak of another's matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.columns import is_kind, line_ids
from budgetcheck.checks.items import listed
from budgetcheck.checks.letters import letters
from budgetcheck.checks.neighbours import together
from budgetcheck.checks.registry import check
from budgetcheck.checks.sameness import shared, stirred
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field, LineKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from budgetcheck.frames import Tables

_INDICATORS = str(Field.INDICATORS)
_LONGEST = 100  # characters of a name that are looked for in other texts
_SAID = ("name", str(Field.CONTENT), str(Field.GOAL))


@check("lines", fields=("items", "other_line", "other_name", "measures"), needs=("indicators",))
def indicators_are_on_topic(
    lines: pd.DataFrame, tables: Tables, *, run: int, witness: int, common: int
) -> Outcome:
    """No project carries `run` or more indicators in a row that are another's, and speak of that one's matter.

    They do when at least `witness` of their names share `common` characters in a row with the other project's texts,
    and none does with its own.
    """
    judged = tables.once(is_kind, LineKind.PROJECT)
    evidence: list[Evidence] = []
    told: set[int] = set()
    for one, other, items in _runs(tables, run):
        for own, foreign, at in ((one, other, items[0]), (other, one, items[1])):
            if own not in told and _speaks_of(tables, at, (own, foreign), witness, common):
                told.add(own)
                evidence.append(_foreign(tables, lines, own, foreign, at))
    verdicts = np.where(judged, Verdict.PASSED, Verdict.NOT_APPLICABLE).astype(np.int8)
    verdicts[[e.row for e in evidence]] = Verdict.FAILED
    return Outcome(verdicts, sorted(evidence, key=lambda e: e.row))


def _runs(tables: Tables, run: int) -> list[tuple[int, int, tuple[list[int], list[int]]]]:
    """Pairs of lines of one document that share `run` indicators in a row, with the rows of those in each."""
    held = tables.once(shared)
    count = len(held.line) - run + 1
    if count < 1:
        return []
    key = stirred(held.both[:count], tables.indicators["document"].to_numpy(dtype=np.uint64)[:count])
    same = held.line[:count] >= 0
    for step in range(1, run):
        key = stirred(key, held.both[step : count + step])
        same &= held.line[step : count + step] == held.line[:count]
    starts = np.flatnonzero(same)
    found: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
    for one, other in together(key[starts], starts):
        pair = int(held.line[one]), int(held.line[other])
        if pair[0] != pair[1]:
            items = found.setdefault(pair, (set(), set()))
            items[0].update(range(one, one + run))
            items[1].update(range(other, other + run))
    return [(*pair, (sorted(a), sorted(b))) for pair, (a, b) in sorted(found.items())]


def _speaks_of(
    tables: Tables, items: Sequence[int], lines: tuple[int, int], witness: int, common: int
) -> bool:
    """Whether the indicators speak of the second line's matter and not at all of the first's."""
    names = [str(tables.indicators["name"].iat[item])[:_LONGEST] for item in items]
    own, foreign = (_said(tables, line) for line in lines)
    if any(_shares(name, own, common) for name in names):
        return False
    return sum(_shares(name, foreign, common) for name in names) >= witness


def _said(tables: Tables, line: int) -> str:
    return "\n".join(tables.once(letters, field).texts[line] for field in _SAID)


def _shares(name: str, text: str, common: int) -> bool:
    return any(name[at : at + common] in text for at in range(len(name) - common + 1))


def _foreign(tables: Tables, lines: pd.DataFrame, own: int, foreign: int, items: Sequence[int]) -> Evidence:
    frame = tables.indicators
    first, last = items[0], items[-1]
    start, end = (
        int(frame["item_start"].to_numpy(dtype=np.int64)[first]),
        int(frame["item_end"].to_numpy(dtype=np.int64)[last]),
    )
    return Evidence(
        own,
        _INDICATORS,
        (start, end),
        item=first,
        fields={
            "items": listed(frame["position"].to_numpy(dtype=np.int64)[list(items)].tolist()),
            "measures": str(frame["name"].iat[first]),
            "other_line": int(lines["row"].to_numpy(dtype=np.int64)[foreign]),
            "other_name": str(lines["name"].iat[foreign]),
        },
        related=[(int(tables.once(line_ids)[foreign]), _INDICATORS, "source")],
    )
