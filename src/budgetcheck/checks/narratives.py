"""The running texts of a batch, each distinct one read once for all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from budgetcheck.text import Narrative, narrative_reader

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

_NOTHING = Narrative("", (), (), ())


def narratives(tables: Tables, field: str) -> tuple[NDArray[np.intp], list[Narrative]]:
    """What a text column of the lines frame says in figures: per line a code into the list of readings.

    Meant for `tables.once`. Texts without a digit or a numeral are not read.
    """
    codes, distinct = pd.factorize(tables.lines[field])
    read = narrative_reader(tables.words).read
    return codes, [*map(read, map(str, distinct)), _NOTHING]


def told_by_line(tables: Tables, field: str) -> list[Narrative]:
    """What each line's `field` says in figures."""
    codes, said = tables.once(narratives, field)
    return [said[code] for code in codes.tolist()]
