"""`full`: rule by rule, worst first; what is wrong, why it matters, and the first places of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from budgetcheck.model import Finding, Report, Rule
from budgetcheck.reports.parts.body import consequences, grounds, headline, source_text
from budgetcheck.reports.parts.closing import closing
from budgetcheck.reports.parts.entries import Entry, Section, entries, sections
from budgetcheck.reports.parts.page import Page
from budgetcheck.reports.parts.phrases import clauses, counted, last_sentence, listed, say
from budgetcheck.reports.parts.places import also_at
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.summary import document_head
from budgetcheck.reports.parts.trees import forest, visible
from budgetcheck.reports.parts.view import View
from budgetcheck.reports.parts.wrap import folded
from budgetcheck.terms import Severity

HABITS = {Severity.ERROR: 5, Severity.WARNING: 3, Severity.NOTE: 3}
_LINES = 8
_FEW = 3
_SHORT, _LONG = 2, 40


@dataclass(frozen=True)
class Full:
    """A report as rich prints it, findings grouped by rule; notes are only counted unless asked for."""

    report: Report
    view: View = field(default_factory=View)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Everything from the head of the table to the line of totals."""
        page = Page.of(self.report, self.view, console, options)
        if len(self.report.documents) == 1 and not self.view.quiet:
            yield from document_head(self.report.documents[0], page, numbered=False)
        yield from self._sections(page)
        yield from closing(self.report, page)

    def _sections(self, page: Page) -> Iterator[RenderableType]:
        roots = visible(forest(self.report.findings), show_notes=self.view.show_notes)
        shown = Counter(f.rule for node in roots for f in node.walk())
        cut = False
        made = sections(roots)
        for section in made:
            listed_entries = entries(section.nodes, page.lang)
            kept = listed_entries[: self.view.cap(HABITS[section.worst], len(listed_entries))]
            yield from self._head(section, shown[section.rule], page)
            for entry in kept:
                yield from _entry(entry, page)
            rest = len(section.nodes) - sum(entry.count for entry in kept)
            if rest:
                cut = True
                more = Text(say("more", page.lang, n=f"{rest:,}"), style=STYLE["quiet"])
                yield from folded(more, page.width, Text("  "))
            yield Text("")
        yield from _folded_rules(shown, {section.rule for section in made}, page)
        if made and not self.view.quiet:
            hints = [say("explained", page.lang, rule=one_line(made[0].rule))]
            hints += [say("how_to_see", page.lang)] if cut else []
            yield from folded(Text(clauses(hints, page.lang), style=STYLE["quiet"]), page.width)
            yield Text("")

    def _head(self, section: Section, shown: int, page: Page) -> Iterator[RenderableType]:
        """Rule, title and totals; then why it matters."""
        lang, rule = page.lang, self._rules.get(section.rule)
        first = section.nodes[0].finding
        title = one_line(rule.title.get(lang)) if rule else one_line(first.name)
        head = headline(first, page)
        head.append(f" {title}", style="bold")
        head.append(f"  {_extent(section, shown, lang)}", style=STYLE["quiet"])
        yield from folded(head, page.width, Text(), Text("  "))
        why = last_sentence(one_line(rule.why.get(lang)), lang) if rule else ""
        if why.strip("—"):
            yield from folded(Text(why, style=STYLE["quiet"]), page.width, Text("  "))

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.report.rules.rules}


def _extent(section: Section, shown: int, lang: str) -> str:
    """How many findings, in how many tables, units and projects, where these tell something."""
    places = [node.finding.location for node in section.nodes]
    parts = [counted("place", len(places), lang)]
    tables = {(where.file, where.document) for where in places}
    owners = {(where.file, where.document, where.unit, where.project) for where in places if where.project}
    if len(tables) > 1:
        parts.append(counted("table", len(tables), lang))
    if len(places) > 1 and owners:
        parts.append(counted("project", len(owners), lang))
    if shown > len(places):
        parts.append(say("elsewhere", lang, n=f"{shown - len(places):,}"))
    return " · ".join(parts)


def _entry(entry: Entry, page: Page) -> Iterator[RenderableType]:
    finding, lang = entry.node.finding, page.lang
    indent, inner = Text("  "), Text("    ")
    yield from folded(page.listing(finding), page.width, indent, inner)
    message = one_line(finding.message.get(lang))
    is_error = finding.severity is Severity.ERROR
    yield from folded(Text(message, style="bold" if is_error else ""), page.width, inner)
    for text in source_text(finding, page.width - 4) if is_error or _tells(finding, message) else ():
        yield from folded(text, page.width, inner)
    for text in grounds(finding, page.width - 4, lang):
        yield from folded(text, page.width, inner)
    if entry.same:
        most = None if page.view.max_per_rule == 0 or len(entry.same) <= _FEW else _LINES
        where = also_at([other.location for other in entry.same], lang, most)
        text = Text(say("same", lang, n=f"{len(entry.same):,}", where=where), style=STYLE["place"])
        yield from folded(text, page.width, inner)
    yield from consequences(entry.node, page, "    ")


def _tells(finding: Finding, message: str) -> bool:
    """Whether the source text shows more than the message, which may quote the offending characters.

    A cell that is offending as a whole shows nothing: the carets would point at everything.
    """
    if finding.excerpt is None:
        return False
    marked = one_line(finding.excerpt.text[finding.excerpt.start : finding.excerpt.end]).strip()
    return len(marked) < _SHORT or (marked not in message and len(marked) < _LONG)


def _folded_rules(shown: Mapping[str, int], headed: set[str], page: Page) -> Iterator[RenderableType]:
    """The rules whose findings all stand under those of others, so that none seems to be missing."""
    parts = [
        f"{one_line(rule)} {counted('place', number, page.lang)}"
        for rule, number in sorted(shown.items())
        if rule not in headed
    ]
    if parts:
        text = say("folded_rules", page.lang, rules=listed(parts, page.lang))
        yield from folded(Text(text, style=STYLE["quiet"]), page.width)
        yield Text("")
