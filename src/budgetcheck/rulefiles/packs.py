"""Packs: which rules are on, with which settings and severities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from budgetcheck.errors import ConfigurationError, nearest
from budgetcheck.model import Bilingual, Rule
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles.reading import Section, parse_toml, read_text
from budgetcheck.terms import Severity

_KEYS = ("id", "title", "version", "rules", "settings", "severity")


@dataclass(frozen=True, slots=True)
class Pack:
    """A named choice of rules; `patterns` match ids or names, `settings` and `severity` override."""

    id: str
    title: Bilingual
    version: str
    patterns: tuple[str, ...]
    settings: Mapping[str, Mapping[str, Any]]
    severity: Mapping[str, Severity]

    def holds(self, rule: Rule) -> bool:
        """Whether the pack switches `rule` on."""
        return any(fnmatchcase(rule.name, p) or fnmatchcase(rule.id, p) for p in self.patterns)


def pack_names() -> list[str]:
    """The names of the packs that ship with budgetcheck."""
    return sorted(path.stem for path in (rules_folder() / "packs").glob("*.toml"))


def read_pack(name: str) -> Pack:
    """The pack called `name`, or the one in the file of that path.

    Raises:
        ConfigurationError: no such pack; names the nearest.
        RuleFileError: the file is wrong.
    """
    path = Path(name) if name.endswith(".toml") else rules_folder() / "packs" / f"{name}.toml"
    if not path.is_file() and name.endswith(".toml"):
        raise ConfigurationError(f"{name}: 规则包文件不存在 (no such pack file)")
    if not path.is_file():
        known = pack_names()
        raise ConfigurationError(
            f"没有规则包「{name}」 (no such pack)；可用 (allowed): {'、'.join(known)}{nearest(name, known)}"
        )
    section = Section(parse_toml(read_text(path), path), str(path))
    section.only(_KEYS)
    settings = section.get("settings", dict, {})
    severity = section.get("severity", dict, {})
    return Pack(
        id=section.get("id", str),
        title=section.bilingual("title"),
        version=section.get("version", str),
        patterns=section.strings("rules"),
        settings=settings,
        severity={rule: _severity(section, rule, value) for rule, value in severity.items()},
    )


def _severity(section: Section, rule: str, value: str) -> Severity:
    allowed = [str(s) for s in Severity]
    if value not in allowed:
        raise section.fail(
            f"[severity] 「{rule}」的级别「{value}」不在 {'、'.join(allowed)} 之中", "no such severity"
        )
    return Severity(value)
