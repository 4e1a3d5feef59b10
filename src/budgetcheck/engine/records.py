"""What was read of each table, counted once for every report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from budgetcheck.model import DocumentRecord
from budgetcheck.terms import AmountState, LineKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from budgetcheck.frames import Tables
    from budgetcheck.model import Finding


def document_records(tables: Tables, found: Iterable[Finding]) -> tuple[DocumentRecord, ...]:
    """One record per table of the batch, in order."""
    counts = _counts(tables)
    by_document: dict[tuple[str, int], Counter[str]] = {}
    for finding in found:
        key = (finding.location.file, finding.location.document)
        by_document.setdefault(key, Counter())[str(finding.severity)] += 1
    return tuple(
        _record(row, counts.loc[row["document"]], by_document.get((row["file"], row["ordinal"]), Counter()))
        for row in tables.documents.to_dict("records")
    )


def _counts(tables: Tables) -> pd.DataFrame:
    """Counts by document: one column each."""
    lines, amounts = tables.lines, tables.amounts
    kinds = {
        "units": lines["kind"] == LineKind.UNIT_TOTAL,
        "projects": lines["kind"] == LineKind.PROJECT,
    }
    states = {
        "amounts_unreadable": amounts["state"] == AmountState.UNREADABLE,
        "amounts_doubtful": amounts["state"] == AmountState.DOUBTFUL,
    }
    joined = (lines["fragments"] - 1).groupby(lines["document"]).sum()
    columns = {
        "lines": lines.groupby("document").size(),
        "indicators": tables.indicators.groupby("document").size(),
        "repairs": tables.repairs.groupby("document").size(),
        "rows_joined": joined,
        **{name: mask.groupby(lines["document"]).sum() for name, mask in kinds.items()},
        **{name: mask.groupby(amounts["document"]).sum() for name, mask in states.items()},
    }
    index = pd.Index(tables.documents["document"])
    return pd.DataFrame({name: counted.reindex(index, fill_value=0) for name, counted in columns.items()})


def _record(row: Mapping[Any, Any], counts: pd.Series[Any], findings: Counter[str]) -> DocumentRecord:
    return DocumentRecord(
        file=row["file"],
        document=int(row["ordinal"]),
        sha256=row["sha256"],
        encoding=row["encoding"],
        sheet=row["sheet"] or None,
        line=int(row["row"]),
        title=row["title"],
        department=row["department"],
        year=None if pd.isna(row["year"]) else int(row["year"]),
        money_unit=row["money_unit"],
        layout=row["layout"],
        pages=int(row["pages"]),
        **{str(name): int(count) for name, count in counts.items()},
        findings={str(s): findings.get(str(s), 0) for s in Severity},
    )
