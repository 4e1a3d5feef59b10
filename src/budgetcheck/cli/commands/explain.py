"""`explain`: one rule in full, for the person who has to act on it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.text import Text

from budgetcheck.cli.settings import configuration, spoken
from budgetcheck.cli.streams import console
from budgetcheck.errors import UsageError
from budgetcheck.model import Case, Rule
from budgetcheck.reports import STYLE, folded, neutral, one_line
from budgetcheck.resources import rules_folder
from budgetcheck.rulefiles import find_rule

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
    "settings": ("设置", "Settings"),
    "cases": ("用例", "Cases"),
    "flags": ("标出", "flags"),
}


def run(values: Namespace) -> int:
    """Print the rule."""
    if len(values.words) != 1:
        raise UsageError(
            "explain 需要一个规则编号或名称，如 budgetcheck explain ARI004 (one rule id or name)"
        )
    config = configuration(values)
    folders = [rules_folder(), *map(Path, values.rules or config.texts("rules"))]
    rule = find_rule(folders, values.words[0])
    console(values.color).print(Explained(rule, spoken(values, config)))
    return 0


class Explained:
    """A rule as rich prints it."""

    def __init__(self, rule: Rule, lang: str) -> None:
        self.rule = rule
        self.lang = lang

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
        yield Text.assemble((rule.id, "bold"), " ", rule.name, "  ", severity), 0
        yield Text(rule.title.get(lang), style="bold"), 0
        yield Text(), 0
        for key, text in (("why", rule.why), ("ignore", rule.ignore_when)):
            yield Text(self._say(key), style=STYLE["place"]), 0
            yield Text(text.get(lang)), 2
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
        if rule.settings:
            yield Text(self._say("settings"), style=STYLE["place"]), 0
            for name, value in rule.settings.items():
                yield Text(f"{name} = {value}"), 2
            yield Text(), 0

    def _cases(self, width: int) -> Iterator[Text]:
        yield Text(self._say("cases"), style=STYLE["place"])
        for case in self.rule.cases:
            mark, zh, en, style = _KINDS[case.kind]
            kind = zh if self.lang == "zh" else en
            head = Text.assemble((f"{mark} {kind}", style), "  ", one_line(case.name))
            yield from folded(head, width, Text("  "))
            for line in _source(case).splitlines():
                yield from folded(Text(neutral(line)), width, Text("    │ ", style=STYLE["quiet"]))
            for place in case.expect:
                listed = "  ".join(f"{key}={value}" for key, value in place.items())
                flag = Text(f"{self._say('flags')} {one_line(listed)}", style=style)
                yield from folded(flag, width, Text("    "))


def _source(case: Case) -> str:
    text = case.table or case.indicators
    if case.value is not None:
        text = f"{case.indicator_name}: {case.value}" if case.indicator_name else case.value
    return text.strip("\n")
