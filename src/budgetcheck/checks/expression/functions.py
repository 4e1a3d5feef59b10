"""The few functions that an expression may call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from budgetcheck.checks.expression.nodes import Answers, Level, Node, Scope, asked, constant, highest
from budgetcheck.checks.expression.operators import side_by_side
from budgetcheck.checks.expression.values import Kind, Values, from_list, truth
from budgetcheck.checks.name_kinds import are_of_kind, measured_of
from budgetcheck.checks.word_places import holding, word_places
from budgetcheck.terms import MoneyUnit
from budgetcheck.text import (
    first_word,
    is_bad_event,
    is_bad_rate,
    is_bounded_rate,
    normalise_name,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

Kinds = tuple[Kind, ...]
_TEXT: Kinds = (Kind.TEXT,)
_WORDS: Kinds = (Kind.TEXT, Kind.LIST)
_NUMERIC: Kinds = (Kind.NUMBER, Kind.MONEY)
_ANY: Kinds = tuple(Kind)


class Function(NamedTuple):
    """A function: the kinds each argument may be of, and the node of a call.

    An argument marked constant must not depend on the row. `optional` is how many of the last
    arguments may be left out.
    """

    takes: tuple[Kinds, ...]
    make: Callable[[list[Node]], Node]
    constant: frozenset[int] = frozenset()
    optional: int = 0
    aggregate: bool = False


def _of_text(kind: Kind, says: Answers) -> Function:
    """A function of one text that may ask the word lists."""

    def make(arguments: list[Node]) -> Node:
        (text,) = arguments
        return Node(kind, text.level, lambda scope: asked(scope, text.run(scope), kind, says))

    return Function((_TEXT,), make)


def _with_words(kind: Kind, says: Answers) -> Function:
    """A function of one text and of one or more words, the same for every row."""

    def make(arguments: list[Node]) -> Node:
        text, listed = arguments

        def run(scope: Scope) -> Values:
            given = listed.settled(scope.tables)
            words = (given,) if isinstance(given, str) else tuple(given)
            return asked(scope, text.run(scope), kind, says, words)

        return Node(kind, text.level, run)

    return Function((_TEXT, _WORDS), make, constant=frozenset({1}))


def _known(arguments: list[Node]) -> Node:
    (part,) = arguments

    def run(scope: Scope) -> Values:
        known = part.run(scope).known
        return truth(known, np.ones(len(known), dtype=bool))

    return Node(Kind.TRUTH, part.level, run)


def _absolute(arguments: list[Node]) -> Node:
    (part,) = arguments

    def run(scope: Scope) -> Values:
        held = part.run(scope)
        return Values(part.kind, abs(held.entries()), held.known)

    return Node(part.kind, part.level, run)


def _extreme(pick: Callable[..., Any]) -> Function:
    def make(arguments: list[Node]) -> Node:
        first, second = arguments
        level = highest(first, second)
        kind = Kind.MONEY if Kind.MONEY in (first.kind, second.kind) else Kind.NUMBER

        def run(scope: Scope) -> Values:
            left, right = side_by_side(scope, first, second, level)
            pairs = zip(left.entries().tolist(), right.entries().tolist(), strict=True)
            return from_list(kind, [pick(pair) for pair in pairs], left.known & right.known)

        return Node(kind, level, run)

    return Function((_NUMERIC, _NUMERIC), make)


def _amount(unit: MoneyUnit) -> Function:
    """An amount in a unit that does not depend on the table."""

    def make(arguments: list[Node]) -> Node:
        (number,) = arguments
        return constant(Kind.MONEY, lambda tables: number.settled(tables) * unit.fen)

    return Function(((Kind.NUMBER,),), make, constant=frozenset({0}))


def _aggregate(kind: Kind, takes: Kinds, reduce: Callable[..., Values], optional: int = 0) -> Function:
    def make(arguments: list[Node]) -> Node:
        part = arguments[0] if arguments else None
        result = part.kind if part is not None and kind is Kind.LIST else kind

        def run(scope: Scope) -> Values:
            held = part.run(scope) if part is not None else None
            return reduce(result, held, _codes(scope), _size(scope))

        return Node(result, Level.GROUP, run)

    return Function((takes,), make, optional=optional, aggregate=True)


def _codes(scope: Scope) -> NDArray[np.intp]:
    return scope.codes if scope.codes is not None else np.zeros(len(scope.rows), dtype=np.intp)


def _size(scope: Scope) -> int:
    return len(scope.first) if scope.first is not None else 1


def _tally(codes: NDArray[np.intp], size: int, among: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    return np.bincount(codes if among is None else codes[among], minlength=size).astype(np.int64)


def _count(kind: Kind, held: Values | None, codes: NDArray[np.intp], size: int) -> Values:
    if held is None:
        return Values(kind, _tally(codes, size), np.ones(size, dtype=bool))
    return Values(kind, _tally(codes, size, held.data & held.known), _tally(codes, size, ~held.known) == 0)


def _share(kind: Kind, held: Values, codes: NDArray[np.intp], size: int) -> Values:
    """The share in percent."""
    some, whole = _tally(codes, size, held.data & held.known), _tally(codes, size)
    # NOTE: thousands of groups have the same few shares, and a fraction is dear to make and to compare.
    pairs, shares = np.unique(np.stack((some, whole)), axis=1, return_inverse=True)
    distinct = [Fraction(100 * part, all_of) if all_of else 0 for part, all_of in pairs.T.tolist()]
    return Values(kind, shares.ravel(), (_tally(codes, size, ~held.known) == 0) & (whole > 0), distinct)


def _any(kind: Kind, held: Values, codes: NDArray[np.intp], size: int) -> Values:
    del kind
    some = _tally(codes, size, held.data & held.known) > 0
    return truth(some, some | (_tally(codes, size, ~held.known) == 0))


def _all(kind: Kind, held: Values, codes: NDArray[np.intp], size: int) -> Values:
    some_not = _any(kind, truth(~held.data, held.known), codes, size)
    return truth(~some_not.data, some_not.known)


def _over_groups(reduce: Callable[[list[Any]], Any]) -> Callable[..., Values]:
    """A reduction carried out on the list of each group's entries; empty groups are not known."""

    def run(kind: Kind, held: Values, codes: NDArray[np.intp], size: int) -> Values:
        lists: list[list[Any]] = [[] for _ in range(size)]
        for code, entry in zip(codes.tolist(), held.entries().tolist(), strict=True):
            lists[code].append(entry)
        known = (_tally(codes, size, ~held.known) == 0) & (_tally(codes, size) > 0)
        return from_list(kind, [reduce(entries) if entries else 0 for entries in lists], known)

    return run


def _starts(tables: Tables, texts: list[str], words: tuple[str, ...]) -> Any:
    return word_places(tables, texts).opening(words) | ("" in words)


def _ends(tables: Tables, texts: list[str], words: tuple[str, ...]) -> Any:
    return word_places(tables, texts).closing(words) | ("" in words)


def _found(tables: Tables, texts: list[str], words: tuple[str, ...]) -> list[str]:
    held = holding(tables, texts, words).tolist()
    return [first_word(text, words) if holds else "" for text, holds in zip(texts, held, strict=True)]


def _listed(tables: Tables, texts: list[str], words: tuple[str, ...]) -> list[bool]:
    del tables
    return [not frozenset(words).isdisjoint(text.split()) for text in texts]


FUNCTIONS: Mapping[str, Function] = {
    "len": _of_text(Kind.NUMBER, lambda _, texts: list(map(len, texts))),
    "plain": _of_text(Kind.TEXT, lambda _, texts: list(map(normalise_name, texts))),
    "measured": _of_text(Kind.TEXT, measured_of),
    "is_share": _of_text(Kind.TRUTH, lambda tables, names: are_of_kind(tables, names, is_bounded_rate)),
    "is_bad_event": _of_text(Kind.TRUTH, lambda tables, names: are_of_kind(tables, names, is_bad_event)),
    "is_bad_rate": _of_text(Kind.TRUTH, lambda tables, names: are_of_kind(tables, names, is_bad_rate)),
    "contains": _with_words(Kind.TRUTH, holding),
    "starts": _with_words(Kind.TRUTH, _starts),
    "ends": _with_words(Kind.TRUTH, _ends),
    "found": _with_words(Kind.TEXT, _found),
    "listed": _with_words(Kind.TRUTH, _listed),
    "known": Function((_ANY,), _known),
    "abs": Function((_NUMERIC,), _absolute),
    "min": _extreme(min),
    "max": _extreme(max),
    "yuan": _amount(MoneyUnit.YUAN),
    "wan_yuan": _amount(MoneyUnit.WAN_YUAN),
    "yi_yuan": _amount(MoneyUnit.YI_YUAN),
    "count": _aggregate(Kind.NUMBER, (Kind.TRUTH,), _count, optional=1),
    "share": _aggregate(Kind.NUMBER, (Kind.TRUTH,), _share),
    "any": _aggregate(Kind.TRUTH, (Kind.TRUTH,), _any),
    "all": _aggregate(Kind.TRUTH, (Kind.TRUTH,), _all),
    "sum": _aggregate(Kind.LIST, _NUMERIC, _over_groups(sum)),
    "least": _aggregate(Kind.LIST, _NUMERIC, _over_groups(min)),
    "most": _aggregate(Kind.LIST, _NUMERIC, _over_groups(max)),
    "distinct": _aggregate(
        Kind.NUMBER, (Kind.TEXT, Kind.NUMBER, Kind.MONEY), _over_groups(lambda entries: len(set(entries)))
    ),
}
"""Every function, by the name it is called by."""
