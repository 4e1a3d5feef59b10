"""The first of many words in a text, in one pass over it."""

from __future__ import annotations

import re
from functools import cache


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))) if words else None


def first_word(text: str, words: tuple[str, ...]) -> str:
    """The word of `words` that stands first in `text`, the longest of those that start there; empty for none.

    >>> first_word("提升服务质量和质量水平", ("质量", "服务", "服务质量"))
    '服务质量'
    >>> first_word("完成率", ())
    ''
    """
    pattern = _any_of(words)
    found = pattern.search(text) if pattern is not None else None
    return found[0] if found else ""
