"""The clean tables as CSV, JSON, JSON lines and Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from budgetcheck.errors import UsageError
from budgetcheck.reports.extract_records import indicator_records, line_records, table_records
from budgetcheck.reports.extract_sheets import indicator_sheet, line_sheet
from budgetcheck.reports.json_report import dump

if TYPE_CHECKING:
    import pandas as pd

    from budgetcheck.frames import Tables
    from budgetcheck.model import Correction

TABLES = ("lines", "indicators")
FORMATS = ("csv", "json", "json-lines", "parquet")
_RISKY = frozenset("=+-@\t\r＝＋－＠")


def extract(
    tables: Tables,
    output_format: str,
    table: str = "lines",
    corrections: Sequence[Correction] | None = None,
) -> bytes:
    """The file content of `tables` in `output_format`.

    JSON holds everything in one object (`documents`, `lines`, `indicators`, amounts in fen); the other
    formats hold the one `table` that is asked for. CSV and Parquet of lines have the printed headings,
    so that budgetcheck reads them back; CSV is UTF-8 with a byte order mark, for Excel.

    Where `corrections` were made in `tables`, however few, every row says whether it was changed.

    Raises:
        UsageError: Parquet without pyarrow.
    """
    if output_format == "json":
        return _json(table_records(tables, corrections), indent=2)
    if output_format == "json-lines":
        records = line_records(tables, corrections) if table == "lines" else indicator_records(tables)
        return b"".join(_json(record) for record in records)
    sheet = line_sheet(tables, corrections) if table == "lines" else indicator_sheet(tables)
    return _csv(sheet) if output_format == "csv" else _parquet(sheet)


def _json(record: Mapping[str, Any], indent: int | None = None) -> bytes:
    return (dump(record, indent) + "\n").encode()


def _csv(sheet: pd.DataFrame) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    columns = [["" if value is None else str(value) for value in sheet[c].tolist()] for c in sheet.columns]
    writer.writerows([inert(cell) for cell in row] for row in zip(*columns, strict=True))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def inert(cell: str) -> str:
    """`cell` so that a spreadsheet shows it and never runs it; a plain number stays as it is.

    A cell that would start a formula, also behind apostrophes, gets one apostrophe more in front;
    dropping one from such a cell gives the text back.

    >>> inert("=1+1"), inert("-3.50"), inert("'=1"), inert("合计")
    ("'=1+1", '-3.50', "''=1", '合计')
    """
    bare = cell.lstrip("'")
    if bare[:1] not in _RISKY or not bare or (bare == cell and _is_number(cell)):
        return cell
    return f"'{cell}"


def _is_number(cell: str) -> bool:
    digits = cell[1:].replace(",", "").replace(".", "", 1)
    return cell == "-" or (cell[0] in "+-" and digits.isascii() and digits.isdecimal())


def _parquet(sheet: pd.DataFrame) -> bytes:
    if find_spec("pyarrow") is None:
        raise UsageError(
            "写 Parquet 需要 pyarrow：pip install 'budgetcheck[parquet]' (Parquet needs pyarrow)"
        )
    out = io.BytesIO()
    sheet.to_parquet(out, engine="pyarrow", index=False)
    return out.getvalue()
