"""From all rules, a pack and the user's selectors to the rules that are on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from budgetcheck.errors import ALL_RULES, ConfigurationError, UnknownRuleError, nearest
from budgetcheck.rulefiles.packs import Pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from budgetcheck.model import Rule


def choose(
    rules: Sequence[Rule], pack: Pack, select: Iterable[str], ignore: Iterable[str], extend: Iterable[str]
) -> tuple[list[Rule], dict[str, str]]:
    """The rules that are on, with the pack's overrides, and why each other one is off.

    A selector is an id, a name, a family (`ARI`), the start of an id (`ARI0`) or `ALL`. `select`
    replaces the pack's choice, `extend` adds to it, `ignore` takes away; the longer selector wins.

    Raises:
        UnknownRuleError: a selector fits no rule; names the nearest.
        ConfigurationError: the pack overrides a rule that does not exist.
    """
    _check_overrides(rules, pack)
    chosen = _spread(rules, select)
    added = _spread(rules, extend)
    dropped = _spread(rules, ignore)
    on: list[Rule] = []
    off: dict[str, str] = {}
    for rule in rules:
        wanted = max(chosen.get(rule.id, 0), added.get(rule.id, 0))
        by_pack = not chosen and pack.holds(rule)
        if dropped.get(rule.id, 0) > wanted or (rule.id in dropped and dropped[rule.id] == wanted):
            off[rule.id] = "--ignore"
        elif wanted or by_pack:
            on.append(_overridden(rule, pack))
        else:
            off[rule.id] = "--select" if chosen else f"pack {pack.id}"
    return on, off


def _spread(rules: Sequence[Rule], selectors: Iterable[str]) -> dict[str, int]:
    reach: dict[str, int] = {}
    for selector in selectors:
        hits = {rule.id: weight for rule in rules if (weight := _weight(rule, selector))}
        if not hits:
            known = [name for rule in rules for name in (rule.name, rule.id, rule.family)]
            hint = nearest(selector.lower(), known) or nearest(selector.upper(), known) or ALL_RULES
            raise UnknownRuleError(f"没有规则符合「{selector}」 (no rule fits this selector){hint}")
        for rule_id, weight in hits.items():
            reach[rule_id] = max(reach.get(rule_id, 0), weight)
    return reach


def _weight(rule: Rule, selector: str) -> int:
    """How closely `selector` names `rule`: 0 not at all, 100 exactly, else the length of the fit."""
    text = selector.strip()
    if text.upper() == "ALL":
        return 1
    if text.upper() == rule.id or text.lower() == rule.name:
        return 100
    return 1 + len(text) if text and rule.id.startswith(text.upper()) else 0


def _check_overrides(rules: Sequence[Rule], pack: Pack) -> None:
    known = {name for rule in rules for name in (rule.id, rule.name)}
    for name in (*pack.settings, *pack.severity):
        if name not in known:
            raise ConfigurationError(
                f"规则包「{pack.id}」提到不存在的规则「{name}」 (no such rule){nearest(name, known)}"
            )


def _overridden(rule: Rule, pack: Pack) -> Rule:
    settings = {**pack.settings.get(rule.id, {}), **pack.settings.get(rule.name, {})}
    severity = pack.severity.get(rule.name) or pack.severity.get(rule.id)
    if settings:
        rule = replace(rule, settings={**rule.settings, **settings})
    return replace(rule, severity=severity) if severity else rule
