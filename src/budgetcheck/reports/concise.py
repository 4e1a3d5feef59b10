"""`concise`: one finding a line, `file:line: SEVERITY RULE message`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from budgetcheck.model import Finding, Report, ToolError
from budgetcheck.reports.parts.explanations import short_explanation
from budgetcheck.reports.parts.failures import failed_at, failure
from budgetcheck.reports.parts.links import Links
from budgetcheck.reports.parts.phrases import bracketed, say
from budgetcheck.reports.parts.places import address
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.summary import totals
from budgetcheck.reports.parts.suppressed import why
from budgetcheck.reports.parts.trees import forest, visible
from budgetcheck.reports.parts.view import View
from budgetcheck.reports.parts.wrap import folded


@dataclass(frozen=True)
class Concise:
    """A report as lines that grep and editors understand; a line is never broken."""

    report: Report
    view: View = field(default_factory=View)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One line per finding, then what could not be done, then the totals."""
        links = Links.of(self.report, console)
        lang, cap = self.view.lang, self.view.max_per_rule or len(self.report.findings)
        roots = {f.fingerprint: f.rule for f in self.report.findings}
        kept = {
            id(finding)
            for tree in visible(forest(self.report.findings), show_notes=self.view.show_notes)
            for finding in tree.walk()
        }
        shown: Counter[str] = Counter()
        for finding in self.report.findings:
            shown[finding.rule] += id(finding) in kept
            if id(finding) in kept and shown[finding.rule] <= cap:
                yield _line(finding, roots.get(finding.caused_by or ""), lang, links)
        for rule, number in shown.items():
            if number > cap:
                yield Text(f"{one_line(rule)}: {say('hidden', lang, n=number - cap)}", no_wrap=True)
        if self.view.show_suppressed:
            yield from (_line(f, None, lang, links) for f in self.report.findings if f.suppressed is not None)
        for error in self.report.tool_errors:
            yield _failure(error, lang)
        if not self.view.quiet:
            line = totals(self.report, self.view)
            # NOTE: what reads a pipe line by line must not find half a total.
            yield from folded(line, options.max_width if options.is_terminal else max(1, line.cell_len))


def _line(finding: Finding, root: str | None, lang: str, links: Links) -> Text:
    cause = ""
    if root is not None:
        cause = bracketed(say("caused", lang, rule=one_line(root)), lang)
    if finding.suppressed is not None:
        cause = bracketed(why(finding, lang), lang)
    why_so = short_explanation(finding, lang)
    if why_so:
        cause = bracketed(why_so, lang) + cause
    style = STYLE[str(finding.severity)]
    where = Text.assemble((address(finding.location), "bold"))
    return Text.assemble(
        links.place(where, finding, len(one_line(finding.location.file))),
        ": ",
        (f"{str(finding.severity).upper()} ", style),
        links.rule(Text.assemble((one_line(finding.rule), style)), finding.rule),
        " ",
        one_line(finding.message.get(lang)) + cause,
        no_wrap=True,
        overflow="ignore",
    )


def _failure(error: ToolError, lang: str) -> Text:
    kind = "UNUSABLE" if error.kind == "input" else "TOOL-ERROR"
    return Text.assemble(
        (failed_at(error, lang), "bold"),
        ": ",
        (kind, STYLE["failure"]),
        f" {one_line(failure(error, lang))}",
        no_wrap=True,
        overflow="ignore",
    )
