"""What rules that compare documents need of a batch, small enough to be kept until the whole run is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.columns import document_positions
from budgetcheck.checks.letters import Letters, letters
from budgetcheck.checks.sameness import set_keys, stirred
from budgetcheck.frames import FRAMES, Tables, array_of
from budgetcheck.frames.arrays import Repeated
from budgetcheck.text import normalise_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Ints = NDArray[np.int64]

SET_KEY, SET_SIZE, CONTENT_KEY = "set_key", "set_size", "content_key"
"""Further columns of a reduced batch: per line the number its indicator set has and its size, per document a number
that tables with the same rows share."""
_DROPPED = ("content", "indicators")


def reduced(tables: Tables) -> Tables:
    """The documents and lines of a batch without contents, indicators and cells, but with what tells them apart."""
    size, key = line_sets(tables)
    nothing = array_of(Repeated([""], np.zeros(len(key), dtype=np.intp)), "str")
    lines = tables.lines.assign(**{SET_KEY: key, SET_SIZE: size}, **dict.fromkeys(_DROPPED, nothing))
    documents = tables.documents.assign(**{CONTENT_KEY: contents(tables)})
    kept = {"documents": documents, "lines": lines}
    empty = Tables.empty()
    return Tables.of({name: kept.get(name, empty.frame(name)) for name in FRAMES}, tables.words)


def line_sets(tables: Tables) -> tuple[Ints, Keys]:
    """Per line: how many indicators it has, and a number that equal sets share."""
    lines = tables.lines
    if SET_KEY in lines.columns:
        return lines[SET_SIZE].to_numpy(dtype=np.int64), lines[SET_KEY].to_numpy(dtype=np.uint64)
    return tables.once(set_keys)


def contents(tables: Tables) -> Keys:
    """Per document: a number that tables share whose rows are the same in name, amount, goal and indicators."""
    if CONTENT_KEY in tables.documents.columns:
        return tables.documents[CONTENT_KEY].to_numpy(dtype=np.uint64)
    where = tables.once(document_positions)
    _, key = tables.once(line_sets)
    for field in ("name", "goal"):
        key = stirred(key, tables.once(letters, field).hashes)
    key = stirred(key, tables.lines["total"].to_numpy(dtype=np.int64, na_value=-1).astype(np.uint64))
    starts = np.searchsorted(where, np.arange(len(tables.documents)))
    order = (np.arange(len(where)) - starts[where]).astype(np.uint64)
    total = np.zeros(len(tables.documents), dtype=np.uint64)
    np.add.at(total, where, stirred(key, order))
    return total


def departments(tables: Tables) -> Keys:
    """Per document: a number for its department; 0 where none is named."""
    names = [normalise_name(str(name)) for name in tables.documents["department"]]
    return np.where([not name for name in names], np.uint64(0), Letters.of(names).hashes)
