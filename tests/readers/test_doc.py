from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from tests.readers.formats.table import TABLE
from tests.readers.formats.writers import as_doc

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers import doc
from budgetcheck.readers.interface import Request
from budgetcheck.readers.limits import Limits

REQUEST = Request("表.doc", b"\xd0\xcf\x11\xe0", kind="doc")


def test_without_libreoffice_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "_PROGRAMS", ("no-such-program",))
    monkeypatch.setattr(doc, "_USUAL_PLACES", ())
    with pytest.raises(
        UnreadableInputError, match=r"读取 DOC 需要 LibreOffice，没有找到.*安装 LibreOffice.*DOCX"
    ):
        doc.read(REQUEST)


def program(folder: Path, script: str) -> str:
    """A command that stands in for LibreOffice."""
    if sys.platform == "win32":
        pytest.skip("the stand-in for LibreOffice is a shell script")
    made = folder / "soffice"
    made.write_text(f"#!/bin/sh\n{script}\n")
    made.chmod(0o755)
    return str(made)


def test_what_libreoffice_cannot_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "_PROGRAMS", (program(tmp_path, "exit 0"),))
    with pytest.raises(UnreadableInputError, match="LibreOffice 打不开这个文件"):
        doc.read(REQUEST)


def test_a_conversion_that_does_not_end_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "pid"
    monkeypatch.setattr(
        doc,
        "_PROGRAMS",
        (program(tmp_path, f"sleep 600 & echo $! > {alive}.new; mv {alive}.new {alive}; wait"),),
    )
    monkeypatch.setattr(doc, "_LEAST_SECONDS", 2)
    with pytest.raises(UnreadableInputError, match="LibreOffice 在 2 秒内没有读完"):
        doc.read(Request("表.doc", b"\xd0\xcf", kind="doc", limits=Limits(seconds=1)))
    state = Path("/proc", alive.read_text().strip(), "stat") if alive.is_file() else None
    assert state is None or not state.is_file() or state.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice on the PATH) is not installed"
)
def test_the_grid_says_what_file_it_came_from() -> None:
    request = Request("表.doc", as_doc(TABLE), kind="doc")
    (grid,) = doc.read(request)
    assert grid.source == request.source("doc")
    assert [cell.text for cell in grid.rows[3].cells] == list(TABLE.headings)
    assert grid.rows[4].cells[2].address == "表1 行2 列3"


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice on the PATH) is not installed"
)
def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="LibreOffice 打不开这个文件"):
        doc.read(Request("表.doc", as_doc(TABLE)[:700], kind="doc"))
