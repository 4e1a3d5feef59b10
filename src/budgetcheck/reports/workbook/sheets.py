"""The sheets about the report as a whole: overview, findings, rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from budgetcheck.model import Finding, Report
from budgetcheck.reports.parts.explanations import short_explanation
from budgetcheck.reports.parts.failures import failed_at
from budgetcheck.reports.parts.phrases import family_name, half
from budgetcheck.reports.parts.rule_texts import basis
from budgetcheck.reports.parts.summary import coverage, document_name, totals
from budgetcheck.reports.parts.suppressed import why
from budgetcheck.reports.parts.view import View
from budgetcheck.reports.workbook.cells import (
    FILLS,
    amount,
    cell,
    fit,
    for_print,
    heading,
    line,
    put,
    set_widths,
)
from budgetcheck.reports.workbook.words import word
from budgetcheck.terms import Severity

MOST_ROWS = 1_048_575
"""Rows that a sheet can hold below its heading."""

_FINDING = (
    ("severity", 8), ("rule", 9), ("title", 26), ("message", 60), ("file", 24), ("page", 6), ("sheet", 10),
    ("line", 7), ("column", 14), ("cell", 7), ("department", 20), ("unit", 20), ("project", 26), ("indicator", 7),
    ("expected", 13), ("actual", 13), ("difference", 13), ("money_unit", 7), ("explanations", 50),
    ("suppressed", 16), ("caused_by", 18), ("fingerprint", 18),
)  # fmt: skip
_SELDOM = (
    "page", "sheet", "cell", "indicator", "expected", "actual", "difference", "money_unit", "explanations",
    "suppressed", "caused_by",
)  # fmt: skip
_FOR_PROGRAMS = ("caused_by", "fingerprint")  # the last columns, left out in print
_FITTED = 5_000  # rows whose height is set; openpyxl holds each in memory
_AMOUNTS = ("expected", "actual", "difference")
_OVERVIEW = (44, 24, 44, 9, 9, 9)
_RULE = (
    ("rule", 9), ("family", 14), ("severity", 8), ("title", 32), ("why", 60), ("basis", 50), ("ignore_when", 40),
    ("shown", 8), ("suppressed", 8), ("passed", 8), ("undecided", 8), ("not_applicable", 8),
)  # fmt: skip


def overview_sheet(book: Workbook, report: Report, lang: str, left_out: int) -> None:
    """Totals, what was read of each table, and what could not be read."""
    sheet = book.create_sheet(word("overview", lang))
    set_widths(sheet, _OVERVIEW)
    for_print(sheet)
    for number, row in enumerate(_overview(sheet, report, lang, left_out), 1):
        texts = [one.value if one.alignment.wrap_text else None for one in row]
        fit(sheet, number, texts, _OVERVIEW[: len(row)])
        sheet.append(row)


def _overview(sheet: Worksheet, report: Report, lang: str, left_out: int) -> Iterator[list[Any]]:
    yield [
        line(sheet, f"budgetcheck {report.version} · {report.rules.pack} {report.rules.version}", bold=True)
    ]
    yield [line(sheet, totals(report, View(lang=lang), hints=False).plain)]
    if left_out:
        yield [line(sheet, word("left_out", lang, n=left_out))]
    yield []
    yield heading(
        sheet,
        [*(word(key, lang) for key in ("file", "department", "read")), *(s.label(lang) for s in Severity)],
    )
    for record in report.documents:
        name = document_name(record, lang, numbered=record.document > 1)
        texts = (name, record.department, coverage([record], lang))
        counts = (record.findings.get(str(s), 0) for s in Severity)
        yield [*(cell(sheet, text) for text in texts), *(cell(sheet, number) for number in counts)]
    if report.tool_errors:
        yield []
        yield heading(sheet, [word("unusable", lang), "", ""])
    for error in report.tool_errors:
        texts = (failed_at(error, lang), half(error.message, lang), half(error.remedy, lang))
        yield [cell(sheet, text) for text in texts]


def findings_sheets(book: Workbook, report: Report, lang: str, most: int = MOST_ROWS) -> None:
    """A row per finding, suppressed ones too; the heading stays in sight and every column has a filter.

    What a sheet cannot hold goes on in another.
    """
    titles = {rule.id: rule.title.get(lang) for rule in report.rules}
    for start in range(0, len(report.findings) or 1, most):
        number = start // most + 1
        name = word("findings", lang) + (f" ({number})" if number > 1 else "")
        _findings_sheet(book.create_sheet(name), report.findings[start : start + most], titles, lang)


def _findings_sheet(
    sheet: Worksheet, findings: Sequence[Finding], titles: Mapping[str, str], lang: str
) -> None:
    widths = _widths(findings)
    _frame(sheet, [word(key, lang) for key, _ in _FINDING], widths, len(findings))
    last = get_column_letter(len(_FINDING) - len(_FOR_PROGRAMS))
    sheet.print_area = f"A1:{last}{len(findings) + 1}"
    firsts = {severity: cell(sheet, None) for severity in Severity}
    for severity, first in firsts.items():
        first.fill = FILLS[severity]
    others = [cell(sheet, None) for _ in _FINDING[1:]]
    for number, finding in enumerate(findings, 2):
        values = _finding(finding, titles.get(finding.rule, finding.name), lang)
        row = [firsts[finding.severity], *others]
        for at, (key, _) in enumerate(_FINDING):
            if key in _AMOUNTS and values[key]:
                row[at] = amount(sheet, values[key])
            else:
                put(row[at], values[key])
        if len(findings) <= _FITTED:
            fit(sheet, number, [values[key] for key, _ in _FINDING], widths)
        sheet.append(row)


def _widths(findings: Sequence[Finding]) -> list[float]:
    """The width of each column, 0 for one that says nothing of any of the findings."""
    silent = {key for key in _SELDOM if not any(_held(finding, key) for finding in findings)}
    return [0 if key in silent else width for key, width in _FINDING]


def _held(finding: Finding, key: str) -> Any:
    return getattr(finding if hasattr(finding, key) else finding.location, key)


def _finding(finding: Finding, title: str, lang: str) -> dict[str, Any]:
    where = finding.location
    return {
        "severity": finding.severity.label(lang),
        "rule": finding.rule,
        "title": title,
        "message": finding.message.get(lang),
        **{key: getattr(where, key) for key in ("file", "page", "sheet", "line", "column", "cell")},
        **{key: getattr(where, key) for key in ("department", "unit", "project", "indicator")},
        **{key: getattr(finding, key) for key in ("expected", "actual", "difference", "money_unit")},
        "explanations": short_explanation(finding, lang),
        "suppressed": why(finding, lang),
        "caused_by": finding.caused_by,
        "fingerprint": finding.fingerprint,
    }


def rules_sheet(book: Workbook, report: Report, lang: str) -> None:
    """A row per rule that ran, with its counts."""
    sheet = book.create_sheet(word("rules", lang))
    known = {rule.id: rule for rule in report.rules}
    _frame(sheet, [word(key, lang) for key, _ in _RULE], [w for _, w in _RULE], len(report.tallies))
    for number, tally in enumerate(report.tallies, 2):
        rule = known.get(tally.rule)
        texts = (
            (rule.title.get(lang), rule.why.get(lang), basis(rule, lang), rule.ignore_when.get(lang))
            if rule
            else (tally.name, "", "", "")
        )
        head = (tally.rule, family_name(tally.rule[:3], lang), tally.severity.label(lang))
        counts = (tally.shown, tally.suppressed, tally.passed, tally.undecided, tally.not_applicable)
        values = (*head, *texts, *counts)
        fit(sheet, number, values, [width for _, width in _RULE])
        sheet.append([cell(sheet, value) for value in values])


def _frame(sheet: Worksheet, heads: Sequence[str], widths: Sequence[float], rows: int) -> None:
    """The heading row, frozen and with filters over `rows` rows below it."""
    set_widths(sheet, widths)
    sheet.freeze_panes = "A2"
    for_print(sheet, heading_row=1)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{rows + 1}"
    sheet.append(heading(sheet, heads))
