"""`full`: every finding with its place, source text, figures, readings and consequences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from budgetcheck.model import DocumentRecord, Finding, Report
from budgetcheck.reports.parts.excerpts import excerpt_lines
from budgetcheck.reports.parts.phrases import clauses, counted, listed, say, unsaid
from budgetcheck.reports.parts.places import document_key, paged, place, related
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.summary import (
    coverage,
    document_name,
    document_table,
    rule_table,
    tool_errors,
    totals,
)
from budgetcheck.reports.parts.trees import Node, forest, visible
from budgetcheck.reports.parts.view import View
from budgetcheck.reports.parts.wrap import folded

HABIT = 10
_EXPLANATIONS = 3


@dataclass(frozen=True)
class Full:
    """A report as rich prints it, findings grouped by document."""

    report: Report
    view: View = field(default_factory=View)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Everything from the first document to the line of totals."""
        page = _Page(self.view, options.max_width, options.is_terminal, paged(self.report))
        yield from _documents(self.report, page)
        yield from tool_errors(self.report, self.view, page.width)
        if not self.view.quiet:
            yield from rule_table(self.report, self.view, page.width)
            yield from document_table(self.report, self.view)
        yield from folded(totals(self.report, self.view), page.width)


@dataclass(frozen=True, slots=True)
class _Page:
    """What every part of the printing needs to know."""

    view: View
    width: int
    links: bool
    paged: frozenset[tuple[str, int]]

    def place(self, finding: Finding, *, with_file: bool = True) -> str:
        """Where the finding is, with its page where the table has several."""
        with_page = document_key(finding) in self.paged
        return place(finding.location, self.lang, with_file=with_file, with_page=with_page)

    @property
    def lang(self) -> str:
        """The language of the words."""
        return self.view.lang

    def style(self, base: str, file: str) -> str:
        """`base`, with a link to the file where the terminal follows links."""
        path = Path(file)
        return f"{base} link {path.resolve().as_uri()}" if self.links and path.is_file() else base


def _documents(report: Report, page: _Page) -> Iterator[RenderableType]:
    trees: dict[tuple[str, int], list[Node]] = {}
    roots = visible(forest(report.findings), show_notes=page.view.show_notes)
    totals_by_rule = Counter(node.finding.rule for node in roots)
    left = Counter({rule: page.view.cap(HABIT, total) for rule, total in totals_by_rule.items()})
    for node in roots:
        trees.setdefault(document_key(node.finding), []).append(node)
    several = {d.file for d in report.documents if d.document > 1}
    for record in report.documents:
        nodes = _with_room(trees.pop((record.file, record.document), []), left)
        if nodes or (len(report.documents) == 1 and not page.view.quiet):
            yield from _document_head(record, page, numbered=record.file in several)
        yield from _nodes(nodes, page)
    for nodes in trees.values():
        yield from _nodes(_with_room(nodes, left), page)
    yield from _unlisted({rule: -room for rule, room in left.items() if room < 0}, page)


def _document_head(record: DocumentRecord, page: _Page, *, numbered: bool) -> Iterator[RenderableType]:
    lang = page.lang
    name = document_name(record, lang, numbered=numbered)
    facts = [
        one_line(record.department) or say("no_department", lang),
        one_line(record.title),
        str(record.year) if record.year and str(record.year) not in record.title else "",
        record.money_unit,
        counted("page", record.pages, lang) if record.pages > 1 else "",
    ]
    yield from folded(Text(name, style=page.style("bold", record.file)), page.width)
    yield from folded(Text(" · ".join(fact for fact in facts if fact)), page.width)
    yield from folded(Text(coverage([record], lang)), page.width)
    yield Text("─" * page.width, style=STYLE["quiet"])


def _with_room(nodes: list[Node], left: Counter[str]) -> list[Node]:
    """The trees for whose rules `left` has room; what it lacks at the end is below zero."""
    kept = []
    for node in nodes:
        left[node.finding.rule] -= 1
        if left[node.finding.rule] >= 0:
            kept.append(node)
    return kept


def _nodes(nodes: list[Node], page: _Page) -> Iterator[RenderableType]:
    for node in nodes:
        yield from _finding(node, page)
        yield Text("")


def _unlisted(hidden: Mapping[str, int], page: _Page) -> Iterator[RenderableType]:
    """Once for the whole run: of which rules more was found than is listed."""
    if not hidden:
        return
    lang = page.lang
    parts = [say("more_of", lang, rule=one_line(rule), n=f"{n:,}") for rule, n in sorted(hidden.items())]
    text = say("unlisted", lang, rules=listed(parts, lang))
    yield from folded(Text(text, style=STYLE["quiet"]), page.width)
    yield Text("")


def _finding(node: Node, page: _Page) -> Iterator[RenderableType]:
    indent = Text("  ")
    yield from folded(_headline(node.finding, page.lang), page.width)
    for text in _body(node.finding, page):
        yield from folded(text, page.width, indent)
    yield from _consequences(node, page, "  ")


def _headline(finding: Finding, lang: str) -> Text:
    return Text.assemble(
        (f"{finding.severity.label(lang)} {one_line(finding.rule)}", STYLE[str(finding.severity)]),
        " ",
        (one_line(finding.name), STYLE["name"]),
    )


def _body(finding: Finding, page: _Page) -> Iterator[Text]:
    lang = page.lang
    message = one_line(finding.message.get(lang))
    yield Text(message, style="bold")
    yield Text(page.place(finding), style=page.style(STYLE["place"], finding.location.file))
    if finding.excerpt is not None and finding.excerpt.text:
        yield from excerpt_lines(finding.excerpt, page.width - 2, STYLE[str(finding.severity)])
    figures = _figures(finding, message, lang)
    if figures:
        yield Text(figures)
    yield from _explanations(finding, lang)
    others = related(finding.related, lang)
    if others:
        yield Text(f"{say('see', lang)} {clauses(others, lang)}", style=STYLE["quiet"])


def _figures(finding: Finding, message: str, lang: str) -> str:
    """Expected, actual and difference, unless the message already names them all."""
    named = message.replace(",", "")
    pairs = [(key, getattr(finding, key)) for key in ("expected", "actual", "difference")]
    given = [(key, one_line(value)) for key, value in pairs if value is not None]
    if all(value.replace(",", "").lstrip("-+") in named for _, value in given):
        return ""
    unit = f" {finding.money_unit}" if finding.money_unit else ""
    gap = "，" if lang == "zh" else ", "
    return gap.join(f"{say(key, lang)} {value}" for key, value in given) + unit


def _explanations(finding: Finding, lang: str) -> Iterator[Text]:
    for item in finding.explanations[:_EXPLANATIONS]:
        changes = listed((one_line(f"{c.before} → {c.after}") for c in item.changes), lang)
        text = f"{say('likely', lang)} {item.probability:.0%}  {one_line(item.text.get(lang))}"
        yield Text(text + (f"  {changes}" if changes else ""))


def _consequences(node: Node, page: _Page, indent: str) -> Iterator[RenderableType]:
    above = one_line(node.finding.message.get(page.lang))
    for child in node.children:
        last = child is node.children[-1]
        deeper = indent + ("   " if last else "│  ")
        branch = Text(indent + ("└─ " if last else "├─ "), style=STYLE["quiet"])
        stem = Text(deeper, style=STYLE["quiet"])
        where = page.place(child.finding, with_file=False)
        head = Text.assemble(_headline(child.finding, page.lang), "  ", (where, STYLE["place"]))
        yield from folded(head, page.width, branch, stem)
        message = unsaid(one_line(child.finding.message.get(page.lang)), above, page.lang)
        yield from folded(Text(message), page.width, stem)
        yield from _consequences(child, page, deeper)
