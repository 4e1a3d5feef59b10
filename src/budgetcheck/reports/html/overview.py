"""The head of the page: totals, a chart by kind of rule, the tables read, what could not be read, the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from budgetcheck.model import DocumentRecord, Report
from budgetcheck.reports.html.words import word
from budgetcheck.reports.parts.bars import bars
from budgetcheck.reports.parts.failures import failed_at, failure
from budgetcheck.reports.parts.phrases import counted, listed
from budgetcheck.reports.parts.rule_texts import basis
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.summary import coverage, document_name, totals
from budgetcheck.reports.parts.view import View
from budgetcheck.terms import Severity

_UNFOLDED = 30  # tables that are listed without being asked for
_WORST = 20  # of more, those that are


def overview(report: Report, view: View) -> Iterator[str]:
    """Everything above the list of findings."""
    lang = view.lang
    made_by = word(
        "made_by", lang, version=report.version, pack=report.rules.pack, pack_version=report.rules.version,
        rules=f"{len(report.tallies):,}",
    )  # fmt: skip
    yield f'<p class="quiet">{_text(made_by)}</p>\n<p>{_text(totals(report, view, hints=False).plain)}</p>\n'
    yield from _tiles(report, lang)
    yield from _errors(report, lang)
    yield from _chart(report, lang)
    yield from _documents(report, lang)


def _tiles(report: Report, lang: str) -> Iterator[str]:
    yield '<ul class="tiles">'
    for severity, number in report.count().items():
        label = Severity(severity).label(lang)
        yield (
            f'<li class="{severity}"><button type="button" data-filter="severity" data-value="{severity}">'
            f'<b class="{severity}">{number:,}</b>{_text(label)}</button></li>'
        )
    sums = (
        ("tables", len(report.documents)),
        ("projects", sum(record.projects for record in report.documents)),
        ("indicators", sum(record.indicators for record in report.documents)),
    )
    yield "".join(f"<li><b>{number:,}</b>{_text(word(key, lang))}</li>" for key, number in sums) + "</ul>\n"


def _errors(report: Report, lang: str) -> Iterator[str]:
    if not report.tool_errors:
        return
    yield f"<h2>{_text(word('unusable', lang))}</h2>\n<ul>"
    for error in report.tool_errors:
        yield f"<li><b>{_text(failed_at(error, lang))}</b> {_text(failure(error, lang))}</li>"
    yield "</ul>\n"


def _chart(report: Report, lang: str) -> Iterator[str]:
    drawn = bars(report, lang, 70)
    if not drawn:
        return
    yield f'<h2>{_text(word("family", lang))}</h2>\n<div class="chart">'
    for bar in drawn:
        inner = "".join(f'<i class="{s}" style="width:{width:.2f}%"></i>' for s, width in bar.widths.items())
        name = _text(bar.name)
        yield (
            f'<button type="button" data-filter="rule" data-value="{_text(bar.family)}" data-label="{name}">'
            f'{name}</button><div class="bar">{inner}<span>{_text(bar.said)}</span></div>'
        )
    yield "</div>\n"


def _documents(report: Report, lang: str) -> Iterator[str]:
    if not report.documents:
        return
    yield f"<h2>{_text(word('documents', lang))}</h2>\n"
    held = report.documents
    if len(held) <= _UNFOLDED:
        yield from _table(held, counted("table", len(held), lang), lang, is_open=True)
        return
    worst = sorted(held, key=lambda record: [-record.findings.get(str(s), 0) for s in Severity])[:_WORST]
    yield from _table(worst, word("worst", lang, n=len(worst)), lang, is_open=True)
    yield from _table(held, counted("table", len(held), lang), lang, is_open=False)


def _table(records: Sequence[DocumentRecord], title: str, lang: str, *, is_open: bool) -> Iterator[str]:
    """The records as a table that can be folded."""
    heads = "".join(
        f'<th scope="col">{_text(word(key, lang))}</th>' for key in ("documents", "department", "read")
    )
    heads += "".join(f'<th scope="col" class="number">{_text(s.label(lang))}</th>' for s in Severity)
    yield f"<details{' open' if is_open else ''}><summary>{_text(title)}</summary>"
    yield f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>\n'
    for record in records:
        name = document_name(record, lang, numbered=record.document > 1)
        numbers = "".join(f'<td class="number">{record.findings.get(str(s), 0):,}</td>' for s in Severity)
        yield (
            f'<tr><td><button type="button" class="link" data-filter="document" data-value="{_text(name)}">{_text(name)}'
            f"</button></td><td>{_text(record.department)}</td><td>{_text(coverage([record], lang))}</td>"
            f"{numbers}</tr>\n"
        )
    yield "</tbody></table></div></details>\n"


def rules_list(report: Report, lang: str) -> Iterator[str]:
    """Every rule that found something, with its reason, basis, exceptions and counts."""
    tallies = {tally.rule: tally for tally in report.tallies if tally.shown or tally.suppressed}
    yield f'<h2>{_text(word("rules", lang))}</h2>\n<div class="rules">\n'
    for rule in report.rules:
        if rule.id not in tallies:
            continue
        tally = tallies[rule.id]
        counts = {
            "findings": tally.shown, "passed": tally.passed, "undecided": tally.undecided,
            "not_applicable": tally.not_applicable,
        }  # fmt: skip
        ends = listed((f"{word(key, lang)} {number:,}" for key, number in counts.items()), lang)
        yield (
            f'<details id="rule-{_text(rule.id)}"><summary><b>{_text(rule.id)}</b> {_text(rule.title.get(lang))}'
            f' <span class="quiet">{_text(ends)}</span></summary><p>{_text(rule.why.get(lang))}</p>'
            f"<p><b>{_text(word('basis', lang))}</b> {_text(basis(rule, lang))}</p>"
            f"<p><b>{_text(word('ignore_when', lang))}</b> {_text(rule.ignore_when.get(lang))}</p></details>\n"
        )
    yield "</div>\n"


def _text(text: str) -> str:
    return escape(one_line(text))
