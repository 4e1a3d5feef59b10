"""What a target value in words amounts to: the name again, an adjective, a comparison, a wish."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.text.fold import fold, normalise_name
from budgetcheck.text.names import measured
from budgetcheck.text.word_finder import first_word
from budgetcheck.text.word_values import word_reader

if TYPE_CHECKING:
    from budgetcheck.text.words import Words

_SHORT = 6
_LEAST_VALUE = 4
_OWN_WORDS_PERCENT = 60
_LEAST_NAME = 4
_NOT_WORDS = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_COUNTED = re.compile(
    r"[0-9A-Z]|[一二两三四五六七八九十百半](?:[次个家项场份期人名天套篇条级年月周日户台件]|季度|小时|[上下]旬)"
)


class Wording(StrEnum):
    """What a worded value is; each is one of these."""

    ECHO = "echo"
    NEAR_ECHO = "near_echo"
    OWN_ADJECTIVE = "own_adjective"
    BASELESS = "baseless"
    VAGUE = "vague"
    STATE = "state"
    OTHER = "other"


class Said(NamedTuple):
    """What a worded value is, and the word in it that tells."""

    wording: Wording
    word: str = ""


def wording(value: str, name: str, words: Words) -> Said:
    """What a value in words is under its name; the most telling one where it is several.

    >>> from budgetcheck.text import default_words
    >>> [str(wording(*pair, default_words()).wording) for pair in (
    ...     ("企业通过发债实现良性运转", "通过发债企业实现良性运转"), ("及时", "支付及时性"), ("有所提升", "服务水平"),
    ...     ("有效促进", "管理水平"), ("通过上级部门审核", "决算质量"))]
    ['near_echo', 'own_adjective', 'baseless', 'vague', 'other']
    """
    text = normalise_name(value)
    if text == normalise_name(name):
        return Said(Wording.ECHO, text)
    own, named = _bare(text), _bare(measured(name, words))
    judged = is_judgeable(fold(value), words)
    graded = word_reader(words).level(text) is not None
    if not judged and not graded and _says_the_name(own, named):
        return Said(Wording.NEAR_ECHO, text)
    if _within(own, named):
        return Said(Wording.OWN_ADJECTIVE, text)
    return (
        _baseless(text, name, words, judged)
        or _adjective(text, words)
        or _wish(text, words, judged or graded)
    )


def is_judgeable(text: str, words: Words) -> bool:
    """Whether a value in words holds an event, a document, a deadline, a number or how often.

    >>> from budgetcheck.text import default_words
    >>> [is_judgeable(text, default_words()) for text in ("通过上级部门审核", "每日增量备份", "有效促进")]
    [True, True, False]
    """
    if _COUNTED.search(text):
        return True
    return bool(first_word(text, words.topic("wording.judgeable")) or first_word(text, words.frequencies))


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", fold(text))


def _says_the_name(own: str, named: str) -> bool:
    """Whether the value is the whole name with no more words than it has, or its characters in another order."""
    if len(named) >= _LEAST_NAME and 2 * len(named) >= len(own) and named in own:
        return True
    if len(own) < _LEAST_VALUE or 100 * len(own) < _OWN_WORDS_PERCENT * len(named):
        return False
    return not Counter(own) - Counter(named)


def _within(own: str, named: str) -> bool:
    """Whether a short value stands in the name, its characters in their order."""
    if not own or len(own) > _SHORT:
        return False
    rest = iter(named)
    return all(sign in rest for sign in own)


def _baseless(text: str, name: str, words: Words, judged: bool) -> Said | None:
    """A comparison with nothing, or with something whose figure only the author knows."""
    relative = word_reader(words).relative(text)
    if relative is not None:
        against = first_word(relative.base, words.topic("wording.unstated_bases"))
        cited = against in name and any(map(str.isdecimal, name))
        stated = relative.base and (cited or not against)
        return Said(Wording.OTHER) if stated else Said(Wording.BASELESS, text)
    grown = _growth(words).search(text)
    return Said(Wording.BASELESS, grown[0]) if grown and not judged else None


@cache
def _growth(words: Words) -> re.Pattern[str]:
    """At the end of a text: a degree and a direction, such as 有所提升."""
    degree, direction = ("|".join(map(re.escape, words.relative[part])) for part in ("degrees", "directions"))
    return re.compile(rf"(?:{degree})(?:{direction})\Z")


def _adjective(text: str, words: Words) -> Said | None:
    if text in words.topic("wording.degree_adjectives"):
        return Said(Wording.VAGUE, text)
    return Said(Wording.STATE, text) if text in words.topic("wording.state_adjectives") else None


def _wish(text: str, words: Words, judged: bool) -> Said:
    word = first_word(text, words.topic("wording.vague"))
    return Said(Wording.VAGUE, word) if word and not judged else Said(Wording.OTHER)
