"""`--statistics`: what each rule cost and how it ended, dearest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from budgetcheck.model import Report, RuleTally, Timing
from budgetcheck.reports.parts.phrases import counted, listed, say
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.tables import Column, Table
from budgetcheck.reports.parts.view import View
from budgetcheck.reports.parts.wrap import folded

MOST = 20
_COUNTS = ("applicable", "passed", "failed", "undecided")


@dataclass(frozen=True)
class Statistics:
    """Where the time of checking went; all rules with `verbose`, else the dearest."""

    report: Report
    view: View = field(default_factory=View)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """A row per rule, one for what several rules share, one for the engine, and the sum."""
        lang, spent = self.view.lang, self.report.timings
        whole = sum(timing.seconds for timing in spent)
        tallies = {tally.rule: tally for tally in self.report.tallies}
        rules = [t for t in spent if t.kind == "rule" and t.subject in tallies]
        shown = rules if self.view.verbose or len(rules) <= MOST + MOST // 2 else rules[:MOST]
        figures = [Column(say(key, lang), figures=True) for key in ("milliseconds", "share", *_COUNTS)]
        table = Table([Column(say("rule", lang)), Column(say("title", lang)), *figures])
        titles = {rule.id: rule.title.get(lang) for rule in self.report.rules.rules}
        for timing in shown:
            tally = tallies[timing.subject]
            table.add_row(
                Text(one_line(tally.rule), style=STYLE[str(tally.severity)]),
                Text(one_line(titles.get(tally.rule) or tally.name)),
                *_cost(timing.seconds, whole),
                *_counts(tally),
            )
        for title, seconds in self._others(rules[len(shown) :]):
            table.add_row("", Text(title, style=STYLE["quiet"]), *_cost(seconds, whole), *[""] * len(_COUNTS))
        table.add_row("", Text(say("sum", lang), style="bold"), *_cost(whole, whole), *[""] * len(_COUNTS))
        yield table
        yield from _shared(spent, lang, options.max_width)

    def _others(self, rest: list[Timing]) -> Iterator[tuple[str, float]]:
        """What is no row of its own, in words, and its seconds."""
        lang, spent = self.view.lang, self.report.timings
        if rest:
            yield (
                say("other_rules", lang, rules=counted("rule", len(rest), lang)),
                sum(t.seconds for t in rest),
            )
        shared = sum(t.seconds for t in spent if t.kind == "shared")
        if shared:
            yield say("shared", lang), shared
        for timing in spent:
            if timing.kind == "engine":
                yield say(f"engine_{timing.subject}", lang), timing.seconds


def _cost(seconds: float, whole: float) -> tuple[Text, Text]:
    share = seconds / whole if whole else 0.0
    return Text(f"{seconds * 1000:,.1f}"), Text(f"{share:.1%}", style="" if share >= 0.01 else STYLE["quiet"])


def _counts(tally: RuleTally) -> list[Text]:
    numbers = [getattr(tally, key) for key in _COUNTS]
    return [Text(f"{n:,}", style="" if n else STYLE["quiet"]) for n in numbers]


def _shared(spent: tuple[Timing, ...], lang: str, width: int) -> Iterator[RenderableType]:
    """The dearest of what several rules rest on, by the name of the function that makes it."""
    dearest = [t for t in spent if t.kind == "shared"][:5]
    if dearest:
        parts = [f"{timing.subject} {timing.seconds * 1000:,.1f}" for timing in dearest]
        text = say("dearest_shared", lang, parts=listed(parts, lang))
        yield from folded(Text(text, style=STYLE["quiet"]), width)
