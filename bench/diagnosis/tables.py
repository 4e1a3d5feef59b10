"""Sound tables with a tree of units: rows that balance to the fen, and the prose around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from math import exp, log
from random import Random

from bench.diagnosis.channel import Scale, printed
from bench.diagnosis.law import STYLES, Law, law
from bench.generate import packed
from bench.phrases import AIMS, AREAS, BUREAUS, CITIES, INDICATORS, MEANS, OBJECTS, TAIL
from budgetcheck.terms import MoneyUnit

GRAND, DEPARTMENT, UNIT, PROJECT = range(4)
GENERIC = ("工作经费", "其他经费", "专项业务费")
ROUNDED_ZEROS = ((0, 0.92), (1, 0.08))
TWIN, LATE = 0.03, 0.1  # tables with a lawful copy of a row, and with a row that begins at number 2
PAGE = 9


@dataclass(eq=False)
class Row:
    """One printed row; `truth` is what its money cells should say, `texts` what they do."""

    uid: int
    level: int
    name: str
    truth: list[int]
    texts: list[str]
    content: str = ""
    goal: str = ""
    indicators: str = ""
    opens_page: bool = False
    copies: int | None = None  # the row whose twin it is
    tail_of: int | None = None  # the row that a page break cut in front of it

    def same(self) -> Row:
        """A copy to be spoilt."""
        return replace(self, truth=list(self.truth), texts=list(self.texts))


@dataclass
class Table:
    """The rows in printed order; a row belongs to the nearest one above it of a lower level."""

    title: str
    law: Law
    rows: list[Row]
    fresh: count[int] = field(default_factory=lambda: count(100_000))

    @property
    def scale(self) -> Scale:
        """How amounts are printed."""
        return Scale(self.law.unit)

    def same(self) -> Table:
        """A copy to be spoilt."""
        return Table(self.title, self.law, [row.same() for row in self.rows], self.fresh)

    @property
    def projects(self) -> list[Row]:
        """All project rows."""
        return [row for row in self.rows if row.level == PROJECT]

    @property
    def totals(self) -> list[Row]:
        """All rows above projects."""
        return [row for row in self.rows if row.level != PROJECT]

    def parents(self) -> dict[int, int]:
        """The row above each row, by their uids; the grand total has none."""
        return parents(self.rows)


def parents(rows: Sequence[Row]) -> dict[int, int]:
    """The row above each row, by their uids."""
    above: dict[int, int] = {}
    open_rows: list[Row] = []
    for row in rows:
        while open_rows and open_rows[-1].level >= row.level:
            open_rows.pop()
        if open_rows:
            above[row.uid] = open_rows[-1].uid
        if row.level != PROJECT:
            open_rows.append(row)
    return above


@dataclass(frozen=True)
class Plan:
    """What a table is to be like; None is left to chance."""

    projects: tuple[int, int] = (5, 120)
    style: str | None = None
    depth: int | None = None
    unit: MoneyUnit | None = None
    rounded: bool = False


def make(random: Random, number: int, plan: Plan) -> Table:
    """A table that balances in every sum."""
    style = plan.style or random.choice(STYLES)
    unit = plan.unit or random.choices((MoneyUnit.WAN_YUAN, MoneyUnit.YUAN), (0.8, 0.2))[0]
    low, high = plan.projects
    projects = low if low == high else min(high, round(exp(random.uniform(log(low), log(high + 1)))))
    found = law(random, style, unit)
    if plan.rounded:
        found = replace(found, zeros=ROUNDED_ZEROS)
    city, bureau = CITIES[number % len(CITIES)], BUREAUS[number // len(CITIES) % len(BUREAUS)]
    table = Table(f"{city}{bureau}2024年项目支出绩效目标表", found, [])
    depth = plan.depth or random.choice([1] if projects < 8 else [1, 2, 2, 3])
    _grow(table, random, projects, depth, f"{city}{bureau}")
    restate(table)
    _twins(table, random)
    _paginate(table, random)
    return table


def _grow(table: Table, random: Random, projects: int, depth: int, bureau: str) -> None:
    names = _names(random, projects)
    table.rows.append(_total(table, GRAND, "合计"))
    most = max(1, min(projects // 3, 2 + projects // 12))
    units = 1 if depth == 1 else random.randint(min(2, most), most)
    departments = 1 if depth < 3 else random.randint(1, max(1, units // 2))
    opens = set(_cuts(random, units, departments))
    begins = {at: n for n, at in enumerate(_cuts(random, projects, units))}
    for at in range(projects):
        if at in begins and depth > 1:
            if depth == 3 and begins[at] in opens:
                table.rows.append(_total(table, DEPARTMENT, f"{bureau}第{begins[at] + 1}主管部门"))
            table.rows.append(_total(table, UNIT, f"{bureau}第{begins[at] + 1}直属中心"))
        table.rows.append(_project(table, random, names[at]))


def _cuts(random: Random, length: int, parts: int) -> list[int]:
    return [0, *sorted(random.sample(range(1, length), parts - 1))] if parts > 1 else [0]


def _names(random: Random, count_of: int) -> list[str]:
    every = [f"{a}{o}{t}" for a in AREAS for o in OBJECTS for t in TAIL]
    names = random.sample(every, min(count_of, len(every)))
    names += [f"{random.choice(every)}（第{n}批）" for n in range(count_of - len(names))]
    return [random.choice(GENERIC) if random.random() < 0.05 else name for name in names]


def _total(table: Table, level: int, name: str) -> Row:
    return Row(next(table.fresh), level, name, [], [])


def _project(table: Table, random: Random, name: str) -> Row:
    truth = table.law.row(random)
    matter = random.choice(AREAS) + random.choice(OBJECTS)
    goal = f"推进{matter}，" + "，".join(random.sample(AIMS, random.randint(1, 3))) + "。"
    chosen = random.sample(INDICATORS, random.randint(3, 5))
    items = [
        (p.category, f"{matter}{p.name}", p.form.format(random.randrange(p.range[0], p.range[1] + 1, p.step)))
        for p in chosen
    ]
    content = f"围绕{name}，{random.choice(MEANS)}。"
    return Row(next(table.fresh), PROJECT, name, truth, shown(table, truth), content, goal, packed(items))


def shown(table: Table, truth: Sequence[int]) -> list[str]:
    """The cells as printed: sources of 0 are blank, except in a row that has nothing else."""
    texts = [printed(fen, table.scale) if fen else "" for fen in truth]
    if not any(truth):
        texts[: 2 if len(truth) > 1 else 1] = [printed(0, table.scale)] * min(2, len(truth))
    return texts


def restate(table: Table) -> None:
    """Set every total to the sum of what stands below it, and print all amounts as they should be."""
    above, rows = table.parents(), {row.uid: row for row in table.rows}
    for row in table.totals:
        row.truth = [0] * table.law.columns
    for row in table.projects:
        uid = row.uid
        while uid in above:
            uid = above[uid]
            rows[uid].truth = [a + b for a, b in zip(rows[uid].truth, row.truth, strict=True)]
    for row in table.rows:
        row.texts = shown(table, row.truth)


def _twins(table: Table, random: Random) -> None:
    """Now and then a row stands twice by right, and a row begins with its second indicator."""
    if random.random() < TWIN:
        row = random.choice(table.projects)
        twin = replace(row.same(), uid=next(table.fresh), copies=row.uid)
        table.rows.insert(table.rows.index(row) + 1, twin)
        restate(table)
    if random.random() < LATE:
        row = random.choice(table.projects)
        row.indicators = row.indicators[row.indicators.index("2、") :]


def _paginate(table: Table, random: Random) -> None:
    for row in table.rows[2:]:
        row.opens_page = row.level == PROJECT and random.random() < 1 / PAGE
