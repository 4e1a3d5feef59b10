"""Which column a heading means: synonyms, money units in brackets, blanks and misread characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from budgetcheck.terms import MoneyUnit

_BLANKS = re.compile(r"[\s\u3000\u200b\ufeff*＊]+")
_BRACKETS = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]{0,40}[)）\]】〕]")
_UNIT_IN_BRACKETS = re.compile(r"[(（\[【〔](?:[^()（）]{0,6}[:：])?\s*(亿元|万元|元)\s*[)）\]】〕]")

_LONGEST_HEADING = 60
_LEAST_SIMILARITY = 0.7
_HALF = 0.5


class HeadingMatch(NamedTuple):
    """A role that a heading may have, and how like the known word it is (1 means equal)."""

    role: str
    similarity: float


def bare_heading(text: str) -> str:
    """The heading without blanks, required-marks and bracketed additions.

    >>> bare_heading(" 总 计（万元） ")
    '总计'
    """
    return _BRACKETS.sub("", _BLANKS.sub("", text))


def point_totals(row_words: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The bare words that open the row below a block of indicators which adds up their points: 总分, 合计."""
    return frozenset(
        bare_heading(word) for role in ("grand_total", "score_total") for word in row_words.get(role, ())
    )


def shown_heading(text: str) -> str:
    """The heading as it is shown: without the line breaks inside its cell and outer blanks.

    >>> shown_heading(" 总体\\n目标 ")
    '总体目标'
    """
    return "".join(line.strip() for line in text.splitlines()) if "\n" in text else text.strip()


def likeness(heading: str, again: str) -> float:
    """How like one heading is to another, 0 to 1, blanks and bracketed additions aside.

    >>> likeness("绩效目标", "绩效 日标")
    0.75
    """
    return max(
        Levenshtein.normalized_similarity(_BLANKS.sub("", heading), _BLANKS.sub("", again)),
        Levenshtein.normalized_similarity(bare_heading(heading), bare_heading(again)),
    )


def heading_unit(text: str) -> MoneyUnit | None:
    """The money unit a heading states in brackets, if any.

    >>> heading_unit("总计（万元）").zh
    '万元'
    """
    found = _UNIT_IN_BRACKETS.search(text[:_LONGEST_HEADING])
    return MoneyUnit(found[1]) if found else None


class HeadingWords:
    """The known headings of every role; answers are remembered per distinct text."""

    def __init__(self, roles: Mapping[str, Iterable[str]], *, exact: Iterable[str] = ()) -> None:
        self._exact_only = frozenset(exact)
        self._words: dict[str, str] = {}
        for role, words in roles.items():
            for word in words:
                # NOTE: a misread bracket leaves the addition standing, so that both forms are known.
                self._words.setdefault(bare_heading(word), role)
                self._words.setdefault(_BLANKS.sub("", word), role)
        self._seen: dict[str, tuple[HeadingMatch, ...]] = {}

    def matches(self, text: str) -> tuple[HeadingMatch, ...]:
        """The roles this text may stand for, best first; empty when it is no known heading.

        >>> HeadingWords({"goal": ["绩效目标"]}).matches("绩效目栋")
        (HeadingMatch(role='goal', similarity=0.75),)
        """
        if len(text) > _LONGEST_HEADING:
            return ()
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = self._match(bare_heading(text))
        return found

    def half_like(self, text: str, role: str) -> bool:
        """Whether the text is at least half like a heading of `role`.

        >>> HeadingWords({"total": ["总计"]}).half_like("总汁", "total")
        True
        """
        bare = bare_heading(text[:_LONGEST_HEADING])
        words = (word for word, meaning in self._words.items() if meaning == role)
        return any(Levenshtein.normalized_similarity(bare, word) >= _HALF for word in words)

    def _match(self, bare: str) -> tuple[HeadingMatch, ...]:
        role = self._words.get(bare)
        if role is not None:
            return (HeadingMatch(role, 1.0),)
        best: dict[str, float] = {}
        for word, role in self._words.items():
            if role in self._exact_only or abs(len(word) - len(bare)) > 3:
                continue
            similarity = Levenshtein.normalized_similarity(bare, word, score_cutoff=_LEAST_SIMILARITY)
            if similarity > best.get(role, 0.0):
                best[role] = similarity
        ranked = sorted(best.items(), key=lambda pair: -pair[1])
        return tuple(HeadingMatch(role, round(similarity, 4)) for role, similarity in ranked)
