"""Which rows a total stands for: extents found by exact sums, from the last row to the first."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from budgetcheck.tables.rows import Entry
from budgetcheck.terms import LineKind

_MOST_DEMOTED = 50
_NEAR_SHARE = 4


@dataclass(slots=True)
class Node:
    """A row in the tree of totals.

    `undecided` rows hold no text and await a verdict; `fixed` ones are totals whatever the sums say;
    a `loose` total is not the sum of its children. `heads` says that the rows behind belong to it, so
    that a run of plain rows ends there.
    """

    entry: Entry
    amount: int | None
    kind: LineKind = LineKind.PROJECT
    undecided: bool = False
    fixed: bool = False
    loose: bool = False
    heads: bool = False
    children: list[Node] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """Its amount, 0 where none is stated."""
        return self.amount or 0

    def flat_weight(self) -> int:
        """What it adds to a sum when it is no total but a row among those behind it."""
        return self.weight + sum(child.weight for child in self.children)

    def lead(self, children: list[Node], *, loose: bool) -> None:
        """Make it the total of these rows behind it."""
        self.kind, self.heads, self.children, self.loose = LineKind.UNIT_TOTAL, True, children, loose


class Siblings:
    """The rows to the right that have no total yet, nearest last, with running sums.

    NOTE: the running sums are looked up, not added again, so that a table of very many totals costs
    time in proportion.
    """

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._sums: list[int] = [0]
        self._runs: list[int] = [0]
        self._most: list[int] = [0]
        self._at: dict[int, list[int]] = defaultdict(list, {0: [0]})

    def push(self, node: Node) -> None:
        """Add a row in front."""
        self.nodes.append(node)
        self._sums.append(self._sums[-1] + node.weight)
        self._most.append(0 if node.heads else max(node.weight, self._most[-1] if self.run else 0))
        self._runs.append(0 if node.heads else self._runs[-1] + 1)
        self._at[self._sums[-1]].append(len(self.nodes))

    def take(self, count: int) -> list[Node]:
        """Remove the `count` nearest rows and give them in the order of the table."""
        taken = []
        for _ in range(count):
            self._at[self._sums.pop()].pop()
            self._runs.pop()
            self._most.pop()
            taken.append(self.nodes.pop())
        return taken

    @property
    def run(self) -> int:
        """How many rows that are no totals stand nearest."""
        return self._runs[-1]

    @property
    def most(self) -> int:
        """The largest amount of that run."""
        return self._most[-1]

    def sum_of(self, count: int) -> int:
        """What the `count` nearest rows add up to."""
        return self._sums[-1] - self._sums[-1 - count]

    def exact(self, amount: int, least: int) -> int:
        """How many of the nearest rows add up to `amount`: the fewest, but `least` or more; else 0."""
        places = self._at.get(self._sums[-1] - amount, ())
        most = len(self.nodes) - max(least, 1)
        return next((len(self.nodes) - place for place in reversed(places[-3:]) if place <= most), 0)

    def nearest(self, amount: int) -> int:
        """How many of the nearest rows come closest to `amount`; 0 when none is within a quarter of it."""
        wanted = self._sums[-1] - amount
        place = bisect_left(self._sums, wanted, 0, len(self._sums) - 1)
        options = [p for p in (place - 1, place) if 0 <= p < len(self.nodes)]
        best = min(options, key=lambda p: abs(self._sums[p] - wanted), default=None)
        if best is None or abs(self._sums[best] - wanted) * _NEAR_SHARE > abs(amount):
            return 0
        return len(self.nodes) - best


def demotable(siblings: Siblings, start: int, gap: int) -> int:
    """How many loose totals behind the first `start` rows are mere rows, if that closes `gap`; else 0."""
    added = 0
    nodes = siblings.nodes
    for count in range(1, _MOST_DEMOTED + 1):
        at = len(nodes) - start - count
        if at < 0 or not nodes[at].loose or nodes[at].fixed:
            return 0
        added += nodes[at].flat_weight()
        if added == gap:
            return count
    return 0


def flattened(nodes: Sequence[Node]) -> list[Node]:
    """The nodes with every loose total made a row beside what it held."""
    flat: list[Node] = []
    for node in nodes:
        if node.loose and not node.fixed:
            children, node.children = node.children, []
            node.kind, node.heads, node.loose = LineKind.PROJECT, False, False
            flat += [node, *children]
        else:
            flat.append(node)
    return flat
