"""PUB, between tables of one run: a unit's figures and projects in its own table and in its department's (勾稽)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from budgetcheck.checks.across import contents
from budgetcheck.checks.columns import column, document_positions, is_kind, line_ids, unit_fen
from budgetcheck.checks.letters import letters
from budgetcheck.checks.registry import check
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import LineKind, MoneyUnit, Verdict
from budgetcheck.text import format_fen, normalise_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Ints = NDArray[np.int64]

_LISTED = 5
_MOST_COMPARED = 200  # names without an equal one that are compared letter by letter
_NAMED_ALIKE = 85


class Tie(NamedTuple):
    """A unit's row in its department's table, and the total row and document of the unit's own table."""

    row: int
    own_total: int
    own_document: int


@check("lines", fields=("other_file", "other_line"), needs=("documents",), across=True)
def unit_totals_agree(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """A unit has the same total in its own table as in its department's table of that year.

    A difference that the last printed decimals explain is none.
    """
    total, units = tables.once(column, "total"), tables.once(unit_fen)
    where = tables.once(document_positions)
    decimals = units[where] // 10 ** np.minimum(total.decimals, 12)
    rows, files = lines["row"].tolist(), tables.documents["file"].tolist()
    verdicts = np.zeros(len(lines), dtype=np.int8)
    evidence = []
    for tie in tables.once(ties):
        verdicts[tie.row] = Verdict.PASSED
        difference = int(total.fen[tie.row] - total.fen[tie.own_total])
        # NOTE: each figure may be half of its last decimal off, if it was rounded.
        if 2 * abs(difference) < int(decimals[tie.row] + decimals[tie.own_total]) and difference:
            continue
        if difference:
            verdicts[tie.row] = Verdict.FAILED
            facts = {
                "other_file": files[tie.own_document],
                "other_line": rows[tie.own_total],
            }
            evidence.append(
                Evidence(
                    tie.row,
                    "total",
                    expected=int(total.fen[tie.own_total]),
                    actual=int(total.fen[tie.row]),
                    difference=difference,
                    fields=facts,
                )
            )
    return Outcome(verdicts, evidence)


@check(
    "lines",
    fields=("other_file", "missing", "extra", "missing_count", "extra_count"),
    needs=("documents",),
    across=True,
)
def unit_projects_agree(lines: pd.DataFrame, tables: Tables) -> Outcome:
    """A unit has the same projects in its own table as in its department's table of that year.

    Names that are nearly the same count as the same.
    """
    projects = _projects(tables)
    files = tables.documents["file"].tolist()
    verdicts = np.zeros(len(lines), dtype=np.int8)
    evidence = []
    ids = tables.once(line_ids)
    for tie in tables.once(ties):
        verdicts[tie.row] = Verdict.PASSED
        here = projects.below.get(int(ids[tie.row]), [])
        there = projects.inside.get(tie.own_document, [])
        missing, extra = _without(here, there), _without(there, here)
        if here and there and (missing or extra):
            verdicts[tie.row] = Verdict.FAILED
            facts = {
                "other_file": files[tie.own_document],
                "missing": missing[:_LISTED] or ["—"],
                "extra": extra[:_LISTED] or ["—"],
                "missing_count": len(missing),
                "extra_count": len(extra),
            }
            evidence.append(Evidence(tie.row, "name", fields=facts))
    return Outcome(verdicts, evidence)


@check(
    "documents", fields=("other_file", "other_line", "other_sum", "own_sum"), needs=("lines",), across=True
)
def table_has_one_edition(documents: pd.DataFrame, tables: Tables) -> Outcome:
    """No department has two tables of one title and year with different rows; each later one is a finding."""
    key = tables.once(contents)
    total = tables.once(column, "total")
    sums = {document: row for row, document in _grand(tables)}
    files, ordinals = documents["file"].tolist(), documents["ordinal"].tolist()
    rows = documents["row"].tolist()
    first: dict[tuple[str, str, int], int] = {}
    evidence, editions = [], _editions(documents)
    for row in sorted(range(len(files)), key=lambda row: (files[row], ordinals[row])):
        told = editions[row]
        if told is None:
            continue
        before = first.setdefault(told, row)
        if before == row or key[before] == key[row] or files[before] == files[row]:
            continue
        money = [
            format_fen(int(total.fen[sums[d]]), MoneyUnit(str(documents["money_unit"].iat[row])))
            if d in sums
            else "—"
            for d in (before, row)
        ]
        facts = {
            "other_file": files[before],
            "other_line": rows[before],
            "other_sum": money[0],
            "own_sum": money[1],
        }
        evidence.append(Evidence(row, origin=(int(rows[row]), None, None, None), fields=facts))
    verdicts = np.full(
        len(files), Verdict.PASSED if len(files) > 1 else Verdict.NOT_APPLICABLE, dtype=np.int8
    )
    verdicts[[e.row for e in evidence]] = Verdict.FAILED
    return Outcome(verdicts, sorted(evidence, key=lambda e: e.row))


def ties(tables: Tables) -> list[Tie]:
    """Each unit row whose unit has a table of its own in the run, of the same year, with one stated grand total.

    NOTE: the row of the department itself is left out: a table of that name is the department's, not the unit's.
    """
    own = _own_tables(tables)
    where, total = tables.once(document_positions), tables.once(column, "total")
    department = [normalise_name(str(name)) for name in tables.documents["department"]]
    year = tables.documents["year"].to_numpy(dtype=np.int64, na_value=0)
    names = tables.once(letters, "name").texts
    found = []
    for row in np.flatnonzero(tables.once(is_kind, LineKind.UNIT_TOTAL) & total.stated).tolist():
        document, name = int(where[row]), normalise_name(names[row])
        tie = own.get((name, int(year[document])))
        if tie is not None and name != department[document] and tie[1] != document:
            found.append(Tie(row, *tie))
    return found


def _own_tables(tables: Tables) -> Mapping[tuple[str, int], tuple[int, int]]:
    """Department and year to total row and document, where a single table names that department and year."""
    year = tables.documents["year"].to_numpy(dtype=np.int64, na_value=0)
    held: dict[tuple[str, int], list[tuple[int, int]]] = {}
    departments = list(map(normalise_name, tables.documents["department"].tolist()))
    for row, document in _grand(tables):
        name = departments[document]
        if name and year[document]:
            held.setdefault((name, int(year[document])), []).append((row, document))
    units = np.bincount(
        tables.once(document_positions)[tables.once(is_kind, LineKind.UNIT_TOTAL)], minlength=len(year)
    )
    # NOTE: a table with several units is a department's; its total is more than the unit of that name.
    return {key: found[0] for key, found in held.items() if len(found) == 1 and units[found[0][1]] <= 1}


def _grand(tables: Tables) -> list[tuple[int, int]]:
    """The stated grand total of each document that has one, with the document's position."""
    stated = tables.once(is_kind, LineKind.GRAND_TOTAL) & tables.once(column, "total").stated
    rows = np.flatnonzero(stated)
    document, first = np.unique(tables.once(document_positions)[rows], return_index=True)
    return list(zip(rows[first].tolist(), document.tolist(), strict=True))


def _editions(documents: pd.DataFrame) -> list[tuple[str, str, int] | None]:
    """Per document: department, title and year, where it states all three."""
    departments, titles = (map(normalise_name, documents[c].tolist()) for c in ("department", "title"))
    years = documents["year"].to_numpy(dtype=np.int64, na_value=0).tolist()
    told = zip(departments, titles, years, strict=True)
    return [edition if all(edition) else None for edition in told]


class _Projects(NamedTuple):
    """Names of projects by the line they stand under, and by document."""

    below: Mapping[int, list[str]]
    inside: Mapping[int, list[str]]


def _projects(tables: Tables) -> _Projects:
    names, where = tables.once(letters, "name").texts, tables.once(document_positions)
    parent = tables.lines["parent"].to_numpy(dtype=np.int64, na_value=-1)
    below: dict[int, list[str]] = {}
    inside: dict[int, list[str]] = {}
    for row in np.flatnonzero(tables.once(is_kind, LineKind.PROJECT)).tolist():
        below.setdefault(int(parent[row]), []).append(names[row])
        inside.setdefault(int(where[row]), []).append(names[row])
    return _Projects(below, inside)


def _without(names: Sequence[str], others: Sequence[str]) -> list[str]:
    """The names that none of the others equals or nearly equals."""
    known = {normalise_name(other) for other in others}
    lone = [name for name in names if normalise_name(name) not in known]
    own = {normalise_name(name) for name in names}
    left = [other for other in others if normalise_name(other) not in own][:_MOST_COMPARED]
    return [
        name
        for at, name in enumerate(lone)
        if at >= _MOST_COMPARED
        or extractOne(name, left, scorer=fuzz.ratio, score_cutoff=_NAMED_ALIKE) is None
    ]
