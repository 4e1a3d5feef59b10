"""A printed table as the oracle sees it, and how much of what is broken some cells can account for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, log

from bench.diagnosis.balance import Key, effect, residuals, values
from bench.diagnosis.channel import printed, read
from bench.diagnosis.faults import Put
from bench.diagnosis.tables import TWIN, Row, Table

Rest = Mapping[Key, int]


@dataclass(frozen=True)
class Guess:
    """One fault that may have happened: what undoes it, the rows it says otherwise, and how likely it is.

    `weight` is the logarithm of prior, channel and the probability of the amounts it puts in, less that
    of the printed amounts it takes away.
    """

    kind: str
    puts: frozenset[Put]
    rows: frozenset[int]
    weight: float


@dataclass
class Scene:
    """A printed table with what every guess needs to know of it."""

    table: Table
    rest: dict[Key, int] = field(init=False)
    above: dict[int, int] = field(init=False)
    held: dict[int, list[int]] = field(init=False)
    rows: dict[int, Row] = field(init=False)
    usual: dict[int, float] = field(init=False)
    strange: frozenset[int] = field(init=False)
    inside: dict[int, list[list[int]]] = field(init=False)
    projects: dict[int, list[Row]] = field(init=False)

    def __post_init__(self) -> None:
        table = self.table
        self.rest = residuals(table)
        self.above = table.parents()
        self.rows = {row.uid: row for row in table.rows}
        self.held = {row.uid: values(row, table.scale) for row in table.rows}
        twins = {row.uid for row in table.rows if row.copies is not None}
        lawful = log(TWIN / max(len(table.projects), 1))
        self.usual = {
            row.uid: lawful if row.uid in twins else table.law.row_weight(self.held[row.uid])
            for row in table.projects
        }
        told = {uid for uid, weight in self.usual.items() if weight == -inf}
        torn = {row.uid for row in table.rows if row.tail_of is not None}
        unread = {r.uid for r in table.rows if any(t and read(t, table.scale) is None for t in r.texts)}
        odd = {r.uid for r in table.rows if any(not _usual(t, table) for t in r.texts)}
        self.inside, self.projects = {}, {}
        for row in table.projects:
            uid = self.above[row.uid]
            self.projects.setdefault(uid, []).append(row)
            self.inside.setdefault(uid, []).append(self.held[row.uid])
            while uid in self.above:
                uid = self.above[uid]
                self.inside.setdefault(uid, []).append(self.held[row.uid])
        self.strange = frozenset(told | torn | unread | odd)

    def gone(self, uid: int) -> float:
        """What leaving out the printed amounts of a row gives back; 0 where they are no draw."""
        weight = self.usual.get(uid, 0.0)
        return 0.0 if weight == -inf else -weight

    def effect(self, uid: int, cells: Sequence[int]) -> dict[Key, int]:
        """What a row with these cells adds to the residuals."""
        return effect(uid, cells, self.rows[uid].level, self.above.get(uid))


def _usual(text: str, table: Table) -> bool:
    """Whether a cell is printed as the table prints its amounts."""
    fen = read(text, table.scale)
    return not text or (fen is not None and fen % table.law.grain == 0 and printed(fen, table.scale) == text)


def together(scene: Scene, uids: Sequence[int], cells: Sequence[int]) -> dict[Key, int]:
    """What rows add to the residuals that each have these cells."""
    found: dict[Key, int] = {}
    for uid in uids:
        for key, change in scene.effect(uid, cells).items():
            found[key] = found.get(key, 0) + change
    return {key: change for key, change in found.items() if change}


def shift(scene: Scene, rest: Rest, uids: Sequence[int], columns: Sequence[int]) -> int:
    """By how much these cells of these rows alike must be too high to account for the residuals; 0: they cannot."""
    unit = together(scene, uids, [int(at in columns) for at in range(scene.table.law.columns)])
    if not rest or unit.keys() != rest.keys():
        return 0
    first = next(iter(unit))
    by = rest[first] * unit[first]
    return by if all(rest[key] == by * change for key, change in unit.items()) else 0


def cell_sets(row: Row) -> list[list[int]]:
    """The cells of a row that one misreading may strike: each that prints, and the equal ones together."""
    held = [at for at, text in enumerate(row.texts) if text]
    same = len(held) == 2 and held[0] == 0 and row.texts[0] == row.texts[held[1]]
    return [[at] for at in held] + ([held] if same else [])
