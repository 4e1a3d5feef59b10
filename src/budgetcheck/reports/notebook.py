"""The HTML fragment a notebook shows for a report: bounded, escaped, no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from budgetcheck.model import Finding, Report
from budgetcheck.reports.parts.explanations import short_explanation
from budgetcheck.reports.parts.phrases import half, say
from budgetcheck.reports.parts.places import document_key, paged, place
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.summary import coverage, document_name, totals
from budgetcheck.reports.parts.trees import forest, visible
from budgetcheck.reports.parts.view import View

MOST_FINDINGS = 20
MOST_DOCUMENTS = 10
_LONGEST = 300
_COLOUR = {"error": "#c0392b", "warning": "#b7791f", "note": "#2b6cb0"}
_CELL = 'style="text-align:left;vertical-align:top;white-space:normal"'


def html_fragment(report: Report, lang: str = "zh") -> str:
    """A `<div>` with what was read, the first findings and the totals."""
    view = View(lang=lang)
    return "".join(
        ["<div>", *_documents(report, lang), *_errors(report, lang), *_findings(report, view), "</div>"]
    )


def _documents(report: Report, lang: str) -> Iterator[str]:
    several = {d.file for d in report.documents if d.document > 1}
    for record in report.documents[:MOST_DOCUMENTS]:
        name = document_name(record, lang, numbered=record.file in several)
        department = f" · {_text(record.department)}" if record.department else ""
        yield f"<p><b>{_text(name)}</b>{department}<br>{_text(coverage([record], lang))}</p>"
    if len(report.documents) > MOST_DOCUMENTS:
        yield "<p>…</p>"


def _errors(report: Report, lang: str) -> Iterator[str]:
    for error in report.tool_errors[:MOST_FINDINGS]:
        texts = (half(text, lang) for text in (error.message, error.remedy))
        yield f"<p><b>{_text(error.subject)}</b> {' '.join(map(_text, texts))}</p>"


def _findings(report: Report, view: View) -> Iterator[str]:
    shown = visible(forest(report.findings), show_notes=False)
    if shown:
        yield "<table><tbody>"
        several_pages = paged(report)
        yield from (_row(node.finding, view.lang, several_pages) for node in shown[:MOST_FINDINGS])
        yield "</tbody></table>"
    if len(shown) > MOST_FINDINGS:
        yield f"<p>{_text(say('more_rows', view.lang, n=len(shown) - MOST_FINDINGS))}</p>"
    yield f"<p>{_text(totals(report, view, hints=False).plain)}</p>"


def _row(finding: Finding, lang: str, several_pages: frozenset[tuple[str, int]]) -> str:
    colour = _COLOUR[str(finding.severity)]
    cells = (
        f'<b style="color:{colour}">{_text(finding.severity.label(lang))}</b> {_text(finding.rule)}',
        _text(place(finding.location, lang, with_page=document_key(finding) in several_pages)),
        _text(finding.message.get(lang)) + _why(finding, lang),
    )
    return "<tr>" + "".join(f"<td {_CELL}>{cell}</td>" for cell in cells) + "</tr>"


def _why(finding: Finding, lang: str) -> str:
    """The first explanation below the message."""
    said = short_explanation(finding, lang)
    return f"<br><small>{_text(said)}</small>" if said else ""


def _text(text: str) -> str:
    safe = one_line(text)
    return escape(safe if len(safe) <= _LONGEST else f"{safe[:_LONGEST]}…")
