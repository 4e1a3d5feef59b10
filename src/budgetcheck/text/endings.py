"""How a text ends: with a mark, in the middle of a sentence, or on a word that may end one."""

from __future__ import annotations

import re
from functools import cache

_MARKS = frozenset("。！？!?；;.…")
_OUTER = " \t\r\n\u3000”’」』\"')）》】]"
_SENTENCE_END = re.compile(r"[。！？!?]")
_LIST = re.compile(r"[：:*×]|(?:^|[\s；;，,])[（(]?[0-9一二三四五六七八九十]{1,2}[）).．]")
_CUT_MARKS = frozenset("，,、：:（([【《〈“‘「『-—+＋/")


def ends_sentence(text: str) -> bool:
    """Whether the last sign of the text, quotes and brackets aside, closes a sentence.

    >>> ends_sentence("完成评审。”"), ends_sentence("发生故障后能及时处理")
    (True, False)
    """
    return text.rstrip(_OUTER)[-1:] in _MARKS


def breaks_off(text: str, words: tuple[str, ...]) -> str:
    """The mark or word at the end of the text that cannot end it; empty where there is none.

    Args:
        text: a goal or a description.
        words: words that must be followed by another.

    >>> breaks_off("协调解决工商、", ("以及",)), breaks_off("加强宣传以及", ("以及",)), breaks_off("加强宣传", ())
    ('、', '以及', '')
    """
    end = text.rstrip()
    if end[-1:] in _CUT_MARKS:
        return end[-1]
    return next((word for word in _longest_first(words) if end.endswith(word)), "")


def lists_things(text: str) -> bool:
    """Whether the last sentence of the text is a list: led by a colon, or numbered.

    >>> lists_things("开支内容：1.监理费；2.安全评估费"), lists_things("保障系统稳定运行，及时排除故障")
    (True, False)
    """
    last = _SENTENCE_END.split(text.rstrip(_OUTER))[-1]
    return _LIST.search(last) is not None


@cache
def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
