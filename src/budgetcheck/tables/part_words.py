"""Which columns of a heading row hold the parts of an indicator that has a row of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from budgetcheck.terms import IndicatorPart
from budgetcheck.text.headings import HeadingWords, bare_heading

if TYPE_CHECKING:
    from budgetcheck.text import Words

BODY, ASIDE = "body", "aside"
_NAME, _NAME_ELSE, _VALUE = str(IndicatorPart.NAME), "name_else", str(IndicatorPart.VALUE)
_UNIT = str(IndicatorPart.UNIT)
_LEVELS = (str(IndicatorPart.LEVEL1), str(IndicatorPart.LEVEL2))
_PACKED = "indicators"
_TOLD = frozenset(map(str, IndicatorPart))
_LONGEST = 40
_KEPT = 65536
_LEAST = 2


class PartWords:
    """The headings of indicators that have a row each."""

    def __init__(self, words: Words) -> None:
        self._roles: dict[str, tuple[str, ...]] = {}
        self._fields = frozenset(bare_heading(word) for held in words.headings.values() for word in held)
        self._near = HeadingWords(words.indicator_headings)
        self._seen: dict[str, tuple[str, ...]] = {}
        lists: Iterable[tuple[str, Iterable[str]]] = (
            *words.indicator_headings.items(),
            *words.beside_headings.items(),
            (_PACKED, words.headings.get(_PACKED, ())),
        )
        for role, headings in lists:
            for heading in headings:
                known = self._roles.get(bare_heading(heading), ())
                if role not in known:
                    self._roles[bare_heading(heading)] = (*known, role)

    def read(self, texts: Sequence[str]) -> dict[int, str]:
        """Index of a heading to the part below it; empty where no such table can be read.

        NOTE: 单位 is the reporting body left of the indicators and the unit of measure among them.
        """
        roles = list(map(self._of, texts))
        if not any(roles):
            return {}
        first = next((i for i, known in enumerate(roles) if self._opens(known)), None)
        if first is None:
            return {}
        found: dict[int, str] = {}
        for index, known in enumerate(roles):
            role = _meant(known, index > first)
            if role and (role in (ASIDE, _PACKED) or role not in found.values()):
                found[index] = role
        self._misread(texts, found)
        return _complete(found)

    def _misread(self, texts: Sequence[str], found: dict[int, str]) -> None:
        """Give the name or the value, where it is missing, to the one heading left that is like its words."""
        if len(set(found.values()) & _TOLD) < _LEAST:
            return
        for role in (_NAME, _VALUE):
            if role in found.values() or (role == _NAME and _NAME_ELSE in found.values()):
                continue
            like = [i for i, text in enumerate(texts) if i not in found and self._is_like(text, role)]
            if len(like) == 1:
                found[like[0]] = role

    def _is_like(self, text: str, role: str) -> bool:
        bare = bare_heading(text) if len(text) <= _LONGEST else ""
        if not bare or bare in self._fields:
            return False
        return any(match.role == role for match in self._near.matches(text))

    def is_word(self, text: str) -> bool:
        """Whether the text is exactly a heading of such tables."""
        return bool(self._of(text))

    def like(self, texts: Iterable[str]) -> bool:
        """Whether two of the texts or more are known headings, of such tables or of others.

        NOTE: asked first below a heading row, for the rows there are many and short.
        """
        found = 0
        for text in texts:
            if text and len(text) <= _LONGEST and (self._of(text) or bare_heading(text) in self._fields):
                found += 1
                if found == _LEAST:
                    return True
        return False

    def seen(self, texts: Iterable[str]) -> list[str]:
        """The parts that these headings name, each once."""
        held = map(self._of, texts)
        return list(dict.fromkeys(known[0] for known in held if known and known[0] not in (ASIDE, _PACKED)))

    def _of(self, text: str) -> tuple[str, ...]:
        """The roles that the text may have; what was asked once is remembered."""
        if not text or len(text) > _LONGEST:
            return ()
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) > _KEPT:
                self._seen.clear()
            found = self._seen[text] = self._roles.get(bare_heading(text), ())
        return found

    @staticmethod
    def _opens(known: tuple[str, ...]) -> bool:
        return any(role in (*_LEVELS, _NAME, _NAME_ELSE, _PACKED) for role in known)


def _meant(known: tuple[str, ...], inside: bool) -> str:
    """Which of the roles that a word may have it has here."""
    if len(known) < 2:
        return known[0] if known and (inside or known[0] != _UNIT) else ""
    return next((role for role in known if (role == BODY) is not inside), known[0])


def _complete(found: dict[int, str]) -> dict[int, str]:
    """The parts with the one that names the indicator; none at all without a name or a value column."""
    roles = set(found.values())
    if _NAME not in roles:
        spare = next((role for role in (_NAME_ELSE, _PACKED) if role in roles), None)
        levelled = spare == _NAME_ELSE or bool(roles.intersection(_LEVELS))
        if spare is None or not levelled:
            return {}
        index = next(index for index, role in found.items() if role == spare)
        found = {**found, index: _NAME}
    if _VALUE not in found.values():
        return {}
    return {i: (ASIDE if role in (_NAME_ELSE, _PACKED) else role) for i, role in found.items()}


def columns_of(found: Mapping[int, str]) -> dict[str, int]:
    """Part to its column; columns of which nothing is kept stand under names of their own."""
    return {(f"{role}:{index}" if role == ASIDE else role): index for index, role in found.items()}


@lru_cache(maxsize=16)
def part_words(words: Words) -> PartWords:
    """The headings of these words, made once."""
    return PartWords(words)
