"""The HTML fragment a notebook shows for a report: bounded, escaped, no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import chain

from budgetcheck.model import Finding, Report
from budgetcheck.reports.html.words import word
from budgetcheck.reports.parts.bars import bars
from budgetcheck.reports.parts.explanations import short_explanation
from budgetcheck.reports.parts.failures import failed_at, failure
from budgetcheck.reports.parts.phrases import say, severities
from budgetcheck.reports.parts.places import document_key, paged, place
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.summary import coverage, document_name, totals
from budgetcheck.reports.parts.trees import forest, visible
from budgetcheck.reports.parts.view import View
from budgetcheck.terms import Severity

MOST_FINDINGS = 20
MOST_DOCUMENTS = 10
MOST_FAMILIES = 15
_LONGEST = 300
_COLOUR = {"error": "#c0392b", "warning": "#b7791f", "note": "#2b6cb0"}
_WRAPS = "text-align:left;vertical-align:top;white-space:normal"
_CELL = f'style="{_WRAPS}"'
_TILE = "display:inline-block;border:1px solid rgba(128,128,128,.4);border-radius:8px;padding:4px 14px;margin:0 6px 6px 0"
_SPACED = 'style="margin:8px 0"'


def html_fragment(report: Report, lang: str = "zh") -> str:
    """A `<div>` with the totals, bars by kind of rule, what was read, what could not be, and the worst findings."""
    view = View(lang=lang)
    parts = (
        _head(report, view),
        _tiles(report, lang),
        _errors(report, lang),
        _chart(report, lang),
        _documents(report, lang),
        _findings(report, view),
    )
    return "".join(["<div>", *chain.from_iterable(parts), "</div>"])


def _head(report: Report, view: View) -> Iterator[str]:
    yield f"<p>{_text(totals(report, view, hints=False).plain)}</p>"


def _tiles(report: Report, lang: str) -> Iterator[str]:
    yield f"<div {_SPACED}>"
    for severity, number in report.count().items():
        yield _tile(number, Severity(severity).label(lang), f";color:{_COLOUR[severity]}")
    yield _tile(len(report.documents), word("tables", lang))
    for key in ("projects", "indicators"):
        yield _tile(sum(getattr(record, key) for record in report.documents), word(key, lang))
    yield "</div>"


def _tile(number: int, label: str, style: str = "") -> str:
    return f'<div style="{_TILE}"><b style="font-size:1.4em{style}">{number:,}</b><br>{_text(label)}</div>'


def _chart(report: Report, lang: str) -> Iterator[str]:
    """A bar for each kind of rule that found something, as long as its share of the most."""
    drawn = bars(report, lang, 50)
    if not drawn:
        return
    yield f"<div {_SPACED}>"
    for bar in drawn[:MOST_FAMILIES]:
        inner = "".join(
            f'<div style="display:inline-block;height:.8em;width:{width:.2f}%;background:{_COLOUR[s]}"></div>'
            for s, width in bar.widths.items()
        )
        name = f'<div style="display:inline-block;width:11em">{_text(bar.name)}</div>'
        yield f"<div>{name}{inner} {_text(bar.said)}</div>"
    yield "…</div>" if len(drawn) > MOST_FAMILIES else "</div>"


def _documents(report: Report, lang: str) -> Iterator[str]:
    if not report.documents:
        return
    several = {d.file for d in report.documents if d.document > 1}
    yield f"<table {_SPACED}><tbody>"
    for record in report.documents[:MOST_DOCUMENTS]:
        name = document_name(record, lang, numbered=record.file in several)
        counts = severities(record.findings, lang) or say("clean", lang)
        cells = (
            f"<b>{_text(name)}</b>",
            _text(record.department),
            _text(coverage([record], lang)),
            _text(counts),
        )
        yield f'<tr style="{_WRAPS}">' + "".join(f"<td {_CELL}>{cell}</td>" for cell in cells) + "</tr>"
    yield "</tbody></table>"
    if len(report.documents) > MOST_DOCUMENTS:
        yield "<p>…</p>"


def _errors(report: Report, lang: str) -> Iterator[str]:
    for error in report.tool_errors[:MOST_FINDINGS]:
        where = f'<b style="color:{_COLOUR["error"]}">{_text(failed_at(error, lang))}</b>'
        yield f"<p>{where} {_text(failure(error, lang))}</p>"
    if len(report.tool_errors) > MOST_FINDINGS:
        yield "<p>…</p>"


def _findings(report: Report, view: View) -> Iterator[str]:
    shown = visible(forest(report.findings), show_notes=False)
    shown.sort(key=lambda node: -node.finding.severity.rank)
    if shown:
        yield "<table><tbody>"
        several_pages = paged(report)
        yield from (_row(node.finding, view.lang, several_pages) for node in shown[:MOST_FINDINGS])
        yield "</tbody></table>"
    if len(shown) > MOST_FINDINGS:
        yield f"<p>{_text(say('more_rows', view.lang, n=len(shown) - MOST_FINDINGS))}</p>"


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
