"""Many words as one pattern, and the first of them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words; the longest wins where several begin.

    >>> any_of(["质量", "服务质量"])
    '服务质量|质量'
    """
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(any_of(words)) if words else None


def first_word(text: str, words: tuple[str, ...]) -> str:
    """The word of `words` that stands first in `text`, the longest of those that start there; empty for none.

    >>> first_word("提升服务质量和质量水平", ("质量", "服务", "服务质量"))
    '服务质量'
    >>> first_word("完成率", ())
    ''
    """
    pattern = _pattern(words)
    found = pattern.search(text) if pattern is not None else None
    return found[0] if found else ""
