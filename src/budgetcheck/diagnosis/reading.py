"""Ledgers of the documents of a batch in which a sum does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from budgetcheck.checks.balance import balance
from budgetcheck.checks.columns import column, document_positions, precision
from budgetcheck.checks.doubt import choices, doubtful
from budgetcheck.checks.edges import of_children, of_projects, of_units
from budgetcheck.checks.sources import total_equals_parts, total_stated_where_parts_are
from budgetcheck.diagnosis.ledger import NO_PARENT, Amount, Ledger, Row
from budgetcheck.diagnosis.model import default_model
from budgetcheck.terms import MONEY_FIELDS, Field, LineKind, MoneyUnit, Verdict
from budgetcheck.text import fold, normalise_name
from budgetcheck.text.seams import ends_open, first_item, opens_with_item

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables


def ledgers(tables: Tables, exact_from: int | None = None) -> list[Ledger]:
    """The ledger of every document in which a sum rule fails; sound documents are not looked at.

    Args:
        tables: the batch.
        exact_from: the sum rules' setting of that name, as in the error model when None.
    """
    exact = default_model().exact_from if exact_from is None else exact_from
    if tables.lines.empty:
        return []
    broken = np.unique(document_positions(tables)[failing(tables, exact)])
    documents = tables.documents["document"].to_numpy()[broken[broken >= 0]].tolist()
    return _Reader(tables, exact, documents).ledgers() if documents else []


def failing(tables: Tables, exact_from: int) -> NDArray[np.bool_]:
    """Per line: whether a sum that its figures should make does not hold."""
    size = len(tables.lines)
    across = tables.once(_across, exact_from)
    found: NDArray[np.bool_] = across == Verdict.FAILED
    for name in map(str, MONEY_FIELDS):
        open_lines = doubtful(size, choices(tables, name))
        trees = [of_children, of_projects, *([of_units] if name == Field.TOTAL else [])]
        for edges in trees:
            found |= (
                balance(tables, tables.once(edges), name, exact_from, open_lines).verdicts == Verdict.FAILED
            )
    return found


def _across(tables: Tables, exact_from: int) -> NDArray[np.int8]:
    verdicts = total_equals_parts(tables.lines, tables, exact_from=exact_from).verdicts
    nothing = total_stated_where_parts_are(tables.lines, tables).verdicts
    return np.where(nothing == Verdict.FAILED, nothing, verdicts).astype(np.int8)


class _Reader:
    """Rows of broken documents as plain values."""

    def __init__(self, tables: Tables, exact_from: int, documents: list[int]) -> None:
        self._tables = tables
        self._exact = exact_from
        self._documents = documents
        wanted = tables.lines["document"].isin(documents).to_numpy(dtype=bool)
        self._at = np.flatnonzero(wanted)
        self._lines = tables.lines.iloc[self._at]
        self._across = tables.once(_across, exact_from)

    def ledgers(self) -> list[Ledger]:
        """One ledger per document, in order."""
        held = self._lines["document"].to_numpy(dtype="int64")
        units = dict(
            zip(self._tables.documents["document"], self._tables.documents["money_unit"], strict=True)
        )
        return [self._ledger(d, np.flatnonzero(held == d), MoneyUnit(units[d])) for d in self._documents]

    def _ledger(self, document: int, where: NDArray[np.int64], unit: MoneyUnit) -> Ledger:
        lines = self._lines.iloc[where]
        at = self._at[where]
        fields = [str(f) for f in MONEY_FIELDS if not self._absent(str(f), at).all()]
        ids = lines["line_id"].tolist()
        place = {line: n for n, line in enumerate(ids)}
        parents = [NO_PARENT if pd.isna(p) else place.get(int(p), NO_PARENT) for p in lines["parent"]]
        cells = list(zip(*(self._amounts(f, lines, at) for f in fields), strict=True))
        facts = self._facts(lines)
        rows = [
            Row(line_id=line, parent=parent, amounts=amounts, **fact)
            for line, parent, amounts, fact in zip(ids, parents, cells, facts, strict=True)
        ]
        texts = [fold(f"{c}\n{g}") for c, g in zip(lines["content"], lines["goal"], strict=True)]
        return Ledger(int(document), tuple(fields), tuple(rows), unit, tuple(texts), self._unread(at))

    def _absent(self, name: str, at: NDArray[np.int64]) -> NDArray[np.bool_]:
        return self._tables.once(column, name).absent[at]

    def _unread(self, at: NDArray[np.int64]) -> bool:
        return bool((self._across[at] == Verdict.UNDECIDED).any() and self._short(at))

    def _short(self, at: NDArray[np.int64]) -> bool:
        """Whether a total above its sources was left undecided though every figure can be read."""
        held = [self._tables.once(column, str(f)) for f in MONEY_FIELDS]
        parts = np.add.reduce([c.fen[at] for c in held[1:]])
        readable = ~np.logical_or.reduce([c.unreadable[at] for c in held])
        undecided = self._across[at] == Verdict.UNDECIDED
        doubted = self._tables.lines["line_id"].iloc[at].isin(self._tables.readings["line_id"]).to_numpy()
        return bool((undecided & readable & ~doubted & (held[0].fen[at] > parts)).any())

    def _amounts(self, name: str, lines: pd.DataFrame, at: NDArray[np.int64]) -> list[Amount]:
        held = self._tables.once(column, name)
        widths = self._tables.once(precision, self._exact).assumed[name][at].tolist()
        others = self._others(name)
        cells = zip(
            lines["line_id"].tolist(),
            held.fen[at].tolist(),
            held.stated[at].tolist(),
            lines[f"{name}_text"].tolist(),
            held.decimals[at].tolist(),
            held.unreadable[at].tolist(),
            widths,
            strict=True,
        )
        return [
            Amount(fen if stated else None, text, decimals, not unreadable, others.get(line, ()), width)
            for line, fen, stated, text, decimals, unreadable, width in cells
        ]

    def _others(self, name: str) -> dict[int, tuple[int, ...]]:
        found = self._tables.readings
        found = found[
            (found["field"] == name).to_numpy(dtype=bool) & (found["order"] > 1).to_numpy(dtype=bool)
        ]
        further: dict[int, tuple[int, ...]] = {}
        for line, fen in zip(found["line_id"].tolist(), found["fen"].tolist(), strict=True):
            further[line] = (*further.get(line, ()), int(fen))
        return further

    def _facts(self, lines: pd.DataFrame) -> list[dict[str, Any]]:
        """What a row says beside its amounts."""
        numbers = self._numbers(lines)
        found: list[dict[str, Any]] = []
        page_before: int | None = None
        for r in lines.to_dict("records"):
            page = None if pd.isna(r["page"]) else int(r["page"])
            found.append(
                {
                    "kind": LineKind(r["kind"]),
                    "name": normalise_name(r["name"]),
                    "line": int(r["row"]),
                    "page": page,
                    "first_on_page": page is not None and page_before is not None and page != page_before,
                    "fragments": int(r["fragments"]),
                    "confidence": float(r["confidence"]),
                    "numbers": numbers.get(r["line_id"], (None, None)),
                    "opens": _opens(r["goal"], r["indicators"]),
                    "closes": not (ends_open(r["goal"]) or ends_open(r["indicators"])),
                }
            )
            page_before = page if page is not None else page_before
        return found

    def _numbers(self, lines: pd.DataFrame) -> dict[int, tuple[int | None, int | None]]:
        found = self._tables.indicators
        found = found[found["line_id"].isin(lines["line_id"])]
        numbers = [None if pd.isna(n) else int(n) for n in found["number"]]
        ends: dict[int, tuple[int | None, int | None]] = {}
        for line, number in zip(found["line_id"].tolist(), numbers, strict=True):
            ends[line] = (ends[line][0] if line in ends else number, number)
        return ends


def _opens(goal: str, indicators: str) -> bool:
    """Whether the row's texts begin in the middle: with an indicator that is not the first, or debris before one."""
    del goal
    if not indicators:
        return False
    item = first_item(indicators)
    return not opens_with_item(indicators) or (item is not None and item[0] != 1)
