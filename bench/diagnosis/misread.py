"""Faults of amounts: one cell, or the equal cells of a row alike, that say what they should not."""

from __future__ import annotations

from functools import partial
from math import exp, log
from random import Random

from bench.diagnosis.channel import TYPED, outcomes, read
from bench.diagnosis.faults import ROUNDING, UNREADABLE, Fault, amounts, kind, place_of
from bench.diagnosis.tables import GRAND, PROJECT, Row, Table, shown
from budgetcheck.terms import MoneyUnit

AT_PROJECT, ALIKE = 0.7, 0.7


def cells_of(row: Row, random: Random) -> list[int]:
    """The columns that a misreading strikes: the equal ones of a row alike, or one of those that print."""
    held = [column for column, text in enumerate(row.texts) if text]
    if not held:
        return []
    both = twins(row.truth)
    if both and random.random() < ALIKE:
        return both
    return [random.choice(held)]


def twins(cells: list[int]) -> list[int]:
    """The columns of a row whose total is one source alone."""
    same = [column for column in range(1, len(cells)) if cells[column] == cells[0] and cells[0]]
    return [0, same[0]] if len(same) == 1 else []


def struck(table: Table, random: Random) -> Row:
    """A row for a misreading: mostly a project."""
    at_project = random.random() < AT_PROJECT
    return random.choice(table.projects if at_project else table.totals)


def _typed(name: str, table: Table, random: Random) -> Fault | None:
    if name == "yuan" and table.law.unit is not MoneyUnit.WAN_YUAN:
        return None
    row = struck(table, random)
    columns = cells_of(row, random)
    if not columns or row.truth[columns[0]] == 0 or read(row.texts[columns[0]], table.scale) is None:
        return None
    options = outcomes(name, row.truth[columns[0]], table.scale)
    if not options:
        return None
    text = random.choices(list(options), list(options.values()))[0]
    for column in columns:
        row.texts[column] = text
    return Fault(name, place_of(row, columns), frozenset([row.uid]), amounts(row, columns))


for _name in TYPED:
    kind(_name)(partial(_typed, _name))


@kind(UNREADABLE)
def unreadable(table: Table, random: Random) -> Fault | None:
    """A thousands comma moved, or read as a point: the cell is no amount any more."""
    row = struck(table, random)
    columns = cells_of(row, random)
    if not columns or "," not in row.texts[columns[0]]:
        return None
    text = row.texts[columns[0]]
    at = text.index(",")
    spoilt = random.choice(
        (text[:at] + "." + text[at + 1 :], text[:at] + text[at + 1] + "," + text[at + 2 :])
    )
    if read(spoilt, table.scale) is not None:
        return None
    for column in columns:
        row.texts[column] = spoilt
    return Fault(UNREADABLE, place_of(row, columns), frozenset([row.uid]), amounts(row, columns))


@kind("column")
def column(table: Table, random: Random) -> Fault | None:
    """An amount stands in the wrong column of sources."""
    if table.law.columns == 1:
        return None
    row = random.choice(table.projects)
    held = [c for c in (1, 2, 3) if row.truth[c]]
    free = [c for c in (1, 2, 3) if not row.truth[c]]
    if not held or not free:
        return None
    wrong, right = random.choice(free), random.choice(held)
    row.texts[wrong], row.texts[right] = row.texts[right], ""
    put = amounts(row, [wrong, right])
    return Fault("column", "project, cells", frozenset([row.uid]), put)


@kind("subtotal_twice")
def subtotal_twice(table: Table, random: Random) -> Fault | None:
    """A total holds one of the subtotals below it twice."""
    above, rows = table.parents(), {row.uid: row for row in table.rows}
    below = [row for row in table.totals if row.level != GRAND and row.truth[0]]
    if not below:
        return None
    child = random.choice(below)
    row = rows[above[child.uid]]
    return _restated(
        table, row, [a + b for a, b in zip(row.truth, child.truth, strict=True)], "subtotal_twice"
    )


@kind("stale")
def stale(table: Table, random: Random) -> Fault | None:
    """One total is from an older state of the table."""
    row = random.choice(table.totals)
    return _stale(table, [row], _older(table, row, random), "stale")


@kind("stale_chain")
def stale_chain(table: Table, random: Random) -> Fault | None:
    """A unit and all totals above it are from an older state."""
    above, rows = table.parents(), {row.uid: row for row in table.rows}
    lower = [row for row in table.totals if row.level != GRAND]
    if not lower:
        return None
    chain = [random.choice(lower)]
    delta = _older(table, chain[0], random)
    while chain[-1].uid in above:
        chain.append(rows[above[chain[-1].uid]])
    return _stale(table, chain, delta, "stale_chain")


def _stale(table: Table, chain: list[Row], delta: list[int], name: str) -> Fault | None:
    stated = [[a + b for a, b in zip(row.truth, delta, strict=True)] for row in chain]
    if not any(delta) or any(cells[0] <= 0 or min(cells) < 0 for cells in stated):
        return None
    faults = [_restated(table, row, cells, name) for row, cells in zip(chain, stated, strict=True)]
    undone = frozenset(put for fault in faults for put in fault.undone)
    place = faults[0].place if len(faults) == 1 else "totals"
    return Fault(name, place, frozenset(row.uid for row in chain), undone)


def below(table: Table, row: Row) -> list[Row]:
    """The projects that a total stands for, at any depth."""
    above = table.parents()
    found = []
    for project in table.projects:
        uid: int | None = project.uid
        while uid is not None and uid != row.uid:
            uid = above.get(uid)
        if uid is not None:
            found.append(project)
    return found


def _older(table: Table, row: Row, random: Random) -> list[int]:
    """What the total was more: a project since removed, one added since, or one of which a source was another."""
    inside = below(table, row)
    how = random.randrange(3)
    if how == 0 or not inside:
        return table.law.row(random)
    now = random.choice(inside).truth
    if how == 1:
        return [-fen for fen in now]
    source = random.choice(sources_of(now))
    by = table.law.amount(random) - now[source]
    return [by * (at in (0, source)) for at in range(len(now))]


def sources_of(cells: list[int]) -> list[int]:
    """The columns in which a project's money stands; the first where it has none."""
    return [at for at in range(1, len(cells)) if cells[at]] or [min(1, len(cells) - 1)]


def older_weight(table: Table, inside: list[list[int]], delta: list[int]) -> float:
    """The probability that an older state differs by just so much, where the projects below are `inside`."""
    law = table.law
    removed = exp(law.row_weight(delta)) if min(delta) >= 0 and any(delta) else 0.0
    if not inside:
        return removed
    added = sum(all(a == -b for a, b in zip(now, delta, strict=True)) for now in inside)
    moved = [at for at in range(min(1, len(delta) - 1), len(delta)) if delta[at]]
    other = 0.0
    if len(moved) == 1 and delta[0] == delta[moved[0]]:
        at, by = moved[0], delta[0]
        for now in inside:
            held = sources_of(now)
            other += exp(law.weight(now[at] + by)) / len(held) if at in held else 0.0
    return (removed + (added + other) / len(inside)) / 3


def _restated(table: Table, row: Row, cells: list[int], name: str) -> Fault:
    row.texts = shown(table, cells)
    changed = [at for at, (a, b) in enumerate(zip(cells, row.truth, strict=True)) if a != b]
    return Fault(name, place_of(row, changed), frozenset([row.uid]), amounts(row, changed))


@kind(ROUNDING)
def rounding(table: Table, random: Random) -> Fault | None:
    """Every figure was rounded by itself, so that sums drift apart in the last digit."""
    if table.law.style == "mixed" or table.law.unit is MoneyUnit.YUAN:
        return None
    exact = {
        row.uid: row.truth[0] + random.randint(-4_999, 4_999) * bool(row.truth[0]) for row in table.projects
    }
    for row in table.totals:
        fen = sum(exact[project.uid] for project in below(table, row))
        rounded = (fen + 5_000) // 10_000 * 10_000
        row.truth = [rounded, rounded, 0, 0][: table.law.columns] if table.law.columns > 1 else [rounded]
        row.texts = shown(table, row.truth)
    return Fault(ROUNDING, "totals", frozenset(row.uid for row in table.rows), frozenset())


def place_weight(table: Table, row: Row, columns: list[int], cells: list[int]) -> float:
    """The logarithm of the probability that a misreading strikes these columns of a row that should say `cells`."""
    among = (
        (AT_PROJECT / max(len(table.projects), 1))
        if row.level == PROJECT
        else (1 - AT_PROJECT) / len(table.totals)
    )
    both = twins(cells)
    if len(columns) > 1:
        return log(among * ALIKE)
    held = sum(1 for fen in cells if fen) or 1
    return log(among * ((1 - ALIKE) if both else 1.0) / held)
