"""Columns of an expression while it is carried out: one array each, and which of its entries are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

Exact = int | Fraction


class Kind(StrEnum):
    """What an expression gives: text, a number, an amount in fen, a truth, or a list of texts or numbers."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    TRUTH = "truth"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Values:
    """A column: `data` by entry, or by code into `distinct` where values repeat; `known` where it is known.

    Text is always coded; what is coded is exact. Numbers are int64, float64, or exact Python numbers; money is int64 fen or exact.
    """

    kind: Kind
    data: NDArray[Any]
    known: Bools
    distinct: Sequence[Any] | None = None

    def __len__(self) -> int:
        return len(self.data)

    def take(self, rows: NDArray[np.intp]) -> Values:
        """The entries at `rows`; -1 is an unknown one."""
        return replace(self, data=self.data[rows], known=self.known[rows] & (rows >= 0))

    def spread(self, kind: Kind, answers: Any) -> Values:
        """The column of those `answers`, given in the form that `answered` makes of one for each distinct entry."""
        if kind is Kind.TEXT:
            return Values(kind, self.data, self.known, answers)
        return Values(kind, answers[self.data], self.known)

    def entries(self) -> NDArray[Any]:
        """Every entry as an exact Python number or text."""
        if self.distinct is None:
            return self.data if self.data.dtype == object else self.data.astype(object)
        held = np.empty(len(self.distinct) + 1, dtype=object)
        held[:-1] = self.distinct
        held[-1] = _ABSENT[self.kind]
        spread: NDArray[Any] = held[self.data]
        return spread


_ABSENT: dict[Kind, Any] = {Kind.TEXT: "", Kind.NUMBER: 0, Kind.MONEY: 0, Kind.TRUTH: False}


def answered(kind: Kind, given: list[Any] | NDArray[Any]) -> Any:
    """What is said of each distinct entry, in the form that `Values.spread` takes."""
    if kind is Kind.TEXT:
        return given
    return (
        _array(kind, [*given, _ABSENT[kind]]) if isinstance(given, list) else np.append(given, _ABSENT[kind])
    )


def from_list(kind: Kind, answers: Sequence[Any], known: Bools) -> Values:
    """The column of these entries."""
    if kind is not Kind.TEXT:
        return Values(kind, _array(kind, answers), known)
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(answer, len(numbers)) for answer in answers]
    return Values(kind, np.array(codes, dtype=np.intp), known, list(numbers))


def truth(data: Bools, known: Bools) -> Values:
    """A column of truths; unknown ones are held as false."""
    return Values(Kind.TRUTH, data & known, known)


def exact(value: Any) -> Any:
    """A decimal as a whole number or a fraction, so that it can be reckoned with; anything else as it is."""
    if not isinstance(value, Decimal):
        return value
    whole = int(value)
    return whole if whole == value else Fraction(value)


def _array(kind: Kind, answers: Sequence[Any]) -> NDArray[Any]:
    if kind is Kind.TRUTH:
        return np.array(answers, dtype=bool)
    if all(type(answer) is int and abs(answer) < 2**62 for answer in answers):
        return np.array(answers, dtype=np.int64)
    held = np.empty(len(answers), dtype=object)
    held[:] = answers
    return held
