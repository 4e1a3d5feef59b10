"""PUB, what a table shows to the public: nobody's private numbers, a word where it is empty, text and not a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.columns import document_positions, is_kind, line_ids
from budgetcheck.checks.letters import letters
from budgetcheck.checks.outcomes import outcome_of_all
from budgetcheck.checks.registry import check
from budgetcheck.model import Bilingual, Evidence, Outcome
from budgetcheck.terms import TEXT_FIELDS, LineKind, RepairKind, Verdict
from budgetcheck.text import first_word
from budgetcheck.text.personal import masked, personal_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from budgetcheck.checks.letters import Letters
    from budgetcheck.frames import Tables

_FIELDS = tuple(map(str, TEXT_FIELDS))
_DIGITS = "0123456789０１２３４５６７８９"
_LEAST_DIGITS = 11
_APART = 2
_KINDS = {
    "mobile": Bilingual("手机号码", "mobile telephone number"),
    "identity": Bilingual("身份证号码", "identity number"),
}


@check("documents", fields=("kind", "masked"), needs=("lines", "repairs"))
def nothing_personal(documents: pd.DataFrame, tables: Tables) -> Outcome:
    """No mobile telephone and no identity number stands in the cells or in the lines around a table.

    The finding shows the number with its middle hidden. An office's landline is no personal number.
    """
    where, ids = tables.once(document_positions), tables.once(line_ids)
    evidence: list[Evidence] = []
    for field in _FIELDS:
        held = tables.once(letters, field)
        for row in _with_long_numbers(held):
            for kind, start, end in personal_numbers(held.texts[row]):
                facts = {"kind": _KINDS[kind], "masked": masked(held.texts[row][start:end])}
                evidence.append(
                    Evidence(int(where[row]), field, (start, end), line_id=int(ids[row]), fields=facts)
                )
    evidence += _beside(documents, tables)
    return outcome_of_all(len(documents), evidence)


@check("documents", needs=("lines", "repairs"))
def empty_table_says_so(documents: pd.DataFrame, tables: Tables, *, said: str) -> Outcome:
    """A table without a project says that there is none, in a cell or in a line around it."""
    where, listed = tables.once(document_positions), tables.words.topic(said)
    empty = np.ones(len(documents), dtype=bool)
    empty[where[tables.once(is_kind, LineKind.PROJECT)]] = False
    verdicts = np.where(empty, Verdict.PASSED, Verdict.NOT_APPLICABLE).astype(np.int8)
    evidence = []
    rows = documents["row"].to_numpy(dtype=np.int64)
    for row in np.flatnonzero(empty).tolist():
        own = np.flatnonzero(where == row).tolist()
        cells = (tables.once(letters, field).texts[line] for field in _FIELDS for line in own)
        around = _around(tables, int(documents["document"].to_numpy(dtype=np.int64)[row]))
        if not any(first_word(text, listed) for text in (*cells, *around)):
            evidence.append(Evidence(row, origin=(int(rows[row]), None, None, None)))
    verdicts[[e.row for e in evidence]] = Verdict.FAILED
    return Outcome(verdicts, evidence)


@check("documents", fields=("marks",), needs=("repairs",))
def table_is_no_scan(
    documents: pd.DataFrame, tables: Tables, *, kinds: Sequence[str], at_least: int
) -> Outcome:
    """A table shows fewer than `at_least` of the marks that reading a picture leaves, each a kind of repair."""
    chosen = tables.repairs[tables.repairs["kind"].isin(list(kinds)).to_numpy(dtype=bool)]
    position = pd.Index(documents["document"]).get_indexer(pd.Index(chosen["document"]))
    found: dict[int, dict[str, int]] = {}
    for row, kind, line in zip(position.tolist(), chosen["kind"], chosen["row"], strict=True):
        found.setdefault(row, {}).setdefault(str(kind), int(line))
    evidence = []
    for row, marks in sorted(found.items()):
        if row >= 0 and len(marks) >= at_least:
            shown = [{"mark": RepairKind(kind), "at": line} for kind, line in sorted(marks.items())]
            evidence.append(
                Evidence(row, origin=(min(marks.values()), None, None, None), fields={"marks": shown})
            )
    return outcome_of_all(len(documents), evidence)


def _with_long_numbers(held: Letters) -> list[int]:
    """The texts with so many digits in a row, each parted from the next by one sign at most."""
    at = np.flatnonzero(held.are(_DIGITS))
    run = np.cumsum(np.diff(at, prepend=at[:1]) > _APART)
    long = np.bincount(run)[run] >= _LEAST_DIGITS if len(at) else at > 0
    found: list[int] = held.found(at[long]).owners.tolist()
    return found


def _beside(documents: pd.DataFrame, tables: Tables) -> list[Evidence]:
    """Personal numbers in the lines that were left out of the table, such as the one that names who filled it in."""
    repairs = tables.repairs
    kept = repairs["line_id"].isna() & (repairs["dropped"].str.len() >= _LEAST_DIGITS)
    chosen = repairs[kept.to_numpy(dtype=bool)]
    position = pd.Index(documents["document"]).get_indexer(pd.Index(chosen["document"]))
    evidence = []
    for row, line, text in zip(position.tolist(), chosen["row"], chosen["dropped"], strict=True):
        numbers = personal_numbers(str(text)) if row >= 0 else []
        for kind, start, end in numbers:
            at = int(line) + str(text).count("\n", 0, start)
            facts = {"kind": _KINDS[kind], "masked": masked(str(text)[start:end])}
            evidence.append(
                Evidence(row, origin=(at, None, None, None), quote=masked(str(text)[start:end]), fields=facts)
            )
    return evidence


def _around(tables: Tables, document: int) -> Iterable[str]:
    repairs = tables.repairs
    own = repairs["document"].to_numpy(dtype=np.int64) == document
    titles = tables.documents["title"][tables.documents["document"].to_numpy(dtype=np.int64) == document]
    return [*map(str, repairs["dropped"][own]), *map(str, titles)]
