"""The end of a console report: tool errors, counts per rule and per document, totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from rich.console import RenderableType
from rich.text import Text

from budgetcheck.model import DocumentRecord, Report, RuleTally, ToolError
from budgetcheck.reports.parts.failures import failed_at
from budgetcheck.reports.parts.page import Page
from budgetcheck.reports.parts.phrases import clauses, colon, counted, half, listed, most, say, severities
from budgetcheck.reports.parts.safe import neutral, one_line
from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.suppressed import suppressed_counts
from budgetcheck.reports.parts.tables import Column, Table
from budgetcheck.reports.parts.view import View
from budgetcheck.reports.parts.wrap import folded
from budgetcheck.terms import Severity

_MANY_DOCUMENTS = 20


def coverage(documents: Iterable[DocumentRecord], lang: str) -> str:
    """What was read of these documents, and what could not be."""
    held = list(documents)
    read = listed(
        (
            counted("project", sum(d.projects for d in held), lang),
            counted("indicator", sum(d.indicators for d in held), lang),
        ),
        lang,
    )
    return clauses([read, *_repairs(held, lang)], lang)


def _repairs(documents: Sequence[DocumentRecord], lang: str) -> list[str]:
    """Rows that were joined and amounts that could not be read for certain, where there are any."""
    totals = {
        key: sum(getattr(d, attribute) for d in documents)
        for key, attribute in (
            ("joined", "rows_joined"),
            ("unreadable", "amounts_unreadable"),
            ("doubtful", "amounts_doubtful"),
        )
    }
    return [counted(key, n, lang) for key, n in totals.items() if n]


def figure(number: int, style: str = "") -> Text:
    """A count in a table; a nought does not catch the eye."""
    return Text(f"{number:,}", style=style if number else STYLE["quiet"])


def tool_errors(report: Report, view: View, width: int) -> Iterator[RenderableType]:
    """The inputs that could not be used and the rules that crashed; what to do is said once for a run of them."""
    for head, errors in (
        ("input_head", [e for e in report.tool_errors if e.kind == "input"]),
        ("crash_head", [e for e in report.tool_errors if e.kind != "input"]),
    ):
        if errors:
            yield Text(say(head, view.lang), style=STYLE["failure"])
            for remedy, group in groupby(errors, key=attrgetter("remedy")):
                for error in group:
                    yield from _tool_error(error, view, width)
                if remedy:
                    text = Text(f"→ {half(one_line(remedy), view.lang)}")
                    yield from folded(text, width, Text("    "), Text("      "))
            yield Text("")


def _tool_error(error: ToolError, view: View, width: int) -> Iterator[RenderableType]:
    message = half(one_line(error.message), view.lang)
    yield from folded(
        Text.assemble((failed_at(error, view.lang), "bold"), "  ", message), width, Text("  "), Text("    ")
    )
    if error.detail and view.verbose:
        for line in error.detail.splitlines():
            yield from folded(Text(neutral(line), style=STYLE["quiet"]), width, Text("    "))
    elif error.detail and not error.remedy:
        yield Text("    " + say("crash_hint", view.lang), style=STYLE["quiet"])


def rule_table(report: Report, view: View) -> Iterator[RenderableType]:
    """The counts of every rule."""
    if report.tallies:
        yield _rules(report.tallies, report, view)


def _rules(tallies: Sequence[RuleTally], report: Report, view: View) -> RenderableType:
    lang = view.lang
    keys = ["shown", "failed", "undecided", "passed", "not_applicable"]
    titles = {rule.id: rule.title.get(lang) for rule in report.rules.rules}
    figures = [Column(say(key, lang), figures=True) for key in keys]
    table = Table([Column(say("rule", lang)), Column(say("title", lang)), *figures])
    for tally in tallies:
        counts = [getattr(tally, key) for key in keys]
        table.add_row(
            Text(one_line(tally.rule), style=STYLE[str(tally.severity)]),
            Text(one_line(titles.get(tally.rule) or tally.name)),
            *map(figure, counts),
        )
    return table


def document_head(record: DocumentRecord, page: Page, *, numbered: bool) -> Iterator[RenderableType]:
    """The file, the table's own words about itself, and what was read of it."""
    lang = page.lang
    name = document_name(record, lang, numbered=numbered)
    facts = [
        one_line(record.department) or say("no_department", lang),
        one_line(record.title),
        str(record.year) if record.year and str(record.year) not in record.title else "",
        record.money_unit,
        counted("page", record.pages, lang) if record.pages > 1 else "",
    ]
    yield from folded(page.links.file(Text(name, style="bold"), record.file), page.width)
    yield from folded(Text(" · ".join(fact for fact in facts if fact)), page.width)
    yield from folded(Text(coverage([record], lang)), page.width)
    yield Text("─" * page.width, style=STYLE["quiet"])


def unsettled(report: Report, view: View, width: int) -> Iterator[RenderableType]:
    """What the silence of the other rules means: which are undecided, which found nothing or had nothing."""
    lang = view.lang
    open_ = [t for t in report.tallies if t.undecided]
    lines = []
    if open_:
        named = most({t.rule: t.undecided for t in open_}, "{rule} {n}", lang)
        lines.append(say("undecided_rules", lang, rules=named))
    rest = [t for t in report.tallies if not (t.undecided or t.failed or t.shown)]
    if rest and len(rest) < len(report.tallies) and not view.verbose:
        quiet = say("rest_passed", lang, n=len(rest)) if len(rest) > 1 else say("rest_passed_one", lang)
        idle = sum(not t.applicable for t in rest)
        lines.append(clauses([quiet, say("not_applicable_rules", lang, n=idle) if idle else ""], lang))
    for line in lines:
        yield from folded(Text(line, style=STYLE["quiet"]), width)
    if lines:
        yield Text("")


def document_table(report: Report, view: View, width: int) -> Iterator[RenderableType]:
    """One row per document, where there are several; where there are very many, of the worst only."""
    lang = view.lang
    if len(report.documents) < 2:
        return
    shown = _worst(report.documents, view)
    several = {d.file for d in report.documents if d.document > 1}
    figures = [
        *(severity.label(lang) for severity in Severity),
        say("projects", lang),
        say("indicators", lang),
    ]
    columns = [Column(say("document", lang)), *(Column(title, figures=True) for title in figures)]
    repairs = [listed(_repairs([record], lang), lang) for record in shown]
    table = Table([*columns, *([Column(say("coverage", lang))] if any(repairs) else [])])
    for record, repaired in zip(shown, repairs, strict=True):
        name = Text(document_name(record, lang, numbered=record.file in several))
        found = ((record.findings.get(str(severity), 0), STYLE[str(severity)]) for severity in Severity)
        table.add_row(
            name,
            *(figure(number, style) for number, style in found),
            *(Text(f"{number:,}") for number in (record.projects, record.indicators)),
            *([repaired] if any(repairs) else []),
        )
    yield table
    rest = len(report.documents) - len(shown)
    if rest and shown:
        key = "tables_rest" if len(shown) == _MANY_DOCUMENTS else "tables_clean"
        text = say(key, lang, n=f"{len(shown):,}", rest=f"{rest:,}")
        yield from folded(Text(text, style=STYLE["quiet"]), width)
        yield Text("")


def _worst(documents: Sequence[DocumentRecord], view: View) -> Sequence[DocumentRecord]:
    """All documents, or of very many those with most findings, in the order of the files."""
    if len(documents) <= _MANY_DOCUMENTS + _MANY_DOCUMENTS // 2 or view.verbose or view.max_per_rule == 0:
        return documents
    ranks = [tuple(-d.findings.get(str(severity), 0) for severity in Severity) for d in documents]
    worst = sorted((rank, at) for at, rank in enumerate(ranks) if any(rank))[:_MANY_DOCUMENTS]
    return [documents[at] for at in sorted(at for _, at in worst)]


def document_name(record: DocumentRecord, lang: str, *, numbered: bool) -> str:
    """The file, its sheet, and which of its tables this is, where there are several."""
    parts = [one_line(record.file)]
    if record.sheet:
        parts.append(one_line(record.sheet))
    if numbered:
        parts.append(say("sheet_table", lang, n=record.document))
    return " › ".join(parts)


def _worst_style(counts: dict[str, int]) -> str:
    return next((STYLE[s] for s in ("error", "warning", "note") if counts.get(s)), "dim")


def totals(report: Report, view: View, *, hints: bool = True) -> Text:
    """The last line: what was read, what was found, what could not be done; `hints` name options."""
    lang = view.lang
    counts = report.count()
    number = sum(counts.values())
    found = counted("finding", number, lang) if number else ""
    if found:
        found += colon(lang) + severities(counts, lang)
    elif report.documents and not report.tool_errors:
        found = say("clean" if not report.findings else "none_new", lang)
    notes = _unlisted_notes(report, lang) if hints and counts["note"] and not view.show_notes else ""
    unusable = sum(e.kind == "input" for e in report.tool_errors)
    crashed = len(report.tool_errors) - unusable
    failures = [counted(k, n, lang) for k, n in (("unusable", unusable), ("crash", crashed)) if n]
    hidden = suppressed_counts(report, view, hints=hints)
    line = clauses([_read(report, lang), found + notes, *hidden, *failures], lang)
    return Text(
        line,
        style=STYLE["failure"] if report.tool_errors else _worst_style(counts) if number else "bold green",
    )


def _unlisted_notes(report: Report, lang: str) -> str:
    rules = len({f.rule for f in report.findings if f.severity is Severity.NOTE and not f.suppressed})
    return say("notes_hidden", lang, rules=counted("rule", rules, lang))


def _read(report: Report, lang: str) -> str:
    if not report.documents:
        return say("nothing_read", lang)
    files = len({d.file for d in report.documents})
    parts = [counted("file", files, lang)]
    if len(report.documents) != files:
        parts.append(counted("table", len(report.documents), lang))
    parts.append(counted("project", sum(d.projects for d in report.documents), lang))
    parts.append(counted("indicator", sum(d.indicators for d in report.documents), lang))
    parts.append(counted("rule", len(report.tallies), lang))
    return listed(parts, lang)
