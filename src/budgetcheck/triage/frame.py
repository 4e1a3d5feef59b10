"""The ignores of a run as tables, so that rules judge them as they judge everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from budgetcheck.frames import Tables, dtypes, frame_of
from budgetcheck.triage.gone import Run
from budgetcheck.triage.ignores import Ignores

_NONE = {"str": "", "int64": 0, "Int64": None, "float64": 1.0, "bool": False}
_FILE = {"ordinal": 1, "row": 1, "money_unit": "万元", "layout": "configuration", "spans": "line"}


def ignores_tables(ignores: Ignores, fits: Mapping[int, int], run: Run) -> Tables:
    """One document for each configuration file and one row for each ignore.

    Args:
        ignores: the ignores of the run.
        fits: how many findings each of them fits, by its position.
        run: what the run looked at.
    """
    files = list(dict.fromkeys(entry.source for entry in ignores.entries))
    rows = [
        {
            "document": files.index(entry.source),
            "number": entry.number,
            "row": entry.line,
            "keys": entry.keys,
            "reason": entry.reason,
            "until": entry.until.isoformat() if entry.until else "",
            "expired": entry.expired(ignores.today),
            "reach": str(ignores.reach(at, run)),
            "fits": fits.get(at, 0),
        }
        for at, entry in enumerate(ignores.entries)
    ]
    documents = [{"document": at, "file": file, **_FILE} for at, file in enumerate(files)]
    return replace(
        Tables.empty(),
        documents=frame_of("documents", _columns("documents", documents)),
        ignores=frame_of("ignores", _columns("ignores", rows)),
    )


def _columns(name: str, rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """One list per column of the frame; what the rows do not give is empty."""
    return {column: [row.get(column, _NONE[dtype]) for row in rows] for column, dtype in dtypes(name).items()}
