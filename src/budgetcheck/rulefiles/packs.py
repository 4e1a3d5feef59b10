"""Packs: which rules are on, with which settings, severities and word lists; packs build on packs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from budgetcheck.errors import ConfigurationError, nearest
from budgetcheck.model import Bilingual, Rule, WordChange
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles.reading import Section, parse_toml, read_text
from budgetcheck.terms import Severity

LAYER_KEYS = ("enable", "disable", "settings", "severity", "words")
_KEYS = ("id", "title", "version", "include", *LAYER_KEYS)


class Layer(NamedTuple):
    """What one file says of the rules; `route` leads from the pack asked for to the one in `file`.

    `enable` and `disable` are patterns of ids, names or families; what is disabled here is off here.
    """

    route: tuple[str, ...]
    file: str
    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    settings: Mapping[str, Mapping[str, Any]] | None = None
    severity: Mapping[str, Severity] | None = None
    words: tuple[WordChange, ...] = ()

    def settings_of(self, rule: Rule) -> Mapping[str, Any]:
        """The settings that this layer changes in `rule`."""
        given = self.settings or {}
        return {**given.get(rule.id, {}), **given.get(rule.name, {})}

    def severity_of(self, rule: Rule) -> Severity | None:
        """The severity that this layer gives `rule`, if any."""
        given = self.severity or {}
        return given.get(rule.name) or given.get(rule.id)


class Pack(NamedTuple):
    """A named choice of rules: the layers of the packs it includes, then its own; a later one wins."""

    id: str
    title: Bilingual
    version: str
    layers: tuple[Layer, ...]

    def verdict(self, rule: Rule, start: str = "") -> tuple[bool, str]:
        """Whether `rule` is on, and which layer made it so; `start` is why it is on beforehand, if it is."""
        on, why = bool(start), start or f"pack {self.id}"
        for layer in self.layers:
            chain = " > ".join(layer.route)
            if pattern := _first(layer.disable, rule):
                on, why = False, f'{chain}: disable "{pattern}"'
            elif not on and _first(layer.enable, rule):
                on, why = True, chain
        return on, why

    def above(self, layer: Layer) -> Pack:
        """This pack with one more layer that wins over its own."""
        return self._replace(layers=(*self.layers, layer))

    @property
    def words(self) -> tuple[WordChange, ...]:
        """The changes to word lists of every layer, in the order in which they are made."""
        return tuple(change for layer in self.layers for change in layer.words)


def fits(pattern: str, rule: Rule) -> bool:
    """Whether a pattern of a pack means `rule`: by id, name or family."""
    return pattern == rule.family or fnmatchcase(rule.name, pattern) or fnmatchcase(rule.id, pattern)


def _first(patterns: Sequence[str], rule: Rule) -> str:
    return next((pattern for pattern in patterns if fits(pattern, rule)), "")


def pack_names() -> list[str]:
    """The names of the packs that ship with budgetcheck."""
    return sorted(path.stem for path in (rules_folder() / "packs").glob("*.toml"))


def read_pack(name: str) -> Pack:
    """The pack called `name`, or the one in the file of that path.

    Raises:
        ConfigurationError: no such pack, or one that includes itself; names the nearest.
        RuleFileError: a file is wrong.
    """
    path = _pack_path(name, Path(), "")
    head = _section(path)
    layers: dict[Path, Layer] = {}
    _collect(path, (f"pack {head.get('id', str)}",), (), layers)
    return Pack(
        head.get("id", str), head.bilingual("title"), head.get("version", str), tuple(layers.values())
    )


def _pack_path(name: str, beside: Path, where: str) -> Path:
    """The file of the pack `name`; a path is taken from the folder `beside`."""
    if name.endswith(".toml"):
        path = beside / name
        if not path.is_file():
            raise ConfigurationError(f"{where}{path}: 规则包文件不存在 (no such pack file)")
        return path
    path = rules_folder() / "packs" / f"{name}.toml"
    if not path.is_file():
        known = pack_names()
        raise ConfigurationError(
            f"{where}没有规则包「{name}」 (no such pack)；可用 (allowed): {'、'.join(known)}{nearest(name, known)}"
        )
    return path


def _section(path: Path) -> Section:
    section = Section(parse_toml(read_text(path), path), str(path))
    section.only(_KEYS)
    if not {"include", "enable"} & set(section.data):
        raise section.fail("须有 include 或 enable：规则包选用哪些规则", "a pack needs include or enable")
    return section


def _collect(path: Path, route: tuple[str, ...], open_: tuple[Path, ...], layers: dict[Path, Layer]) -> None:
    """Add the layer in `path` to `layers`, after those it includes; each file once."""
    here = path.resolve()
    if here in open_:
        chain = " → ".join(p.name for p in (*open_[open_.index(here) :], here))
        raise ConfigurationError(f"{path}: [include] 规则包互相包含 (packs include each other): {chain}")
    section = _section(path)
    for name in section.strings("include", ()):
        below = _pack_path(name, path.parent, f"{path}: [include] ")
        if below.resolve() not in layers:
            _collect(below, (*route, _section(below).get("id", str)), (*open_, here), layers)
    layers[here] = read_layer(section, route)


def read_layer(section: Section, route: tuple[str, ...]) -> Layer:
    """The layer that a pack file, or the configuration, states in `section`.

    Raises:
        RuleFileError: a key is of the wrong kind, or no such severity.
    """
    settings = section.section("settings") if "settings" in section.data else None
    severity = section.get("severity", dict, {})
    return Layer(
        route=route,
        file=section.where,
        enable=section.strings("enable", ()),
        disable=section.strings("disable", ()),
        settings={rule: settings.section(rule).data for rule in settings.data} if settings else {},
        severity={rule: _severity(section, rule, value) for rule, value in severity.items()},
        words=_words(section),
    )


def _severity(section: Section, rule: str, value: str) -> Severity:
    allowed = [str(s) for s in Severity]
    if value not in allowed:
        raise section.fail(
            f"[severity] 「{rule}」的级别「{value}」不在 {'、'.join(allowed)} 之中",
            "no such severity",
            nearest(str(value), allowed),
        )
    return Severity(value)


def _words(section: Section) -> tuple[WordChange, ...]:
    if "words" not in section.data:
        return ()
    held = section.section("words")
    changes = []
    for name in held.data:
        change = held.section(name)
        change.only(("add", "remove"))
        changes.append(
            WordChange(name, change.strings("add", ()), change.strings("remove", ()), section.where)
        )
    return tuple(changes)
