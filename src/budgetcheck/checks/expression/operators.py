"""Comparisons, sums and the logic of what is not known."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from budgetcheck.checks.expression.nodes import Level, Node, Scope, asked, constant, highest, in_step
from budgetcheck.checks.expression.values import Kind, Values, exact, from_list, truth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.checks.expression.values import Exact
    from budgetcheck.frames import Tables

Operator = Callable[[Any, Any], Any]
ORDER: Mapping[str, Operator] = {
    "Lt": operator.lt,
    "LtE": operator.le,
    "Gt": operator.gt,
    "GtE": operator.ge,
    "Eq": operator.eq,
    "NotEq": operator.ne,
}
SUMS: Mapping[str, Operator] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mult": operator.mul,
    "Div": operator.truediv,
}
_MIRRORED = {"Lt": "Gt", "LtE": "GtE", "Gt": "Lt", "GtE": "LtE", "Eq": "Eq", "NotEq": "NotEq"}
NUMERIC = (Kind.NUMBER, Kind.MONEY)


def compared(sign: str, left: Node, right: Node) -> Node:
    """`left sign right` for two parts of kinds that can be compared."""
    if left.constant is not None and right.constant is None:
        return compared(_MIRRORED[sign], right, left)
    level = highest(left, right)
    if right.constant is not None and left.constant is None:
        find, money = right.constant, left.kind is Kind.MONEY and right.kind is Kind.NUMBER
        return Node(
            Kind.TRUTH,
            level,
            lambda s: _against(s, sign, left.run(s), find(s.tables), s.at(level) if money else None),
        )
    return Node(Kind.TRUTH, level, lambda s: _each(sign, *side_by_side(s, left, right, level)))


def _against(scope: Scope, sign: str, column: Values, limit: Any, money_in: Scope | None) -> Values:
    """A column against a constant; `money_in` where that is a number of the table's money unit."""
    if money_in is None and column.distinct is not None:
        return asked(scope, column, Kind.TRUTH, _each_against, sign, exact(limit))
    if money_in is None:
        return truth(_whole(sign, column.data, limit), column.known)
    units = money_in.money_units
    said = np.zeros(len(column), dtype=bool)
    for unit in np.unique(units).tolist():
        at = units == unit
        said[at] = _whole(sign, column.data[at], limit * unit)
    return truth(said, column.known)


def _each_against(tables: Tables, distinct: Sequence[Any], sign: str, limit: Any) -> list[bool]:
    del tables
    return [ORDER[sign](value, limit) for value in distinct]


def _whole(sign: str, data: NDArray[Any], limit: Exact) -> NDArray[np.bool_]:
    """`data sign limit`; a fraction is first brought to the whole number that divides the same ones."""
    if data.dtype == object or (isinstance(limit, int) and abs(limit) < 2**62):
        return np.asarray(ORDER[sign](data, limit), dtype=bool)
    if data.dtype == np.float64:
        return np.asarray(ORDER[sign](data, float(limit)), dtype=bool)
    if isinstance(limit, Fraction) and limit.denominator != 1 and sign in ("Eq", "NotEq"):
        return np.full(len(data), sign == "NotEq")
    floor = limit.__floor__() if sign in ("LtE", "Gt") else limit.__ceil__()
    held = np.asarray(data, dtype=object) if abs(floor) >= 2**62 else data
    return np.asarray(ORDER[sign](held, floor), dtype=bool)


def _each(sign: str, left: Values, right: Values) -> Values:
    known = left.known & right.known
    if left.distinct is None and right.distinct is None and left.data.dtype != object != right.data.dtype:
        return truth(np.asarray(ORDER[sign](left.data, right.data), dtype=bool), known)
    said = np.asarray(ORDER[sign](left.entries(), right.entries()), dtype=bool)
    return truth(said, known)


def side_by_side(scope: Scope, left: Node, right: Node, level: Level) -> tuple[Values, Values]:
    """Both columns, numbers taken as amounts in the table's unit where the other side is money."""
    held = in_step(scope, left, level), in_step(scope, right, level)
    if left.kind is right.kind or Kind.TRUTH in (left.kind, right.kind):
        return held
    first, second = (
        column if column.kind is not Kind.NUMBER else _money(column, scope.at(level)) for column in held
    )
    return first, second


def _money(column: Values, scope: Scope) -> Values:
    amounts = column.entries() * scope.money_units.astype(object)
    return Values(Kind.MONEY, amounts, column.known)


def reckoned(sign: str, left: Node, right: Node) -> Node:
    """`left sign right` for numbers and amounts; division by nothing is not known."""
    kind = Kind.MONEY if Kind.MONEY in (left.kind, right.kind) else Kind.NUMBER
    if sign == "Div" and left.kind is right.kind:
        kind = Kind.NUMBER
    if left.constant is not None and right.constant is not None and sign != "Div":
        first, second = left.constant, right.constant
        return constant(kind, lambda tables: SUMS[sign](first(tables), second(tables)))
    level, unlike = highest(left, right), sign in ("Add", "Sub")

    def run(scope: Scope) -> Values:
        columns = (
            side_by_side(scope, left, right, level)
            if unlike
            else (in_step(scope, left, level), in_step(scope, right, level))
        )
        first, second = (column.entries() for column in columns)
        known = columns[0].known & columns[1].known
        if sign == "Div":
            known = known & (second != 0)
            second = np.where(known, second, 1)
            first = np.array([Fraction(value) for value in first], dtype=object) if len(first) else first
        return Values(kind, SUMS[sign](first, second), known)

    return Node(kind, level, run)


def both(parts: list[Node]) -> Node:
    """Whether all hold: false as soon as one is false, not known when the rest is not known."""
    level = highest(*parts)
    return Node(Kind.TRUTH, level, lambda scope: _all([in_step(scope, part, level) for part in parts]))


def either(parts: list[Node]) -> Node:
    """Whether one holds: true as soon as one is true."""
    return negated(both([negated(part) for part in parts]))


def negated(part: Node) -> Node:
    """Whether it does not hold."""

    def run(scope: Scope) -> Values:
        held = part.run(scope)
        return truth(~held.data, held.known)

    return Node(Kind.TRUTH, part.level, run)


def _all(held: list[Values]) -> Values:
    refuted = np.logical_or.reduce([column.known & ~column.data for column in held])
    known = np.logical_and.reduce([column.known for column in held])
    return truth(known & ~refuted, known | refuted)


def among(part: Node, listed: Callable[[Tables], tuple[Any, ...]]) -> Node:
    """Whether the value is one of a list."""

    def run(scope: Scope) -> Values:
        held = part.run(scope)
        wanted = frozenset(map(exact, listed(scope.tables)))
        if held.distinct is not None:
            return asked(scope, held, Kind.TRUTH, _each_among, wanted)
        if part.kind is not Kind.MONEY:
            return from_list(Kind.TRUTH, [value in wanted for value in held.data.tolist()], held.known)
        units = scope.at(part.level).money_units
        in_units = [Fraction(int(fen), int(unit)) for fen, unit in zip(held.data, units, strict=True)]
        return from_list(Kind.TRUTH, [value in wanted for value in in_units], held.known)

    return Node(Kind.TRUTH, part.level, run)


def _each_among(tables: Tables, distinct: Sequence[Any], wanted: frozenset[Any]) -> list[bool]:
    del tables
    return [value in wanted for value in distinct]


def negative(part: Node) -> Node:
    """The number or amount with its sign turned."""
    if part.constant is not None:
        find = part.constant
        return constant(part.kind, lambda tables: -find(tables))

    def run(scope: Scope) -> Values:
        held = part.run(scope)
        return Values(part.kind, -held.entries(), held.known)

    return Node(part.kind, part.level, run)
