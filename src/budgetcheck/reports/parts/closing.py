"""What stands below the findings, whatever their order: what does not count, what went wrong, tables, totals."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from budgetcheck.model import Report
from budgetcheck.reports.parts.page import Page
from budgetcheck.reports.parts.summary import document_table, rule_table, tool_errors, totals, unsettled
from budgetcheck.reports.parts.suppressed import suppressed_list
from budgetcheck.reports.parts.wrap import folded


def closing(report: Report, page: Page) -> Iterator[RenderableType]:
    """Suppressed findings and tool errors, unless quiet the tables, and the line of totals."""
    view = page.view
    yield from suppressed_list(report, page)
    yield from tool_errors(report, view, page.width)
    if not view.quiet:
        if view.verbose:
            yield from rule_table(report, view)
        yield from document_table(report, view, page.width)
        yield from unsettled(report, view, page.width)
    yield from folded(totals(report, view), page.width)
