"""The rules of one run: shipped ones and the user's, chosen by a pack and selectors."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from budgetcheck.errors import RuleFileError
from budgetcheck.model import RuleSet
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles.choose import choose
from budgetcheck.rulefiles.files import load_folder
from budgetcheck.rulefiles.packs import read_pack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from budgetcheck.model import Rule


def load(
    folders: Iterable[str | Path] = (),
    *,
    pack: str = "core",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
) -> RuleSet:
    """The rules that are on, ordered by id; rules in the user's `folders` are on unless ignored.

    Raises:
        RuleFileError: a rule or pack file is wrong, or two rules share an id or a name.
        UnknownRuleError: a selector fits no rule.
    """
    chosen_pack = read_pack(pack)
    own = [rule for folder in folders for rule in load_folder(Path(folder))]
    rules = sorted([*load_folder(rules_folder()), *own], key=lambda rule: rule.id)
    _check_unique(rules)
    extend = [*extend_select, *(rule.id for rule in own)]
    on, off = choose(rules, chosen_pack, list(select), list(ignore), extend)
    return RuleSet(
        rules=tuple(on),
        pack=chosen_pack.id,
        version=chosen_pack.version,
        hash=_hash(on),
        disabled=off,
    )


def _check_unique(rules: list[Rule]) -> None:
    seen: dict[str, str] = {}
    for rule in rules:
        for name in (rule.id, rule.name):
            if name in seen:
                raise RuleFileError(
                    f"{rule.file}: 「{name}」已被 {seen[name]} 使用 (id or name already taken)"
                )
            seen[name] = rule.file


def _hash(rules: list[Rule]) -> str:
    """A digest of what the chosen rules do, independent of where their files lie."""
    digest = hashlib.sha256()
    for rule in rules:
        settings = sorted(rule.settings.items())
        digest.update(
            repr((rule.id, rule.name, str(rule.severity), rule.use, settings, rule.message)).encode()
        )
    return digest.hexdigest()[:16]
