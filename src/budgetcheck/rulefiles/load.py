"""The rules of one run: shipped ones and the user's, chosen by a pack and selectors."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from budgetcheck.errors import RuleFileError
from budgetcheck.model import RuleSet
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles.choose import Selection, choose, overridden
from budgetcheck.rulefiles.files import load_folder
from budgetcheck.rulefiles.packs import Pack, read_pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from budgetcheck.model import Rule, WordChange


def load(
    folders: Iterable[str | Path] = (),
    *,
    pack: str | Pack = "core",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
) -> RuleSet:
    """The rules that are on, ordered by id; rules in the user's `folders` are on unless ignored.

    Raises:
        RuleFileError: a rule or pack file is wrong, or two rules share an id or a name.
        ConfigurationError: the pack names a rule, setting or word list that does not exist.
        UnknownRuleError: a selector fits no rule.
    """
    found, _ = load_all(folders, pack=pack, select=select, ignore=ignore, extend_select=extend_select)
    return found


def load_all(
    folders: Iterable[str | Path] = (),
    *,
    pack: str | Pack = "core",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
) -> tuple[RuleSet, Sequence[Rule]]:
    """What `load` gives, and every rule there is, on or off, with the pack's changes."""
    used = read_pack(pack) if isinstance(pack, str) else pack
    own = [(str(folder), rule) for folder in folders for rule in load_folder(Path(folder))]
    shipped = load_folder(rules_folder(), trusted=True)
    rules = sorted([*shipped, *(rule for _, rule in own)], key=lambda rule: rule.id)
    _check_unique(rules)
    folder_of = {rule.id: folder for folder, rule in own}
    chosen = choose(rules, used, Selection(tuple(select), tuple(ignore), tuple(extend_select), folder_of))
    _check_words(used.words)
    on = RuleSet(
        rules=chosen.rules,
        pack=used.id,
        version=used.version,
        hash=_hash(chosen.rules, used.words),
        enabled=chosen.enabled,
        disabled=chosen.disabled,
        words=used.words,
        known={rule.id: rule.name for rule in rules},
    )
    return on, [overridden(rule, used) for rule in rules]


def _check_unique(rules: list[Rule]) -> None:
    seen: dict[str, str] = {}
    for rule in rules:
        for name in (rule.id, rule.name):
            if name in seen:
                raise RuleFileError(
                    f"{rule.file}: 「{name}」已被 {seen[name]} 使用 (id or name already taken)"
                )
            seen[name] = rule.file


def _check_words(changes: tuple[WordChange, ...]) -> None:
    """Make the changes once, so that a slip in a pack ends the run before any table is read."""
    if changes:
        # NOTE: the room of text brings its expressions along, which `rules list` and `explain` do not need.
        from budgetcheck.text import default_words

        default_words(changes)


def _hash(rules: Sequence[Rule], words: Sequence[WordChange]) -> str:
    """A digest of what the chosen rules do, independent of where their files lie."""
    digest = hashlib.sha256()
    for rule in rules:
        settings = sorted(rule.settings.items())
        parts = sorted(rule.parts.items())
        told = (rule.id, rule.name, str(rule.severity), rule.use, settings, rule.message, parts, rule.follows)
        digest.update(repr(told).encode())
    for change in words:
        digest.update(repr((change.list, change.add, change.remove)).encode())
    return digest.hexdigest()[:16]
