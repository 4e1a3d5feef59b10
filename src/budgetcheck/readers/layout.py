"""How the cells of a text are parted: by tabs, commas or semicolons, with or without quotes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from budgetcheck.readers.text import lines_of

_HEAD = 1 << 14
_MIN_WIDTH = 3


class Layout(NamedTuple):
    """How the cells of a text are parted; `quoted` says that quotes may enclose delimiters and line ends."""

    delimiter: str = "\t"
    quoted: bool = False


def layout(text: str) -> Layout:
    """How the cells of `text` are parted: by tabs unless commas or semicolons make many more equal rows.

    >>> layout('项目名称,总计,绩效目标\\n培训费,1.00,"办班，两期"\\n')
    Layout(delimiter=',', quoted=True)
    """
    sample = text[:_HEAD]
    if len(text) > _HEAD and "\n" in sample:
        sample = sample[: sample.rindex("\n")]
    lines = [line for line in lines_of(sample) if line]
    tabs = _commonest(line.count("\t") + 1 for line in lines)
    # NOTE: thousands commas make rows of a tab-separated table look evenly comma-separated, hence the half;
    # and where tabs part half of the lines evenly, no other mark can win.
    others = {} if 2 * tabs >= len(lines) else {mark: _even_rows(sample, mark) for mark in ",;"}
    if 2 * tabs >= max(others.values(), default=0):
        return Layout("\t", quoted='"' in text and _tabs_are_quoted(text))
    return Layout(max(others, key=lambda mark: others[mark]), quoted=True)


def _tabs_are_quoted(text: str) -> bool:
    """Whether quotes enclose line ends in a tab-separated text, as spreadsheets write it.

    NOTE: published tables are not quoted at all, and a stray quote must not swallow the rows after it. So
    every quote must pair, and reading by quotes must join lines without losing a row of the usual width.
    """
    plain = [width for line in lines_of(text) if (width := line.count("\t") + 1) > 1 or line]
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        joined = list(map(len, csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)))
    except csv.Error:
        return False
    return len(list(filter(None, joined))) < len(plain) and _commonest(joined) >= _commonest(plain)


def _commonest(widths: Iterable[int]) -> int:
    """How many rows have the commonest number of cells, among rows of three cells or more."""
    counted = Counter(width for width in widths if width >= _MIN_WIDTH)
    return max(counted.values(), default=0)


def _even_rows(sample: str, delimiter: str) -> int:
    csv.field_size_limit(max(csv.field_size_limit(), len(sample) + 1))
    return _commonest(map(len, csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)))
