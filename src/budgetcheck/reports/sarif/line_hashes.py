"""The hash of a line by which GitHub knows an alert again after the file was edited."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np

from budgetcheck.model import Report

_WINDOW, _FACTOR = 100, 37
_END = 0xFFFF  # stands behind the last character
_BLANKS = {ord(" "): None, ord("\t"): None}
_KEPT_FILES = 4  # findings come by file


class LineHashes:
    """The hashes of lines of the files that a report is about."""

    def __init__(self, report: Report) -> None:
        self._sums = {record.file: record.sha256 for record in report.documents}
        self._of_file = lru_cache(_KEPT_FILES)(self._read)

    def of(self, file: str, line: int) -> str | None:
        """The hash of this line; None where the file is not here any more as it was read."""
        hashes = self._of_file(file)
        return hashes[line - 1] if 0 < line <= len(hashes) else None

    def _read(self, file: str) -> list[str]:
        path = Path(file)
        try:
            content = path.read_bytes() if path.is_file() else b""
        except OSError:
            return []
        known = hashlib.sha256(content).hexdigest() == self._sums.get(file)
        return line_hashes(content) if known else []


def line_hashes(content: bytes) -> list[str]:
    """For each line: the hash of the hundred characters from its start on, and how often it came so far.

    NOTE: the action that uploads to GitHub computes the same and warns of every result that says otherwise. It
    leaves out blanks and tabs, lets every line end in LF, reads bytes as UTF-8 and counts UTF-16 units.

    >>> line_hashes(b" a\\nb\\n")
    ['81b8d8db678b2bbe:1', 'ade70578248be16f:1', 'c129715d7a2bc9a3:1']
    """
    text = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS)
    units = np.frombuffer(text.encode("utf-16-le"), dtype="<u2")
    starts = np.concatenate(([0], np.flatnonzero(units == ord("\n")) + 1))
    padded = np.concatenate((units, [_END], np.zeros(_WINDOW, dtype="<u2"))).astype("<u2")
    hashes = np.zeros(len(starts), dtype=np.uint64)
    for at in range(_WINDOW):
        hashes = hashes * np.uint64(_FACTOR) + padded[starts + at]
    seen: Counter[int] = Counter()
    told = []
    for found in hashes.tolist():
        seen[found] += 1
        told.append(f"{found:x}:{seen[found]}")
    return told
