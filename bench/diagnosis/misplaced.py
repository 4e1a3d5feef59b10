"""Faults of rows: printed twice, left out, cut by a page break, under the wrong heading, a subtotal like a project."""

from __future__ import annotations

import itertools
from dataclasses import replace
from random import Random

from bench.diagnosis.channel import HALF_WRONG, LOWER, UPPER, printed, read
from bench.diagnosis.faults import Fault, Put, amounts, kind
from bench.diagnosis.tables import GENERIC, GRAND, PROJECT, UNIT, Row, Table

MOST_MOVED = 3
WHOLE_GOAL = 0.4  # cuts that fall between two sentences, so that only the numbering speaks for them


@kind("twice")
def twice(table: Table, random: Random) -> Fault | None:
    """A project is printed twice."""
    row = random.choice(table.projects)
    if not any(row.truth):
        return None
    copy = replace(row.same(), uid=next(table.fresh), copies=row.uid, opens_page=random.random() < 0.5)
    table.rows.insert(table.rows.index(row) + 1, copy)
    return Fault("twice", "project", frozenset([row.uid, copy.uid]), frozenset([_drop(copy)]))


@kind("missing")
def missing(table: Table, random: Random) -> Fault | None:
    """A project is left out."""
    row = random.choice(table.projects)
    siblings = [uid for uid, up in table.parents().items() if up == table.parents()[row.uid]]
    if not any(row.truth) or len(siblings) < 2:
        return None
    parent = table.parents()[row.uid]
    table.rows.remove(row)
    puts = frozenset(("insert", parent, column, fen) for column, fen in enumerate(row.truth) if fen)
    return Fault("missing", "project", frozenset([row.uid]), puts)


@kind("cut_equal")
def cut_equal(table: Table, random: Random) -> Fault | None:
    """A page break cuts a row, and both parts carry its amount."""
    row = _cuttable(table, random)
    return _cut(table, row, random, row.texts[:], row.texts[:]) if row else None


@kind("cut_misread")
def cut_misread(table: Table, random: Random) -> Fault | None:
    """A page break cuts through the digits: each half of the line is read by itself."""
    row = _cuttable(table, random)
    if row is None:
        return None
    true = printed(row.truth[0], table.scale)
    upper, lower = (_half(true, groups, random) for groups in (UPPER, LOWER))
    if upper == lower == true or None in (read(upper, table.scale), read(lower, table.scale)):
        return None
    if upper.startswith("0") or lower.startswith("0"):
        return None
    return _cut(table, row, random, [t and upper for t in row.texts], [t and lower for t in row.texts])


def _half(true: str, groups: tuple[str, ...], random: Random) -> str:
    return "".join(
        random.choice(next(g for g in groups if digit in g))
        if digit.isdigit() and random.random() < HALF_WRONG
        else digit
        for digit in true
    )


def _cuttable(table: Table, random: Random) -> Row | None:
    row = random.choice(table.projects)
    held = {text for text in row.texts if text}
    return row if row.truth[0] and len(held) == 1 and "2、" in row.indicators else None


def _cut(table: Table, row: Row, random: Random, upper: list[str], lower: list[str]) -> Fault:
    """Two rows in place of one: mostly the goal stops in mid-sentence, and mostly the numbers go on behind the break."""
    whole = random.random() < WHOLE_GOAL
    at = len(row.goal) if whole else max(2, len(row.goal) // 2)
    split = (
        row.indicators.index(f"{random.choice((2, 3))}、")
        if whole or random.random() < 0.75
        else len(row.indicators)
    )
    name = random.choices((random.choice(GENERIC), row.name), (0.6, 0.4))[0]
    tail = Row(
        *(next(table.fresh), PROJECT, name, [0] * len(row.truth), lower),
        goal=row.goal[at:],
        indicators=row.indicators[split:],
        opens_page=True,
        tail_of=row.uid,
    )
    row.goal, row.indicators, row.texts = row.goal[:at], row.indicators[:split], upper
    table.rows.insert(table.rows.index(row) + 1, tail)
    wrong = [c for c, text in enumerate(upper) if text and read(text, table.scale) != row.truth[c]]
    undone = amounts(row, wrong) | {_drop(tail)}
    kind_of = "cut_misread" if upper != lower or wrong else "cut_equal"
    return Fault(kind_of, "project", frozenset([row.uid, tail.uid]), undone)


@kind("heading")
def heading(table: Table, random: Random) -> Fault | None:
    """A unit's heading stands a few rows too early or too late."""
    units = [row for row in table.rows if row.level == UNIT]
    pairs = [(a, b) for a, b in itertools.pairwise(units) if not _between(table, a, b)]
    if not pairs:
        return None
    first, second = random.choice(pairs)
    count, late = random.randint(1, MOST_MOVED), random.random() < 0.5
    above = table.parents()
    losing = [row for row in table.projects if above[row.uid] == (second if late else first).uid]
    if len(losing) <= count:
        return None
    moved = losing[:count] if late else losing[-count:]
    home = second if late else first
    table.rows.remove(second)
    at = table.rows.index(moved[-1]) + 1 if late else table.rows.index(moved[0])
    table.rows.insert(at, second)
    puts: frozenset[Put] = frozenset(("move", row.uid, 0, home.uid) for row in moved)
    return Fault("heading", "rows", frozenset([first.uid, second.uid, *(r.uid for r in moved)]), puts)


def _between(table: Table, a: Row, b: Row) -> bool:
    """Whether a department begins between two units."""
    held = table.rows[table.rows.index(a) : table.rows.index(b)]
    return any(row.level < UNIT for row in held)


@kind("subtotal_as_project")
def subtotal_as_project(table: Table, random: Random) -> Fault | None:
    """The first unit's subtotal has the texts of a project, and is read as one."""
    row = next((row for row in table.rows if row.level != GRAND), None)
    if row is None or row.level != UNIT or not row.truth[0] or any(r.level == 1 for r in table.rows):
        return None
    donor = random.choice(table.projects)
    row.goal, row.indicators, row.level = f"统筹{donor.goal}", donor.indicators, PROJECT
    return Fault("subtotal_as_project", "unit", frozenset([row.uid]), frozenset([_drop(row)]))


def _drop(row: Row) -> Put:
    return ("drop", row.uid, 0, 0)
