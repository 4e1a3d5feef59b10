"""Findings that no longer count: how many there are, and on request each with what suppressed it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from budgetcheck.model import Finding, Report
from budgetcheck.reports.parts.page import Page
from budgetcheck.reports.parts.phrases import counted, listed, say
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.view import View
from budgetcheck.reports.parts.wrap import folded


def suppressed_counts(report: Report, view: View, *, hints: bool) -> list[str]:
    """How many findings are suppressed, by what, and how many of the baseline are gone; nothing for none."""
    lang = view.lang
    counts = [counted(kind, n, lang) for kind, n in report.count_suppressed().items() if n]
    hidden = say("suppressed_hidden", lang) if hints and not view.show_suppressed else ""
    texts = [say("not_counted", lang, counts=listed(counts, lang)) + hidden] if counts else []
    if report.baseline_gone:
        texts.append(counted("gone", report.baseline_gone, lang) + (say("gone_prune", lang) if hints else ""))
    return texts


def suppressed_list(report: Report, page: Page) -> Iterator[RenderableType]:
    """Every suppressed finding with what suppressed it, when asked for."""
    found = [f for f in report.findings if f.suppressed is not None]
    if not page.view.show_suppressed or not found:
        return
    yield Text(say("suppressed_head", page.lang), style="bold")
    for finding in found:
        head = Text(f"{finding.severity.label(page.lang)} {one_line(finding.rule)} ", style=STYLE["quiet"])
        head.append_text(page.place(finding))
        yield from folded(head, page.width, Text("  "), Text("    "))
        yield from folded(Text(one_line(finding.message.get(page.lang))), page.width, Text("    "))
        yield from folded(Text(why(finding, page.lang), style=STYLE["quiet"]), page.width, Text("    "))
    yield Text("")


def why(finding: Finding, lang: str) -> str:
    """What suppressed the finding: the ignore's reason and last day, or the baseline; empty for one that counts."""
    if finding.suppressed is None:
        return ""
    parts = [finding.suppressed.kind.label(lang)]
    if finding.suppressed.reason:
        parts.append(one_line(finding.suppressed.reason))
    if finding.suppressed.until:
        parts.append(say("until", lang, day=finding.suppressed.until.isoformat()))
    return " · ".join(parts)
