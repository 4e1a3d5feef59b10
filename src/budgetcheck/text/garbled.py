"""Characters that no writer meant: what a wrong decoding, a damaged font or a bad scan leaves behind."""

from __future__ import annotations

from functools import cache

import regex

# NOTE: only what is sure. Rare but lawful words (names, abbreviations) cannot be told from misread ones without a
# model of the language, so they are not judged.
_NEVER = (
    r"[\ufffd\ufffe\uffff\u0000-\u0008\u000b\u000e-\u001f\u0080-\u009f\p{Co}\p{Cs}]+"
    r"|[\u2e80-\u2ef3\u2f00-\u2fd5]+"
    r"|[\uff61-\uff9f]+"
    r"|(?<![\p{L}\p{M}])\p{M}+"
    r"|(?<=\p{Han})\p{Mn}+"
)
_TAIL = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = rf"锟斤拷|烫烫烫+|屯屯屯+|鈥|(?:[Â-ï][{_TAIL}]{{1,2}}){{2,40}}"
# NOTE: a Latin word with a Cyrillic letter inside looks right and is not; single Greek letters are signs.
_MIXED_WORD = r"\p{Latin}{1,30}\p{Cyrillic}{1,30}|\p{Cyrillic}{1,30}\p{Latin}{1,30}"
_STRAY = r"(?<=\p{Han})[\p{Cyrillic}\p{Arabic}\p{Hebrew}\p{Thai}\p{Hangul}\p{Devanagari}](?=\p{Han})"
TELLING = "锟烫屯鈥"
"""Ordinary characters that garbled text may consist of; every other trace is beyond the usual ranges."""


def garbled_spans(text: str) -> list[tuple[int, int]]:
    """The ranges of `text` that are surely no writing, in order.

    Replacement and control characters, private-use signs, radicals that stand for characters, accents on nothing,
    the usual traces of a wrong decoding, and words of mixed alphabets.

    >>> garbled_spans("完成率\ufffd达标"), garbled_spans("锟斤拷"), garbled_spans("β系数，PM2.5，5G，α波")
    ([(3, 4)], [(0, 3)], [])
    """
    return sorted({found.span() for pattern in _patterns() for found in pattern.finditer(text)})


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    # NOTE: compiled when the first odd character is seen; most tables hold none.
    return tuple(map(regex.compile, (_NEVER, _MOJIBAKE, _MIXED_WORD, _STRAY)))
