"""Which lines are added up into which total, as pairs of positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import is_kind
from budgetcheck.terms import LineKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Positions = NDArray[np.int64]


class Edges(NamedTuple):
    """Pairs of positions in the lines frame, ordered by `total`: `part[i]` is added up into `total[i]`."""

    total: Positions
    part: Positions

    @classmethod
    def of(cls, total: Positions, part: Positions) -> Edges:
        """The edges in order."""
        order = np.argsort(total, kind="stable")
        return cls(total[order], part[order])

    def parts_of(self, total: int) -> list[int]:
        """The positions added up into `total`, in order."""
        first, last = np.searchsorted(self.total, [total, total + 1])
        return [int(p) for p in self.part[first:last]]


def of_children(tables: Tables) -> Edges:
    """Every unit row with the lines directly below it: projects and smaller units."""
    above = tables.once(_above)
    part = np.flatnonzero(_at(tables.once(is_kind, LineKind.UNIT_TOTAL), above) & ~_shown_again(tables))
    return Edges.of(above[part], part)


def of_units(tables: Tables) -> Edges:
    """Every grand total with its top units, and with projects that stand under no unit.

    A grand total without any unit has no edges.
    """
    above = _owner(tables, tables.once(_above))
    part = np.flatnonzero(_at(tables.once(is_kind, LineKind.GRAND_TOTAL), above) & ~_shown_again(tables))
    is_unit = tables.once(is_kind, LineKind.UNIT_TOTAL)
    has_units = np.zeros(len(tables.lines), dtype=bool)
    has_units[above[part[is_unit[part]]]] = True
    part = part[has_units[above[part]]]
    return Edges.of(above[part], part)


def of_projects(tables: Tables) -> Edges:
    """Every grand total with all projects below it, at any depth.

    A grand total printed once more, with nothing below it, stands for all projects of its document.
    """
    top = _top(tables.once(_above))
    top = _owner(tables, np.where(_at(tables.once(is_kind, LineKind.GRAND_TOTAL), top), top, -1))
    part = np.flatnonzero(tables.once(is_kind, LineKind.PROJECT) & (top >= 0))
    idle, again = _repeated(tables, top[part])
    return Edges.of(np.append(top[part], idle), np.append(part, again))


def _shown_again(tables: Tables) -> NDArray[np.bool_]:
    """Per line: whether it shows a part of the line above it once more and is in no sum."""
    return tables.once(is_kind, LineKind.OF_WHICH)


def _above(tables: Tables) -> Positions:
    """Per line: the position of its parent, -1 where it has none."""
    wanted = tables.lines["parent"].to_numpy(dtype="int64", na_value=-1)
    return np.asarray(pd.Index(tables.lines["line_id"]).get_indexer(pd.Index(wanted)), dtype=np.int64)


def _at(flags: NDArray[np.bool_], positions: Positions) -> NDArray[np.bool_]:
    """Per position: whether it exists and is flagged."""
    return (positions >= 0) & flags[positions] if len(flags) else np.zeros(0, dtype=bool)


def _top(above: Positions) -> Positions:
    """Per line: the end of its chain of parents, itself where it has none."""
    top = np.where(above >= 0, above, np.arange(len(above)))
    # NOTE: each round doubles the height climbed, so a circle of parents cannot hold it for ever.
    for _ in range(len(above).bit_length()):
        higher = top[top]
        if np.array_equal(higher, top):
            break
        top = higher
    return top


def _owner(tables: Tables, found: Positions) -> Positions:
    """`found`, with lines that lead nowhere given to the grand total of their document, if it has just one."""
    is_grand = tables.once(is_kind, LineKind.GRAND_TOTAL)
    grand = np.flatnonzero(is_grand)
    document = tables.lines["document"].to_numpy(dtype="int64")
    names, first, times = np.unique(document[grand], return_index=True, return_counts=True)
    single = times == 1
    owner = pd.Series(grand[first[single]], index=names[single])
    of_document = owner.reindex(document, fill_value=-1).to_numpy(dtype=np.int64)
    return np.where((found < 0) & ~is_grand, of_document, found)


def _repeated(tables: Tables, owning: Positions) -> tuple[Positions, Positions]:
    """Grand totals that own no project, each paired with all projects of its document."""
    grand = np.flatnonzero(tables.once(is_kind, LineKind.GRAND_TOTAL))
    idle = grand[~np.isin(grand, owning)]
    projects = np.flatnonzero(tables.once(is_kind, LineKind.PROJECT))
    document = tables.lines["document"].to_numpy(dtype="int64")
    pairs = pd.DataFrame({"document": document[idle], "total": idle}).merge(
        pd.DataFrame({"document": document[projects], "part": projects})[
            np.isin(document[projects], document[idle])
        ],
        on="document",
    )
    return pairs["total"].to_numpy(dtype=np.int64), pairs["part"].to_numpy(dtype=np.int64)
