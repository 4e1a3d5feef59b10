"""The ceiling: one fault explained by what the generator knows, every way it could have made the printed table."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from math import exp, inf, log

from bench.diagnosis.balance import Key
from bench.diagnosis.channel import LOWER, TYPED, UPPER, half_weight, outcomes, printed, read
from bench.diagnosis.faults import Put, plainly
from bench.diagnosis.misplaced import MOST_MOVED
from bench.diagnosis.misread import older_weight, place_weight
from bench.diagnosis.scene import Guess, Rest, Scene, cell_sets, shift, together
from bench.diagnosis.tables import GRAND, PROJECT, UNIT, Row, Table

# Of generated tables how many take a fault of this kind; the others are drawn anew, which makes those likelier
# that do. Kinds that nearly all tables take are left out.
TAKEN: Mapping[str, float] = {
    **{"heading": 0.54, "subtotal_as_project": 0.42, "separator": 0.3, "yuan": 0.8, "column": 0.66},
    **{"subtotal_twice": 0.65, "stale_chain": 0.63, "cut": 0.82, "unreadable": 0.37},
}


def log_chance(guess: Guess) -> float:
    """The weight of a guess, tables drawn anew allowed for."""
    return guess.weight - log(TAKEN.get(guess.kind, 1.0))


def explain(table: Table) -> list[tuple[frozenset[Put], float]]:
    """Every single fault that leaves no equation broken, with its probability, the likeliest first."""
    scene = Scene(table)
    found: dict[frozenset[Put], float] = {}
    for guess in guesses(scene, scene.rest):
        if scene.strange <= guess.rows:
            puts = plainly(guess.puts, table)
            found[puts] = found.get(puts, 0.0) + exp(log_chance(guess))
    return ranked(found)


def ranked(found: Mapping[frozenset[Put], float]) -> list[tuple[frozenset[Put], float]]:
    """The explanations with probabilities that add up to 1."""
    whole = sum(found.values())
    order = sorted(found.items(), key=lambda entry: (-entry[1], sorted(entry[0])))
    return [(puts, weight / whole) for puts, weight in order] if whole else []


def guesses(scene: Scene, rest: Rest) -> Iterator[Guess]:
    """Every fault that accounts for exactly these residuals."""
    for row in scene.table.rows:
        yield from _misread(scene, rest, row)
        if row.level != PROJECT:
            yield from _restated(scene, rest, row)
            yield from _missing(scene, rest, row)
        else:
            yield from _row_guesses(scene, rest, row)
    yield from _headings(scene, rest)


def open_guesses(scene: Scene, rest: Rest) -> Iterator[Guess]:
    """Of those the faults whose outcomes cannot be listed: stale totals, missing rows, cut rows."""
    for uid in {uid for uid, _ in rest}:
        row = scene.rows[uid]
        if row.level != PROJECT:
            yield from _restated(scene, rest, row)
            yield from _missing(scene, rest, row)
    for row in scene.table.rows:
        if row.tail_of is not None:
            yield from _cut(scene, rest, row, scene.effect(row.uid, scene.held[row.uid]))


def _misread(scene: Scene, rest: Rest, row: Row) -> Iterator[Guess]:
    for columns in cell_sets(row):
        by = shift(scene, rest, [row.uid], columns)
        if by:
            yield from misread(scene, row, columns, scene.held[row.uid][columns[0]] - by)


def misread(scene: Scene, row: Row, columns: Sequence[int], true: int) -> Iterator[Guess]:
    """The ways in which these cells of a row may come to print what they do when they should say `true`."""
    prior = _prior(scene, row, columns, true)
    if prior == -inf:
        return
    text, scale = row.texts[columns[0]], scene.table.scale
    puts = frozenset(("amount", row.uid, at, true) for at in columns)
    for kind in TYPED:
        chance = outcomes(kind, true, scale).get(text, 0.0)
        if chance:
            yield Guess(kind, puts, frozenset([row.uid]), prior + log(chance))
    if read(text, scale) is None and _digits(text) == _digits(printed(true, scale)):
        yield Guess("unreadable", puts, frozenset([row.uid]), prior + log(0.5))


def _prior(scene: Scene, row: Row, columns: Sequence[int], true: int) -> float:
    """How likely it is that these cells should say `true` and are struck."""
    table = scene.table
    if true <= 0 or true % table.law.grain:
        return -inf
    cells = [true if at in columns else fen for at, fen in enumerate(scene.held[row.uid])]
    amounts = table.law.row_weight(cells) if row.level == PROJECT else 0.0
    return amounts + place_weight(table, row, list(columns), cells) + scene.gone(row.uid)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _restated(scene: Scene, rest: Rest, row: Row) -> Iterator[Guess]:
    """A total from an older state, it alone or with all above it, or with a subtotal in it twice."""
    chain = [row.uid]
    while chain[-1] in scene.above:
        chain.append(scene.above[chain[-1]])
    totals = len(scene.table.totals)
    ways = [("stale", [row.uid], totals)] + ([("stale_chain", chain, totals - 1)] if len(chain) > 1 else [])
    delta = [rest.get((row.uid, at), 0) for at in range(scene.table.law.columns)]
    for kind, uids, among in ways if any(delta) else []:
        if together(scene, uids, delta) == rest:
            chance = older_weight(scene.table, scene.inside.get(row.uid, []), delta)
            if chance:
                puts = frozenset(put for uid in uids for put in _less(scene, uid, delta))
                yield Guess(kind, puts, frozenset(uids), log(chance) - log(among))
    for child in scene.table.totals:
        if scene.above.get(child.uid) == row.uid and scene.effect(row.uid, scene.held[child.uid]) == rest:
            puts = frozenset(_less(scene, row.uid, scene.held[child.uid]))
            yield Guess("subtotal_twice", puts, frozenset([row.uid]), -log(totals - 1))


def _less(scene: Scene, uid: int, delta: Sequence[int]) -> Iterator[Put]:
    for at, by in enumerate(delta):
        if by:
            yield "amount", uid, at, scene.held[uid][at] - by


def _missing(scene: Scene, rest: Rest, row: Row) -> Iterator[Guess]:
    if not rest or any(uid != row.uid or at < 0 for uid, at in rest):
        return
    table, children = scene.table, scene.projects.get(row.uid, [])
    cells = [rest.get((row.uid, at), 0) for at in range(table.law.columns)]
    if not children or min(cells) < 0:
        return
    weight = table.law.row_weight(cells)
    if weight > -inf:
        puts = frozenset(("insert", row.uid, at, fen) for at, fen in enumerate(cells) if fen)
        places = log((len(children) + 1) / (len(table.projects) + 1))
        yield Guess("missing", puts, frozenset(), weight + places)


def _row_guesses(scene: Scene, rest: Rest, row: Row) -> Iterator[Guess]:
    """A project in the wrong column, printed twice, cut in two, or no project at all."""
    own = scene.effect(row.uid, scene.held[row.uid])
    among = log(len(scene.table.projects))
    yield from _wrong_column(scene, rest, row)
    if row.copies is not None and own == rest:
        yield Guess("twice", _drop(row), frozenset([row.uid]), scene.gone(row.uid) - among)
    if row.tail_of is not None:
        yield from _cut(scene, rest, row, own)
    first = scene.table.rows[1]
    if row is first and own == rest:
        yield Guess("subtotal_as_project", _drop(row), frozenset([row.uid]), scene.gone(row.uid))


def _drop(row: Row) -> frozenset[Put]:
    return frozenset([("drop", row.uid, 0, 0)])


def _wrong_column(scene: Scene, rest: Rest, row: Row) -> Iterator[Guess]:
    law, cells = scene.table.law, scene.held[row.uid]
    if law.columns == 1 or not any((scene.above[row.uid], at) in rest for at in (1, 2, 3)):
        return
    for wrong in (at for at in (1, 2, 3) if cells[at]):
        for right in (at for at in (1, 2, 3) if not row.texts[at]):
            true = list(cells)
            true[right], true[wrong] = cells[wrong], 0
            change = [a - b for a, b in zip(cells, true, strict=True)]
            weight = law.row_weight(true)
            if weight == -inf or scene.effect(row.uid, change) != rest:
                continue
            full = sum(1 for fen in true[1:] if fen)
            ways = log(len(scene.table.projects) * full * (3 - full))
            puts = frozenset(("amount", row.uid, at, true[at]) for at in (wrong, right))
            yield Guess("column", puts, frozenset([row.uid]), weight + scene.gone(row.uid) - ways)


def _cut(scene: Scene, rest: Rest, tail: Row, own: Mapping[Key, int]) -> Iterator[Guess]:
    head = scene.rows.get(-1 if tail.tail_of is None else tail.tail_of)
    if head is None:
        return
    left = dict(rest)
    for key, change in own.items():
        left[key] = left.get(key, 0) - change
    left = {key: fen for key, fen in left.items() if fen}
    columns = [at for at, text in enumerate(head.texts) if text]
    by = shift(scene, left, [head.uid], columns) if left else 0
    true = scene.held[head.uid][0] - by
    if (left and not by) or true <= 0 or true % scene.table.law.grain:
        return
    cells = [true if at in columns else 0 for at in range(scene.table.law.columns)]
    text, seen = printed(true, scene.table.scale), (head.texts[0], tail.texts[0])
    weight = half_weight(seen[0], text, UPPER) * half_weight(seen[1], text, LOWER)
    weight += seen == (text, text)
    amount = scene.table.law.row_weight(cells)
    if weight and amount > -inf:
        puts = frozenset(("amount", head.uid, at, true) for at in columns if by) | _drop(tail)
        gain = scene.gone(head.uid) + scene.gone(tail.uid) - log(len(scene.table.projects))
        yield Guess("cut", puts, frozenset([head.uid, tail.uid]), log(weight) + amount + gain)


def _headings(scene: Scene, rest: Rest) -> Iterator[Guess]:
    table = scene.table
    units = [row for row in table.rows if row.level == UNIT]
    pairs = [(a, b) for a, b in itertools.pairwise(units) if _together(scene, a, b)]
    for a, b in pairs:
        if not any(uid in (a.uid, b.uid) for uid, _ in rest):
            continue
        for here, there, last in ((a, b, True), (b, a, False)):
            inside = scene.projects.get(here.uid, [])
            for count in range(1, MOST_MOVED + 1):
                moved = inside[-count:] if last else inside[:count]
                if len(moved) == count and _moves(scene, rest, moved, (here, there)):
                    puts: frozenset[Put] = frozenset(("move", row.uid, 0, there.uid) for row in moved)
                    yield Guess(
                        "heading",
                        puts,
                        frozenset([a.uid, b.uid, *(r.uid for r in moved)]),
                        -log(len(pairs) * 2 * MOST_MOVED),
                    )


def _together(scene: Scene, a: Row, b: Row) -> bool:
    return scene.above[a.uid] == scene.above[b.uid] and a.level > GRAND


def _moves(scene: Scene, rest: Rest, moved: Sequence[Row], units: tuple[Row, Row]) -> bool:
    here, there = units
    change: dict[Key, int] = {}
    for row in moved:
        for at, fen in enumerate(scene.held[row.uid]):
            change[here.uid, at] = change.get((here.uid, at), 0) - fen
            change[there.uid, at] = change.get((there.uid, at), 0) + fen
    return {key: fen for key, fen in change.items() if fen} == rest
