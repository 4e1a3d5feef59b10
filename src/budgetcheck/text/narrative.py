"""Figures in running text: amounts to the fen, counts of things, years and document numbers, each with its span."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.terms import Dimension
from budgetcheck.text.bounds import bound_reader
from budgetcheck.text.fold import fold
from budgetcheck.text.numerals import NUMBER, arabic, chinese, times
from budgetcheck.text.unit_names import UnitText, unit_reader
from budgetcheck.text.word_finder import first_word

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

MOST = 400
"""A text is read up to this many figures."""

_LOOK_BACK = 12
_THING = 20
_YUAN = "元"
_CENT = Decimal(100)
_PERCENT = "百分之"
_STOP = re.compile(r"[^\u4e00-\u9fffA-Za-z]")
_DOCUMENT = r"[〔\[(【［]\s?(?P<docyear>(?:19|20)[0-9]{2})\s?[〕\])】］]\s?第?\s?[0-9]{1,6}\s?号"
_YEAR = r"(?:19|20)[0-9]{2}"

_DIGITS = "0123456789０１２３４５６７８９"
_NUMERALS = "二两三四五六七八九十百千"
_OPENING = re.compile(rf"[0-9A-Za-z第(〔\[【［{_NUMERALS}]")
"""Where a token may begin; a search for these alone is many times as fast as one for the tokens."""

# What is no figure of its own (documents, dates, ordinals, phones, names such as PM2.5, list numbers), else a number.
_TOKEN = re.compile(
    rf"(?P<document>{_DOCUMENT})"
    rf"|(?<![0-9.])(?<![0-9],)(?P<first>{_YEAR})(?:\s?年?度?\s?[-~—–至到]{{1,2}}\s?(?P<last>{_YEAR}))?\s?年(?:度|[0-9]{{1,2}}月(?:[0-9]{{1,2}}[日号])?)?"
    rf"|(?<![0-9.])(?<![0-9],)(?P<from>{_YEAR})\s?[-~—–至到]\s?(?P<to>{_YEAR})(?![0-9])"
    rf"|(?<![0-9.])(?<![0-9],)(?P<of>{_YEAR})[./-][0-9]{{1,2}}(?:[./-][0-9]{{1,2}})?(?![0-9]|\s?[万亿元%])"
    r"|(?<![0-9.])(?<![0-9],)[0-9]{1,2}月(?:[0-9]{1,2}[日号])?"
    r"|第\s?[0-9]{1,6}"
    r"|(?<![0-9.])0[0-9]{2,3}-[0-9]{7,8}(?![0-9])|(?<![0-9.])1[3-9][0-9]{9}(?![0-9.])"
    r"|(?<![A-Za-z0-9])(?![xX]\s?[0-9])[A-Za-z][A-Za-z.-]{0,12}[0-9][0-9A-Za-z.]{0,20}"
    r"|(?<![0-9.])[0-9]{1,6}\.[0-9]{1,6}\.[0-9][0-9.]{0,20}"
    r"|(?<![0-9.])(?<![0-9],)[0-9]{1,6}(?:\.[0-9]{1,6})?(?=[号版])"
    r"|(?<![0-9.])(?<![0-9],)\(?[0-9]{1,2}[、.)](?![0-9])"
    r"|(?<![0-9.])(?<![0-9],)(?![0-9]{1,3}(?:,[0-9]{3})+(?![0-9,]))[0-9]{1,12}(?:,[0-9]{1,12})+"
    rf"|(?<![0-9.])(?<![0-9],)(?P<number>{NUMBER})(?P<upto>\s?[-~—–至到]{{1,2}}\s?(?={NUMBER}))?"
    rf"|(?<![第零一{_NUMERALS}每数几])(?P<numeral>[{_NUMERALS}]{{1,7}})(?=(?P<counted>[\u4e00-\u9fff]))"
)


class Figure(NamedTuple):
    """A number in text that counts or measures something.

    Attributes:
        number: with its multiplier (5万 is 50000), in `unit` as printed; `digits` is without.
        unit: as printed without multiplier or what it is counted per; empty where there is none.
        per: what it is counted per (人·年 of 元/人·年, 每人 before it); empty for a plain figure.
        fen: of an amount in 元, its size; None of anything else.
        step: of such an amount, what one unit of its last printed digit is, in fen.
        bounded: whether a word makes it a limit, a range or a guess (不超过, 约, 以上).
        truncated: whether it ends in a multiplier without a unit (100万).
    """

    start: int
    end: int
    number: Decimal
    digits: Decimal
    unit: str
    dimension: Dimension
    per: str = ""
    fen: int | None = None
    step: int = 0
    bounded: bool = False
    truncated: bool = False


class Period(NamedTuple):
    """A year or a range of years in text."""

    start: int
    end: int
    first: int
    last: int


class DocumentNumber(NamedTuple):
    """The bracketed year and number of a document (〔2018〕247号)."""

    start: int
    end: int
    year: int
    bracket: str


class Narrative(NamedTuple):
    """What a text says in figures, in order."""

    text: str
    figures: tuple[Figure, ...]
    periods: tuple[Period, ...]
    documents: tuple[DocumentNumber, ...]

    @classmethod
    def silent(cls, text: str) -> Narrative:
        """A text that says nothing in figures."""
        return cls(text, (), (), ())

    @property
    def speaks(self) -> bool:
        """Whether the text holds any figure, year or document number."""
        return bool(self.figures or self.periods or self.documents)

    @property
    def amounts(self) -> list[Figure]:
        """The figures that are amounts in 元."""
        return [figure for figure in self.figures if figure.fen is not None]


class Count(NamedTuple):
    """A number of things: 23 of 个 信息系统.

    `before` and `after` are the words on either side, up to the next mark or digit.
    """

    start: int
    end: int
    number: int
    unit: str
    before: str
    after: str


class _Found(NamedTuple):
    """What a text has said so far."""

    figures: list[Figure]
    periods: list[Period]
    documents: list[DocumentNumber]

    def note(self, text: str, match: re.Match[str]) -> None:
        """Keep the years or the document number that `match` is, if it is either."""
        start, end = match.span()
        if match["document"]:
            self.documents.append(DocumentNumber(start, end, int(match["docyear"]), text[start]))
        elif (year := match["first"] or match["from"] or match["of"]) is not None:
            last = match["last"] or match["to"] or year
            self.periods.append(Period(start, end, int(year), int(last)))


class NarrativeReader:
    """Reads figures by one set of word lists; every look is of bounded length.

    `signs` are words one of which stands in every text that says anything.
    """

    def __init__(self, words: Words) -> None:
        self._units = unit_reader(words)
        self._bounds = bound_reader(words)
        named, each = words.topic("narrative.numeral_units"), words.topic("narrative.each")
        self._each = re.compile(
            rf"({'|'.join(map(re.escape, each)) or '(?!)'})[^。;,、\n]{{0,{_LOOK_BACK}}}\Z"
        )
        self._named = frozenset(named)
        self.signs = (*_DIGITS, *(numeral + unit for numeral in _NUMERALS for unit in named))
        self._before = tuple(text for text in words.comparator_texts if text != "=")
        self._behind = words.tail_texts

    def read(self, text: str) -> Narrative:
        """What `text` says in figures.

        >>> from budgetcheck.text import default_words
        >>> [f.fen for f in narrative_reader(default_words()).read("其中设备费53.75万元、培训费5万元").figures]
        [53750000, 5000000]
        """
        if not first_word(text, self.signs):
            return Narrative.silent(text)
        folded = fold(text)
        found = _Found([], [], [])
        position, ranged = 0, -1
        while (opening := _OPENING.search(folded, position)) is not None:
            match = _TOKEN.match(folded, opening.start())
            if match is None:
                position = opening.end()
                continue
            position = match.end()
            if match["number"] or match["numeral"]:
                figure = self._figure(folded, match) if len(found.figures) < MOST else None
                if figure is not None:
                    found.figures.append(figure._replace(bounded=True) if match.start() == ranged else figure)
                ranged = match.end() if match["upto"] else -1
            else:
                found.note(text, match)
        return Narrative(text, tuple(found.figures), tuple(found.periods), tuple(found.documents))

    def _figure(self, text: str, match: re.Match[str]) -> Figure | None:
        start, end = match.start(), match.end("number") if match["number"] else match.end("numeral")
        value = arabic(match["number"]) if match["number"] else chinese(match["numeral"])
        if value is None or (match["numeral"] and match["counted"] not in self._named):
            return None
        after, odd = self._bounds.between(text, end)
        unit = self._units.read(text, after)
        bounded = bool(odd) or match["upto"] is not None or self._bounded(text, start, max(unit.end, end))
        if text.endswith(_PERCENT, max(0, start - 3), start):
            return Figure(start - 3, end, value, value, "%", Dimension.PERCENT, bounded=bounded)
        return self._measured(text, (start, end), value, unit, bounded)

    def _measured(
        self, text: str, place: tuple[int, int], value: Decimal, unit: UnitText, bounded: bool
    ) -> Figure:
        start, end = place
        number = times(value, unit.multiplier)
        unit = unit._replace(end=unit.end - text.startswith(" ", unit.end - 1))
        if not unit.text:
            return Figure(start, end, number, value, "", Dimension.NUMBER, bounded=bounded)
        each = self._told_each(text, start)
        if unit.unit is None:
            stop, per = self._slash(text, unit.end)
            whole = not per and stop < len(text) and _is_word(text[stop])
            fen, step = (None, 0) if whole else _in_fen(value, unit.multiplier)
            return Figure(
                start, stop, number, value, "", Dimension.MONEY if fen is not None else Dimension.NUMBER,
                per or each, fen, step, bounded, truncated=not whole,
            )  # fmt: skip
        base, _, per = unit.unit.base.partition("/")
        fen, step = _in_fen(value, unit.multiplier * unit.unit.factor) if base == _YUAN else (None, 0)
        shown = base if unit.unit.dimension is Dimension.COUNT else unit.text.strip()
        return Figure(
            start, unit.end, number, value, shown, unit.unit.dimension, per or each, fen, step, bounded
        )

    def _told_each(self, text: str, start: int) -> str:
        """The word before a figure that makes it one of many (每人, 人均), else nothing."""
        word = self._each.search(text, max(0, start - _LOOK_BACK), start)
        return word[1] if word is not None else ""

    def _slash(self, text: str, end: int) -> tuple[int, str]:
        if not text.startswith("/", end):
            return end, ""
        unit = self._units.read(text, end + 1)
        return (unit.end, text[end + 1 : unit.end]) if unit.unit is not None else (end, "")

    def _bounded(self, text: str, start: int, end: int) -> bool:
        stripped = len(text[max(0, start - _LOOK_BACK) : start].rstrip())
        before = max(0, start - _LOOK_BACK) + stripped
        return text.endswith(self._before, 0, before) or text.startswith(self._behind, end)


def counts(told: Narrative) -> list[Count]:
    """Every plain count of things in the text, whole numbers only; limits and counts per something are left out.

    >>> from budgetcheck.text import default_words
    >>> [(c.number, c.unit, c.after) for c in counts(narrative_reader(default_words()).read("以及23个信息系统。"))]
    [(23, '个', '信息系统')]
    """
    return [
        Count(f.start, f.end, int(f.number), f.unit, *_around(told.text, f))
        for f in told.figures
        if f.dimension is Dimension.COUNT and not f.bounded and not f.per and f.number == int(f.number)
    ]


def _around(text: str, figure: Figure) -> tuple[str, str]:
    left = text[max(0, figure.start - _THING) : figure.start]
    right = text[figure.end : figure.end + _THING]
    stops = [found.end() for found in _STOP.finditer(left)]
    stop = _STOP.search(right)
    return left[stops[-1] if stops else 0 :], right[: stop.start() if stop else len(right)]


def _in_fen(value: Decimal, factor: Decimal) -> tuple[int | None, int]:
    """The amount in fen and the size of its last printed digit; None where fen cannot hold it."""
    fen = times(times(value, factor), _CENT)
    digits = value.as_tuple().exponent
    step = times(times(Decimal(1).scaleb(int(digits)), factor), _CENT)
    return (int(fen), max(1, int(step))) if fen == int(fen) else (None, 0)


def _is_word(sign: str) -> bool:
    return sign.isalpha() and sign not in "xX"


@cache
def narrative_reader(words: Words) -> NarrativeReader:
    """The reader for these word lists, made once."""
    return NarrativeReader(words)
