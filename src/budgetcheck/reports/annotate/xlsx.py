"""A copy of a workbook with the faulty cells coloured and what is wrong in their comments."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Finding
from budgetcheck.reports.annotate.told import told

# NOTE: what openpyxl does not read it does not write either; better no copy than one that lacks something.
_NOT_KEPT = (
    "xl/charts/",
    "xl/pivotTables/",
    "xl/slicers/",
    "xl/ctrlProps/",
    "xl/diagrams/",
    "xl/embeddings/",
)


def annotated_workbook(data: bytes, findings: Iterable[Finding], lang: str = "zh") -> bytes:
    """The workbook with a fill and a comment on the cell of each finding; all else is as it was.

    A comment that a cell has already stays, with ours below it. Formulas stay formulas; what they came to is
    worked out anew when the copy is opened.

    Raises:
        UnreadableInputError: the workbook holds charts or other parts that the copy would lose.
    """
    lost = _would_lose(data)
    if lost:
        raise UnreadableInputError(
            "",
            f"工作簿中有 {'、'.join(lost)}，加注会丢失，未写副本 (a copy would lose {', '.join(lost)}; none written)",
            "把表格另存为不含这些内容的工作簿 (save the table in a workbook without them)",
        )
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), rich_text=True, keep_vba=b"vbaProject.bin" in data)
    by_cell: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        where = finding.location
        if where.sheet in book.sheetnames and where.line is not None:
            by_cell[where.sheet, where.cell or f"A{where.line}"].append(finding)
    for (sheet, address), held in by_cell.items():
        _mark(_written(book[sheet], address), held, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _would_lose(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    return sorted({part for part in _NOT_KEPT if any(name.startswith(part) for name in names)})


def _written(sheet: Any, address: str) -> Any:
    """The cell, or the first of the merge that hides it."""
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet[address]


def _mark(cell: Any, findings: list[Finding], lang: str) -> None:
    from budgetcheck.reports.workbook.cells import FILLS, note

    worst = max((f.severity for f in findings), key=lambda s: s.rank)
    cell.fill = FILLS[worst]
    before = f"{cell.comment.text}\n\n" if cell.comment is not None else ""
    cell.comment = note(before + told(findings, lang))
