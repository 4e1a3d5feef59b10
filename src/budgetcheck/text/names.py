"""What an indicator's name says: a share of a whole, a thing that should not happen, a value in the wrong place."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from budgetcheck.text.fold import fold
from budgetcheck.text.word_finder import any_of
from budgetcheck.text.words import unit_set

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

_TAIL = 40
_LAYERS = 5
_LONGEST_BRACKET = 22
_BRACKET = re.compile(r"\(([^()]{0,20})\)$")
_NUMBER = r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?"
_TRAILING = "%‰ \t\u30000123456789"
_YEAR = re.compile(r"(?:19|20)\d\d年$")


@lru_cache(maxsize=1 << 15)
def measured(name: str, words: Words) -> str:
    """The name without what follows the thing measured: tags, units in brackets, blanks, stray digits.

    >>> from budgetcheck.text import default_words
    >>> measured("驻场服务时长达标率（运行保障类）", default_words())
    '驻场服务时长达标率'
    >>> measured("系统正常运行率1", default_words())
    '系统正常运行率'
    """
    core = fold(name).rstrip(_TRAILING)
    for _ in range(_LAYERS):
        bracket = _BRACKET.search(core, max(0, len(core) - _LONGEST_BRACKET))
        if bracket is None or not _says_nothing(bracket[1], words):
            break
        core = core[: bracket.start()].rstrip(_TRAILING)
    return core


def _says_nothing(text: str, words: Words) -> bool:
    inner = text.strip(_TRAILING)
    return not inner or inner in unit_set(words) or inner.endswith(words.name_remarks)


def is_bounded_rate(name: str, words: Words) -> bool:
    """Whether the name is of a share that cannot pass 100 %.

    >>> from budgetcheck.text import default_words
    >>> [is_bounded_rate(n, default_words()) for n in ("验收合格率（%）", "贷款增长率", "平均审减率")]
    [True, False, False]
    """
    core = measured(name, words)
    return core.endswith(words.bounded_rates) and not core.endswith(words.unbounded_rates)


def is_bad_event(name: str, words: Words) -> bool:
    """Whether the name counts, times or rates a thing that should not happen.

    >>> from budgetcheck.text import default_words
    >>> [is_bad_event(n, default_words()) for n in ("有效用户投诉率", "投诉办结率", "核心网络平均无故障时间")]
    [True, False, False]
    """
    core = measured(name, words)
    end, events, measures = len(core), _endings(words.bad_events), _endings(words.event_measures)
    for _ in range(_LAYERS):
        if _ending(core, end, events):
            return _friend(words).search(core) is None
        size = _ending(core, end, measures)
        if not size:
            return False
        end -= size
    return False


def is_bad_rate(name: str, words: Words) -> bool:
    """Whether the name is the rate of a thing that should not happen.

    >>> from budgetcheck.text import default_words
    >>> [is_bad_rate(n, default_words()) for n in ("系统重大故障事件率", "投诉数量", "故障响应率")]
    [True, False, False]
    """
    return measured(name, words).endswith(words.rate_endings) and is_bad_event(name, words)


def value_in_name(name: str, words: Words) -> tuple[int, int] | None:
    """Where a target value stands at the end of the name, or None.

    Years, ordinals and numbers that the name goes on behind are no values.

    >>> from budgetcheck.text import default_words
    >>> value_in_name("增资扩股金融机构数3家", default_words())
    (9, 11)
    >>> value_in_name("落实20条措施", default_words()) is None
    True
    """
    folded = fold(name)
    offset = max(0, len(folded) - _TAIL)
    found = _quantity(words).search(folded, offset)
    if found is None or found.start() == 0 or _YEAR.search(found[0]):
        return None
    return found.start(), found.end()


@cache
def _endings(listed: tuple[str, ...]) -> tuple[tuple[int, ...], frozenset[str]]:
    """The lengths of the words, longest first, and the words."""
    return tuple(sorted({len(word) for word in listed}, reverse=True)), frozenset(listed)


def _ending(text: str, end: int, endings: tuple[tuple[int, ...], frozenset[str]]) -> int:
    """The length of the longest of the words that `text` up to `end` ends in; 0 for none."""
    lengths, listed = endings
    return next((n for n in lengths if n <= end and text[end - n : end] in listed), 0)


@cache
def _friend(words: Words) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words.event_friends)))


@cache
def _quantity(words: Words) -> re.Pattern[str]:
    counted = set(words.unit_texts) - set(words.ordinal_units)
    return re.compile(
        rf"(?:{any_of(words.comparator_texts)})?(?<![\d.第A-Za-z]){_NUMBER}(?:[-~—至]{_NUMBER})?"
        rf"\s?(?:{any_of(words.multiplier_texts)})?(?:{any_of(counted)})(?:{any_of(words.tail_texts)})?\s*$"
    )
