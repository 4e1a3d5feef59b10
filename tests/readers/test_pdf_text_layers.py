"""Layers of text that are not what is seen: garbled by fonts, or left by another program on a scan."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from tests.readers.hostile import pdfs
from tests.readers.pages.looks import Printed, page, plain, printed
from tests.readers.pages.reading import assembled, expected, score
from tests.readers.scans.scanning import TABLE, Scanner

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers import pdf
from budgetcheck.readers.interface import Request
from budgetcheck.readers.pages import Frame, Glyph, Page, page_of

pytest.importorskip("pypdfium2", reason="pip install 'budgetcheck[pdf]'")

Prints = Callable[[Sequence[str]], list[bytes]]
LETTERS = b"BT /F 10 Tf 50 700 Td (the quick brown fox jumps over the lazy dog 1234567890) Tj ET"


def read(data: bytes) -> list[Grid]:
    return pdf.read(Request("表.pdf", data))


def lettered(first: int) -> bytes:
    """A page of Latin letters whose font says that they are the characters from `first` on."""
    table = pdfs.stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange "
        b"<00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <%04X> endbfrange endcmap end end" % first
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    return pdfs.page(LETTERS, more=[font, table]).replace(b"/F 5 0 R", b"/F 6 0 R")


@pytest.fixture(scope="module")
def table() -> Printed:
    return printed(TABLE)


@pytest.fixture(scope="module")
def sheet(table: Printed, prints: Prints) -> bytes:
    """The table on one page, ruled."""
    (data,) = prints([page([table], plain("ruled"))])
    return data


def without_codes(data: bytes) -> bytes:
    """The file with fonts that do not say which characters they draw."""
    assert b"/ToUnicode" in data
    return data.replace(b"/ToUnicode", b"/NoUnicode")


@pytest.mark.parametrize("first", [0xE020, 0x9A00], ids=["private use", "characters of no text"])
def test_text_that_is_not_what_is_seen_is_not_read(first: int) -> None:
    assert read(lettered(0x20))
    with pytest.raises(UnreadableInputError, match=r"文字层是乱码.*第1页") as told:
        read(lettered(first))
    assert "--ocr" in told.value.remedy


def test_fonts_that_do_not_tell_their_characters_are_told_with_the_pages(sheet: bytes) -> None:
    with pytest.raises(UnreadableInputError, match=r"字体没有给出文字的编码.*第1页") as told:
        read(without_codes(sheet))
    assert "--ocr" in told.value.remedy


def test_of_a_file_of_all_kinds_of_pages_what_is_text_is_read_and_the_rest_told_by_number(
    sheet: bytes, table: Printed
) -> None:
    import pypdfium2

    parts = (sheet, Scanner(dpi=72).pdf(sheet), without_codes(sheet))
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        with pypdfium2.PdfDocument(part) as held:
            whole.import_pages(held)
    saved = io.BytesIO()
    whole.save(saved)
    grids = read(saved.getvalue())
    assert score(expected([table]), grids).exact
    assert [note.partition(" (")[0] for note in grids[0].notes] == [
        "第2页是图片，没有文字层，未能读取，可加 --ocr",
        "第3页的文字层是乱码，未能读取，可加 --ocr",
    ]


@pytest.fixture(scope="module", params=["over its picture", "under it"])
def searchable(request: pytest.FixtureRequest, sheet: bytes) -> bytes:
    """The sheet as a scan that another program made searchable."""
    from tests.readers.scans.overlaid import SEEN, UNSEEN
    from tests.readers.scans.overlaid import searchable as overlaid

    (picture,) = Scanner(dpi=72).pictures(sheet)
    under = request.param == "under it"
    return overlaid(sheet, picture, mode=SEEN if under else UNSEEN, under=under)


def test_text_that_another_program_left_on_a_scan_is_read_and_doubted(
    searchable: bytes, table: Printed
) -> None:
    grids = read(searchable)
    tables, errors = assembled(grids)
    assert not errors
    assert tables.lines["total_text"].tolist() == [row[2] for row in table.rows]
    assert (tables.lines["confidence"] < 0.9).all()
    assert any("第1页是扫描件，文字由其他软件识别" in doubt and "--ocr" in doubt for doubt in grids[0].doubts)


def test_text_that_another_program_left_on_a_scan_lies_where_it_is_seen(
    searchable: bytes, sheet: bytes
) -> None:
    seen = places(read(sheet))
    found = places(read(searchable))
    assert len(found) > 8
    for text, (left, top, right, bottom) in found.items():
        if text in seen:
            assert (left, top, right, bottom) == pytest.approx(seen[text], abs=3), text


def places(grids: Sequence[Grid]) -> dict[str, tuple[float, float, float, float]]:
    """Where the ink of each cell lies."""
    cells = [cell for grid in grids for row in grid.rows for cell in row.cells if cell.text and cell.glyphs]
    return {
        cell.text: box for cell in cells if cell.glyphs and (box := cell.glyphs.around(0, len(cell.text)))
    }


def test_a_picture_that_lies_under_the_text_of_a_page_hides_nothing(sheet: bytes) -> None:
    from tests.readers.scans.overlaid import SEEN
    from tests.readers.scans.overlaid import searchable as overlaid

    (ground,) = Scanner(dpi=72).pictures(sheet)
    grids = read(overlaid(sheet, ground, mode=SEEN))
    assert not any("其他软件" in doubt for doubt in grids[0].doubts)


def test_with_recognition_asked_for_such_pages_are_read_as_they_look(
    searchable: bytes, sheet: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def recognised(_request: Request, _page: object, number: int, _count: int) -> Page:
        asked.append(number)
        return page_of(number, Frame(0, 0, (0, 0, 100, 100)), [Glyph("文", 10, 20, 50, 10)], [])

    monkeypatch.setattr(pdf, "_recognised", recognised)
    for data in (searchable, without_codes(sheet), lettered(0xE020)):
        pdf.read(Request("表.pdf", data, ocr=True))
    assert asked == [1, 1, 1]
    pdf.read(Request("表.pdf", sheet, ocr=True))
    assert asked == [1, 1, 1]
