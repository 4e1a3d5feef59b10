"""What the script of the page is given: findings, rows and rules as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from budgetcheck.model import Excerpt, Finding, Report, Rule
from budgetcheck.reports.html.words import script_words
from budgetcheck.reports.parts.explanations import explanation_lines
from budgetcheck.reports.parts.places import document_key, listing, paged
from budgetcheck.reports.parts.rule_texts import basis
from budgetcheck.reports.parts.safe import neutral, one_line
from budgetcheck.reports.parts.source_rows import Number, SourceRow, SourceRows
from budgetcheck.reports.parts.summary import document_name
from budgetcheck.reports.parts.suppressed import why
from budgetcheck.terms import ChangeKind, Explained

_UNFOLDED = 100_000  # no line of an explanation is this long
_INDENT = 2


class Places:
    """Where the findings of a report lie: the records of their tables, and the rows that are shown."""

    def __init__(self, report: Report) -> None:
        self._rows = SourceRows(report.frames)
        self.records = {(record.file, record.document): at for at, record in enumerate(report.documents)}
        self._shown: dict[Number, int] = {}
        self._paged = paged(report)

    def words(self, finding: Finding, lang: str) -> str:
        """Where the finding is; the page only where there are several."""
        where = finding.location
        with_page = document_key(finding) in self._paged
        return listing(where, lang, named=one_line(where.file), with_page=with_page, said="")

    def row(self, finding: Finding, line: int | None) -> int | None:
        """The number of the row of the finding's table that `line` lies in, among those shown."""
        number = self._rows.number_at(replace(finding.location, line=line))
        return None if number is None else self._shown.setdefault(number, len(self._shown))

    def shown(self) -> Iterator[SourceRow]:
        """The rows that were asked for, by their numbers."""
        return map(self._rows.numbered, self._shown)


def finding_data(finding: Finding, places: Places, lang: str) -> dict[str, Any]:
    """One finding for the script; what it lacks is left out."""
    where = finding.location
    record = places.records.get(document_key(finding))
    values: Mapping[str, Any] = {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": one_line(finding.message.get(lang)),
        "file": where.file,
        "document": where.document,
        "record": record,
        "where": places.words(finding, lang),
        "unit": one_line(where.unit),
        "project": one_line(where.project),
        "column": where.column,
        "row": places.row(finding, where.line),
        "changes": _changes(finding, places),
        "quote": _quote(finding.excerpt),
        "causes": _causes(finding, lang),
        "suppressed": why(finding, lang),
        "print": finding.fingerprint,
        "cause": finding.caused_by,
    }
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _quote(excerpt: Excerpt | None) -> dict[str, Any] | None:
    if excerpt is None or not excerpt.text:
        return None
    return {"text": neutral(excerpt.text), "start": excerpt.start, "end": excerpt.end}


def _changes(finding: Finding, places: Places) -> list[dict[str, Any]]:
    """The cells that the likeliest explanation changes, each in its row."""
    if finding.explained is not Explained.ONE:
        return []
    return [
        {"row": row, "column": change.column, "from": change.before, "to": change.after}
        for change in finding.explanations[0].changes
        if change.kind is ChangeKind.AMOUNT and (row := places.row(finding, change.line)) is not None
    ]


def _causes(finding: Finding, lang: str) -> list[tuple[int, str]]:
    """The lines of the explanations, each with its depth."""
    lines = (text.plain for text in explanation_lines(finding, _UNFOLDED, lang))
    return [((len(line) - len(line.lstrip(" "))) // _INDENT, line.strip()) for line in lines]


def context(report: Report, lang: str) -> dict[str, Any]:
    """The words, the rules that found something, and the tables."""
    used = {finding.rule for finding in report.findings}
    return {
        "words": script_words(lang),
        "rules": {rule.id: _rule(rule, lang) for rule in report.rules if rule.id in used},
        "documents": [
            {"name": document_name(record, lang, numbered=record.document > 1)} for record in report.documents
        ],
    }


def row_data(row: SourceRow) -> list[tuple[str, str, str]]:
    """One row for the script: heading, text and field of each cell."""
    return [(neutral(c.heading), neutral(c.text), "money" if c.is_money else c.field) for c in row.cells]


def _rule(rule: Rule, lang: str) -> dict[str, str]:
    return {
        "title": rule.title.get(lang),
        "why": rule.why.get(lang),
        "basis": basis(rule, lang),
        "ignore_when": rule.ignore_when.get(lang),
    }
