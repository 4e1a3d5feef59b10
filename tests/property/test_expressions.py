"""Expressions on arrays against the same expressions reckoned row by row with Python's own fractions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from tests.checks.expression.running import batch, said
from tests.checks.frames import line

from budgetcheck.terms import MoneyUnit

Row = dict[str, Any]
Answer = Callable[[Row], Any]


class Part(NamedTuple):
    """A piece of an expression as text, and what it gives for a row; None where that is not known."""

    text: str
    of: Answer


TEXTS = st.sampled_from(["工作经费", "系统运维", "购置", ""])
AMOUNTS = st.sampled_from(["0.00", "0.01", "12.34", "12.35", "100.00", "", "不明"])
LIMITS = st.sampled_from(["0", "0.01", "12.345", "12.35", "100", "7"])
SIGNS = ["<", "<=", ">", ">=", "==", "!="]
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
}  # fmt: skip


def both_known(apply: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda a, b: None if a is None or b is None else apply(a, b)


def money(field: str) -> Part:
    return Part(field, lambda row: row[field])


def literal(text: str) -> Part:
    return Part(text, lambda row: Fraction(text) * row["unit"])


def joined(sign: str, left: Part, right: Part) -> Part:
    add = both_known((lambda a, b: a + b) if sign == "+" else (lambda a, b: a - b))
    return Part(f"({left.text} {sign} {right.text})", lambda row: add(left.of(row), right.of(row)))


def compared(sign: str, left: Part, right: Part) -> Part:
    apply = both_known(COMPARE[sign])
    return Part(f"{left.text} {sign} {right.text}", lambda row: apply(left.of(row), right.of(row)))


amounts = st.recursive(
    st.sampled_from([money("total"), money("fiscal")]),
    lambda inner: st.builds(joined, st.sampled_from("+-"), inner, inner | LIMITS.map(literal)),
    max_leaves=3,
)
facts = st.builds(compared, st.sampled_from(SIGNS), amounts, amounts | LIMITS.map(literal)) | TEXTS.map(
    lambda text: Part(f"name == '{text}'", lambda row: row["name"] == text)
)


def conjunction(left: Part, right: Part) -> Part:
    def of(row: Row) -> bool | None:
        held = (left.of(row), right.of(row))
        return False if False in held else None if None in held else True

    return Part(f"({left.text} and {right.text})", of)


def disjunction(left: Part, right: Part) -> Part:
    def of(row: Row) -> bool | None:
        held = (left.of(row), right.of(row))
        return True if True in held else None if None in held else False

    return Part(f"({left.text} or {right.text})", of)


def negation(part: Part) -> Part:
    return Part(f"(not ({part.text}))", lambda row: None if (held := part.of(row)) is None else not held)


truths = st.recursive(
    facts,
    lambda inner: (
        st.builds(conjunction, inner, inner) | st.builds(disjunction, inner, inner) | inner.map(negation)
    ),
    max_leaves=5,
)
rows = st.lists(st.tuples(TEXTS, AMOUNTS, AMOUNTS), min_size=1, max_size=6)


def fen(text: str, unit: MoneyUnit) -> Fraction | None:
    if text == "不明":
        return None
    return Fraction(text or "0") * unit.fen


@given(truths, rows, st.sampled_from(list(MoneyUnit)))
def test_arrays_and_rows_agree(expect: Part, cells: list[tuple[str, str, str]], unit: MoneyUnit) -> None:
    held = batch(*(line(*row) for row in cells), money_unit=str(unit))
    facts_of = [
        {"name": name, "total": fen(total, unit), "fiscal": fen(fiscal, unit), "unit": unit.fen}
        for name, total, fiscal in cells
    ]
    letters = {True: "p", False: "F", None: "?"}
    assert said(held, "lines", expect=expect.text) == "".join(letters[expect.of(row)] for row in facts_of)
