"""What could not be read is told alike in every report: where, why, what to do, in the reader's language."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from tests.reports import samples
from tests.reports.printing import printed

from budgetcheck.model import ToolError
from budgetcheck.reports import Concise, Full, Grouped, View, chunks, content, html_fragment

BROKEN = replace(
    samples.clean(),
    tool_errors=(ToolError("input", "a.pdf", "打不开 (damaged)", "另存一份 (save it again)", place="第3页"),),
)
SAID = {"zh": ("第3页", "打不开", "另存一份"), "en": ("page 3", "damaged", "save it again")}
CONSOLE = {"full": Full, "grouped": Grouped, "concise": Concise}


def told(name: str, lang: str) -> str:
    view = View(lang=lang)
    if name in CONSOLE:
        return printed(CONSOLE[name](BROKEN, view))
    if name == "xlsx":
        sheet = load_workbook(io.BytesIO(content(BROKEN, name, view))).worksheets[0]
        return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return html_fragment(BROKEN, lang) if name == "notebook" else "".join(chunks(BROKEN, name, view))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "name",
    [*CONSOLE, "html", "xlsx", "notebook", "markdown", "sarif", "junit", "github", "gitlab"],
)
def test_it_says_where_why_and_what_to_do(name: str, lang: str) -> None:
    text = told(name, lang)
    assert [said for said in SAID[lang] if said not in text] == []
    (other,) = SAID.keys() - {lang}
    assert [said for said in SAID[other] if said in text] == []
