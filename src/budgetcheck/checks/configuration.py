"""CFG: the configuration itself, judged after a run by what the run had to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.registry import check
from budgetcheck.model import Bilingual, Evidence, Outcome
from budgetcheck.terms import IgnoreReach, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables


@check("ignores", fields=("entry", "keys", "reason"))
def ignore_is_used(ignores: pd.DataFrame, tables: Tables) -> Outcome:
    """Every ignore fits a finding of the run, if its rule ran and its file was read.

    Undecided where a part of what it speaks of could not be read or checked; one that has expired is not judged.
    """
    del tables
    idle = ignores["fits"].to_numpy() == 0
    met = (ignores["reach"] != IgnoreReach.UNREAD).to_numpy() & ~ignores["expired"].to_numpy()
    unsure = (ignores["reach"] == IgnoreReach.UNSURE).to_numpy()
    verdicts = np.full(len(ignores), Verdict.PASSED, dtype=np.int8)
    verdicts[idle] = Verdict.FAILED
    verdicts[idle & unsure] = Verdict.UNDECIDED
    verdicts[~met] = Verdict.NOT_APPLICABLE
    return Outcome(verdicts, _evidence(ignores, verdicts, ("entry", "keys", "reason")))


@check("ignores", fields=("entry", "keys", "reason", "until", "left"))
def ignore_is_current(ignores: pd.DataFrame, tables: Tables) -> Outcome:
    """No ignore with a last day is past it; one that is suppresses nothing any more."""
    del tables
    verdicts = np.where(ignores["until"] == "", Verdict.NOT_APPLICABLE, Verdict.PASSED).astype(np.int8)
    verdicts[ignores["expired"].to_numpy(dtype=bool)] = Verdict.FAILED
    return Outcome(verdicts, _evidence(ignores, verdicts, ("entry", "keys", "reason", "until", "left")))


def _evidence(ignores: pd.DataFrame, verdicts: NDArray[np.int8], named: Sequence[str]) -> list[Evidence]:
    """One piece for each ignore that failed, at the line where it begins."""
    evidence = []
    for row in np.flatnonzero(verdicts == Verdict.FAILED).tolist():
        entry = ignores.iloc[row]
        values: dict[str, object] = {
            "entry": int(entry["number"]),
            "left": _left(int(entry["fits"])),
            **{key: str(entry[key]) for key in ("keys", "reason", "until")},
        }
        fields = {name: values[name] for name in named}
        evidence.append(Evidence(row, fields=fields, origin=(int(entry["row"]), None, None, None)))
    return evidence


def _left(number: int) -> Bilingual:
    """What an ignore that has expired leaves behind."""
    if number == 0:
        return Bilingual("已没有对应的问题，可以删除", "nothing fits it any more, it can go")
    return Bilingual(
        f"对应的 {number} 个问题重新计入",
        "the finding it fits counts again" if number == 1 else f"the {number} findings it fits count again",
    )
