"""The workbook: overview, findings, rules, and a sheet for each table."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from budgetcheck.reports.workbook.sheets import findings_sheets, overview_sheet, rules_sheet
    from budgetcheck.reports.workbook.tables import table_sheets

    book = Workbook(write_only=True)
    tables = table_sheets(report)
    overview_sheet(book, report, lang, left_out=len(report.documents) - len(tables))
    findings_sheets(book, report, lang)
    rules_sheet(book, report, lang)
    for table in tables:
        table.write(book, lang)
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    from openpyxl.writer.excel import ExcelWriter

    when = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "315532800")), UTC)
    book.properties.creator = "budgetcheck"
    book.properties.created = book.properties.modified = when.replace(tzinfo=None)
    out = io.BytesIO()
    ExcelWriter(book, _Timeless(out, "w", zipfile.ZIP_DEFLATED)).save()
    return out.getvalue()


class _Timeless(zipfile.ZipFile):
    """An archive whose members do not tell when they were written."""

    def writestr(
        self, zinfo_or_arcname: Any, data: Any, compress_type: Any = None, compresslevel: Any = None
    ) -> None:
        """Write a member that is held in memory."""
        super().writestr(_member(zinfo_or_arcname), data, compress_type, compresslevel)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Write a member that lies in a file, piece by piece: a sheet may be larger than the workbook by far."""
        with Path(filename).open("rb") as source, self.open(_member(arcname), "w") as target:
            shutil.copyfileobj(source, target)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
