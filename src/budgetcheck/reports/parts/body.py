"""One finding in full: message, source text, figures, explanations, what it bears on and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from budgetcheck.model import Finding
from budgetcheck.reports.parts.excerpts import excerpt_lines
from budgetcheck.reports.parts.explanations import explanation_lines
from budgetcheck.reports.parts.page import Page
from budgetcheck.reports.parts.phrases import clauses, colon, say, unsaid
from budgetcheck.reports.parts.places import related
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.trees import Node
from budgetcheck.reports.parts.wrap import folded

_CONSEQUENCES = 6


def source_text(finding: Finding, width: int) -> Iterator[Text]:
    """The source text with carets, in lines of at most `width` cells; nothing where it is not at hand."""
    if finding.excerpt is not None and finding.excerpt.text:
        yield from excerpt_lines(finding.excerpt, width, STYLE[str(finding.severity)])


def grounds(finding: Finding, width: int, lang: str) -> Iterator[Text]:
    """What a finding rests on: figures that its message lacks, explanations, other places."""
    figures = _figures(finding, one_line(finding.message.get(lang)), lang)
    if figures:
        yield Text(figures)
    yield from explanation_lines(finding, width, lang)
    others = related(finding.related, lang)
    if others:
        yield Text(f"{say('see', lang)} {clauses(others, lang)}", style=STYLE["quiet"])


def _figures(finding: Finding, message: str, lang: str) -> str:
    """Expected, actual and difference, unless the message already names them all."""
    named = message.replace(",", "")
    pairs = [(key, getattr(finding, key)) for key in ("expected", "actual", "difference")]
    given = [(key, one_line(value)) for key, value in pairs if value is not None]
    # NOTE: a nothing is told in words ("为零或未填"), and then says nothing new as a figure.
    sizes = [value.replace(",", "").lstrip("-+") for _, value in given]
    if all(size in named for size in sizes if size.strip("0.")):
        return ""
    unit = f" {finding.money_unit}" if finding.money_unit else ""
    gap = "，" if lang == "zh" else ", "
    return gap.join(f"{say(key, lang)} {value}" for key, value in given) + unit


def headline(finding: Finding, page: Page) -> Text:
    """Severity and rule, as they stand before a finding."""
    # NOTE: spans, not the style of the text, which would colour whatever is appended.
    style = STYLE[str(finding.severity)]
    rule = page.links.rule(Text(one_line(finding.rule)), finding.rule)
    rule.stylize(style)
    return Text.assemble((f"{finding.severity.label(page.lang)} ", style), rule)


def consequences(node: Node, page: Page, indent: str) -> Iterator[RenderableType]:
    """The findings that follow from `node`, as a tree behind `indent`."""
    here = page.near(node.finding, node.finding).plain
    above = one_line(node.finding.message.get(page.lang))
    shown = node.children[: page.view.cap(_CONSEQUENCES, len(node.children))]
    hidden = sum(1 for child in node.children[len(shown) :] for _ in child.walk())
    for child in shown:
        last = child is shown[-1] and not hidden
        deeper = indent + ("   " if last else "│  ")
        branch = Text(indent + ("└─ " if last else "├─ "), style=STYLE["quiet"])
        stem = Text(deeper, style=STYLE["quiet"])
        whole = one_line(child.finding.message.get(page.lang))
        message = unsaid(whole, above, page.lang)
        above = clauses((above, whole), page.lang)
        line = headline(child.finding, page).append(" ", "")
        where = page.near(child.finding, node.finding)
        if where.plain != here and not page.says_line(child.finding):
            line.append_text(where).append(colon(page.lang), "")
        yield from folded(line.append(message, ""), page.width, branch, stem)
        yield from consequences(child, page, deeper)
    if hidden:
        text = Text(say("more", page.lang, n=f"{hidden:,}"), style=STYLE["quiet"])
        yield from folded(text, page.width, Text(indent + "└─ ", style=STYLE["quiet"]))
