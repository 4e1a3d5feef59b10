"""`markdown`: a summary that pages of merge requests and workflow runs show, with the findings by table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from budgetcheck.model import DocumentRecord, Report, ToolError
from budgetcheck.reports.parts.explanations import short_explanation
from budgetcheck.reports.parts.failures import failed_at, failure
from budgetcheck.reports.parts.phrases import bracketed, say
from budgetcheck.reports.parts.places import document_key, listing, paged
from budgetcheck.reports.parts.safe import one_line
from budgetcheck.reports.parts.summary import coverage, document_name, totals
from budgetcheck.reports.parts.trees import Node, forest, visible
from budgetcheck.reports.parts.view import View
from budgetcheck.terms import Severity

_HABIT = 200  # findings, and tables, listed in one report; a workflow summary holds a mebibyte
_MARKS = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|~$"} | {"&": "&amp;"})


def markdown_chunks(report: Report, view: View) -> Iterator[str]:
    """The totals, what was read, what could not be, and the findings that stand for themselves, in pieces."""
    lang = view.lang
    yield f"## budgetcheck\n\n{escaped(totals(report, view, hints=False).plain)}\n\n"
    yield from _documents(report.documents, lang)
    yield from _errors(report.tool_errors, lang)
    trees = visible(forest(report.findings), show_notes=view.show_notes)
    most = view.cap(_HABIT, len(trees))
    shown = sorted(trees, key=lambda node: -node.finding.severity.rank)[:most]
    names = {(d.file, d.document): document_name(d, lang, numbered=d.document > 1) for d in report.documents}
    order = {key: at for at, key in enumerate(names)}
    shown.sort(key=lambda node: order.get(document_key(node.finding), len(order)))
    yield from _findings(shown, names, paged(report), lang)
    if most < len(trees):
        yield f"{escaped(say('more_rows', lang, n=f'{len(trees) - most:,}'))}\n"


def _documents(records: Sequence[DocumentRecord], lang: str) -> Iterator[str]:
    heads = [say("document", lang), say("coverage", lang), *(s.label(lang) for s in Severity)]
    yield f"| {' | '.join(heads)} |\n|---|---|{'--:|' * len(Severity)}\n"
    worst = sorted(records, key=lambda record: [-record.findings.get(str(s), 0) for s in Severity])[:_HABIT]
    kept = {(record.file, record.document) for record in worst}
    for record in records:
        if (record.file, record.document) not in kept:
            continue
        counts = [f"{record.findings.get(str(s), 0):,}" for s in Severity]
        name = document_name(record, lang, numbered=record.document > 1)
        yield f"| {' | '.join([escaped(name), escaped(coverage([record], lang)), *counts])} |\n"
    if len(records) > len(kept):
        yield f"\n{say('more_tables', lang, n=f'{len(records) - len(kept):,}')}\n"
    yield "\n"


def _errors(errors: Sequence[ToolError], lang: str) -> Iterator[str]:
    for error in errors:
        yield f"- ❌ **{escaped(failed_at(error, lang))}** {escaped(failure(error, lang))}\n"
    if errors:
        yield "\n"


_SIGN = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.NOTE: "🔵"}


_Key = tuple[str, int]


def _findings(
    nodes: Sequence[Node], names: dict[_Key, str], several: frozenset[_Key], lang: str
) -> Iterator[str]:
    for key, group in groupby(nodes, key=lambda node: document_key(node.finding)):
        yield f"### {escaped(names.get(key, key[0]))}\n\n"
        for node in group:
            yield _entry(node, key in several, lang)
        yield "\n"


def _entry(node: Node, with_page: bool, lang: str) -> str:
    finding = node.finding
    named = one_line(finding.location.file)
    where = listing(finding.location, lang, named=named, with_page=with_page, said="")
    following = sum(1 for _ in node.walk()) - 1
    tail = bracketed(say("followed", lang, n=following), lang) if following else ""
    sign = _SIGN[finding.severity]
    words = escaped(finding.message.get(lang) + tail)
    line = f"- {sign} **{finding.severity.label(lang)} {escaped(finding.rule)}** {escaped(where)}<br>{words}"
    cause = short_explanation(finding, lang)
    return line + (f"<br>{escaped(cause)}\n" if cause else "\n")


def escaped(text: str) -> str:
    """`text` in one line, with nothing in it that Markdown or HTML would act on.

    >>> escaped("<b>*1*</b>\\n|")
    '\\\\<b\\\\>\\\\*1\\\\*\\\\</b\\\\> \\\\|'
    """
    return one_line(text).translate(_MARKS)
