"""Pictures of the page in a real browser, for the tutorials: `python -m docs._tools.page_screens` draws them again."""

from __future__ import annotations

import io
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from tests.browser import page

from budgetcheck.corpus import validate_files
from budgetcheck.reports import View, html_text
from budgetcheck.rulefiles import load

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "docs" / "screens"
_COLOURS = 64  # enough for text on paper, at a third of the bytes
_CARD = "#list > details > summary"


def main() -> None:
    """Write the wide picture with a finding that is explained, and the narrow one with the overview."""
    os.chdir(ROOT)
    report = validate_files(["examples/unbalanced.txt", "examples/faulty.txt"], load())
    with TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(html_text(report, View()), encoding="utf-8")
        with page(1100, 1000) as (shown, _):
            shown.goto(file.as_uri())
            shown.fill("[name=text]", "unbalanced")
            shown.locator(_CARD, has_text="可能").first.click()
            shown.evaluate("document.getElementById('findings-head').scrollIntoView()")
            _keep(shown, SCREENS / "page.png")
        with page(390, 760) as (shown, _):
            shown.goto(file.as_uri())
            _keep(shown, SCREENS / "page-narrow.png")


def _keep(shown: Any, path: Path) -> None:
    drawn = Image.open(io.BytesIO(shown.screenshot())).convert("RGB")
    drawn.quantize(_COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
