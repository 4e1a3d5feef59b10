"""Figures against public data kept in the rule file: is the size of a target plausible?"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from budgetcheck.checks.quantities import measures, single, stated_bound
from budgetcheck.checks.registry import check
from budgetcheck.checks.values import at_part, told, verdicts
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
    which = np.array([*(_reference(core, references) for core in cores), -1], dtype=np.int64)[numbers]
    judged = single(frame) & (which >= 0)
    bound, faulty = stated_bound(frame), np.zeros(len(frame), dtype=bool)
    for number, reference in enumerate(references):
        mine = judged & (which == number)
        fits = frame["base_unit"].eq(reference["unit"]).to_numpy(dtype=bool)
        judged &= ~mine | fits
        least, most = Decimal(str(reference["least"])), Decimal(str(reference["most"]))
        faulty |= told(bound.where(mine & fits), lambda n, a=least, b=most: not a <= n <= b)  # type: ignore[misc]

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
