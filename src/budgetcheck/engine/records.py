"""What was read of each table, counted once for every report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from budgetcheck.engine.pieces import Record
from budgetcheck.engine.placing import number, records
from budgetcheck.model import DocumentRecord
from budgetcheck.terms import MONEY_FIELDS, AmountState, LineKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from budgetcheck.frames import Tables
    from budgetcheck.model import Finding


_READ = (
    "file", "ordinal", "sha256", "encoding", "sheet", "row", "title", "department", "year", "money_unit", "layout",
    "pages", "spans",
)  # fmt: skip
_NO_FINDINGS = {str(severity): 0 for severity in Severity}


def document_records(tables: Tables, found: Iterable[Finding]) -> tuple[DocumentRecord, ...]:
    """One record per table of the batch, in order."""
    documents = tables.documents
    severities = _severities(found)
    read = records(documents, range(len(documents)), _READ)
    counts = _counts(tables)
    counted = zip(*counts.values(), strict=True) if counts else iter(())
    return tuple(
        _record(
            row, dict(zip(counts, numbers, strict=True)), severities.get((row["file"], row["ordinal"]), {})
        )
        for row, numbers in zip(read.values(), counted, strict=True)
    )


def _severities(found: Iterable[Finding]) -> Mapping[tuple[str, int], Mapping[str, int]]:
    counted = Counter((f.location.file, f.location.document, f.severity) for f in found)
    by_document: dict[tuple[str, int], dict[str, int]] = {}
    for (file, document, severity), number_of in counted.items():
        by_document.setdefault((file, document), {})[str(severity)] = number_of
    return by_document


def _counts(tables: Tables) -> dict[str, list[int]]:
    """Counts by name, each with one number per document in order."""
    lines = tables.lines
    index = pd.Index(tables.documents["document"])

    def per_document(frame: pd.DataFrame, weight: Any = None) -> list[int]:
        codes = index.get_indexer(pd.Index(frame["document"]))
        counted: list[int] = np.bincount(codes, weight, len(index)).astype("int64").tolist()
        return counted

    def where(term: str, *columns: str) -> list[int]:
        hits = [(lines[column] == term).to_numpy(dtype="float64") for column in columns]
        return per_document(lines, np.sum(hits, axis=0))

    states = [f"{field}_state" for field in MONEY_FIELDS]

    return {
        "lines": per_document(lines),
        "units": where(LineKind.UNIT_TOTAL, "kind"),
        "projects": where(LineKind.PROJECT, "kind"),
        "indicators": per_document(tables.indicators),
        "rows_joined": per_document(lines, lines["fragments"].to_numpy() - 1),
        "amounts_unreadable": where(AmountState.UNREADABLE, *states),
        "amounts_doubtful": where(AmountState.DOUBTFUL, *states),
        "repairs": per_document(tables.repairs),
    }


def _record(row: Record, counts: Mapping[str, Any], severities: Mapping[str, int]) -> DocumentRecord:
    return DocumentRecord(
        file=row["file"],
        document=row["ordinal"],
        sha256=row["sha256"],
        encoding=row["encoding"],
        sheet=row["sheet"] or None,
        line=row["row"],
        title=row["title"],
        department=row["department"],
        year=number(row["year"]),
        money_unit=row["money_unit"],
        layout=row["layout"],
        pages=row["pages"],
        **counts,
        spans=row["spans"],
        findings={**_NO_FINDINGS, **severities},
    )
