"""Target values in words (定性指标值): the name again, an adjective, a comparison without a base, a wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.registry import check
from budgetcheck.checks.values import at_part, of_class, pairs_among, unstated, verdicts
from budgetcheck.terms import ValueClass
from budgetcheck.text.wording import Said, Wording, wording

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome

_NOTHING = Said(Wording.OTHER)


@check("indicators", fields=("word",))
def wording_is_not(frame: pd.DataFrame, tables: Tables, *, fault: str) -> Outcome:
    """No value in words is of the kind `fault`, one of `text.wording.Wording`; each value is of one kind.

    With `vague`, `有效促进` fails and `通过上级部门审核` passes.
    """
    kind = Wording(fault)
    codes, said = tables.once(_worded)
    faulty = np.array([one.wording is kind for one in said], dtype=bool)[codes]
    outcome = verdicts(_in_words(tables), faulty, unstated(tables))
    return at_part(frame, outcome, "value", lambda row: {"word": said[codes[row]].word})


def _in_words(tables: Tables) -> NDArray[np.bool_]:
    return of_class(tables, ValueClass.QUALITATIVE, ValueClass.LEVEL, ValueClass.RELATIVE)


def _worded(tables: Tables) -> tuple[NDArray[np.intp], list[Said]]:
    """Per indicator, a code into what its value in words amounts to; the last code is for all others."""
    frame, words = tables.indicators, tables.words
    codes, pairs = pairs_among(frame, _in_words(tables), "value_text", "name")
    return codes, [*(wording(value, name, words) for value, name in pairs), _NOTHING]
