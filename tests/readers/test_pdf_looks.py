from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from tests.readers.formats.table import TABLE
from tests.readers.pages.looks import STYLES, Printed, page, plain
from tests.readers.pages.reading import as_text, squeezed

import budgetcheck
from budgetcheck.model import Box
from budgetcheck.readers import pdf
from budgetcheck.readers.interface import Request

PLACES = ("document", "row", "end_row", "page", "confidence")
TABLE_PRINTED = Printed(tuple("  ".join(filter(None, row)) for row in TABLE.lead), TABLE.headings, TABLE.rows)


@pytest.fixture(scope="module")
def looks(prints: Callable[..., list[bytes]]) -> dict[str, bytes]:
    pages = [page([TABLE_PRINTED], plain(style)) for style in STYLES]
    return dict(zip(STYLES, prints(pages), strict=True))


@pytest.fixture(scope="module")
def text_form() -> Any:
    return budgetcheck.validate(as_text(TABLE_PRINTED))


@pytest.fixture(scope="module")
def reports(looks: dict[str, bytes]) -> dict[str, Any]:
    return {style: budgetcheck.validate(data) for style, data in looks.items()}


def without_places(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=[name for name in PLACES if name in frame.columns])


def said(report: Any) -> list[tuple[object, ...]]:
    return sorted(
        (
            found.rule, found.message.zh, found.location.column or "", found.location.project,
            found.location.indicator or 0, str(found.excerpt),
        )
        for found in report
    )  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_every_look_gives_the_lines_and_indicators_of_the_text_form(
    style: str, reports: dict[str, Any], text_form: Any
) -> None:
    report = reports[style]
    assert report.tool_errors == ()
    pd.testing.assert_frame_equal(without_places(report.lines), without_places(text_form.lines))
    pd.testing.assert_frame_equal(without_places(report.indicators), without_places(text_form.indicators))


@pytest.mark.parametrize("style", STYLES)
def test_every_look_gives_the_findings_of_the_text_form(
    style: str, reports: dict[str, Any], text_form: Any
) -> None:
    assert said(reports[style]) == said(text_form)
    assert len(reports[style]) >= 10


class Sheets:
    """The pages of a PDF, asked by PDFium itself what stands in a rectangle."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self.document = pypdfium2.PdfDocument(data)
        self.texts = [(sheet.get_height(), sheet.get_textpage()) for sheet in self.document]

    def text_in(self, number: int | None, box: Box) -> str:
        assert number is not None
        height, text = self.texts[number - 1]
        left, top, right, bottom = box
        return squeezed(
            text.get_text_bounded(left + 0.5, height - bottom + 0.5, right - 0.5, height - top - 0.5)
        )


@pytest.mark.parametrize("style", ["ruled", "borderless"])
def test_the_rectangle_of_a_finding_holds_the_words_it_quotes(
    style: str, reports: dict[str, Any], looks: dict[str, bytes]
) -> None:
    sheets, checked = Sheets(looks[style]), 0
    for finding in reports[style]:
        where, excerpt = finding.location, finding.excerpt
        if where.column is None or where.span is None or excerpt is None:
            continue
        assert where.box is not None, finding.rule
        quoted = squeezed(excerpt.text[excerpt.start : excerpt.end])
        there = sheets.text_in(where.page, where.box)
        assert quoted in there or set(quoted) <= set(there), (finding.rule, quoted, there)
        checked += 1
    assert checked >= 8


@pytest.mark.parametrize("style", STYLES)
def test_every_line_of_every_cell_stands_where_it_says(style: str, looks: dict[str, bytes]) -> None:
    sheets = Sheets(looks[style])
    for grid in pdf.read(Request("表.pdf", looks[style])):
        for row in grid.rows:
            for cell in row.cells:
                if cell.glyphs is None:
                    continue
                boxes = cell.glyphs.rectangles(0, len(cell.text))
                read = "".join(sheets.text_in(row.page, box) for box in boxes)
                assert read == squeezed(cell.text)


def test_a_page_that_is_turned_or_cropped_says_the_rectangle_as_it_is_shown(looks: dict[str, bytes]) -> None:
    import pypdfium2

    straight = pdf.read(Request("表.pdf", looks["ruled"]))[0]
    with pypdfium2.PdfDocument(looks["ruled"]) as document:
        document[0].set_rotation(90)
        width, height = document[0].get_size()
        held = io.BytesIO()
        document.save(held)
    turned = pdf.read(Request("表.pdf", held.getvalue()))[0]
    assert [[c.text for c in row.cells] for row in turned.rows] == [
        [c.text for c in row.cells] for row in straight.rows
    ]
    for one, other in zip(straight.rows[5].cells, turned.rows[5].cells, strict=True):
        assert one.box is not None
        assert other.box is not None
        left, top, right, bottom = one.box
        assert other.box == pytest.approx((width - bottom, left, width - top, right), abs=0.1)
        assert other.box[3] <= height

    with pypdfium2.PdfDocument(looks["ruled"]) as document:
        document[0].set_cropbox(20, 10, 820, 585)
        held = io.BytesIO()
        document.save(held)
    cropped = pdf.read(Request("表.pdf", held.getvalue()))[0]
    one, other = straight.rows[5].cells[0].box, cropped.rows[5].cells[0].box
    assert one is not None
    assert other is not None
    assert (one[0] - other[0], one[1] - other[1]) == pytest.approx((20, 595.276 - 585), abs=0.8)
