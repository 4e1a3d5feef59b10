"""Which indicators of a batch say the same: equal in name, tags and units aside, and in value.

Every function of `Tables` here is meant for `tables.once`: the rules of a run share what it gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from budgetcheck.checks.letters import Letters
from budgetcheck.checks.values import normal, plain_measures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]
    Keys = NDArray[np.uint64]

_STIR = np.uint64(0xD6E8FEB86659FD93)


class Shared(NamedTuple):
    """Per indicator: position of its line, and numbers equal names, or equal names and values, share.

    The numbers are hashes of the texts, so that they mean the same in every batch.
    """

    line: Ints
    name: Keys
    both: Keys


def shared(tables: Tables) -> Shared:
    """The numbers of every indicator; those without a line are left at position -1."""
    frame = tables.indicators
    line = pd.Index(tables.lines["line_id"]).get_indexer(pd.Index(frame["line_id"]))
    codes, plain = tables.once(plain_measures)
    name = _hashes(plain)[codes] if len(codes) else np.zeros(0, np.uint64)
    value_codes, values = tables.once(normal, "value_text")
    value = _hashes(values)[value_codes] if len(codes) else name
    return Shared(np.asarray(line, dtype=np.int64), name, stirred(name, value))


def stirred(one: Keys, other: Keys) -> Keys:
    """One number for each pair of numbers; their order matters."""
    mixed = (one * _STIR) ^ (other + (one >> np.uint64(23)))
    mixed = (mixed ^ (mixed >> np.uint64(32))) * _STIR
    return np.asarray(mixed ^ (mixed >> np.uint64(29)), dtype=np.uint64)


def by_line(tables: Tables) -> tuple[Ints, Keys]:
    """Each line with each of its indicators once (name and value), in the order of lines and numbers."""
    held = tables.once(shared)
    known = held.line >= 0
    line, key = held.line[known], held.both[known]
    order = np.lexsort((key, line))
    line, key = line[order], key[order]
    new = np.ones(len(line), dtype=bool)
    new[1:] = (line[1:] != line[:-1]) | (key[1:] != key[:-1])
    return line[new], key[new]


def set_keys(tables: Tables) -> tuple[Ints, Keys]:
    """Per line: how many different indicators it has, and a number that equal sets of them share."""
    line, key = tables.once(by_line)
    size = np.bincount(line, minlength=len(tables.lines))
    total = np.zeros(len(tables.lines), dtype=np.uint64)
    np.add.at(total, line, stirred(key, key))
    return np.asarray(size, dtype=np.int64), total


def _hashes(texts: list[str]) -> Keys:
    return Letters.of(texts).hashes
