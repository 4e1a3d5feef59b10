"""Tables as they stand in budget books: titles among their rows, seals over them, pages broken by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from bench.generate import text_of
from bench.lifelike import lifelike
from tests.readers.hostile import pdfs
from tests.readers.pages.books import Book
from tests.readers.pages.looks import STYLES, Printed, page, plain, printed
from tests.readers.pages.reading import as_text

import budgetcheck
from budgetcheck.readers.pdf_rules import drawing_of

pytest.importorskip("pypdfium2", reason="pip install 'budgetcheck[pdf]'")

PLACES = ["document", "row", "end_row", "page", "confidence", "fragments"]
# Findings on where headings, pages and limits of rows stand, not on what the table says.
BINDING = {"STR005", "STR006", "STR007", "STR034", "STR036"}
CIRCLE = b"1 0 0 RG 200 100 m 200 155 155 200 100 200 c 45 200 0 155 0 100 c 0 45 45 0 100 0 c S\n"


def table() -> Printed:
    return printed(text_of(next(lifelike(1, 8, seed=77, faulty=0.1))))


def book(style: str) -> Book:
    """One way to put a title among the rows for each style, with groups of headings and a seal here and there."""
    at = STYLES.index(style)
    return Book(inside=("cells", "again", "again")[at % 3], grouped=at % 2 == 1, seal=at % 4 == 1)


@pytest.fixture(scope="module")
def reports(prints: Callable[..., list[bytes]]) -> dict[str, Any]:
    looks = [replace(plain(style), book=book(style), align="middle") for style in STYLES]
    pages = prints([page([table()], look) for look in looks])
    return {style: budgetcheck.validate(data) for style, data in zip(STYLES, pages, strict=True)}


def without_places(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=[name for name in PLACES if name in frame.columns])


def said(report: Any) -> list[str]:
    return sorted(f"{f.rule} {f.message.zh} {f.location.project}" for f in report if f.rule not in BINDING)


@pytest.mark.parametrize("style", STYLES)
def test_a_table_with_its_title_among_its_rows_is_one_table(style: str, reports: dict[str, Any]) -> None:
    report, wanted = reports[style], budgetcheck.validate(as_text(table()))
    assert len(report.documents) == 1
    pd.testing.assert_frame_equal(without_places(report.lines), without_places(wanted.lines))
    pd.testing.assert_frame_equal(without_places(report.indicators), without_places(wanted.indicators))
    assert said(report) == said(wanted)
    assert "STR005" in {found.rule for found in report}


def test_the_points_that_bend_a_circle_are_no_rules() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(pdfs.page(CIRCLE + b"300 300 m 400 300 l S\n")) as document:
        (edge,) = drawing_of("印章.pdf", document[0], 1).strokes
    assert (round(edge.x0), edge.y0, edge.y1) == (299, 300, 300)
