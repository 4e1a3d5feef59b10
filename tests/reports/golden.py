"""Compare a report with its golden file; `make golden` writes the files again."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def check(path: str, text: str) -> None:
    file = GOLDEN / path
    if os.environ.get("BUDGETCHECK_UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    assert file.is_file(), f"no golden file {path}: run make golden and read what it wrote"
    assert text == file.read_bytes().decode("utf-8"), f"{path} differs: run make golden and read the diff"
