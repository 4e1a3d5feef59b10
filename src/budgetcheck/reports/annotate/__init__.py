"""Copies of the user's own files with the findings marked where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetcheck.model import Finding

MARKED = ("pdf", "xlsx")
"""The kinds of files that can be annotated."""

__all__ = ["MARKED", "annotated"]


def annotated(
    kind: str, data: bytes, findings: Iterable[Finding], lang: str = "zh", password: str | None = None
) -> bytes:
    """A copy of the file `data`, of a kind in `MARKED`, with `findings` marked in it.

    Raises:
        UnreadableInputError: no copy can be made; the text says why.
    """
    if kind == "pdf":
        from budgetcheck.reports.annotate.pdf import annotated_pdf

        return annotated_pdf(data, findings, lang, password)
    from budgetcheck.reports.annotate.xlsx import annotated_workbook

    return annotated_workbook(data, findings, lang)
