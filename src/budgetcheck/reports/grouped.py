"""`grouped`: table by table in reading order, every finding with its place, source text and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from budgetcheck.model import Report
from budgetcheck.reports.parts.body import consequences, grounds, headline, source_text
from budgetcheck.reports.parts.closing import closing
from budgetcheck.reports.parts.page import Page
from budgetcheck.reports.parts.phrases import clauses, counted, most, say
from budgetcheck.reports.parts.places import document_key
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.summary import document_head
from budgetcheck.reports.parts.trees import Node, forest, visible
from budgetcheck.reports.parts.view import View
from budgetcheck.reports.parts.wrap import folded

HABIT = 10


@dataclass(frozen=True)
class Grouped:
    """A report for a reader with the table at hand, from its first line to its last."""

    report: Report
    view: View = field(default_factory=View)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Everything from the first table to the line of totals."""
        page = Page.of(self.report, self.view, console, options)
        yield from _documents(self.report, page)
        yield from closing(self.report, page)


def _documents(report: Report, page: Page) -> Iterator[RenderableType]:
    trees: dict[tuple[str, int], list[Node]] = {}
    roots = visible(forest(report.findings), show_notes=page.view.show_notes)
    totals_by_rule = Counter(node.finding.rule for node in roots)
    left = Counter({rule: page.view.cap(HABIT, total) for rule, total in totals_by_rule.items()})
    for node in roots:
        trees.setdefault(document_key(node.finding), []).append(node)
    several = {d.file for d in report.documents if d.document > 1}
    untold = 0
    for record in report.documents:
        found = trees.pop((record.file, record.document), [])
        nodes = _with_room(found, left)
        untold += bool(found and not nodes)
        if nodes or (len(report.documents) == 1 and not page.view.quiet):
            yield from document_head(record, page, numbered=record.file in several)
        yield from _nodes(nodes, page)
    for nodes in trees.values():
        yield from _nodes(_with_room(nodes, left), page)
    yield from _unlisted({rule: -room for rule, room in left.items() if room < 0}, untold, page)


def _with_room(nodes: list[Node], left: Counter[str]) -> list[Node]:
    """The trees for whose rules `left` has room; what it lacks at the end is below zero."""
    kept = []
    for node in nodes:
        left[node.finding.rule] -= 1
        if left[node.finding.rule] >= 0:
            kept.append(node)
    return kept


def _nodes(nodes: list[Node], page: Page) -> Iterator[RenderableType]:
    for node in nodes:
        yield from _finding(node, page)
        yield Text("")


def _unlisted(hidden: Mapping[str, int], untold: int, page: Page) -> Iterator[RenderableType]:
    """Once for the whole run: of which rules more was found than is listed, and of how many tables nothing is."""
    if not hidden:
        return
    lang = page.lang
    rules = most(hidden, say("more_of", lang), lang)
    what = clauses([rules, counted("untold", untold, lang) if untold else ""], lang)
    text = say("unlisted", lang, what=what)
    yield from folded(Text(text, style=STYLE["quiet"]), page.width)
    yield Text("")


def _finding(node: Node, page: Page) -> Iterator[RenderableType]:
    indent = Text("  ")
    name = Text(one_line(node.finding.name), style=STYLE["name"])
    yield from folded(Text(" ").join([headline(node.finding, page), name]), page.width)
    for text in _body(node, page):
        yield from folded(text, page.width, indent)
    yield from consequences(node, page, "  ")


def _body(node: Node, page: Page) -> Iterator[Text]:
    finding = node.finding
    yield Text(one_line(finding.message.get(page.lang)), style="bold")
    yield page.place(finding)
    yield from source_text(finding, page.width - 2)
    yield from grounds(finding, page.width - 2, page.lang)
