"""Sums under each reading of amounts that a page break left in doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from budgetcheck.model import Bilingual, Fen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

MOST_READINGS = 3**4
_AGREES = Bilingual("相符", "agrees")


class Choice(NamedTuple):
    """One way to read a doubtful amount: a printed one alone, or all of them as rows of their own."""

    fen: int
    text: str
    rows: tuple[int, ...]


class Reading(NamedTuple):
    """One way to read every doubtful amount of a sum."""

    choice: Bilingual
    actual: int
    expected: int

    @property
    def difference(self) -> int:
        """Printed less computed."""
        return self.actual - self.expected

    def entry(self) -> Mapping[str, Any]:
        """The reading as an entry of the message's list of readings."""
        said: dict[str, Any] = {
            "choice": self.choice,
            "sum": Fen(self.expected),
            "printed": Fen(self.actual),
            "difference": Fen(self.difference),
        }
        return said if self.difference else {**said, "gap": _AGREES}


Choices = Mapping[int, Sequence[Choice]]


def choices(tables: Tables, field: str) -> Choices:
    """Position of each doubtful line to the ways its `field` can be read; the first is the one in `lines`."""
    readings = tables.readings
    readings = readings[(readings["field"] == field).to_numpy(dtype=bool)]
    if readings.empty:
        return {}
    readings = readings.sort_values(["line_id", "order"], kind="stable")
    position = pd.Index(tables.lines["line_id"]).get_indexer(pd.Index(readings["line_id"]))
    printed: dict[int, list[Choice]] = defaultdict(list)
    for line, r in zip(position.tolist(), readings.to_dict("records"), strict=True):
        if line >= 0:
            printed[line].append(Choice(int(r["fen"]), r["text"], (int(r["row"]),)))
    return {line: [*alone, _all_of(alone)] for line, alone in printed.items()}


def doubtful(size: int, found: Choices) -> NDArray[np.bool_]:
    """Per line: whether its amount has several readings."""
    flags = np.zeros(size, dtype=bool)
    flags[list(found)] = True
    return flags


def readings(total: int, parts: Iterable[int], found: Choices, held: NDArray[np.int64]) -> list[Reading]:
    """Every reading of the sum of `parts` against `total`, the one in the lines frame first.

    Beyond `MOST_READINGS` only the smallest and the largest sum follow the first.

    Args:
        total: position of the total.
        parts: positions of its parts.
        found: the choices of each doubtful line.
        held: the column's amounts in the lines frame.
    """
    listed = list(parts)
    open_lines = [p for p in (total, *listed) if p in found]
    fixed = sum(int(held[p]) for p in listed if p not in found)
    ways = 1
    for line in open_lines:
        ways *= len(found[line])
    if ways > MOST_READINGS:
        picks = _bounds(open_lines, found)
    else:
        picks = list(product(*(found[line] for line in open_lines)))
    return [_reading(total, open_lines, pick, (fixed, int(held[total]))) for pick in picks]


def _reading(total: int, open_lines: Sequence[int], pick: Sequence[Choice], held: tuple[int, int]) -> Reading:
    expected, actual = held
    for line, choice in zip(open_lines, pick, strict=True):
        if line == total:
            actual = choice.fen
        else:
            expected += choice.fen
    return Reading(_said(pick), actual, expected)


def _bounds(open_lines: Sequence[int], found: Choices) -> list[tuple[Choice, ...]]:
    options = [found[line] for line in open_lines]
    first = tuple(option[0] for option in options)
    least = tuple(min(option, key=lambda c: c.fen) for option in options)
    most = tuple(max(option, key=lambda c: c.fen) for option in options)
    return [first, least, most]


def _all_of(alone: Sequence[Choice]) -> Choice:
    rows = tuple(row for choice in alone for row in choice.rows)
    return Choice(sum(c.fen for c in alone), "+".join(c.text for c in alone), rows)


def _said(pick: Sequence[Choice]) -> Bilingual:
    """The picked amounts in words, with their lines when there is more than one."""
    if len(pick) == 1:
        return Bilingual(pick[0].text, pick[0].text)
    return Bilingual(
        "、".join(f"第 {'、'.join(map(str, c.rows))} 行 {c.text}" for c in pick),
        ", ".join(f"line {' and '.join(map(str, c.rows))}: {c.text}" for c in pick),
    )
