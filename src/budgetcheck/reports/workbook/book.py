"""The workbook: overview, findings, rules, and a sheet for each table."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from budgetcheck.errors import UsageError
from budgetcheck.model import Report

if TYPE_CHECKING:
    from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows


def workbook_bytes(report: Report, lang: str = "zh") -> bytes:
    """The content of an XLSX file; the same report gives the same bytes.

    The time of its making is `SOURCE_DATE_EPOCH` where that is set, else none.

    Raises:
        UsageError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError:
        raise UsageError(
            "xlsx 需要 openpyxl：pip install 'budgetcheck[excel]' (xlsx needs openpyxl)"
        ) from None
    from budgetcheck.reports.workbook.sheets import findings_sheet, overview_sheet, rules_sheet
    from budgetcheck.reports.workbook.tables import table_sheets

    book = Workbook(write_only=True)
    tables = table_sheets(report)
    overview_sheet(book, report, lang, left_out=len(report.documents) - len(tables))
    findings_sheet(book, report, lang)
    rules_sheet(book, report, lang)
    for table in tables:
        table.write(book, lang)
    return _fixed(_saved(book))


def _saved(book: Workbook) -> bytes:
    when = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "315532800")), UTC)
    book.properties.creator = "budgetcheck"
    book.properties.created = book.properties.modified = when.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fixed(data: bytes) -> bytes:
    """The same archive without the time at which its members were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            text = old.read(member)
            if member.filename == "docProps/core.xml":
                text = _unmodified(text)
            new.writestr(info, text)
    return out.getvalue()


def _unmodified(core: bytes) -> bytes:
    """The properties with the time of making as that of the last change, which openpyxl takes from the clock."""
    made = core.partition(b"<dcterms:created")[2].partition(b"</dcterms:created>")[0].partition(b">")[2]
    head, mark, rest = core.partition(b"<dcterms:modified")
    attributes, _, tail = rest.partition(b">")
    _, end, last = tail.partition(b"</dcterms:modified>")
    return head + mark + attributes + b">" + made + end + last if mark else core
