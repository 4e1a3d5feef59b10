"""Tables with a row per indicator, and forms, written as tables with packed cells and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetcheck
from budgetcheck.frames import Tables
from budgetcheck.reports.extract import extract

FOLDER = Path(__file__).parents[2] / "examples" / "layouts"
ITEM = ["position", "category", "level2", "name", "value_text", "comparator", "low", "high", "base_unit"]


def essence(tables: Tables) -> tuple[list[object], list[object]]:
    lines = tables.lines[["kind", "name", "goal", "total", "fiscal", "other"]].astype(str)
    return lines.values.tolist(), tables.indicators[ITEM].astype(str).values.tolist()


@pytest.mark.parametrize("name", ["forms.txt", "form-points.html", "by-row-merged.html", "by-row-codes.csv"])
def test_what_extract_writes_of_other_layouts_reads_back(name: str, tmp_path: Path) -> None:
    tables = budgetcheck.read(FOLDER / name)
    path = tmp_path / "extracted.csv"
    path.write_bytes(extract(tables, "csv"))
    again = budgetcheck.read(path)
    assert again.documents["layout"].tolist() == ["extracted"]
    assert essence(again) == essence(tables)
