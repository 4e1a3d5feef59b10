"""The binary examples hold what their script says, and the faults that their page names."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs._tools import example_files

import budgetcheck

SHOWN = ["kind", "unit", "name", "goal", "total", "fiscal", "indicators", "row"]


def errors(report: budgetcheck.Report) -> set[tuple[str, str | None, int | None]]:
    roots = (f for f in report if f.severity == "error" and f.caused_by is None)
    return {(f.rule, f.location.cell, f.location.page) for f in roots}


def test_the_workbook_has_its_three_faults_in_their_cells(examples: Path) -> None:
    pytest.importorskip("python_calamine", reason="pip install 'budgetcheck[excel]'")
    report = budgetcheck.validate(examples / "sheet.xlsx")
    assert errors(report) == {("ARI004", "B8", 1), ("VSE001", "G9", 1), ("VSY001", "G10", 1)}
    likely = [(s.cell, s.before, s.after) for s in report.data.suggestions() if s.probability > 0.9]
    assert likely == [("B8", "365.40", "356.40")]


def test_the_pdf_lost_a_nought_and_its_finding_has_page_and_rectangle(examples: Path) -> None:
    pytest.importorskip("pypdfium2", reason="pip install 'budgetcheck[pdf]'")
    report = budgetcheck.validate(examples / "pages.pdf")
    assert errors(report) == {("ARI002", None, 1)}
    assert all(f.location.box is not None for f in report if f.rule.startswith("ARI"))
    likely = {(s.line, s.before, s.after) for s in report.data.suggestions() if s.probability > 0.9}
    assert likely == {(9, "12.00", "120.00")}
    assert report.documents["pages"].tolist() == [2]


@pytest.mark.parametrize(
    ("name", "needs"), [("sheet.xlsx", "openpyxl"), ("pages.pdf", "reportlab")], ids=["workbook", "pdf"]
)
def test_each_file_says_what_its_script_says(examples: Path, tmp_path: Path, name: str, needs: str) -> None:
    pytest.importorskip(needs, reason=f"the script needs it: pip install {needs}")
    (tmp_path / name).write_bytes(example_files.FILES[name]())
    kept, made = (budgetcheck.read(folder / name).lines[SHOWN] for folder in (examples, tmp_path))
    assert kept.equals(made), "run python -m docs._tools.example_files"
    assert example_files.FILES[name]() == (tmp_path / name).read_bytes()
