"""Stretches of lines split into rows, all of them aligned as fits them best together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from budgetcheck.readers.pages.split import Splitter
from budgetcheck.readers.pages.stretches import ALIGNMENTS, Row, Stretch, Table


def split_all(table: Table, stretches: Sequence[Stretch], cost: float = 0.0) -> list[Sequence[Row]]:
    """The rows of each stretch; a boundary costs `cost` more than its place alone says."""
    if not stretches:
        return []
    width = len(table.roles)
    splitters = [Splitter(table, stretch, cost) for stretch in stretches]
    tried = [[s.split([a] * width) for s in splitters] for a in range(len(ALIGNMENTS))]
    best = max(tried, key=lambda splits: sum(split.score for split in splits))
    strays = np.sum([split.strays for split in best], axis=0)
    # NOTE: a column with one line a row says nothing; it is off no alignment but that of its row.
    mixed = [int(strays[:, column].argmin()) for column in range(width)]
    again = [splitter.split(mixed) for splitter in splitters]
    if sum(split.score for split in again) > sum(split.score for split in best):
        best = again
    return [split.rows for split in best]
