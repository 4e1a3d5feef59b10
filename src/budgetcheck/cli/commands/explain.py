"""`explain`: one rule in full, for the person who has to act on it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.text import Text

from budgetcheck.cli.commands.values import plain
from budgetcheck.cli.settings import choice, configuration, spoken
from budgetcheck.cli.streams import console
from budgetcheck.errors import UsageError
from budgetcheck.model import Override, Rule
from budgetcheck.reports import STYLE, folded, neutral, one_line
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import Section, case_lines, pick, read_rule
from budgetcheck.rulefiles.reading import parse_toml, read_text

_KINDS = {
    "fail": ("✗", "会标出", "flagged", "red"),
    "pass": ("✓", "不标出", "not flagged", "green"),
    "near_miss": ("≈", "相似但不标出", "alike, yet not flagged", "yellow"),
}
_WORDS = {
    "why": ("为什么查", "Why"),
    "ignore": ("何时可以不改", "When it is lawful"),
    "basis": ("依据", "Basis"),
    "message": ("提示语", "Message"),
    "check": ("校验方法与设置", "Check and settings"),
    "sums": ("对不上的原因", "What explains it"),
    "on": ("启用", "on"),
    "off": ("未启用", "off"),
    "cases": ("用例", "Cases"),
    "flags": ("标出", "flags"),
}


def run(values: Namespace) -> int:
    """Print the rule as the chosen pack has it."""
    if len(values.words) != 1:
        raise UsageError(
            "explain 需要一个规则编号或名称，如 budgetcheck explain ARI004 (one rule id or name)"
        )
    config = configuration(values)
    asked = choice(values, config)
    on, rules = asked.load_all()
    rule = pick(rules, values.words[0])
    rule = replace(rule, cases=read_rule(Path(rule.file), cases=True).cases)
    enabled = rule.id in on.enabled
    why = asked.told((on.enabled if enabled else on.disabled)[rule.id])
    console(values.color).print(Explained(rule, spoken(values, config), (enabled, why)))
    return 0


def _of_sums(rule: Rule, lang: str) -> str:
    """What is said of rules whose failures are sums that the diagnosis looks into; empty for others."""
    path = rules_folder() / "diagnosis" / "words.toml"
    section = Section(parse_toml(read_text(path), path), str(path)).section("sums")
    return section.as_bilingual().get(lang) if rule.use in section.strings("checks") else ""


class Explained:
    """A rule as rich prints it; `verdict` is whether it is on, and why."""

    def __init__(self, rule: Rule, lang: str, verdict: tuple[bool, str] = (True, "")) -> None:
        self.rule = rule
        self.lang = lang
        self.verdict = verdict

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Every part of the rule file that a reader can use, folded to the width."""
        for text, indent in self._lines():
            yield from folded(text, options.max_width, Text(" " * indent))
        yield Group(*self._cases(options.max_width))

    def _say(self, key: str) -> str:
        zh, en = _WORDS[key]
        return zh if self.lang == "zh" else en

    def _lines(self) -> Iterator[tuple[Text, int]]:
        rule, lang = self.rule, self.lang
        severity = (rule.severity.label(lang), STYLE[str(rule.severity)])
        changed = next((self._changed(o) for o in rule.overrides if o.key == "severity"), "")
        yield Text.assemble((rule.id, "bold"), " ", rule.name, "  ", severity, (changed, "yellow")), 0
        yield Text(rule.title.get(lang), style="bold"), 0
        if self.verdict[1]:
            on = self._say("on" if self.verdict[0] else "off")
            yield Text(f"{on}: {self.verdict[1]}", style=STYLE["quiet"]), 0
            yield Text(), 0
        for key, text in (("why", rule.why), ("ignore", rule.ignore_when)):
            yield Text(self._say(key), style=STYLE["place"]), 0
            yield Text(text.get(lang)), 2
            yield Text(), 0
        if told := _of_sums(rule, lang):
            yield Text(self._say("sums"), style=STYLE["place"]), 0
            yield Text(told), 2
            yield Text(), 0
        yield Text(self._say("basis"), style=STYLE["place"]), 0
        for basis in rule.basis:
            standing = basis.standing.get(lang)
            yield (
                Text(f"{basis.title.get(lang)}" + (f"（{standing}）" if lang == "zh" else f" ({standing})")),
                2,
            )
        yield Text(), 0
        yield Text(self._say("message"), style=STYLE["place"]), 0
        yield Text(rule.message.get(lang)), 2
        yield Text(), 0
        yield from self._settings()

    def _settings(self) -> Iterator[tuple[Text, int]]:
        """The check, and each of its settings, what a pack changed beside it."""
        yield Text(self._say("check"), style=STYLE["place"]), 0
        yield Text(f"{self.rule.use}  ({self.rule.frame})"), 2
        changes = {change.key: change for change in self.rule.overrides}
        for name, value in self.rule.settings.items():
            shown = Text(f"{name} = {plain(value)}")
            if name in changes:
                shown.append(self._changed(changes[name]), style="yellow")
            yield shown, 4
        yield Text(), 0

    def _changed(self, change: Override) -> str:
        """Who changed a setting, and what it was before."""
        source = Path(change.source).name
        if change.before is None:
            return f"  （{source}）" if self.lang == "zh" else f"  ({source})"
        before = plain(change.before)
        return f"  （{source}，原为 {before}）" if self.lang == "zh" else f"  ({source}; was {before})"

    def _cases(self, width: int) -> Iterator[Text]:
        yield Text(self._say("cases"), style=STYLE["place"])
        for case in self.rule.cases:
            mark, zh, en, style = _KINDS[case.kind]
            kind = zh if self.lang == "zh" else en
            head = Text.assemble((f"{mark} {kind}", style), "  ", one_line(case.name))
            yield from folded(head, width, Text("  "))
            for line in case_lines(case, self.lang):
                yield from folded(Text(neutral(line)), width, Text("    │ ", style=STYLE["quiet"]))
            for place in case.expect:
                listed = "  ".join(f"{key}={value}" for key, value in place.items())
                flag = Text(f"{self._say('flags')} {one_line(listed)}", style=style)
                yield from folded(flag, width, Text("    "))
