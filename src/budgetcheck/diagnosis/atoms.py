"""One fault as an atom: what it edits, what that does to the equations, and how likely it is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from budgetcheck.diagnosis.book import Book, Effect
from budgetcheck.diagnosis.digits import Channel, half_line_log
from budgetcheck.diagnosis.evidence import Evidence
from budgetcheck.diagnosis.ledger import Amount
from budgetcheck.diagnosis.model import ErrorModel, FaultKind
from budgetcheck.diagnosis.sizes import Sizes, common_grain
from budgetcheck.diagnosis.values import Edit, EditKind, Fault
from budgetcheck.terms import LineKind

_SAMPLE = 200
Change = tuple[int, int, int]
"""Row, column and by how much the figure changes."""
_ADDED = (FaultKind.INSERTED, FaultKind.DOUBLED)
_LOST = (FaultKind.DROPPED,)
_AS_LONG = (FaultKind.MISREAD, FaultKind.SWAPPED, FaultKind.SIGN, FaultKind.DROPPED)
Claims = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """One fault: its edits, how the equations' differences move, its log-weight, and the cells it takes."""

    fault: Fault
    effect: Effect
    log: float
    claims: Claims


class Case:
    """One ledger's book with all that weighs its atoms."""

    def __init__(self, book: Book, model: ErrorModel) -> None:
        self.book = book
        self.model = model
        self.evidence = Evidence(book.ledger, model)
        self.rate = {kind: math.log(model.rates[kind]) for kind in FaultKind}
        self.place = {key: math.log(value) for key, value in model.places.items()}
        amounts = [a for row in book.ledger.rows for a in row.amounts if a.fen]
        self.grain = common_grain([a.fen or 0 for a in amounts] + [o for a in amounts for o in a.others])
        stated = [a for a in amounts if a.text]
        self.decimals = Counter(a.decimals for a in stated).most_common(1)[0][0] if stated else 0
        unit = book.ledger.money_unit.fen
        self.channel = Channel(model, len(str(unit // self.grain)))
        self._anywhere = Channel(model, self.decimals + 1, before_point=False)
        self.printed_grain = max(1, unit // 10**self.decimals) if stated else self.grain
        projects = (n for n, row in enumerate(book.ledger.rows) if row.kind is LineKind.PROJECT)
        self.sizes = Sizes([book.values[n][0] // self.grain for n in projects], model.amounts)
        self.ways = lru_cache(maxsize=200_000)(self.channel.ways)
        self._finer = math.log(model.amounts["finer"])
        coarse = sum(
            any(a.text and a.fen and a.decimals < self.decimals for a in r.amounts) for r in book.ledger.rows
        )
        self._coarser = math.log((len(book.ledger.rows) + 1) / max(1, coarse))
        self._equal = math.log(model.amounts["equal"])
        self._several = math.log(model.amounts["several"])
        self.crowd = self._crowd()
        """The log of how many projects there are for each total: what happens to a row can happen to any of them."""

    def _crowd(self) -> float:
        rows = self.book.ledger.rows
        projects = sum(row.kind is LineKind.PROJECT for row in rows)
        return math.log(max(1.0, projects / max(1, len(self.book.below))))

    def grains(self, fen: int) -> int:
        """The amount in grains."""
        return fen // self.grain

    def log_size(self, fen: int) -> float:
        """The log-probability of a project's amount."""
        return self.sizes.log(self.grains(fen))

    def plain_readings(self, amount: Amount) -> set[int]:
        """What a cell may mean that is below 0, or prints more decimals than its table: the likeliest amounts.

        With the other sign; with one of its digits left out; with its point further right.
        """
        fen = amount.fen or 0
        if fen < 0:
            return {-fen}
        if not self.odd(amount):
            return set()
        found = {fen * 10 ** (amount.decimals - self.decimals), fen * 1000}
        if amount.decimals == self.decimals + 1:
            digits = str(fen // max(1, self.book.ledger.money_unit.fen // 10**amount.decimals))
            left = (digits[:at] + digits[at + 1 :] for at in range(len(digits)))
            found |= {int(rest) * self.printed_grain for rest in left if rest and int(rest)}
        return {true for true in found if true % self.printed_grain == 0}

    def coarser(self, amount: Amount) -> float:
        """What it counts that a figure with fewer decimals than its table is wrong: much where it stands alone."""
        return self._coarser if amount.text and amount.fen and amount.decimals < self.decimals else 0.0

    def finer(self, amount: Amount, after: int) -> float:
        """What it counts that a figure finer than the table prints its amounts is wrong, or is said to be right."""
        was = self.odd(amount) or (amount.fen or 0) % self.printed_grain != 0
        return self._finer * (int(after % self.printed_grain != 0) - int(was))

    def log_again(self, fen: int) -> float:
        """The log-probability that a row next to another has its amount without being the same row."""
        return max(self.log_size(fen), self._equal)

    def log_sources(self, gaps: Sequence[int]) -> float:
        """The log-probability of the further amounts where one thing differs in several sources at once."""
        return sum(self.log_size(abs(gap)) + self._several for gap in gaps[2:] if gap)

    def older(self, total: int, gap: int) -> float:
        """The probability that a total was made when it was more by `gap`: a project went, came, or was changed."""
        kinds = self.book.ledger.rows
        rows = [row for row in self.book.below.get(total, ()) if kinds[row].kind is LineKind.PROJECT][
            :_SAMPLE
        ]
        went = math.exp(self.log_size(abs(gap)))
        if not rows:
            return went
        amounts = [self.book.values[row][0] for row in rows]
        changed = sum(math.exp(self.log_size(fen + gap)) for fen in amounts if fen + gap > 0) / len(rows)
        return (changed + (went if gap > 0 else amounts.count(-gap) / len(rows))) / 3

    def shown(self, row: int, column: int) -> int:
        """The figure printed there; 0 where it is blank."""
        return self.book.values[row][column]

    def typed(self, row: int, column: int, true: int) -> list[tuple[FaultKind, float]]:
        """Kinds by which the cell may print what it does where `true` is meant, as log-weights."""
        amount = self.book.ledger.rows[row].amounts[column]
        if amount.fen is None:
            return [(FaultKind.BLANK, self.rate[FaultKind.BLANK])] if true > 0 else []
        finer, coarser = self.finer(amount, true), self.coarser(amount)
        found = self._ways(amount, true)
        best: dict[FaultKind, float] = {}
        for kind, weight in found:
            if weight > 0:
                best[kind] = best.get(kind, 0.0) + weight
        anyhow = self.rate[FaultKind.OTHER] + self.log_size(amount.fen)
        # NOTE: a digit taken for another does not change how many decimals are printed.
        rest = {kind: coarser + (min(0.0, finer) if kind in _AS_LONG else finer) for kind in best}
        return [*((k, math.log(weight) + rest[k]) for k, weight in best.items()), (FaultKind.OTHER, anyhow)]

    def _ways(self, amount: Amount, true: int) -> list[tuple[FaultKind, float]]:
        printed = amount.fen or 0
        found = self.ways(self.grains(printed), self.grains(true))
        if amount.text and amount.decimals != self.decimals and not true % self.printed_grain:
            # NOTE: a digit more or less behind the point shows only in the digits as printed.
            shown = printed // max(1, self.book.ledger.money_unit.fen // 10**amount.decimals)
            kinds = _ADDED if self.odd(amount) else _LOST
            found = [w for w in found if w[0] not in kinds]
            found += [w for w in self._anywhere.ways(shown, true // self.printed_grain) if w[0] in kinds]
        return found

    def odd(self, amount: Amount) -> bool:
        """Whether the cell prints more decimals than its table."""
        return bool(amount.text) and amount.decimals > self.decimals

    def halves(self, first: int, second: int, true: int) -> float | None:
        """The log-probability that a page edge makes of `true` these two; None where it cannot."""
        upper = half_line_log(self.grains(first), self.grains(true), self.model.upper, self.model.kept)
        lower = half_line_log(self.grains(second), self.grains(true), self.model.lower, self.model.kept)
        return None if upper is None or lower is None else upper + lower

    def amounts_atom(
        self, kind: FaultKind, changes: Sequence[Change], log: float, effect: Effect | None = None
    ) -> Atom:
        """A fault by which cells read otherwise."""
        edits = tuple(self.edit(*change) for change in changes)
        if effect is None:
            effect = self.book.cell_effect(changes)
        return Atom(
            Fault(str(kind), edits), effect, log, frozenset((row, column) for row, column, _ in changes)
        )

    def edit(self, row: int, column: int, by: int) -> Edit:
        """The edit of one cell."""
        before = self.book.ledger.rows[row].amounts[column].fen
        name = self.book.ledger.columns[column]
        after: int | None = (before or 0) + by
        if after == 0 and before is not None and column > 0:
            after = None
        return Edit(EditKind.AMOUNT, row, name, before, after)

    def whole(self, row: int) -> Claims:
        """All cells of a row."""
        return frozenset((row, column) for column in range(len(self.book.ledger.columns)))
