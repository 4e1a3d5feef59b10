"""How an indicator's name is written: targets, formulas, stray digits, blanks, several measures at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from budgetcheck.text.fold import fold
from budgetcheck.text.names import measured, value_in_name
from budgetcheck.text.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

_OPENING, _CLOSING = "(《〈“「『【[", ")》〉”」』】]"
_COMMAS = ",;"
_JOINS = "和与及、"
_HAN = "\u3400-\u9fff"
_BLANK = re.compile(rf"(?:(?<=[{_HAN}、,)》”])[ \t]+(?=[{_HAN}、,(《“])|^[ \t]+|[ \t]+$)")
_EQUATION = re.compile(r"(?<![<>≥≤=])=(?!=)")
_TIMES_WHOLE = re.compile(r"[*×xX]\s?100\s?%")
_OPERATORS = "/÷*×+-"
_DIGITS = re.compile(rf"(?<=[{_HAN}])[0-9]{{1,2}}$")
_FOLLOWED_BY_NUMERAL = re.compile(r"(?<![第初上下统十百千])[两二三四五六七八九十百千一]{1,4}$")
_ARABIC = "0123456789０１２３４５６７８９"
_NUMBERS = f"{_ARABIC}一二两三四五六七八九十百千"
_FORMULA_SIGNS = frozenset("=＝*＊×xX")
_BLANKS = " \t\u3000\u00a0"
_PARTING = f",;，；{_JOINS}"
_SHORTEST_REPEAT, _LONGEST_REPEAT = 2, 6
_SHORTEST_OBJECT = 2
_LONGEST_ENDING = 12


def parts_of(name: str) -> list[Span]:
    """The pieces of a name between its commas; commas in brackets and quotation marks part nothing.

    >>> parts_of("支持项目数，产业发展资金")
    [(0, 5), (6, 12)]
    """
    found, start = [], 0
    for position in _outside(fold(name), _COMMAS):
        found.append((start, position))
        start = position + 1
    return [*found, (start, len(name))]


def _outside(folded: str, marks: str) -> Iterator[int]:
    depth = 0
    for position, sign in enumerate(folded):
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and sign in marks:
            yield position


def target_in_name(name: str, words: Words) -> Span | None:
    """Where a target value closes the name or a part of it that a comma ends, or None.

    Numbers that the name goes on behind define what is counted; years and ordinals are no targets.

    >>> from budgetcheck.text import default_words
    >>> [
    ...     target_in_name(n, default_words())
    ...     for n in ("刊登专访4次，报道超过100篇", "组织培训一次以上", "A级及以上家数", "反映2022年规模")
    ... ]
    [(4, 6), (4, 8), None, None]
    """
    # NOTE: the figure that closes a formula (…*100%) is no target.
    if formula_in_name(name, words) is not None:
        return None
    for start, end in parts_of(name):
        part = name[start:end]
        found = value_in_name(part, words) or _numeral(part, words)
        if found is not None:
            return start + found[0], start + found[1]
    return None


def _numeral(part: str, words: Words) -> Span | None:
    """A Chinese numeral with its unit and a word such as 以上 at the end; without that word 一期 may be a name."""
    tail = _numeral_tail(words).search(part, max(0, len(part) - 12))
    if tail is None:
        return None
    head = _FOLLOWED_BY_NUMERAL.search(part, 0, tail.start())
    return None if head is None or head.start() == 0 else (head.start(), tail.end())


@cache
def _numeral_tail(words: Words) -> re.Pattern[str]:
    units = sorted(set(words.unit_texts) - set(words.ordinal_units), key=len, reverse=True)
    tails = sorted(words.tail_texts, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, units))})(?:{'|'.join(map(re.escape, tails))})$")


def formula_in_name(name: str, words: Words) -> Span | None:
    """Where a formula begins and ends that says how the measure is worked out, or None.

    >>> from budgetcheck.text import default_words
    >>> [formula_in_name(n, default_words()) for n in ("完成率=完成量/计划量*100%", "购买/租赁数量", "响应≤30分钟")]
    [(3, 16), None, None]
    """
    del words
    if not _FORMULA_SIGNS.intersection(name):
        return None
    folded = fold(name)
    sign = _EQUATION.search(folded)
    if sign is not None and any(mark in folded[sign.end() :] for mark in _OPERATORS):
        return sign.start(), len(name)
    whole = _TIMES_WHOLE.search(folded)
    return None if whole is None else whole.span()


def digit_after_name(name: str, words: Words) -> Span | None:
    """Where one or two digits follow the word that a measure ends in, or None.

    >>> from budgetcheck.text import default_words
    >>> [digit_after_name(n, default_words()) for n in ("系统正常运行率1", "PM2.5", "接入5G")]
    [(7, 8), None, None]
    """
    folded = fold(name[-_LONGEST_ENDING:])
    found = _DIGITS.search(folded)
    if found is None or not folded.endswith(words.topic("naming.before_digits"), 0, found.start()):
        return None
    ahead = len(name) - len(folded)
    return ahead + found.start(), ahead + found.end()


def blank_in_name(name: str, words: Words) -> Span | None:
    """The first blank between two Chinese signs, or None; Latin words keep theirs.

    >>> from budgetcheck.text import default_words
    >>> [blank_in_name(n, default_words()) for n in ("出访美国 并洽谈业务", "VPN 接入数", "CAD 软件 采购数")]
    [(4, 5), None, (6, 7)]
    """
    del words
    found = _BLANK.search(fold(name))
    return None if found is None else found.span()


def second_measure(name: str, words: Words) -> Span | None:
    """Where a second measure begins: behind a comma, or behind 和 between two measures that could each stand alone.

    >>> from budgetcheck.text import default_words
    >>> [second_measure(n, default_words()) for n in ("支持项目数，产业发展资金", "及时率和准确率", "软件和硬件数量")]
    [(6, 12), (4, 7), None]
    """
    parts = parts_of(name)
    if len(parts) > 1:
        start, end = parts[1]
        return (start, end) if end > start and parts[0][1] > parts[0][0] else None
    folded, rates = fold(name), words.rate_endings
    if not measured(name, words).endswith(rates):
        return None
    joins = (p for p in _outside(folded, _JOINS) if folded.endswith(rates, 0, p))
    return next(((p + 1, len(name)) for p in joins), None)


def closing_repeat(name: str, words: Words) -> Span | None:
    """Where the word that opens the name stands once more at its end, or None.

    >>> from budgetcheck.text import default_words
    >>> [closing_repeat(n, default_words()) for n in ("金融专项资金审核金融", "系统集成管理系统", "金融机构数")]
    [(8, 10), None, None]
    """
    if name.find(name[:_SHORTEST_REPEAT], _SHORTEST_REPEAT) < 0 or len(parts_of(name)) > 1:
        return None
    core = measured(name, words)
    lawful = words.topic("naming.repeatable")
    for length in range(min(_LONGEST_REPEAT, len(core) // 3), _SHORTEST_REPEAT - 1, -1):
        opening = core[:length]
        if core.endswith(opening) and not opening.startswith(lawful):
            return len(core) - length, len(core)
    return None


def aim_in_name(name: str, words: Words) -> Span | None:
    """Where the verb of a name stands that states an aim (提升…水平) and no measure, or None.

    >>> from budgetcheck.text import default_words
    >>> [aim_in_name(n, default_words()) for n in ("优化营商环境", "促进就业人数", "提高率", "为企业发展营造环境")]
    [(0, 2), None, None, (5, 7)]
    """
    if not name.startswith(_openings(words)):
        return None
    start, end = parts_of(name)[0]
    core = measured(name[start:end], words)
    if is_measure(core, words):
        return None
    lead = _lead(core, words.topic("naming.adverbs"))
    verb = next((v for v in words.topic("naming.aims") if core.startswith(v, lead)), "")
    if not verb:
        return _aim_behind(core, words)
    stop = lead + len(verb)
    compound = core.startswith(words.topic("naming.forming"), stop)
    return None if compound or len(core) - stop < _SHORTEST_OBJECT else (lead, stop)


def is_measure(core: str, words: Words) -> bool:
    """Whether a name, stripped of tags and units, ends in a word for what can be counted or rated.

    >>> from budgetcheck.text import default_words
    >>> [is_measure(n, default_words()) for n in ("验收合格率", "提升工作效率", "服务质量")]
    [True, False, False]
    """
    return core.endswith(words.topic("naming.measures")) and not core.endswith(
        words.topic("naming.qualities")
    )


@cache
def _openings(words: Words) -> tuple[str, ...]:
    """The words that a name which states an aim may open with."""
    return tuple(word for topic in ("adverbs", "aims", "means") for word in words.topic(f"naming.{topic}"))


def _lead(core: str, adverbs: tuple[str, ...]) -> int:
    """Where the name stands behind its first two adverbs."""
    end = 0
    for _ in range(2):
        end += next((len(a) for a in adverbs if core.startswith(a, end)), 0)
    return end


def _aim_behind(core: str, words: Words) -> Span | None:
    """The aim that words such as 通过…, 为… lead up to."""
    lead = next((m for m in words.topic("naming.means") if core.startswith(m)), "")
    if not lead:
        return None
    found = ((core.find(verb, len(lead) + 1), verb) for verb in words.topic("naming.ends"))
    at, verb = min((pair for pair in found if pair[0] >= 0), default=(len(core), ""))
    stop = at + len(verb)
    return None if len(core) - stop < _SHORTEST_OBJECT else (at, stop)


SIGNS: Mapping[Callable[[str, Words], Span | None], Callable[[Words], tuple[str, ...]]] = {
    target_in_name: lambda _: tuple(_NUMBERS),
    formula_in_name: lambda _: tuple(_FORMULA_SIGNS),
    digit_after_name: lambda _: tuple(_ARABIC),
    blank_in_name: lambda _: tuple(_BLANKS),
    second_measure: lambda _: tuple(_PARTING),
    aim_in_name: _openings,
}
"""Words one of which a name must hold for a function to find anything: many names are soon asked for these."""
