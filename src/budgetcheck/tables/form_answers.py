"""What a form answers, as one logical row: names, texts, and amounts that may be the sum of several cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from budgetcheck.model import Row
from budgetcheck.tables.columns import ABSENT, BLANK, closed_up
from budgetcheck.tables.form_labels import Answer, Asked
from budgetcheck.tables.furniture import Facts
from budgetcheck.tables.header import MONEY_SLOTS, SLOTS
from budgetcheck.tables.rows import Entry
from budgetcheck.tables.traced import NOTHING, Traced, own_mark, put_together
from budgetcheck.terms import AmountState, Field, MoneyUnit
from budgetcheck.text import Amount, parse_amount
from budgetcheck.text.headings import heading_unit

_TEXTS = (str(Field.NAME), str(Field.CONTENT), str(Field.GOAL))
_TOTAL = str(Field.TOTAL)
_ADDED = {str(Field.FISCAL): "fiscal_part", str(Field.OTHER): "carried"}
_ALWAYS = frozenset({str(Field.OTHER)})
_PLUS = own_mark("+")


class FormAnswers:
    """The answers of one form."""

    def __init__(self, asked: Asked, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._asked = asked
        self._by_role: dict[str, list[Answer]] = {}
        for answer in asked.answers:
            self._by_role.setdefault(answer.role, []).append(answer)
        self._total = next(iter(self._by_role.get(_TOTAL, ())), None)

    def tell(self, facts: Facts) -> None:
        """Add what the form's labels say of department and money unit to what stands above it."""
        department = self._first("department")
        if department is not None and department.text and not facts.department:
            facts.department = department.text.text
            facts.department_row = self._rows[department.row].line
        if facts.money_unit is not None:
            return
        for label in self._asked.labels:
            unit = heading_unit(self._rows[label.row].cells[label.column].text)
            if unit is not None:
                facts.money_unit, facts.money_unit_row = unit, self._rows[label.row].line
                return

    @property
    def headings(self) -> list[tuple[int, str]]:
        """The fields that the form asks for, as slot and label."""
        asked = {role: held[0].printed for role, held in self._by_role.items()}
        for role, part in _ADDED.items():
            if role not in asked and part in asked:
                asked[role] = asked[part]
        return [(SLOTS[role], asked[role]) for role in SLOTS if role in asked]

    def entry(self, unit: MoneyUnit) -> Entry:
        """The logical row."""
        first = self._rows[0]
        texts = [NOTHING] * len(SLOTS)
        for role in _TEXTS:
            answer = self._first(role)
            if answer is not None:
                text = answer.text
                texts[SLOTS[role]] = closed_up(text) if role == str(Field.NAME) else text
        amounts: dict[int, Amount] = {}
        for slot in MONEY_SLOTS:
            texts[slot], amounts[slot] = self._money(str(tuple(SLOTS)[slot]), unit)
        entry = Entry(
            row=first,
            page=first.page or 1,
            opens_page=False,
            texts=texts,
            amounts={slot: amount for slot, amount in amounts.items() if amount is not ABSENT},
            width=0,
            has_money=any(amount.fen is not None for amount in amounts.values()),
            end_row=self._rows[-1].line,
            labels=dict(self.headings),
        )
        body = self._first("unit")
        entry.unit = body.text.text if body is not None else ""
        return entry

    def _first(self, role: str) -> Answer | None:
        """The first answer that says something; of answers that are all empty, the first."""
        held = self._by_role.get(role, [])
        return next((answer for answer in held if answer.text), held[0] if held else None)

    def _money(self, role: str, unit: MoneyUnit) -> tuple[Traced, Amount]:
        """The amount of one column: its own cell, or the sum of the cells that a form parts it into."""
        own, parts = self._beside_total(role), self._beside_total(_ADDED.get(role, ""))
        if own and role not in _ALWAYS:
            parts = []
        held = [(answer.text, _parsed(answer.text, unit)) for answer in (*own, *parts)]
        if not held:
            return NOTHING, ABSENT
        filled = [(text, amount) for text, amount in held if amount.state is not AmountState.BLANK]
        if len(filled) < 2:
            return filled[0] if filled else held[0]
        return _added(filled)

    def _beside_total(self, role: str) -> list[Answer]:
        """The answers of a role, each label once; of two of one label that which stands below the total's.

        NOTE: forms set the whole term's money left of the year's, with the same labels.
        """
        held = self._by_role.get(role, [])
        kept: dict[str, Answer] = {}
        for answer in held:
            known = kept.get(answer.printed)
            if known is None or (self._in_column(answer) and not self._in_column(known)):
                kept[answer.printed] = answer
        return list(kept.values())[: 1 if role not in _ADDED.values() else None]

    def _in_column(self, answer: Answer) -> bool:
        return self._total is not None and answer.column == self._total.column


def _parsed(text: Traced, unit: MoneyUnit) -> Amount:
    return parse_amount(text.text, unit) if text else BLANK


def _added(held: Iterable[tuple[Traced, Amount]]) -> tuple[Traced, Amount]:
    """Several cells as one amount: `10.00+5.00`; unreadable where one of them is."""
    pieces: list[Traced] = []
    fen, decimals, state = 0, 0, AmountState.STATED
    for text, amount in held:
        pieces += [_PLUS, text] if pieces else [text]
        if amount.fen is None:
            state = amount.state
        else:
            fen += amount.fen
            decimals = max(decimals, amount.decimals)
    stated = state is AmountState.STATED
    return put_together(pieces), Amount(fen if stated else None, state, decimals)
