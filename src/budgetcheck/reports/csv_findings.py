"""`csv`: a row per finding, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from budgetcheck.model import Report
from budgetcheck.reports.dataframes import FINDING_COLUMNS, finding_values
from budgetcheck.reports.extract import inert
from budgetcheck.reports.parts.safe import one_line

_BOM = "\ufeff"  # without it Excel reads 中文 in the encoding of the machine


def csv_chunks(report: Report, lang: str = "zh") -> Iterator[str]:
    """The heading and a row per finding, suppressed ones too; columns and values are those of the findings frame.

    No cell can be taken for a formula.
    """
    yield _BOM + _row(FINDING_COLUMNS)
    for finding in report.findings:
        values = finding_values(finding, lang)
        yield _row(
            "" if values[c] is None else inert(one_line(str(values[c])).strip()) for c in FINDING_COLUMNS
        )


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    # NOTE: a lone surrogate from a damaged file cannot be written as UTF-8; its escape can.
    return out.getvalue().encode("utf-8", "backslashreplace").decode("utf-8")
