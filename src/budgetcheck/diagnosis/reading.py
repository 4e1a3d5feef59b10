"""Ledgers of the documents of a batch in which a sum does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

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


NO_NUMBER = -1
_FIELDS = tuple(str(f) for f in MONEY_FIELDS)
_COLUMNS = [
    *("line_id", "kind", "parent", "name", "content", "goal", "indicators"),
    *("row", "page", "fragments", "confidence", *(f"{f}_text" for f in _FIELDS)),
]


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
    """Rows of broken documents as plain values; every column becomes a list once for all of them."""

    def __init__(self, tables: Tables, exact_from: int, documents: list[int]) -> None:
        self._tables = tables
        self._documents = documents
        document = tables.lines["document"].to_numpy(dtype="int64")
        self._at = np.flatnonzero(np.isin(document, documents))
        self._document = document[self._at]
        self._across = tables.once(_across, exact_from)
        self._lines = tables.lines[_COLUMNS].take(self._at)
        self._ids: list[int] = self._lines["line_id"].tolist()
        self._absent = {f: tables.once(column, f).absent[self._at] for f in _FIELDS}
        self._amounts = {f: self._cells(f, exact_from) for f in _FIELDS}
        self._rows = self._facts()

    def ledgers(self) -> list[Ledger]:
        """One ledger per document, in order."""
        units = self._tables.documents["money_unit"].tolist()
        unit_of = dict(zip(self._tables.documents["document"].tolist(), units, strict=True))
        return [
            self._ledger(d, np.flatnonzero(self._document == d), MoneyUnit(unit_of[d]))
            for d in self._documents
        ]

    def _ledger(self, document: int, where: NDArray[np.intp], unit: MoneyUnit) -> Ledger:
        fields = [f for f in _FIELDS if not self._absent[f][where].all()]
        at = where.tolist()
        place = {self._ids[n]: row for row, n in enumerate(at)}
        rows = [
            Row(
                line_id=self._ids[n],
                parent=place.get(self._parents[n], NO_PARENT),
                amounts=tuple(self._amounts[f][n] for f in fields),
                **self._rows[n],
            )
            for n in at
        ]
        texts = tuple(fold(f"{self._contents[n]}\n{self._goals[n]}") for n in at)
        return Ledger(int(document), tuple(fields), tuple(rows), unit, texts, self._unread(self._at[where]))

    def _unread(self, at: NDArray[np.int64]) -> bool:
        """Whether a total above its sources was left undecided though every figure can be read."""
        undecided = self._across[at] == Verdict.UNDECIDED
        if not undecided.any():
            return False
        held = [self._tables.once(column, f) for f in _FIELDS]
        parts = np.add.reduce([c.fen[at] for c in held[1:]])
        readable = ~np.logical_or.reduce([c.unreadable[at] for c in held])
        doubted = self._tables.lines["line_id"].iloc[at].isin(self._tables.readings["line_id"]).to_numpy()
        return bool((undecided & readable & ~doubted & (held[0].fen[at] > parts)).any())

    def _cells(self, name: str, exact_from: int) -> list[Amount]:
        held, at = self._tables.once(column, name), self._at
        others = self._others(name)
        cells = zip(
            self._ids,
            held.fen[at].tolist(),
            held.stated[at].tolist(),
            self._lines[f"{name}_text"].tolist(),
            held.decimals[at].tolist(),
            held.unreadable[at].tolist(),
            self._tables.once(precision, exact_from).assumed[name][at].tolist(),
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

    def _facts(self) -> list[dict[str, Any]]:
        """What each row says beside its amounts."""
        lines, numbers = self._lines, self._numbers()
        self._parents = lines["parent"].to_numpy(dtype="int64", na_value=NO_PARENT).tolist()
        self._contents, self._goals = lines["content"].tolist(), lines["goal"].tolist()
        pages = lines["page"].to_numpy(dtype="int64", na_value=0)
        same = np.append(False, self._document[1:] == self._document[:-1])
        turned = same & np.append(False, (pages[1:] != pages[:-1]) & (pages[1:] > 0) & (pages[:-1] > 0))
        told = zip(
            *(
                lines[c].tolist()
                for c in ("kind", "name", "row", "fragments", "confidence", "goal", "indicators")
            ),
            pages.tolist(),
            turned.tolist(),
            self._ids,
            strict=True,
        )
        return [
            {
                "kind": LineKind(kind),
                "name": normalise_name(name),
                "line": line,
                "page": page or None,
                "first_on_page": first,
                "fragments": fragments,
                "confidence": sure,
                "numbers": numbers.get(line_id, (None, None)),
                "opens": _opens(indicators),
                "closes": not (ends_open(goal) or ends_open(indicators)),
            }
            for kind, name, line, fragments, sure, goal, indicators, page, first, line_id in told
        ]

    def _numbers(self) -> dict[int, tuple[int | None, int | None]]:
        """Per line the printed numbers of its first and last indicator."""
        found = self._tables.indicators
        wanted = np.isin(found["line_id"].to_numpy(dtype="int64"), self._ids)
        lines = found["line_id"].to_numpy(dtype="int64")[wanted].tolist()
        numbers = found["number"].to_numpy(dtype="int64", na_value=NO_NUMBER)[wanted].tolist()
        ends: dict[int, tuple[int | None, int | None]] = {}
        for line, number in zip(lines, numbers, strict=True):
            last = None if number == NO_NUMBER else number
            ends[line] = (ends[line][0] if line in ends else last, last)
        return ends


def _opens(indicators: str) -> bool:
    """Whether the text begins in the middle: with an indicator that is not the first, or debris before one."""
    if not indicators:
        return False
    item = first_item(indicators)
    return not opens_with_item(indicators) or (item is not None and item[0] != 1)
