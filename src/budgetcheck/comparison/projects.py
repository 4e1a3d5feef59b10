"""The projects of two tables, each with the one it was or became."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from rapidfuzz import fuzz

from budgetcheck.comparison.matching import bigrams, equal_pairs, left_over, likely_pairs
from budgetcheck.comparison.owners import paired_owners
from budgetcheck.terms import MONEY_FIELDS, AmountState, LineKind
from budgetcheck.text import normalise_name, yearless, yearless_name

if TYPE_CHECKING:
    from budgetcheck.frames import Tables

_NAME, _TEXT, _AMOUNT = 0.5, 0.35, 0.15
_NAME_ALONE = 0.85
_NAME_WITH_TEXT, _TEXT_WITH_NAME = 0.5, 0.8
_NAME_WITH_AMOUNT = 0.65
_TEXT_ALONE, _LONG_ENOUGH = 0.95, 20
Block = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Project:
    """A project as one of the tables has it; amounts by field, None where blank or unreadable.

    `key`, `owner` (department and unit) and `texts` (content and goal) are as they are compared: without years.
    """

    line_id: int
    file: str
    line: int
    department: str
    unit: str
    name: str
    content: str
    goal: str
    amounts: dict[str, int | None]
    unread: frozenset[str]
    key: str
    owner: Block
    texts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """Two projects that are one, or one that has no other; `likeness` is 1 where the names are the same."""

    old: Project | None
    new: Project | None
    likeness: float = 1.0


def projects_of(tables: Tables) -> list[Project]:
    """The projects of all tables, in order."""
    lines = tables.lines[tables.lines["kind"] == LineKind.PROJECT]
    documents = tables.documents.set_index("document")[["file", "department"]].to_dict("index")
    columns = [
        "document", "line_id", "row", "unit", "name", "content", "goal",
        *(f"{field}{suffix}" for field in MONEY_FIELDS for suffix in ("", "_state")),
    ]  # fmt: skip
    return [_project(record, documents[record["document"]]) for record in lines[columns].to_dict("records")]


def _project(record: Any, document: Any) -> Project:
    fields = [str(field) for field in MONEY_FIELDS]
    doubted = {f for f in fields if record[f"{f}_state"] == AmountState.UNREADABLE}
    return Project(
        line_id=record["line_id"],
        file=document["file"],
        line=record["row"],
        department=document["department"],
        unit=record["unit"],
        name=record["name"],
        content=record["content"],
        goal=record["goal"],
        amounts={f: None if pd.isna(record[f]) else int(record[f]) for f in fields},
        unread=frozenset(doubted),
        key=yearless_name(record["name"]),
        owner=(yearless_name(document["department"]), yearless_name(record["unit"])),
        texts=(yearless(record["content"]), yearless(record["goal"])),
    )


def matched(old: Sequence[Project], new: Sequence[Project]) -> tuple[list[Match], dict[Block, Block]]:
    """Every project of both sides once, in the order of the new table; and the units that are one.

    Within a unit equal names come first (the same year before another one), then likely ones by name, text and
    amounts; at last equal names in different units of a department: projects that were moved.
    """
    blocks = _paired_blocks(old, new)
    pairs: list[tuple[int, int, float]] = []
    here, there = _by_owner(old), _by_owner(new)
    for owner, other in blocks.items():
        pairs += _in_block(old, new, here[owner], there[other])
    pairs += _moved(old, new, pairs, blocks)
    return list(_ordered(old, new, pairs)), blocks


def _by_owner(projects: Sequence[Project]) -> dict[Block, list[int]]:
    owned: defaultdict[Block, list[int]] = defaultdict(list)
    for at, project in enumerate(projects):
        owned[project.owner].append(at)
    return dict(owned)


def _paired_blocks(old: Sequence[Project], new: Sequence[Project]) -> dict[Block, Block]:
    """Old departments and units with the new ones they became."""
    sides = [_names_by_owner(projects) for projects in (old, new)]
    totals = [{d: frozenset[str]().union(*units.values()) for d, units in side.items()} for side in sides]
    blocks: dict[Block, Block] = {}
    for department, other in paired_owners(totals[0], totals[1], alone=True).items():
        units = paired_owners(sides[0][department], sides[1][other])
        blocks |= {(department, unit): (other, became) for unit, became in units.items()}
    return blocks


def _names_by_owner(projects: Sequence[Project]) -> dict[str, dict[str, frozenset[str]]]:
    owned: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for project in projects:
        department, unit = project.owner
        owned[department][unit].add(project.key)
    return {d: {unit: frozenset(names) for unit, names in units.items()} for d, units in owned.items()}


def _in_block(
    old: Sequence[Project], new: Sequence[Project], here: Sequence[int], there: Sequence[int]
) -> Iterator[tuple[int, int, float]]:
    """The pairs among the projects of one unit."""
    for key in (lambda p: normalise_name(p.name), lambda p: p.key):
        pairs = equal_pairs([key(old[at]) for at in here], [key(new[at]) for at in there])
        yield from ((here[a], there[b], 1.0) for a, b in pairs)
        here = [here[at] for at in left_over(len(here), (a for a, _ in pairs))]
        there = [there[at] for at in left_over(len(there), (b for _, b in pairs))]

    def likeness(first: int, second: int) -> float:
        return likeness_of(old[here[first]], new[there[second]])

    before, after = [_features(old[at]) for at in here], [_features(new[at]) for at in there]
    for (first, second), score in likely_pairs(before, after, likeness):
        yield here[first], there[second], round(score, 4)


def _features(project: Project) -> list[Hashable]:
    texts = [(at, text) for at, text in enumerate(project.texts) if len(text) >= _LONG_ENOUGH]
    return [*bigrams(project.key), *texts, ("total", project.amounts["total"])]


def likeness_of(old: Project, new: Project) -> float:
    """How likely the two are one project, 0 where nothing but chance speaks for it."""
    named = fuzz.ratio(old.key, new.key) / 100
    told = _text_likeness(old, new)
    total = old.amounts["total"]
    paid = total is not None and total > 0 and total == new.amounts["total"]
    enough = (
        named >= _NAME_ALONE
        or (named >= _NAME_WITH_TEXT and told >= _TEXT_WITH_NAME)
        or (named >= _NAME_WITH_AMOUNT and paid)
        or told >= _TEXT_ALONE
    )
    return _NAME * named + _TEXT * told + _AMOUNT * paid if enough else 0.0


def _text_likeness(old: Project, new: Project) -> float:
    """How like the longer of content and goal are that both have; 0 for texts too short to tell."""
    both = [
        (one, other)
        for one, other in zip(old.texts, new.texts, strict=True)
        if min(len(one), len(other)) >= _LONG_ENOUGH
    ]
    return max((fuzz.ratio(one, other) / 100 for one, other in both), default=0.0)


def _moved(
    old: Sequence[Project],
    new: Sequence[Project],
    pairs: Sequence[tuple[int, int, float]],
    blocks: dict[Block, Block],
) -> Iterator[tuple[int, int, float]]:
    """Projects of one name in two units of a department; a name that stands there more than once proves nothing."""
    departments = {owner[0]: other[0] for owner, other in blocks.items()}
    here = left_over(len(old), (a for a, _, _ in pairs))
    there = left_over(len(new), (b for _, b, _ in pairs))
    before = [(departments.get(old[at].owner[0], ""), old[at].key) for at in here]
    after = [(new[at].owner[0], new[at].key) for at in there]
    counts = Counter(before), Counter(after)
    for a, b in equal_pairs(before, after):
        if all(count[before[a]] == 1 for count in counts):
            yield here[a], there[b], 1.0


def _ordered(
    old: Sequence[Project], new: Sequence[Project], pairs: Sequence[tuple[int, int, float]]
) -> Iterator[Match]:
    """The projects of the new side in order, then those of the old side that are gone."""
    was = {b: (a, likeness) for a, b, likeness in pairs}
    for at, project in enumerate(new):
        first, likeness = was.get(at, (None, 1.0))
        yield Match(None if first is None else old[first], project, likeness)
    for at in left_over(len(old), (a for a, _, _ in pairs)):
        yield Match(old[at], None)
