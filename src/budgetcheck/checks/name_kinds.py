"""What names measure and which kind of thing that is, asked once a batch of each distinct name.

NOTE: a name is only read closely where a glance at all of them leaves it open: of ten thousand names a few hundred hold
a word for something bad.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.word_places import WordPlaces, word_places
from budgetcheck.text import Words, is_bad_event, is_bad_rate, is_bounded_rate, measured

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Bools = NDArray[np.bool_]

Says = Callable[[str, Words], bool]
_MAY_BE: Mapping[Says, Callable[[WordPlaces, Words], Bools]] = {
    is_bad_event: lambda cores, words: cores.holding(words.bad_events),
    is_bad_rate: lambda cores, words: cores.holding(words.bad_events),
    is_bounded_rate: lambda cores, words: cores.closing(words.bounded_rates),
}


def measured_of(tables: Tables, names: list[str]) -> list[str]:
    """What each name of this very list measures (see `text.measured`)."""
    return tables.once_for(names, _measured)


def are_of_kind(tables: Tables, names: list[str], says: Says) -> Bools:
    """For each name of this very list, what `says` answers; it must be a question that a glance can answer."""
    return tables.once_for(names, _of_kind, says)


def _measured(tables: Tables, names: list[str]) -> list[str]:
    return [measured(name, tables.words) for name in names]


def _of_kind(tables: Tables, names: list[str], says: Says) -> Bools:
    answers = _MAY_BE[says](word_places(tables, measured_of(tables, names)), tables.words)
    for at in np.flatnonzero(answers).tolist():
        answers[at] = says(names[at], tables.words)
    return answers
