"""DUP, between projects of one table: indicator sets, goals and whole projects that stand twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from budgetcheck.checks.columns import column, is_kind, line_ids
from budgetcheck.checks.letters import letters
from budgetcheck.checks.neighbours import (
    LONGEST,
    distinct_numbers,
    neighbours,
    plain_letters,
    plain_texts,
    sets_of,
    together,
)
from budgetcheck.checks.outcomes import outcome_of
from budgetcheck.checks.registry import check
from budgetcheck.checks.sameness import by_line, set_keys, shared, stirred
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field, LineKind
from budgetcheck.text.titles import bare_project

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from budgetcheck.checks.letters import Letters
    from budgetcheck.checks.neighbours import Neighbours
    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_GOAL, _CONTENT, _INDICATORS = str(Field.GOAL), str(Field.CONTENT), str(Field.INDICATORS)
_LISTED = 5
_MARKS = 20  # percent that marks and blanks may make of a length


@check("lines", fields=("others", "projects", "same", "items", "least"), needs=("indicators",))
def indicator_sets_differ(lines: pd.DataFrame, tables: Tables, *, at_least: int, least: int) -> Outcome:
    """No two projects of a table share `at_least` percent of their indicators, name and value alike.

    One finding per set of such projects, at the first. Sets of fewer than `least` indicators are left alone, and so
    are projects whose names say that they are parts of one thing (`奖补资金（第一批）`, `（第二批）`).
    """
    del lines
    size, _ = tables.once(set_keys)
    judged = tables.once(is_kind, LineKind.PROJECT) & (size >= least)
    found = tables.once(_set_pairs, at_least, least)
    texts = tables.once(letters, "name").texts
    pairs = {
        pair: same
        for pair, same in found.items()
        if bare_project(texts[pair[0]]) != bare_project(texts[pair[1]])
    }
    evidence = [
        _set_evidence(tables, members, _INDICATORS, _shared(members, int(same), int(size[members[0]])))
        for members, same in sets_of(pairs)
    ]
    return outcome_of(judged, evidence)


def _shared(members: Sequence[int], same: int, items: int) -> dict[str, object]:
    """How much the members of a set share; of more than two it is the least that any pair does."""
    return {"same": same, "items": items, "least": [{}] if len(members) > 2 else []}


@check("lines", fields=("others", "projects", "score"))
def goals_differ(lines: pd.DataFrame, tables: Tables, *, at_least: int, shortest: int) -> Outcome:
    """No two projects of a table have goals that are alike by `at_least` percent.

    One finding per set of such projects, at the first. Goals of fewer than `shortest` characters are left alone.
    """
    del lines
    held, found = tables.once(alike_goals, at_least, shortest)
    judged = tables.once(is_kind, LineKind.PROJECT) & (held.lengths >= shortest)
    scores = {(pair.one, pair.other): pair.score for pair in found.pairs}
    evidence = [
        _set_evidence(tables, members, _GOAL, {"score": int(score)}) for members, score in sets_of(scores)
    ]
    return outcome_of(judged, evidence)


@check("lines", fields=("score",))
def goal_is_not_the_content(lines: pd.DataFrame, tables: Tables, *, at_least: int, shortest: int) -> Outcome:
    """A project's goal says more than its content: they are alike by less than `at_least` percent.

    Goals of fewer than `shortest` characters are left alone.
    """
    del lines
    goal, content = tables.once(plain_letters, _GOAL), tables.once(letters, _CONTENT)
    judged = tables.once(is_kind, LineKind.PROJECT) & (goal.lengths >= shortest) & (content.lengths > 0)
    # NOTE: texts of very different length cannot be alike, whatever they say.
    raw = tables.once(letters, _GOAL).lengths
    shorter, both = np.minimum(raw, content.lengths), raw + content.lengths
    judged &= both <= LONGEST
    rows = np.flatnonzero(judged & (200 * shorter >= (at_least - _MARKS) * both)).tolist()
    told = plain_texts([content.texts[row] for row in rows]).texts
    scores = cpdist([goal.texts[row] for row in rows], told, scorer=fuzz.ratio, score_cutoff=at_least)
    alike = np.flatnonzero((scores >= at_least) & (scores > 0)).tolist()
    evidence = [Evidence(rows[at], _GOAL, fields={"score": int(scores[at])}) for at in alike]
    return outcome_of(judged, evidence)


@check("lines", fields=("first_line", "first_name"), needs=("indicators",))
def projects_differ(lines: pd.DataFrame, tables: Tables, *, shortest: int) -> Outcome:
    """No project stands twice: same goal, same indicators, same amount, in one table.

    Goals of fewer than `shortest` characters tell nothing.
    """
    goal, total = tables.once(plain_letters, _GOAL), tables.once(column, "total")
    size, key = tables.once(set_keys)
    judged = tables.once(is_kind, LineKind.PROJECT) & (goal.lengths >= shortest) & (size > 0)
    judged &= total.stated & (total.fen > 0)
    first: dict[tuple[int, int, int, str], int] = {}
    documents, names = lines["document"].tolist(), lines["name"].tolist()
    rows = lines["row"].tolist()
    ids = tables.once(line_ids)
    evidence = []
    # NOTE: equal goals of one document are rare, so only rows that share amount and indicators are read.
    for row in _twice(stirred(key, total.fen.astype(np.uint64)), judged).tolist():
        told = documents[row], int(key[row]), int(total.fen[row]), goal.texts[row]
        before = first.setdefault(told, row)
        if before != row:
            facts = {"first_line": rows[before], "first_name": names[before]}
            related = [(int(ids[before]), "name", "first")]
            evidence.append(Evidence(row, "name", fields=facts, related=related))
    return outcome_of(judged, evidence)


@check("documents", fields=("again", "of", "share"), needs=("lines", "indicators"))
def indicator_names_are_own(documents: pd.DataFrame, tables: Tables, *, at_least: int, least: int) -> Outcome:
    """Less than `at_least` percent of a document's indicators (of at least `least`) have a name used in another project.

    Tags, units and stray digits at the end of a name do not count.
    """
    held, frame = tables.once(shared), tables.indicators
    where = documents["document"].to_numpy(dtype=np.int64)
    document = frame["document"].to_numpy(dtype=np.int64)
    scoped = stirred(held.name, document.astype(np.uint64))
    codes, distinct = pd.factorize(scoped)
    pairs = distinct_numbers(codes * (int(held.line.max(initial=0)) + 2) + held.line + 1)
    projects = np.bincount(pairs // (int(held.line.max(initial=0)) + 2), minlength=len(distinct))[codes]
    order = np.argsort(where)
    position = order[np.searchsorted(where[order], document)] if len(where) else document
    all_of = np.bincount(position, minlength=len(where))
    again = np.bincount(position[projects > 1], minlength=len(where))
    judged = all_of >= least
    evidence = [
        Evidence(
            row,
            fields={
                "again": int(again[row]),
                "of": int(all_of[row]),
                "share": int(100 * again[row] // all_of[row]),
            },
        )
        for row in np.flatnonzero(judged & (100 * again >= at_least * all_of) & (again > 0)).tolist()
    ]
    return outcome_of(judged, evidence)


def alike_goals(tables: Tables, at_least: int, shortest: int) -> tuple[Letters, Neighbours]:
    """The goals as they are compared, and which of one document are alike."""
    held = tables.once(plain_letters, _GOAL)
    document = tables.lines["document"].to_numpy(dtype=np.int64)
    # NOTE: totals have no goal; a blank text is too short to be compared.
    return held, neighbours(held, document, at_least=at_least, shortest=shortest)


def _rows(tables: Tables) -> Ints:
    """Per line: its original line."""
    return tables.lines["row"].to_numpy(dtype=np.int64)


def _set_pairs(tables: Tables, at_least: int, least: int) -> Mapping[tuple[int, int], int]:
    """Pairs of lines of one document whose indicator sets are nearly equal, to how many they share.

    NOTE: two sets that share that much share one of the rarest few of either; only those few are looked up.
    """
    line, key = tables.once(by_line)
    size, whole = tables.once(set_keys)
    document = tables.lines["document"].to_numpy(dtype=np.uint64)
    wanted = size >= least
    pairs = dict.fromkeys(together(*_first_once(stirred(whole, document), np.flatnonzero(wanted))), 0)
    firsts = _firsts(stirred(whole, document), wanted)
    kept = firsts[line]
    line, key = line[kept], stirred(key[kept], document[line[kept]])
    pairs |= dict.fromkeys(together(*_prefixes(line, key, size, at_least)), 0)
    members = {row: frozenset[int]() for pair in pairs for row in pair}
    every_line, every_key = tables.once(by_line)
    starts = np.searchsorted(every_line, np.arange(len(size) + 1))
    for row in members:
        members[row] = frozenset(every_key[starts[row] : starts[row + 1]].tolist())
    common = {pair: len(members[pair[0]] & members[pair[1]]) for pair in pairs}
    return {
        pair: same
        for pair, same in sorted(common.items())
        if 100 * same >= at_least * max(len(members[pair[0]]), len(members[pair[1]]))
    }


def _first_once(key: NDArray[np.uint64], rows: NDArray[np.intp]) -> tuple[NDArray[np.uint64], Ints]:
    return key[rows], rows.astype(np.int64)


def _firsts(key: NDArray[np.uint64], wanted: Bools) -> Bools:
    """Per line: whether it is the first of those wanted that have its key."""
    rows = np.flatnonzero(wanted)
    _, at = np.unique(key[rows], return_index=True)
    firsts = np.zeros(len(key), dtype=bool)
    firsts[rows[at]] = True
    return firsts


def _prefixes(
    line: Ints, key: NDArray[np.uint64], size: Ints, at_least: int
) -> tuple[NDArray[np.uint64], Ints]:
    """Of each line the rarest of its keys, so many that a nearly equal set must have one of them too."""
    _, number, counted = np.unique(key, return_inverse=True, return_counts=True)
    among = counted[number] if len(key) else number
    order = np.lexsort((key, among, line))
    line, key = line[order], key[order]
    rank = np.arange(len(line)) - np.searchsorted(line, line, side="left")
    whole = size[line]
    chosen = rank < whole - -(-whole * at_least // 100) + 1
    return key[chosen], line[chosen]


def _twice(key: NDArray[np.uint64], judged: Bools) -> NDArray[np.intp]:
    """The judged rows whose key another judged row has, in order."""
    rows = np.flatnonzero(judged)
    _, number, counted = np.unique(key[rows], return_inverse=True, return_counts=True)
    return rows[counted[number] > 1] if len(rows) else rows


def _set_evidence(
    tables: Tables, members: Sequence[int], field: str, facts: Mapping[str, object]
) -> Evidence:
    """One finding for a set of projects, at the first, with all the others as related."""
    ids, names = tables.once(line_ids), tables.once(letters, "name").texts
    rows = tables.once(_rows)
    others = [{"line": int(rows[row]), "project": names[row]} for row in members[1 : _LISTED + 1]]
    return Evidence(
        members[0],
        field,
        fields={"others": others, "projects": len(members), **facts},
        related=[(int(ids[row]), field, "duplicate") for row in members[1:]],
    )
