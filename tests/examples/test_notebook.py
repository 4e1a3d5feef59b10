"""The notebook runs from top to bottom, and is kept without outputs."""

from __future__ import annotations

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_notebook_runs(examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nbclient import NotebookClient

    for package in ("pypdfium2", "python_calamine", "openpyxl", "matplotlib", "jinja2"):
        pytest.importorskip(package, reason=f"the notebook needs it: pip install {package}")
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(examples / "audit.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(examples)}}).execute()
    kinds = [set(out.get("data", {})) for cell in notebook.cells for out in cell.get("outputs", [])]
    assert any("image/png" in kind for kind in kinds), "the plots are drawn"
    assert any("text/html" in kind for kind in kinds), "the report shows itself"
    told = [
        out["text"]
        for cell in notebook.cells
        for out in cell.get("outputs", [])
        if out.get("name") == "stderr"
    ]
    assert [text for text in told if "Warning" in text] == []
    likely = next(cell for cell in notebook.cells if "likely =" in cell.source)
    assert all(name in str(likely.outputs) for name in ("sheet.xlsx", "pages.pdf", "unbalanced.txt"))


def test_the_notebook_is_kept_without_outputs(examples: Path) -> None:
    notebook = nbformat.read(examples / "audit.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
