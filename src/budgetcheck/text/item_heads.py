"""Where items begin in a packed indicator cell (`1、产出指标：`) and where their value labels stand."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from budgetcheck.text.category_slips import CategorySlips
from budgetcheck.text.word_finder import any_of

if TYPE_CHECKING:
    from budgetcheck.text.words import Words


class Head(NamedTuple):
    """The head of an item: its range with the colon, and what it says."""

    start: int
    end: int
    text: str
    number: int | None = None
    mark: str = ""
    category: str = ""
    known: bool = False
    level2: str = ""


Label = tuple[int, int, str]
"""A value label: its range with the colon, its text."""

Meaning = tuple[str, str, bool]

_DIGITS = r"[0-9０-９]{1,8}"
_MARK = r"(?:[)）][、.．]|[、.．)）])"
_BLANKS = r"[ \t\u3000\u00a0]{0,4}"
# NOTE: the mark may be missing behind digits, never behind a Chinese numeral, which may be a word's end.
_LEFT = re.compile(
    rf"(?:[(（]?(?:({_DIGITS}){_BLANKS}({_MARK}|)|([一二三四五六七八九十]{{1,3}}){_BLANKS}({_MARK}))"
    rf"|([①-⑳⑴-⒇⒈-⒛])({_MARK}|)){_BLANKS}\Z"
)
_OPENED = r"(?:\A|(?<=[\s。；;，,、：:>%]))"
_UNKNOWN = re.compile(
    rf"{_OPENED}[(（]?({_DIGITS}){_BLANKS}({_MARK}){_BLANKS}([^\s0-9，,。；;：:、.．<>]{{1,16}})\Z"
)
_OPENING = re.compile(rf"{_OPENED}[(（]?({_DIGITS}){_BLANKS}({_MARK})(?![0-9０-９]){_BLANKS}")
_LEVEL_MARK = re.compile(r"[-—－–/·(（]")
_LOOK_LEFT, _LOOK_FAR = 20, 40
_OPENERS = " \t\r\n\u3000\u00a0。；;，,>"
_COLON = " \t:："
_CHINESE = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


_ENCLOSED = tuple(map(ord, "①⑴⒈"))


def _enclosed(sign: str) -> int:
    return next(ord(sign) - first + 1 for first in _ENCLOSED if 0 <= ord(sign) - first < 20)


def _chinese(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return _CHINESE.get(ones, 0) + (_CHINESE.get(tens, 1) * 10 if ten else 0)


class HeadGrammar:
    """The labels of one set of word lists, ready for the search."""

    def __init__(self, words: Words) -> None:
        self.labels = frozenset(words.labels)
        self.normal = {form: normal for normal, forms in words.categories.items() for form in forms}
        self.level2 = frozenset(label for labels in words.level2.values() for label in labels)
        literals = sorted({*self.labels, *self.normal, "指标"}, key=len, reverse=True)
        level1, either = (any_of(words) for words in (self.normal, {*self.normal, *self.level2}))
        self.levels = re.compile(rf"(?:(?:{level1})[-—－–/·(（]\s?)?(?:{either})\Z")
        self.anchor = re.compile(rf"({'|'.join(map(re.escape, literals))})[)）]?\s{{0,4}}[:：]")

    @cached_property
    def slips(self) -> CategorySlips:
        """The search for misread class labels."""
        return CategorySlips(self.normal)

    def find(self, text: str) -> tuple[list[Head], list[Label | None]]:
        """The heads in the order of the text, and for each the value label behind it, if there is one."""
        scan = _Scan(self, text)
        scan.run()
        return scan.heads, scan.labels

    def meaning(self, printed: str) -> Meaning:
        """Level 1, level 2 and whether it is known, of a label that is not a level-1 label as it stands.

        `产出指标（数量指标）` has both levels; a label one misread character from a known one means that one.
        """
        first, *rest = _LEVEL_MARK.split(printed, maxsplit=1)
        if rest and first in self.normal:
            return self.normal[first], rest[0].strip("-—－–)） "), True
        if printed in self.level2:
            return printed, printed, False
        return self.slips.normal_form(printed) or printed, "", False


class _Scan:
    """One pass over one cell; nothing left of `free` is looked at again."""

    def __init__(self, grammar: HeadGrammar, text: str) -> None:
        self.grammar = grammar
        self.text = text
        self.heads: list[Head] = []
        self.labels: list[Label | None] = []
        self.expected: int | None = 1
        self.due = "1、"
        self.free = 0
        self.labelled = True  # no item is open that still lacks its label
        self.group = ""  # the class of a heading such as `产出指标：` over the numbered items behind it

    def run(self) -> None:
        labels = self.grammar.labels
        for match in self.grammar.anchor.finditer(self.text):
            word = match[1]
            if word in labels:
                self._on_label(match, word)
            else:
                self._on_class(match, word)
        if not self.heads:
            self._add_slip(len(self.text))

    def _add(self, head: Head) -> None:
        self.heads.append(self._under_group(head))
        self.labels.append(None)
        self.expected = None if head.number is None else head.number + 1
        self.due = f"{self.expected}、"
        self.free = head.end
        self.labelled = False

    def _under_group(self, head: Head) -> Head:
        """The head with the class of the heading it stands under, which is then no item of its own."""
        if head.known:
            self.group = ""
        if self.heads and not self.labelled and not self.text[self.free : head.start].strip():
            above = self.heads.pop()
            self.labels.pop()
            self.group = above.category if above.known else ""
            head = head._replace(start=above.start)
        return head._replace(category=self.group, known=True) if self.group and not head.known else head

    def _number_under_class(self) -> None:
        """Give the first item under a class heading (`产出指标：1、…`) its number."""
        head = self.heads[-1]
        opening = _OPENING.match(self.text, head.end)
        if not head.known or opening is None:
            return
        number = int(opening[1])
        self.group, self.expected, self.due = head.category, number + 1, f"{number + 1}、"
        self.heads[-1] = head._replace(end=opening.end(), number=number, mark=opening[2])

    def _on_label(self, match: re.Match[str], word: str) -> None:
        start, end = match.span()
        # NOTE: a second label in one item is part of its value; unless a head was lost between the two.
        if not self.labelled or self._add_slip(start) or self._add_opening(start):
            self.labels[-1] = start, end, word
            if self.heads[-1].number is None:
                self._number_under_class()
            self.labelled = True
        self.free = end

    def _on_class(self, match: re.Match[str], word: str) -> None:
        start, end = match.span()
        normal = self.grammar.normal.get(word)
        first = start - len(self.due)
        due = normal and first >= self.free and self.text.startswith(self.due, first)
        if normal and due and not self.text[first - 1 : first].isdigit():
            # NOTE: nine heads in ten are `3、产出指标：` with the number that is due; they need no search.
            self._add(Head(first, end, word, self.expected, "、", normal, True))
        elif not (
            self._is_level2(match)
            or self._add_levels(match)
            or (normal and self._add_known(match, word, normal))
        ):
            self._add_unknown(start, end)

    def _add_unknown(self, start: int, end: int) -> None:
        unknown = _UNKNOWN.search(self.text, max(self.free, start - _LOOK_FAR), start)
        if unknown is not None:
            printed = self.text[unknown.start(3) : end].rstrip(_COLON)
            self._add(self._numbered(unknown, end, printed, self.grammar.meaning(printed)))

    def _add_known(self, match: re.Match[str], word: str, normal: str) -> bool:
        left = self._left(match.start())
        if left is not None:
            self._add(self._numbered(left, match.end(), word, (normal, "", True)))
            return True
        if not word.endswith("指标") or self.text[match.start() - 1 : match.start()].isalpha():
            return False
        self._add(Head(match.start(), match.end(), word, None, "", normal, True))
        return True

    def _add_levels(self, match: re.Match[str]) -> bool:
        """Whether a level-2 label, or both levels, stand there where an item may begin; its head is added."""
        found = self.grammar.levels.search(self.text, max(self.free, match.start() - _LOOK_FAR), match.end(1))
        if found is None or found[0] in self.grammar.normal:
            return False
        start, left = found.start(), self._left(found.start())
        printed = self.text[start : match.end()].rstrip(_COLON)
        meaning = self.grammar.meaning(printed)
        if left is not None:
            self._add(self._numbered(left, match.end(), printed, meaning))
            return True
        if self.text[start - 1 : start] not in _OPENERS:
            return False
        category, level2, known = meaning
        self._add(Head(start, match.end(), printed, None, "", category, known, level2))
        return True

    def _left(self, start: int) -> re.Match[str] | None:
        """The number right before `start`; one without a mark counts only where an item may begin."""
        left = _LEFT.search(self.text, max(self.free, start - _LOOK_LEFT), start)
        if left is None or left[2] or left[4] or left[5]:
            return left
        before = self.text[left.start() - 1 : left.start()]
        due = left[1] == str(self.expected) and before not in ":："
        return left if before in _OPENERS or due else None

    def _is_level2(self, match: re.Match[str]) -> bool:
        if self.labelled or match.end() - self.free > _LOOK_FAR:
            return False
        label = self.text[self.free : match.end()].rstrip(_COLON).strip()
        if label not in self.grammar.level2:
            return False
        self.heads[-1] = self.heads[-1]._replace(end=match.end(), level2=label)
        self.free = match.end()
        return True

    def _numbered(self, left: re.Match[str], end: int, printed: str, meaning: Meaning) -> Head:
        start, digits, mark = left.start(), left[1], left[2]
        category, level2, known = meaning
        if digits is None and left[5]:
            return Head(start, end, printed, _enclosed(left[5]), left[6], category, known, level2)
        if digits is None:
            return Head(start, end, printed, _chinese(left[3]), left[4], category, known, level2)
        wanted = str(self.expected)
        if digits != wanted and digits.endswith(wanted) and self.text[start - 1 : start] not in _OPENERS:
            # NOTE: a lost end mark glues a value to the next number: `指标值：1002、` is 100, then item 2.
            start, digits = left.end(1) - len(wanted), wanted
        return Head(start, end, printed, int(digits), mark, category, known, level2)

    def _add_opening(self, end: int) -> bool:
        """Whether a number that opens an item stands before `end`; its head, without a class, is added."""
        last: re.Match[str] | None = None
        for opening in _OPENING.finditer(self.text, self.free, end):
            last = opening
            if int(opening[1]) == self.expected:
                break
        if last is None:
            return False
        self._add(Head(last.start(), last.end(), "", int(last[1]), last[2]))
        return True

    def _add_slip(self, end: int) -> bool:
        """Whether a misread class label stands before `end`; its head is added."""
        slip = self.grammar.slips.search(self.text, self.free, end)
        if slip is None:
            return False
        start, after, printed = slip
        meaning = (self.grammar.slips.normal_form(printed) or printed, "", False)
        left = self._left(start)
        if left is None:
            self._add(Head(start, after, printed, None, "", meaning[0]))
        else:
            self._add(self._numbered(left, after, printed, meaning))
        return True
