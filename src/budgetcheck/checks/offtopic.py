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
    matter = _Matter(tables, common)
    evidence: list[Evidence] = []
    told: set[int] = set()
    for one, other, items in _runs(tables, run):
        for own, foreign, at in ((one, other, items[0]), (other, one, items[1])):
            if own not in told and matter.is_foreign(at, (own, foreign), witness):
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


class _Matter:
    """What lines speak of: the runs of `common` characters in their texts, taken once a line."""

    def __init__(self, tables: Tables, common: int) -> None:
        self._tables = tables
        self._common = common
        self._of: dict[int, frozenset[str]] = {}

    def own(self, line: int) -> frozenset[str]:
        """The runs of characters in name, content and goal of the line."""
        if line not in self._of:
            texts = (self._tables.once(letters, field).texts[line] for field in _SAID)
            self._of[line] = self.runs("\n".join(texts))
        return self._of[line]

    def runs(self, text: str) -> frozenset[str]:
        """The runs of characters in a text."""
        return frozenset(text[at : at + self._common] for at in range(len(text) - self._common + 1))

    def is_foreign(self, items: Sequence[int], lines: tuple[int, int], witness: int) -> bool:
        """Whether the indicators speak of the second line's matter and not at all of the first's."""
        names = self._tables.indicators["name"].iloc[list(items)]
        said = [self.runs(str(name)[:_LONGEST]) for name in names]
        own, foreign = (self.own(line) for line in lines)
        if any(not own.isdisjoint(name) for name in said):
            return False
        return sum(not foreign.isdisjoint(name) for name in said) >= witness


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
