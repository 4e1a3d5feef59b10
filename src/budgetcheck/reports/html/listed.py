"""The findings as a plain list, for where no script runs."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from budgetcheck.model import Finding, Report
from budgetcheck.reports.html.words import word
from budgetcheck.reports.parts.explanations import short_explanation
from budgetcheck.reports.parts.places import document_key, listing, paged
from budgetcheck.reports.parts.safe import one_line

MOST = 300
"""Findings in the list."""


def without_script(report: Report, lang: str) -> Iterator[str]:
    """A list of the findings that count and stand for themselves, the worst first, shown where no script runs."""
    roots = [f for f in report.findings if f.suppressed is None and f.caused_by is None]
    roots.sort(key=lambda finding: -finding.severity.rank)
    several = paged(report)
    yield f"<noscript><p>{escape(word('no_script', lang))}</p>\n<ol>\n"
    yield from (_entry(finding, lang, several) for finding in roots[:MOST])
    yield "</ol>"
    if len(roots) > MOST:
        yield f"<p>{escape(word('no_script_more', lang, n=f'{len(roots) - MOST:,}'))}</p>"
    yield "</noscript>\n"


def _entry(finding: Finding, lang: str, several: frozenset[tuple[str, int]]) -> str:
    where = listing(
        finding.location,
        lang,
        named=one_line(finding.location.file),
        with_page=document_key(finding) in several,
        said="",
    )
    cause = short_explanation(finding, lang)
    texts = (
        f'<b class="{finding.severity}">{escape(finding.severity.label(lang))}</b> <b>{escape(finding.rule)}</b> '
        f'<span class="where">{escape(where)}</span>',
        escape(one_line(finding.message.get(lang))),
        f'<span class="short">{escape(one_line(cause))}</span>' if cause else "",
    )
    return f"<li>{'<br>'.join(filter(None, texts))}</li>\n"
