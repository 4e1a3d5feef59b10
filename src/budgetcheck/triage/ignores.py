"""Which findings an ignore fits, and whether a run could have met any."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path, PurePath
from typing import NamedTuple

from budgetcheck.errors import ConfigurationError, nearest
from budgetcheck.model import Finding, Ignore, Location, RuleSet, Suppression
from budgetcheck.terms import IgnoreReach, SuppressionKind
from budgetcheck.triage.gone import Run

_TEXTS: Mapping[str, Callable[[Location], str]] = {
    "department": lambda place: place.department,
    "unit": lambda place: place.unit,
    "project": lambda place: place.project,
    "indicator": lambda place: place.indicator_name,
}


class Ignores(NamedTuple):
    """The ignores of one run on one day, each with the ids of the rules it names.

    Attributes:
        entries: in the order of the file.
        rules: per entry, the ids of all rules that its `rule` names, on or off.
        today: the day that tells which have expired.
    """

    entries: tuple[Ignore, ...]
    rules: tuple[frozenset[str], ...]
    today: date

    @classmethod
    def of(cls, entries: Sequence[Ignore], known: RuleSet, today: date) -> Ignores:
        """The ignores, once it is sure that the rules they name exist.

        Raises:
            ConfigurationError: an entry names no rule; says the nearest.
        """
        return cls(tuple(entries), tuple(_named(entry, known) for entry in entries), today)

    def mark(self, findings: Iterable[Finding]) -> tuple[list[Finding], Counter[int]]:
        """The findings, those that an ignore fits marked; and how many each entry fits.

        The first entry that fits and has not expired gives the reason; every one that fits is counted.
        """
        by_rule: dict[str, list[int]] = {}
        for at, rules in enumerate(self.rules):
            for rule in rules:
                by_rule.setdefault(rule, []).append(at)
        fits: Counter[int] = Counter()
        marked: list[Finding] = []
        for finding in findings:
            hits = [at for at in by_rule.get(finding.rule, ()) if fits_place(self.entries[at], finding)]
            fits.update(hits)
            first = next((self.entries[at] for at in hits if not self.entries[at].expired(self.today)), None)
            marked.append(_ignored(finding, first) if first else finding)
        return marked, fits

    def reach(self, at: int, run: Run) -> IgnoreReach:
        """Whether `run` could have met what entry `at` speaks of."""
        entry, rules = self.entries[at], self.rules[at]
        if not rules & run.rules:
            return IgnoreReach.UNREAD
        files = [file for file, _ in run.documents]
        unread = [file for file in run.unreadable if not entry.file or _is_file(entry, file)]
        unsure = bool(unread) or not rules <= run.rules
        if entry.file and not any(_is_file(entry, file) for file in files):
            return IgnoreReach.UNSURE if unread else IgnoreReach.UNREAD
        if entry.department and not any(like(entry.department, name) for _, name in run.documents):
            return IgnoreReach.UNSURE if unread else IgnoreReach.UNREAD
        return IgnoreReach.UNSURE if unsure else IgnoreReach.READ


def _named(entry: Ignore, known: RuleSet) -> frozenset[str]:
    """The ids of the rules that judge tables and that the entry names."""
    names = {**{rule.id: rule.name for rule in known}, **known.known}
    hits = frozenset(rule for rule, name in names.items() if _names_rule(entry.rule, rule, name))
    if not hits:
        words = [word for rule, name in names.items() for word in (name, rule, rule[:3])]
        hint = nearest(entry.rule.lower(), words) or nearest(entry.rule.upper(), words)
        where = f"{entry.source}:{entry.line}" if entry.line > 1 else entry.source
        raise ConfigurationError(
            f"{where}: 第 {entry.number} 条 [[ignores]]：没有规则符合「{entry.rule}」 (no rule fits rule){hint}"
        )
    return hits


def _names_rule(selector: str, rule: str, name: str) -> bool:
    """Whether the selector is the rule's id or name, or the start of its id."""
    return rule.startswith(selector.upper()) or selector.lower() == name


def _ignored(finding: Finding, entry: Ignore) -> Finding:
    why = Suppression(SuppressionKind.IGNORED, entry.reason, entry.until)
    return replace(finding, suppressed=why)


def fits_place(entry: Ignore, finding: Finding) -> bool:
    """Whether every key of the entry but its rule fits the finding."""
    place = finding.location
    if not finding.fingerprint.startswith(entry.fingerprint):
        return False
    if entry.file and not _is_file(entry, place.file):
        return False
    return all(
        like(wanted, read(place)) for key, read in _TEXTS.items() if (wanted := str(getattr(entry, key)))
    )


def like(wanted: str, text: str) -> bool:
    """Whether `text` is `wanted` or has its form (`*`, `?`, `[…]`); blanks and the width of signs do not matter.

    >>> like("工作*", "工作 经费"), like("满意度（%）", "满意度(%)"), like("经费", "工作经费")
    (True, True, False)
    """
    pattern, bare = _bare(wanted), _bare(text)
    return bare == pattern or fnmatchcase(bare, pattern)


@cache
def _bare(text: str) -> str:
    # NOTE: the room of text brings its expressions along, which a command that only reads its rules never uses.
    from budgetcheck.text import fold

    return "".join(fold(text).split())


def _is_file(entry: Ignore, file: str) -> bool:
    """Whether the file is meant: by the path as given, by that from the configuration's folder, or by its name."""
    wanted = entry.file.replace("\\", "/").removeprefix("./")
    return any(name == wanted or fnmatchcase(name, wanted) for name in _file_names(file, entry.source))


@cache
def _file_names(file: str, source: str) -> tuple[str, ...]:
    given = PurePath(file).as_posix().removeprefix("./")
    names = [given, PurePath(file).name]
    folder = Path(source).parent
    try:
        names.append(PurePath(os.path.relpath(file, folder)).as_posix())
    except ValueError:
        # NOTE: two drives have no relative path between them.
        return tuple(names)
    return tuple(names)
