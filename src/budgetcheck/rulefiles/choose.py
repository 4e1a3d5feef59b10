"""From all rules, a pack and the user's selectors to the rules that are on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetcheck.errors import ALL_RULES, ConfigurationError, UnknownRuleError, nearest
from budgetcheck.model import Override
from budgetcheck.rulefiles.packs import fits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from budgetcheck.model import Rule
    from budgetcheck.rulefiles.packs import Layer, Pack


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user asks for beside the pack.

    A selector is an id, a name, a family (`ARI`), the start of an id (`ARI0`) or `ALL`. `select`
    replaces the pack's choice, `extend` adds to it, `ignore` takes away; the longer selector wins.
    `own` holds the ids of rules from folders of the user's, each with its folder: these are on unless
    ignored or disabled.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)


class Chosen(NamedTuple):
    """The rules that are on, with the pack's overrides, and of each rule's id why it is on or off."""

    rules: tuple[Rule, ...]
    enabled: Mapping[str, str]
    disabled: Mapping[str, str]


class _Hit(NamedTuple):
    weight: int
    selector: str


_MISSED = _Hit(0, "")


def choose(rules: Sequence[Rule], pack: Pack, asked: Selection) -> Chosen:
    """The rules that `pack` and the selectors switch on.

    Raises:
        UnknownRuleError: a selector fits no rule; names the nearest.
        ConfigurationError: the pack names a rule that does not exist, or gives a setting of the wrong kind.
    """
    for layer in pack.layers:
        _check_names(rules, layer)
    reach = {key: _spread(rules, getattr(asked, key)) for key in ("select", "ignore", "extend")}
    on: list[Rule] = []
    enabled: dict[str, str] = {}
    disabled: dict[str, str] = {}
    for rule in rules:
        select, ignore, extend = (hits.get(rule.id, _MISSED) for hits in reach.values())
        wanted, why = _wanted(rule, pack, asked, (select, extend))
        if ignore.weight and ignore.weight >= max(select.weight, extend.weight):
            wanted, why = False, f"ignore {ignore.selector}"
        (enabled if wanted else disabled)[rule.id] = why
        if wanted:
            on.append(overridden(rule, pack))
    return Chosen(tuple(on), enabled, disabled)


def _wanted(rule: Rule, pack: Pack, asked: Selection, hits: tuple[_Hit, _Hit]) -> tuple[bool, str]:
    """Whether the rule is on before anything is ignored, and why."""
    select, extend = hits
    if select.weight:
        return True, f"select {select.selector}"
    if extend.weight:
        return True, f"extend-select {extend.selector}"
    folder = f"rules {asked.own[rule.id]}" if rule.id in asked.own else ""
    if asked.select:
        return bool(folder), folder or f"select {','.join(asked.select)}"
    return pack.verdict(rule, folder)


def _spread(rules: Sequence[Rule], selectors: Iterable[str]) -> dict[str, _Hit]:
    """Each rule that a selector names, with the one that names it most closely."""
    reach: dict[str, _Hit] = {}
    for selector in selectors:
        hits = {rule.id: _Hit(weight, selector) for rule in rules if (weight := _weight(rule, selector))}
        if not hits:
            known = [name for rule in rules for name in (rule.name, rule.id, rule.family)]
            hint = nearest(selector.lower(), known) or nearest(selector.upper(), known) or ALL_RULES
            raise UnknownRuleError(f"没有规则符合「{selector}」 (no rule fits this selector){hint}")
        for rule_id, hit in hits.items():
            reach[rule_id] = max(reach.get(rule_id, _MISSED), hit, key=lambda known: known.weight)
    return reach


def _weight(rule: Rule, selector: str) -> int:
    """How closely `selector` names `rule`: 0 not at all, 100 exactly, else the length of the fit."""
    text = selector.strip()
    if text.upper() == "ALL":
        return 1
    if text.upper() == rule.id or text.lower() == rule.name:
        return 100
    return 1 + len(text) if text and rule.id.startswith(text.upper()) else 0


def _check_names(rules: Sequence[Rule], layer: Layer) -> None:
    known = {name for rule in rules for name in (rule.id, rule.name)}
    families = {rule.family for rule in rules}
    for key in ("settings", "severity"):
        for name in getattr(layer, key) or ():
            if name not in known:
                raise ConfigurationError(
                    f"{layer.file}: [{key}] 没有规则「{name}」 (no such rule){nearest(name, known)}"
                )
    for key in ("enable", "disable"):
        for pattern in getattr(layer, key):
            if not any(fits(pattern, rule) for rule in rules):
                raise ConfigurationError(
                    f"{layer.file}: {key} 中的「{pattern}」不符合任何规则 (fits no rule)"
                    f"{nearest(pattern, known | families)}"
                )


def overridden(rule: Rule, pack: Pack) -> Rule:
    """`rule` with what the pack's layers change in it, a later layer over an earlier one."""
    for layer in pack.layers:
        settings, severity = layer.settings_of(rule), layer.severity_of(rule)
        if not settings and severity in (None, rule.severity):
            continue
        changed = {k: v for k, v in settings.items() if k not in rule.settings or rule.settings[k] != v}
        for key, value in changed.items():
            _check_kind(rule, key, value, layer)
        made = [Override(key, rule.settings.get(key), layer.file) for key in changed]
        if severity and severity is not rule.severity:
            made.append(Override("severity", str(rule.severity), layer.file))
        rule = replace(
            rule,
            severity=severity or rule.severity,
            settings={**rule.settings, **changed},
            overrides=(*rule.overrides, *made),
        )
    return rule


def _check_kind(rule: Rule, key: str, value: Any, layer: Layer) -> None:
    """Check that a setting which the rule's file states is given anew as a value of that kind."""
    before = rule.settings.get(key, value)
    # NOTE: a limit may be stated as 5 and changed to 2.5; only to Python are these two kinds.
    numbers = type(before) in (int, float) and type(value) in (int, float)
    if type(before) is not type(value) and not numbers:
        raise ConfigurationError(
            f"{layer.file}: [settings.{rule.name}] 「{key}」应为 {type(before).__name__}，"
            f"实为 {type(value).__name__} (the rule has {before!r} there)"
        )
