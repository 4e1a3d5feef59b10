"""The ceiling for two faults at once: pairs of what the generator can do that leave no equation broken.

One of the two is of a kind whose outcomes can be listed (misread digits, copies, wrong columns, headings,
subtotals), the other is any; or both are open (stale totals, missing rows, cut rows) and clear different
equations. Left out are two open faults on the very same equations, and outcomes with leading noughts.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from math import exp, inf, log
from typing import NamedTuple

from bench.diagnosis.balance import Key
from bench.diagnosis.channel import TYPED, origins, read, wholes
from bench.diagnosis.faults import Put, plainly
from bench.diagnosis.misplaced import MOST_MOVED
from bench.diagnosis.misread import place_weight
from bench.diagnosis.oracle import guesses, log_chance, open_guesses, ranked
from bench.diagnosis.scene import Guess, Rest, Scene, cell_sets
from bench.diagnosis.tables import PROJECT, UNIT, Row, Table

_MOST_READINGS = 1000
Effect = frozenset[tuple[Key, int]]


class Listed(NamedTuple):
    """A guess with what it adds to the residuals."""

    guess: Guess
    effect: dict[Key, int]


def explain_two(table: Table) -> list[tuple[frozenset[Put], float]]:
    """Every pair of faults found that leaves no equation broken, with its probability, the likeliest first."""
    scene = Scene(table)
    found: dict[frozenset[Put], float] = {}
    seen: set[frozenset[tuple[str, frozenset[Put]]]] = set()
    for first, second in _pairs(scene):
        both = frozenset([(first.kind, first.puts), (second.kind, second.puts)])
        if both in seen or first.rows & second.rows or not scene.strange <= first.rows | second.rows:
            continue
        seen.add(both)
        puts = plainly(first.puts | second.puts, table)
        found[puts] = found.get(puts, 0.0) + exp(max(log_chance(first) + log_chance(second), -600))
    return ranked(found)


def _pairs(scene: Scene) -> Iterator[tuple[Guess, Guess]]:
    listed = list(_listed(scene))
    by_effect: dict[Effect, list[Guess]] = defaultdict(list)
    for each in listed:
        by_effect[frozenset(each.effect.items())].append(each.guess)
    open_rows = _open(scene)
    for guess, effect in listed:
        rest = less(scene.rest, effect)
        for other in by_effect.get(frozenset(rest.items()), ()):
            yield guess, other
        if frozenset(rest) in open_rows:
            for other in open_guesses(scene, rest):
                if other.kind in _OPEN:
                    yield guess, other
    yield from _both_open(scene, open_rows)


_OPEN = ("stale", "stale_chain", "missing", "cut", "unreadable")


def _both_open(scene: Scene, supports: set[frozenset[Key]]) -> Iterator[tuple[Guess, Guess]]:
    for support in supports:
        part = {key: fen for key, fen in scene.rest.items() if key in support}
        if part and len(part) < len(scene.rest):
            others = list(guesses(scene, less(scene.rest, part)))
            for one in guesses(scene, part):
                for other in others:
                    yield one, other


def _open(scene: Scene) -> set[frozenset[Key]]:
    """The sets of equations that an open fault can break."""
    found: set[frozenset[Key]] = set()
    columns = range(scene.table.law.columns)
    for row in scene.table.rows:
        mixes = [[int(at in (0, source)) for at in columns] for source in columns] + [[1] * len(columns)]
        if row.level != PROJECT:
            found |= {frozenset(scene.effect(row.uid, cells)) for cells in mixes}
            found |= {frozenset((row.uid, at) for at, on in enumerate(cells) if on) for cells in mixes}
        elif row.tail_of is not None:
            found |= {frozenset(scene.effect(row.uid, cells)) for cells in mixes}
    return found


def less(rest: Rest, effect: Mapping[Key, int]) -> dict[Key, int]:
    """What of the residuals is left when this fault is undone."""
    left = dict(rest)
    for key, change in effect.items():
        left[key] = left.get(key, 0) - change
    return {key: fen for key, fen in left.items() if fen}


def _listed(scene: Scene) -> Iterator[Listed]:
    for row in scene.table.rows:
        for columns in cell_sets(row):
            yield from _typed(scene, row, columns)
    yield from _structural(scene)
    yield from _cuts(scene)


def _cuts(scene: Scene) -> Iterator[Listed]:
    """Rows that a page break cut, by each amount that both halves may be read from."""
    scale = scene.table.scale
    for tail in scene.table.rows:
        head = scene.rows.get(-1 if tail.tail_of is None else tail.tail_of)
        if head is None:
            continue
        own, held = scene.effect(tail.uid, scene.held[tail.uid]), scene.held[head.uid]
        for text in islice(wholes(head.texts[0], tail.texts[0]), _MOST_READINGS):
            by = held[0] - (read(text, scale) or 0)
            change = scene.effect(head.uid, [by * bool(shown) for shown in head.texts])
            effect = {key: own.get(key, 0) + change.get(key, 0) for key in own.keys() | change.keys()}
            effect = {key: fen for key, fen in effect.items() if fen}
            for guess in open_guesses(scene, effect):
                if guess.kind == "cut" and tail.uid in guess.rows:
                    yield Listed(guess, effect)


def _typed(scene: Scene, row: Row, columns: list[int]) -> Iterator[Listed]:
    table, text, held = scene.table, row.texts[columns[0]], scene.held[row.uid]
    for kind in TYPED:
        for true, chance in origins(kind, text, table.scale).items():
            cells = [true if at in columns else fen for at, fen in enumerate(held)]
            weight = log(chance) + scene.gone(row.uid) + place_weight(table, row, columns, cells)
            weight += table.law.row_weight(cells) if row.level == PROJECT else 0.0
            if weight == -inf or true % table.law.grain:
                continue
            change = [fen - now for fen, now in zip(held, cells, strict=True)]
            puts = frozenset(("amount", row.uid, at, true) for at in columns)
            yield Listed(Guess(kind, puts, frozenset([row.uid]), weight), scene.effect(row.uid, change))


def _structural(scene: Scene) -> Iterator[Listed]:
    """Copies, wrong columns, headings and subtotals, each by what it would explain alone."""
    seen: set[Effect] = set()
    for effect in _effects(scene):
        if effect and frozenset(effect.items()) not in seen:
            seen.add(frozenset(effect.items()))
            for guess in guesses(scene, effect):
                if guess.kind not in (*TYPED, *_OPEN):
                    yield Listed(guess, effect)


def _effects(scene: Scene) -> Iterator[dict[Key, int]]:
    rows, held = scene.table.rows, scene.held
    units: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.uid in scene.above:
            units[scene.above[row.uid]].append(row)
        if row.copies is not None or row is rows[1]:
            yield scene.effect(row.uid, held[row.uid])
        if row.level != PROJECT and row.uid in scene.above:
            yield scene.effect(scene.above[row.uid], held[row.uid])
        elif row.level == PROJECT and len(held[row.uid]) > 1:
            yield from _columns(scene, row)
    yield from _moves(scene, units)


def _moves(scene: Scene, units: dict[int, list[Row]]) -> Iterator[dict[Key, int]]:
    lowest = [row for row in scene.table.rows if row.level == UNIT]
    for a, b in itertools.pairwise(lowest):
        for here, there, step in ((a, b, -1), (b, a, 1)):
            moved = units[here.uid][::step][:MOST_MOVED]
            for count in range(1, len(moved) + 1):
                sums = [
                    sum(scene.held[r.uid][at] for r in moved[:count]) for at in range(len(scene.held[a.uid]))
                ]
                gone = {(here.uid, at): -fen for at, fen in enumerate(sums) if fen}
                yield gone | {(there.uid, at): fen for at, fen in enumerate(sums) if fen}


def _columns(scene: Scene, row: Row) -> Iterator[dict[Key, int]]:
    cells = scene.held[row.uid]
    for wrong in (1, 2, 3):
        for right in (1, 2, 3):
            if cells[wrong] and not row.texts[right]:
                change = [0, 0, 0, 0]
                change[wrong], change[right] = cells[wrong], -cells[wrong]
                yield scene.effect(row.uid, change)
