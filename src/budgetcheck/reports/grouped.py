"""`grouped`: rule by rule, the first places of each and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from budgetcheck.model import Finding, Report, RuleTally
from budgetcheck.reports.parts.phrases import counted, say
from budgetcheck.reports.parts.places import document_key, paged, place
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.summary import document_table, tool_errors, totals
from budgetcheck.reports.parts.view import View
from budgetcheck.reports.parts.wrap import folded
from budgetcheck.terms import Severity

HABIT = 5


@dataclass(frozen=True)
class Grouped:
    """A report by rule, worst first, then by id."""

    report: Report
    view: View = field(default_factory=View)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The rules that found something, then what could not be done, then the totals."""
        width = options.max_width
        found: dict[str, list[Finding]] = {}
        for finding in self.report.findings:
            if finding.suppressed is None:
                found.setdefault(finding.rule, []).append(finding)
        for tally in sorted(self.report.tallies, key=lambda t: (-t.severity.rank, t.rule)):
            if tally.rule in found and (self.view.show_notes or tally.severity is not Severity.NOTE):
                yield from self._rule(tally, found[tally.rule], width)
                yield Text("")
        yield from tool_errors(self.report, self.view, width)
        if not self.view.quiet:
            yield from document_table(self.report, self.view)
        yield from folded(totals(self.report, self.view), width)

    def _rule(self, tally: RuleTally, findings: list[Finding], width: int) -> Iterator[RenderableType]:
        lang = self.view.lang
        title = next((r.title.get(lang) for r in self.report.rules.rules if r.id == tally.rule), "")
        yield Text.assemble(
            (f"{tally.severity.label(lang)} {one_line(tally.rule)}", STYLE[str(tally.severity)]),
            " ",
            (one_line(tally.name), STYLE["name"]),
            "  ",
            counted("place", tally.shown, lang),
        )
        if title:
            yield from folded(Text(one_line(title)), width, Text("  "))
        listed = findings[: self.view.cap(HABIT, len(findings))]
        for finding in listed:
            yield from folded(self._place_and_message(finding), width, Text("  - "), Text("    "))
        if tally.shown > len(listed):
            more = say("hidden", lang, n=tally.shown - len(listed))
            yield from folded(Text(more, style=STYLE["quiet"]), width, Text("    "))

    def _place_and_message(self, finding: Finding) -> Text:
        lang, with_page = self.view.lang, document_key(finding) in paged(self.report)
        return Text.assemble(
            (place(finding.location, lang, with_page=with_page), STYLE["place"]),
            "  ",
            one_line(finding.message.get(lang)),
        )
