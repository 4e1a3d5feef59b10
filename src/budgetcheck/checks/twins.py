"""DUP, between documents: whole tables, indicator sets and goals that stand in another one as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.across import contents, departments, line_sets
from budgetcheck.checks.columns import document_positions, is_kind, line_ids
from budgetcheck.checks.letters import letters
from budgetcheck.checks.neighbours import neighbours, plain_letters, sets_of
from budgetcheck.checks.outcomes import outcome_of
from budgetcheck.checks.registry import check
from budgetcheck.model import Bilingual, Evidence, Outcome
from budgetcheck.terms import Field, LineKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

# NOTE: so many are enough that a line of any table finds a partner unlike its own.
_BODIES, _CONTENTS = 3, 2
_WHOLE = Bilingual("文件完全相同", "the files are the same, byte for byte")
_ROWS = Bilingual("各行完全相同", "every row is the same")


@check("documents", fields=("first_file", "first_table", "how"), needs=("lines", "indicators"), across=True)
def tables_are_read_once(documents: pd.DataFrame, tables: Tables) -> Outcome:
    """No table of the run holds the rows of another; each later one, by file name, is a finding."""
    key = tables.once(contents)
    order = _by_file(documents)
    first: dict[int, int] = {}
    evidence = []
    files, hashes = documents["file"].tolist(), documents["sha256"].tolist()
    ordinals, rows = documents["ordinal"].tolist(), documents["row"].tolist()
    for row in order.tolist():
        before = first.setdefault(int(key[row]), row)
        if before == row:
            continue
        same = hashes[before] == hashes[row] and files[before] != files[row]
        facts = {
            "first_file": files[before],
            "first_table": ordinals[before],
            "how": _WHOLE if same else _ROWS,
        }
        evidence.append(Evidence(row, origin=(int(rows[row]), None, None, None), fields=facts))
    return outcome_of(_compared(len(documents)), evidence)


@check(
    "documents",
    fields=("projects", "project", "other_file", "other_line", "other_name"),
    needs=("lines", "indicators"),
    across=True,
)
def sets_are_own(documents: pd.DataFrame, tables: Tables, *, least: int) -> Outcome:
    """No project has the whole indicator set, names and values, of one in another department's table.

    Sets of fewer than `least` indicators agree by chance. One finding per document, at its first such project.
    """
    size, key = tables.once(line_sets)
    rows = np.flatnonzero(tables.once(is_kind, LineKind.PROJECT) & (size >= least))
    order = rows[np.argsort(key[rows], kind="stable")]
    opens = np.flatnonzero(np.append(True, key[order][1:] != key[order][:-1])[: len(order)])
    sizes = np.diff(opens, append=len(order))
    several = zip(opens[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True)
    groups = [order[start : start + size] for start, size in several]
    return outcome_of(_compared(len(documents)), _shared(tables, groups, str(Field.INDICATORS)))


@check(
    "documents",
    fields=("projects", "project", "other_file", "other_line", "other_name"),
    needs=("lines",),
    across=True,
)
def goals_are_own(documents: pd.DataFrame, tables: Tables, *, at_least: int, shortest: int) -> Outcome:
    """No project has a goal alike by `at_least` percent to one in another department's table.

    Goals of fewer than `shortest` characters agree by chance. One finding per document, at its first such project.
    """
    held = tables.once(plain_letters, str(Field.GOAL))
    anywhere = np.zeros(len(held.texts), dtype=np.int64)
    found = neighbours(held, anywhere, at_least=at_least, shortest=shortest)
    groups = [np.array(members) for members, _ in sets_of({(p.one, p.other): p.score for p in found.pairs})]
    return outcome_of(_compared(len(documents)), _shared(tables, groups, str(Field.GOAL)))


def _shared(tables: Tables, groups: Iterable[Ints], field: str) -> list[Evidence]:
    """One piece of evidence per document for the groups of lines it shares with another department's."""
    where, key = tables.once(document_positions), tables.once(contents)
    body = tables.once(departments)
    rank = np.argsort(_by_file(tables.documents))
    told: dict[int, list[tuple[int, int]]] = {}
    for group in groups:
        document = where[group]
        if len(np.unique(body[document])) == 1:
            continue
        # NOTE: the partner shown must not depend on the order in which the files were read.
        ordered = group[np.lexsort((group, rank[document]))].tolist()
        for line, partner in _partners(ordered, where, key, body):
            told.setdefault(int(where[line]), []).append((line, partner))
    return [_evidence(tables, document, sorted(pairs), field) for document, pairs in sorted(told.items())]


def _partners(
    ordered: Sequence[int], where: Ints, key: NDArray[np.uint64], body: NDArray[np.uint64]
) -> list[tuple[int, int]]:
    """Each line with an early one of another department and of a table with other content."""
    firsts: dict[int, dict[int, int]] = {}
    told = [(line, int(body[where[line]]), int(key[where[line]])) for line in ordered]
    for line, department, content in told:
        if department and (department in firsts or len(firsts) < _BODIES):
            held = firsts.setdefault(department, {})
            if len(held) < _CONTENTS:
                held.setdefault(content, line)
    found = []
    for line, department, content in told:
        others = [held for other, held in firsts.items() if department and other != department]
        partner = next((other for held in others for k, other in held.items() if k != content), None)
        if partner is not None:
            found.append((line, partner))
    return found


def _evidence(tables: Tables, document: int, pairs: Sequence[tuple[int, int]], field: str) -> Evidence:
    line, partner = pairs[0]
    lines, where = tables.lines, tables.once(document_positions)
    names = tables.once(letters, "name").texts
    return Evidence(
        document,
        field,
        line_id=int(tables.once(line_ids)[line]),
        fields={
            "projects": len({own for own, _ in pairs}),
            "project": names[line],
            "other_file": str(tables.documents["file"].iat[int(where[partner])]),
            "other_line": int(lines["row"].to_numpy(dtype=np.int64)[partner]),
            "other_name": names[partner],
        },
    )


def _by_file(documents: pd.DataFrame) -> NDArray[np.intp]:
    """The positions of the documents in the order of file and place in it."""
    files, ordinals = documents["file"].tolist(), documents["ordinal"].tolist()
    return np.array(sorted(range(len(files)), key=lambda row: (files[row], ordinals[row])), dtype=np.intp)


def _compared(size: int) -> NDArray[np.bool_]:
    """Per document: whether there is another one to compare it with."""
    return np.full(size, size > 1)
