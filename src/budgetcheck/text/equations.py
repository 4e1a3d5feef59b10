"""Sums and products written out in text (30万/人*15人=450万), worked through exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import Dimension
from budgetcheck.text.fold import fold

if TYPE_CHECKING:
    from budgetcheck.text.narrative import Figure, Narrative

_TIMES, _PLUS, _MINUS, _BY, _IS = "×", "+", "-", "÷", "="
_SIGNS = {
    **dict.fromkeys(["*", "×", "x", "X", "✕", "╳", "✖", "乘", "乘以", "⨯"], _TIMES),
    **dict.fromkeys(["+", "加", "加上"], _PLUS),
    **dict.fromkeys(["-", "−", "减", "减去"], _MINUS),
    **dict.fromkeys(["÷", "/", "除以"], _BY),
    **dict.fromkeys(["=", "等于"], _IS),
}
_LONGEST_SIGN = 6
_BEFORE = frozenset("*×xX+÷/)-−%")
_AFTER = frozenset("*×xX+÷/-−=~")
_PARTED = "/·.每*"
_ALWAYS = frozenset(["年", "", "每"])


class Equation(NamedTuple):
    """Figures joined by signs, and the one figure said to be their result.

    Attributes:
        figures: the operands, then the result.
        signs: between the operands; one fewer than there are operands.
        expected: what the operands come to, in the unit that the result is printed in.
        right: whether they agree, rounding of the result allowed for; None where that cannot be told.
    """

    start: int
    end: int
    figures: tuple[Figure, ...]
    signs: tuple[str, ...]
    expected: Fraction
    right: bool | None

    @property
    def result(self) -> Figure:
        """The figure behind the equals sign."""
        return self.figures[-1]

    @property
    def operands(self) -> tuple[Figure, ...]:
        """The figures before the equals sign."""
        return self.figures[:-1]


def equations(told: Narrative) -> list[Equation]:
    """Every sum or product with its result in the text, in order.

    >>> from budgetcheck.text import default_words, narrative_reader
    >>> read = narrative_reader(default_words()).read
    >>> [e.right for e in equations(read("30万/人*15人=450万，20万元+5万元=26万元"))]
    [True, False]
    """
    folded = fold(told.text)
    chains = _chains(folded, told.figures)
    return [made for figures, signs in chains if (made := _equation(folded, figures, signs)) is not None]


def _chains(text: str, figures: Sequence[Figure]) -> Iterator[tuple[list[Figure], list[str]]]:
    """Figures with nothing but a sign between each two of them."""
    chain, signs = list(figures[:1]), list[str]()
    for before, after in pairwise(figures):
        sign = _sign(text, before.end, after.start)
        if sign:
            chain.append(after)
            signs.append(sign)
            continue
        yield chain, signs
        chain, signs = [after], []
    yield chain, signs


def _sign(text: str, start: int, end: int) -> str:
    return _SIGNS.get(text[start:end].strip(), "") if 0 < end - start <= _LONGEST_SIGN else ""


def _equation(text: str, figures: list[Figure], signs: list[str]) -> Equation | None:
    """The equation that a chain is, where it has one equals sign, before its last figure."""
    if signs.count(_IS) != 1 or signs[-1] != _IS or len(figures) < 3 or _goes_on(text, figures):
        return None
    operands, result = figures[:-1], figures[-1]
    value = _value([_size(figure) for figure in operands], signs[:-1])
    if value is None:
        return None
    expected, right = value / _unit(result), _right(operands, result, value)
    if not right and any(not figure.unit and not figure.per for figure in figures):
        # NOTE: 5×3=15万元 and 20+5=25万元 leave the unit of some figures to the reader.
        printed = _value([Fraction(figure.digits) for figure in operands], signs[:-1])
        expected = printed if printed is not None else expected
        right = _same(expected, Fraction(result.digits), _digit(result)) or right
    if right is False and (_hides_a_factor(operands) or _adds_unlike(operands, signs) or _foreign(figures)):
        right = None
    return Equation(figures[0].start, result.end, tuple(figures), tuple(signs[:-1]), expected, right)


def _goes_on(text: str, figures: list[Figure]) -> bool:
    """Whether the chain is only part of a longer formula, such as one with brackets."""
    first, last = figures[0].start, figures[-1].end
    before = text[max(0, first - 2) : first].rstrip()[-1:]
    after = text[last : last + 2].lstrip()[:1]
    return before in _BEFORE or after in _AFTER


def _value(numbers: Sequence[Fraction], signs: Sequence[str]) -> Fraction | None:
    """What the numbers come to, products first; None for a division by nothing."""
    terms = [numbers[0]]
    for number, sign in zip(numbers[1:], signs, strict=True):
        if sign == _TIMES:
            terms[-1] *= number
        elif sign == _BY:
            if not number:
                return None
            terms[-1] /= number
        else:
            terms.append(number if sign == _PLUS else -number)
    return sum(terms, Fraction(0))


def _size(figure: Figure) -> Fraction:
    if figure.fen is not None:
        return Fraction(figure.fen, 100)
    return Fraction(figure.number) / (100 if figure.dimension is Dimension.PERCENT else 1)


def _right(operands: Sequence[Figure], result: Figure, value: Fraction) -> bool | None:
    """Whether `value` is what the result says; None where some figure is only a limit or a guess."""
    if _same(value, _size(result), _digit(result) * _unit(result)):
        return True
    return None if any(figure.bounded for figure in (*operands, result)) else False


def _same(expected: Fraction, actual: Fraction, step: Fraction) -> bool:
    """Whether they are equal, or `actual` is `expected` rounded or cut to its printed digits."""
    return expected == actual or (expected % step != 0 and abs(expected - actual) < step)


def _unit(figure: Figure) -> Fraction:
    """The size of one of what the figure is printed in: 10000 for 万元."""
    return _size(figure) / Fraction(figure.digits) if figure.digits else Fraction(1)


def _digit(figure: Figure) -> Fraction:
    """One unit of the last printed digit, in what the figure is printed in."""
    return Fraction(10) ** int(figure.digits.as_tuple().exponent)


def _adds_unlike(operands: Sequence[Figure], signs: Sequence[str]) -> bool:
    """Whether figures of different kinds are added: 1年+6个月."""
    kinds = {"" if figure.fen is not None else figure.unit for figure in operands}
    return len(kinds) > 1 and not {_PLUS, _MINUS}.isdisjoint(signs)


def _foreign(figures: Sequence[Figure]) -> bool:
    """Whether money of another country is among them, whose rate the text may leave out."""
    return any(figure.dimension is Dimension.MONEY and figure.fen is None for figure in figures)


def _hides_a_factor(operands: Sequence[Figure]) -> bool:
    """Whether a price is per something that none of the other factors counts: 0.5万元/人·月×2人."""
    bare = any(not figure.unit and figure.fen is None for figure in operands)
    units = "".join(figure.unit for figure in operands if figure.fen is None)
    wanted = {part for figure in operands for part in _parts(figure.per)} - _ALWAYS
    return not bare and not all(part in units or part[-1] in units for part in wanted)


def _parts(per: str) -> list[str]:
    for mark in _PARTED:
        per = per.replace(mark, "/")
    return [part.strip() for part in per.split("/")]
