"""What can go wrong with the tool or its input; never a finding about the data.

BudgetcheckError
├── UsageError                exit 2: the call, its options or its configuration are off
│   ├── ConfigurationError
│   ├── RuleFileError         a rule or pack file; names file, key and nearest match
│   └── UnknownRuleError
├── InputError                exit 3: one input cannot be used; the others go on
│   ├── MissingInputError
│   ├── UnreadableInputError
│   ├── NoTableError          readable, but holds no table that budgetcheck knows
│   ├── ReaderCrashError      a reader of ours broke down: a fault of the tool, exit 4
│   └── RepairRefusedError    `--strict` and a doubtful repair
├── PluginError               a plugin broke down while it was used: exit 4
└── FindingsError             raised by `Report.raise_for`, carries the findings
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL_RULES = "；budgetcheck rules list 列出全部规则 (lists all rules)"


class BudgetcheckError(Exception):
    """Base of every error that budgetcheck raises on purpose."""


class UsageError(BudgetcheckError):
    """The call, its options or its configuration cannot be carried out."""


class ConfigurationError(UsageError):
    """A configuration file holds something budgetcheck does not understand."""


class RuleFileError(UsageError):
    """A rule, pack or word file is wrong; the text names file, key and nearest match."""


class UnknownRuleError(UsageError):
    """No rule has this id, name or family."""


class InputError(BudgetcheckError):
    """One input cannot be used.

    Args:
        file: the path as the user gave it.
        problem: what is wrong, in Chinese and English (`中文 (English)`).
        remedy: what the user can do, in the same form; may be empty.
        place: where in the file, e.g. `第9行`; may be empty.
    """

    kind = "input"

    def __init__(self, file: str, problem: str, remedy: str = "", place: str = "") -> None:
        self.file = file = printable(file)
        self.problem = problem
        self.remedy = remedy
        self.place = place
        where = f"{file} {place}" if place else file
        super().__init__(f"{where}: {problem}" + (f"；{remedy}" if remedy else ""))

    def __reduce__(self) -> tuple[type[InputError], tuple[str, ...]]:
        return type(self), (self.file, self.problem, self.remedy, self.place)


class MissingInputError(InputError):
    """The path does not exist, or a folder or pattern matched no file."""


class UnreadableInputError(InputError):
    """The bytes cannot be read as any known kind of file."""


class NoTableError(InputError):
    """The file can be read, but holds no table that budgetcheck knows."""


class ReaderCrashError(InputError):
    """A reader of budgetcheck broke down; `detail` is the traceback. Not the fault of the file."""

    kind = "reader"

    def __init__(self, file: str, problem: str, remedy: str = "", place: str = "", detail: str = "") -> None:
        super().__init__(file, problem, remedy, place)
        self.detail = detail

    def __reduce__(self) -> tuple[type[InputError], tuple[str, ...]]:
        return type(self), (self.file, self.problem, self.remedy, self.place, self.detail)


class RepairRefusedError(InputError):
    """Strict mode met a repair whose outcome is doubtful."""


class PluginError(BudgetcheckError):
    """A plugin broke down while it was used; `subject` is its package and its name, `detail` the traceback."""

    def __init__(self, subject: str, message: str, detail: str) -> None:
        super().__init__(message)
        self.subject = subject
        self.detail = detail


class FindingsError(BudgetcheckError):
    """The report holds findings at or above the asked severity."""


def printable(name: str) -> str:
    """A file name as text that every report can hold; what is no character is written out.

    >>> printable("\\udcb1\\udced.txt"), printable("表.txt")
    ('\\\\udcb1\\\\udced.txt', '表.txt')
    """
    # NOTE: Linux hands the bytes of a name in GBK, as old archives hold them, over as lone surrogates.
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint naming the known word most like `word`, or the empty string.

    >>> nearest("--outpt", ["--layout", "--output-format"])
    '；是否指「--output-format」？ (did you mean "--output-format"?)'
    >>> nearest("ari-row-source", ["ari-row-sources", "num-missing"])
    '；是否指「ari-row-sources」？ (did you mean "ari-row-sources"?)'
    """
    likeness = {one: _likeness(word, one) for one in known}
    close = max(likeness, key=likeness.__getitem__, default="")
    return f'；是否指「{close}」？ (did you mean "{close}"?)' if likeness.get(close, 0) >= 0.6 else ""


def _likeness(word: str, known: str) -> float:
    """From 0 to 1; a word that breaks off counts nearly as much as a whole one."""
    whole, begun = (difflib.SequenceMatcher(None, word, one).ratio() for one in (known, known[: len(word)]))
    return max(whole, 0.95 * begun)
