"""Figures against public data kept in the rule file: is the size of a target plausible?"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from budgetcheck.checks.quantities import STATED, bounds, measures, single
from budgetcheck.checks.registry import check
from budgetcheck.checks.values import at_part, verdicts
from budgetcheck.checks.word_places import word_places
from budgetcheck.model import Bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome


@check("indicators", fields=("measure", "least", "most", "source"))
def figure_is_plausible(
    frame: pd.DataFrame, tables: Tables, *, references: Sequence[Mapping[str, Any]]
) -> Outcome:
    """A figure lies within the range that a reference gives for its measure.

    Args:
        frame: the indicators.
        tables: the batch.
        references: each with `ending` (of the measure), `places` (one of which the measure opens with),
            `unit` (base unit), `least` and `most` in that unit, `shown_least` and `shown_most` for readers,
            and `source` (`zh`, `en`).
    """
    numbers, cores = tables.once(measures)
    which = np.full(len(cores) + 1, -1, dtype=np.int64)
    asked = word_places(tables, cores).closing([reference["ending"] for reference in references])
    for at in np.flatnonzero(asked).tolist():
        which[at] = _reference(cores[at], references)
    which = which[numbers]
    judged = single(tables) & (which >= 0)
    codes, distinct = tables.once(bounds)
    units = frame["base_unit"]
    faulty = np.zeros(len(frame), dtype=bool)
    for row in np.flatnonzero(judged).tolist():
        reference = references[which[row]]
        judged[row] = units.iat[row] == reference["unit"]
        least, most = Decimal(str(reference["least"])), Decimal(str(reference["most"]))
        faulty[row] = judged[row] and not least <= distinct[codes[STATED][row]] <= most

    def fields(row: int) -> dict[str, Any]:
        reference = references[which[row]]
        said = Bilingual(reference["source"]["zh"], reference["source"]["en"])
        return {
            "measure": cores[numbers[row]],
            "least": reference["shown_least"],
            "most": reference["shown_most"],
            "source": said,
        }

    return at_part(frame, verdicts(judged, faulty), "value", fields)


def _reference(core: str, references: Sequence[Mapping[str, Any]]) -> int:
    """The number of the first reference that speaks of the measure, -1 for none."""
    for number, reference in enumerate(references):
        if core.endswith(reference["ending"]) and core.startswith(tuple(reference["places"])):
            return number
    return -1
