"""One fault that breaks several rules is one root, with its consequences folded under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from budgetcheck.engine.blame import Blame
from budgetcheck.engine.findings import Draft
from budgetcheck.model import Finding


def fold(made: list[Draft], found: list[Finding], blamed: Sequence[Blame] = ()) -> list[Finding]:
    """The findings with `caused_by` set where one is the consequence of another, and what explains the first.

    What the sums of a table as a whole say goes before what a rule says that it follows from.
    """
    named = {name for rule in {d.rule.id: d.rule for d in made}.values() for name in rule.follows}
    index: dict[tuple[Any, ...], int] = {}
    for position, draft in enumerate(made):
        # NOTE: of most rules nothing follows, and of most findings there are thousands.
        for key in _keys(draft) if draft.rule.name in named else ():
            index.setdefault(key, position)
    followed = {n: root for n, draft in enumerate(made) if (root := _root(draft, n, index)) is not None}
    roots = {blame.root: blame.because for blame in blamed}
    followed |= {n: blame.root for blame in blamed for n in blame.follow}
    causes = _without_circles({n: root for n, root in followed.items() if n not in roots})
    if not causes and not roots:
        return found
    folded = [
        replace(finding, caused_by=found[_ultimate(n, causes)].fingerprint) if n in causes else finding
        for n, finding in enumerate(found)
    ]
    for n, because in roots.items():
        folded[n] = replace(
            folded[n],
            explanations=because.explanations,
            explained=because.explained,
            partial=because.diagnosis.partial,
        )
    return folded


def _keys(draft: Draft) -> list[tuple[Any, ...]]:
    """The keys under which a later finding may name this one as its cause."""
    name, document = draft.rule.name, draft.document
    keys: list[tuple[Any, ...]] = [(name, "document", document), (name, "line", document, draft.line_id)]
    if draft.indicator is not None:
        keys.append((name, "indicator", int(draft.indicator["indicator_id"])))
    if isinstance(draft.evidence.difference, int):
        keys.append((name, "difference", document, abs(draft.evidence.difference)))
    return keys


def _root(draft: Draft, position: int, index: Mapping[tuple[Any, ...], int]) -> int | None:
    if not draft.rule.follows:
        return None
    ties = {key[1]: key[1:] for key in _keys(draft)}
    tie = ties.get(draft.rule.follows_by)
    if tie is None:
        return None
    for name in draft.rule.follows:
        root = index.get((name, *tie))
        if root is not None and root != position:
            return root
    return None


def _ultimate(position: int, causes: Mapping[int, int]) -> int:
    """The root at the end of the chain."""
    while position in causes:
        position = causes[position]
    return position


def _without_circles(causes: Mapping[int, int]) -> dict[int, int]:
    """The causes, where the first finding of each circle is made its root."""
    kept = dict(causes)
    done: set[int] = set()
    for start in sorted(causes):
        path: dict[int, int] = {}
        position = start
        while position in kept and position not in done and position not in path:
            path[position] = len(path)
            position = kept[position]
        if position in path:
            del kept[min(p for p, order in path.items() if order >= path[position])]
        done.update(path)
    return kept
