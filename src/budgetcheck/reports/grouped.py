"""`grouped`: rule by rule, the first places of each and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from budgetcheck.model import Finding, Report, RuleTally
from budgetcheck.reports.parts.phrases import bracketed, counted, say, unsaid
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
            where = Text(self._place(finding), style=STYLE["place"])
            yield from folded(where, width, Text("  - "), Text("    "))
            yield from folded(Text(self._message(finding)), width, Text("    "))
        if tally.shown > len(listed):
            more = say("hidden", lang, n=tally.shown - len(listed))
            yield from folded(Text(more, style=STYLE["quiet"]), width, Text("    "))

    def _place(self, finding: Finding) -> str:
        with_page = document_key(finding) in self._paged
        return place(finding.location, self.view.lang, with_page=with_page)

    def _message(self, finding: Finding) -> str:
        """The message; that of a consequence names its root and says only what the root does not."""
        lang = self.view.lang
        message = one_line(finding.message.get(lang))
        root = self._roots.get((*document_key(finding), finding.caused_by or ""))
        if root is None:
            return message
        own = unsaid(message, one_line(root.message.get(lang)), lang)
        return own + bracketed(say("caused", lang, rule=one_line(root.rule)), lang)

    @cached_property
    def _paged(self) -> frozenset[tuple[str, int]]:
        return paged(self.report)

    @cached_property
    def _roots(self) -> dict[tuple[str, int, str], Finding]:
        return {(*document_key(f), f.fingerprint): f for f in self.report.findings}
