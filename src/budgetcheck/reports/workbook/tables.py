"""Each table as it was read, with its faulty cells coloured and what is wrong in their comments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook

from budgetcheck.model import DocumentRecord, Finding, Location, Report, Suggestion
from budgetcheck.reports.annotate.told import told
from budgetcheck.reports.parts.places import document_key, file_name
from budgetcheck.reports.parts.source_rows import SourceCell, SourceRow, SourceRows
from budgetcheck.reports.workbook.cells import (
    FILLS,
    SUSPECT,
    amount,
    cell,
    fit,
    for_print,
    heading,
    note,
    set_widths,
)
from budgetcheck.reports.workbook.words import word
from budgetcheck.terms import Field, IndicatorPart, LineKind

MOST_TABLES = 100
"""Tables that get a sheet of their own: those with the most findings, in the order of the report."""

_WIDTHS = {Field.NAME: 30, Field.CONTENT: 40, Field.GOAL: 40, Field.INDICATORS: 60}
_PART_WIDTHS = {IndicatorPart.NAME: 30, IndicatorPart.VALUE: 20}
_MONEY_WIDTH = 14
_NAME_LIMIT = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))

_Key = tuple[str, int]  # file and ordinal of the table
_Where = tuple[int, str]  # first line of the row, heading of the cell


@dataclass(frozen=True)
class TableSheet:
    """One table, its rows, and the findings in its cells."""

    name: str
    rows: Sequence[SourceRow]
    marks: Mapping[_Where, list[Finding]] = field(default_factory=dict)
    suspects: Mapping[_Where, list[Suggestion]] = field(default_factory=dict)

    def write(self, book: Workbook, lang: str) -> None:
        """The sheet of this table."""
        sheet = book.create_sheet(self.name)
        columns = _columns(self.rows)
        set_widths(sheet, [7, 9, *columns.values()])
        sheet.freeze_panes = "D2"
        for_print(sheet, heading_row=1)
        names = [name for name, _ in columns]
        sheet.append(heading(sheet, [word("line", lang), word("kind", lang), *names]))
        for number, row in enumerate(self.rows, 2):
            held = dict(_placed(row))
            fit(sheet, number, [held[c].text if c in held else "" for c in columns], columns.values())
            made = [cell(sheet, row.first), cell(sheet, LineKind(row.kind).label(lang))]
            # NOTE: what concerns the row as a whole is told at its first cell.
            whole = next((column for column in columns if column in held), None)
            for column in columns:
                source = held.get(column)
                make = amount if source and source.is_money else cell
                one = make(sheet, source.text if source else None)
                keys = [(row.first, column[0])] if column[1] == 0 else []
                keys += [(row.first, "")] if column == whole else []
                found = [finding for key in keys for finding in self.marks.get(key, ())]
                suggested = [item for key in keys for item in self.suspects.get(key, ())]
                self._mark(one, found, suggested, lang)
                made.append(one)
            sheet.append(made)

    def _mark(self, one: Any, found: Sequence[Finding], suggested: Sequence[Suggestion], lang: str) -> None:
        """Colour the cell, and say in its comment what is wrong and what it may have said."""
        if not found and not suggested:
            return
        lines = [told(found, lang)] if found else []
        lines += [
            word("suggestion", lang, before=s.before, after=s.after, share=f"{s.probability:.0%}")
            for s in suggested
        ]
        one.fill = FILLS[max((f.severity for f in found), key=lambda s: s.rank)] if found else SUSPECT
        one.comment = note("\n".join(lines))


_Column = tuple[str, int]  # heading, and how often it stood before in the row


def _placed(row: SourceRow) -> Iterator[tuple[_Column, SourceCell]]:
    """The cells of the row, each with the column it belongs in."""
    seen: Counter[str] = Counter()
    for source in row.cells:
        yield (source.heading, seen[source.heading]), source
        seen[source.heading] += 1


def _columns(rows: Sequence[SourceRow]) -> dict[_Column, float]:
    """The columns of all rows with their widths, in the order that the rows have them in."""
    order: list[_Column] = []
    widths: dict[_Column, float] = {}
    for row in rows:
        placed = list(_placed(row))
        at = next((order.index(column) for column, _ in placed if column in widths), len(order))
        for column, source in placed:
            if column not in widths:
                order.insert(at, column)
                widths[column] = _width(source)
            at = order.index(column) + 1
    return {column: widths[column] for column in order}


def _width(source: SourceCell) -> float:
    if source.part:
        return _PART_WIDTHS.get(IndicatorPart(source.part), _MONEY_WIDTH)
    return _WIDTHS.get(Field(source.field), _MONEY_WIDTH)


def table_sheets(report: Report) -> list[TableSheet]:
    """The tables that get a sheet: none where the report has no frames, and no more than `MOST_TABLES`."""
    rows = SourceRows(report.frames)
    chosen = _chosen(report)
    keys = frozenset((record.file, record.document) for record in chosen)
    marks = _marks(report, rows, keys)
    suspects = _suspects(report, rows, keys)
    named: set[str] = set()
    return [
        TableSheet(
            _name(record, named),
            held,
            marks[record.file, record.document],
            suspects[record.file, record.document],
        )
        for record in chosen
        if (held := rows.of(record.file, record.document))
    ]


_Marked = defaultdict[_Key, defaultdict[_Where, list[Finding]]]
_Suspected = defaultdict[_Key, defaultdict[_Where, list[Suggestion]]]


def _marks(report: Report, rows: SourceRows, tables: Collection[_Key]) -> _Marked:
    """The findings that count, by the cell of one of `tables` that each lies in."""
    marks: _Marked = defaultdict(lambda: defaultdict(list))
    for finding in report.findings:
        if finding.suppressed is not None or document_key(finding) not in tables:
            continue
        row = rows.at(finding.location)
        if row is not None:
            headings = {c.heading for c in row.cells}
            column = finding.location.column or ""
            marks[document_key(finding)][row.first, column if column in headings else ""].append(finding)
    return marks


def _suspects(report: Report, rows: SourceRows, tables: Collection[_Key]) -> _Suspected:
    """The cells of `tables` that explanations would change, with what they may have said."""
    held: _Suspected = defaultdict(lambda: defaultdict(list))
    for suggestion in report.suggestions():
        key = (suggestion.file, suggestion.document)
        row = rows.at(Location(*key, line=suggestion.line)) if key in tables else None
        if row is not None:
            held[key][row.first, suggestion.column].append(suggestion)
    return held


def _chosen(report: Report) -> list[DocumentRecord]:
    ranked = sorted(report.documents, key=lambda record: -sum(record.findings.values()))[:MOST_TABLES]
    kept = {(record.file, record.document) for record in ranked}
    return [record for record in report.documents if (record.file, record.document) in kept]


def _name(record: DocumentRecord, named: set[str]) -> str:
    """A name that a sheet may have, and no other sheet of this workbook has."""
    base = record.department or file_name(record.file)
    base = "".join(c if c.isprintable() else "_" for c in base.translate(_FORBIDDEN)).strip() or "table"
    name, number = base[:_NAME_LIMIT], 1
    while name.casefold() in named:
        number += 1
        tail = f" ({number})"
        name = base[: _NAME_LIMIT - len(tail)] + tail
    named.add(name.casefold())
    return name
