"""Files in groups large enough to be fast and small enough to hold."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from budgetcheck.readers import TEXT_SUFFIXES

BATCH_BYTES = 8 * 1024 * 1024
# NOTE: what a batch costs beside its tables: at 200 the rules take 3 to 10 % longer a table than at 400.
BATCH_FILES = 400
# NOTE: a page of a PDF takes as long as a hundred tables in text, and a packed sheet holds ten times its size.
PACKED_BYTES = 256 * 1024


SOON = 1 / 8


def batches(sources: Iterable[object], share: float = 1.0) -> Iterator[Sequence[object]]:
    """The sources in order, cut into runs of at most `BATCH_FILES` and about `BATCH_BYTES`.

    The first is no larger than `share` of that, and each that follows twice as large: `SOON` a person who
    waits knows how fast it goes, and several processes have something to do.
    """
    held: list[object] = []
    size = 0
    for source in sources:
        weight = _size(source)
        if held and (len(held) >= BATCH_FILES * share or size + weight > BATCH_BYTES * share):
            yield held
            held, size, share = [], 0, min(2 * share, 1)
        held.append(source)
        size += weight
    if held:
        yield held


def _size(source: object) -> int:
    """Bytes of a file, of a packed one at least so many; 0 for what cannot be asked, reading it will tell."""
    if isinstance(source, bytes):
        return len(source)
    if isinstance(source, str | Path) and str(source) != "-":
        least = 0 if str(source).lower().endswith(TEXT_SUFFIXES) else PACKED_BYTES
        try:
            return max(least, os.stat(source).st_size)  # noqa: PTH116 - a path that is no file is not an error here
        except OSError:
            return 0
    return 0
