"""Two tables, or two folders of tables, of different years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from budgetcheck.comparison.projects import Block, Match, Project, matched, projects_of
from budgetcheck.comparison.targets import Target, changed_targets, paired_targets, targets_of
from budgetcheck.frames.changes import change_frame, counts
from budgetcheck.terms import MONEY_FIELDS, Field, LineKind, ProjectChange, TargetChange, TextChange
from budgetcheck.text import normalise_name

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.frames import Tables

_FIELDS = tuple(str(field) for field in MONEY_FIELDS)
Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class TablesComparison:
    """What differs between two years' tables, a frame each; amounts in fen.

    Attributes:
        editions: the tables that were compared.
        projects: every project: added, gone, renamed or kept.
        units: what the projects of each unit add up to, by money column.
        amounts: the amounts that changed, of projects in both tables.
        targets: the targets that changed, weaker or stronger.
        indicators: the indicators that came or went, of projects in both tables.
        texts: goals and contents carried over unchanged, or but for the year.
    """

    editions: pd.DataFrame
    projects: pd.DataFrame
    units: pd.DataFrame
    amounts: pd.DataFrame
    targets: pd.DataFrame
    indicators: pd.DataFrame
    texts: pd.DataFrame

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Name to frame."""
        return {spec.name: getattr(self, spec.name) for spec in fields(self)}

    @property
    def summary(self) -> dict[str, Any]:
        """How much of each kind of change there is."""
        indicators = counts(self.indicators, (ProjectChange.ADDED, ProjectChange.GONE))
        return {
            "projects": counts(self.projects, ProjectChange),
            "amounts": len(self.amounts),
            "targets": counts(self.targets, TargetChange),
            "indicators": indicators,
            "texts": counts(self.texts, TextChange),
        }


def compare_tables(old: Tables, new: Tables) -> TablesComparison:
    """What became of `old` in `new`."""
    matches, blocks = matched(projects_of(old), projects_of(new))
    kept = [(match.old, match.new) for match in matches if match.old and match.new]
    before, after = targets_of(old), targets_of(new)
    pairs = [(one, other, paired_targets(before[one.line_id], after[other.line_id])) for one, other in kept]
    return TablesComparison(
        editions=change_frame("editions", [*_editions("old", old), *_editions("new", new)]),
        projects=change_frame("projects", map(_project, matches)),
        units=change_frame("units", _units(matches, blocks)),
        amounts=change_frame("amounts", (row for pair in kept for row in _amounts(*pair))),
        targets=change_frame(
            "targets", (row for one, other, found in pairs for row in _targets(one, other, found[0]))
        ),
        indicators=change_frame(
            "indicators", (row for one, other, found in pairs for row in _indicators(one, other, found))
        ),
        texts=change_frame("texts", (row for pair in kept for row in _texts(*pair))),
    )


def _editions(side: str, tables: Tables) -> Iterator[Row]:
    held = tables.lines.loc[tables.lines["kind"] == LineKind.PROJECT, "document"].value_counts()
    for record in tables.documents.to_dict("records"):
        yield {
            "side": side,
            "file": record["file"],
            "document": record["ordinal"],
            "title": record["title"],
            "department": record["department"],
            "year": record["year"],
            "projects": int(held.get(record["document"], 0)),
        }


def _project(match: Match) -> Row:
    row: Row = {"change": str(_change(match))}
    for side, project in (("old", match.old), ("new", match.new)):
        if project is not None:
            row |= {
                "department": project.department,
                f"unit_{side}": project.unit,
                f"name_{side}": project.name,
                f"total_{side}": project.amounts["total"],
                f"file_{side}": project.file,
                f"line_{side}": project.line,
            }
    return {**row, "likeness": match.likeness if match.old and match.new else None}


def _change(match: Match) -> ProjectChange:
    if match.old is None:
        return ProjectChange.ADDED
    if match.new is None:
        return ProjectChange.GONE
    return ProjectChange.KEPT if match.old.key == match.new.key else ProjectChange.RENAMED


def _units(matches: Iterable[Match], blocks: Mapping[Block, Block]) -> Iterator[Row]:
    """One row per unit and money column that either side states; a unit stands where the new table has it."""
    held: dict[Block, tuple[list[Project], list[Project]]] = {}
    for match in matches:
        if match.new is not None:
            held.setdefault(match.new.owner, ([], []))[1].append(match.new)
        if match.old is not None:
            became = blocks.get(match.old.owner, match.old.owner)
            held.setdefault(became, ([], []))[0].append(match.old)
    for before, after in held.values():
        yield from _unit(before, after)


def _unit(before: Sequence[Project], after: Sequence[Project]) -> Iterator[Row]:
    sides = {"unit_old": before, "unit_new": after}
    names = {side: projects[0].unit for side, projects in sides.items() if projects}
    for field in _FIELDS:
        old, new = _sum(before, field), _sum(after, field)
        if old is not None or new is not None:
            yield {
                "department": [*before, *after][-1].department,
                **names,
                "change": str(_unit_change(names)),
                "field": field,
                "old": old,
                "new": new,
                "difference": (new or 0) - (old or 0),
                "unread": sum(field in project.unread for project in (*before, *after)),
            }


def _unit_change(names: Mapping[str, str]) -> ProjectChange:
    if "unit_old" not in names:
        return ProjectChange.ADDED
    if "unit_new" not in names:
        return ProjectChange.GONE
    same = normalise_name(names["unit_old"]) == normalise_name(names["unit_new"])
    return ProjectChange.KEPT if same else ProjectChange.RENAMED


def _sum(projects: Iterable[Project], field: str) -> int | None:
    """What the stated amounts add up to; None where none is stated."""
    stated = [amount for project in projects if (amount := project.amounts[field]) is not None]
    return sum(stated) if stated else None


def _amounts(old: Project, new: Project) -> Iterator[Row]:
    for field in _FIELDS:
        before, after = old.amounts[field], new.amounts[field]
        # NOTE: an amount that cannot be read is not one that changed; the units frame counts these.
        if before != after and field not in old.unread | new.unread:
            difference = (after or 0) - (before or 0)
            row = {"field": field, "old": before, "new": after, "difference": difference}
            if difference or None not in (before, after):
                yield {**_owner(new), **row, **_places(old, new)}


def _targets(old: Project, new: Project, pairs: Iterable[tuple[Target, Target]]) -> Iterator[Row]:
    for change, before, after in changed_targets(pairs):
        yield {
            "change": str(change),
            **_owner(new),
            "category": after.category,
            "indicator": after.name,
            "old": before.value,
            "new": after.value,
            **_places(old, new),
            "position_old": before.position,
            "position_new": after.position,
        }


def _indicators(
    old: Project, new: Project, found: tuple[object, Sequence[Target], Sequence[Target]]
) -> Iterator[Row]:
    for change, project, targets in (
        (ProjectChange.GONE, old, found[1]),
        (ProjectChange.ADDED, new, found[2]),
    ):
        for target in targets:
            yield {
                "change": str(change),
                **_owner(new),
                "category": target.category,
                "indicator": target.name,
                "value": target.value,
                "file": project.file,
                "line": project.line,
                "position": target.position,
            }


def _texts(old: Project, new: Project) -> Iterator[Row]:
    fields = (str(Field.CONTENT), str(Field.GOAL))
    for at, field in enumerate(fields):
        if new.texts[at] and old.texts[at] == new.texts[at]:
            before, after = getattr(old, field), getattr(new, field)
            same = "".join(before.split()) == "".join(after.split())
            change = TextChange.SAME if same else TextChange.YEAR
            row = {"change": str(change), **_owner(new), "field": field, "text": after}
            yield {**row, **_places(old, new)}


def _owner(project: Project) -> Row:
    return {"department": project.department, "unit": project.unit, "project": project.name}


def _places(old: Project, new: Project) -> Row:
    return {"file_old": old.file, "line_old": old.line, "file_new": new.file, "line_new": new.line}
