"""PDF to pages of glyphs and rules, through PDFium; a page without text is told from an empty one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.faults import encrypted
from budgetcheck.readers.interface import Request
from budgetcheck.readers.page_faults import (
    DAMAGED,
    MAX_GLYPHS,
    MAX_PAGES,
    NO_PAGES,
    RECOGNISED_BEFORE,
    SCAN_SHARE,
    is_garbled,
    is_scan,
    recognised_before,
    too_many,
    unreadable,
)
from budgetcheck.readers.pages import Frame, Glyph, Page, grids_of, page_of
from budgetcheck.readers.pages.turns import quarter
from budgetcheck.readers.pdf_chars import Char, CharReader
from budgetcheck.readers.pdf_rules import Drawing, drawing_of
from budgetcheck.readers.recognition import require

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_LOCKED = 4  # PDFium's number of a wrong or missing password
_INVISIBLE = 3
_FLAT = 0.5


def read(request: Request) -> list[Grid]:
    """The tables of a PDF and the lines around them, every cell with its rectangle.

    Raises:
        UnreadableInputError: encrypted, damaged, over a limit, or scanned without a layer of text.
    """
    document = _opened(request)
    try:
        count = len(document)
        if not count:
            raise UnreadableInputError(request.file, *NO_PAGES)
        if count > MAX_PAGES:
            raise too_many(request.file, ("页", "pages"), count, MAX_PAGES)
        pages = list(_pages(request, document))
    finally:
        document.close()
    if not any(page.lines and not page.scanned for page in pages):
        raise unreadable(request.file, pages, count)
    return grids_of(pages, request.source("pdf"))


def _opened(request: Request) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(request.data, password=request.password)
    except pypdfium2.PdfiumError as fault:
        if getattr(fault, "err_code", None) == _LOCKED or "password" in str(fault).lower():
            raise encrypted(request) from None
        raise UnreadableInputError(request.file, *DAMAGED) from None


def _pages(request: Request, document: PdfDocument) -> Iterator[Page]:
    import pypdfium2

    recognised = 0
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            raise UnreadableInputError(request.file, *DAMAGED, place=f"第{number}页") from None
        try:
            found = _page(request.file, page, number)
            if found.is_picture and request.ocr:
                recognised += 1
                found = _recognised(request, page, number, recognised)
            yield found
        finally:
            page.close()


def _page(file: str, page: PdfPage, number: int) -> Page:
    shown = page.get_rotation() // 90
    chars, unknown = _chars(file, page, number)
    drawing = drawing_of(file, page, number)
    upright = _reading_direction(chars, shown)
    frame = Frame(upright, shown, tuple(page.get_bbox()))
    if is_garbled("".join(char.text for char in chars), unknown):
        return Page(number, frame, [], [], [], garbled=True)
    found = page_of(number, frame, _glyphs(chars, frame), drawing.strokes)
    found.aside += _slanted(chars, upright)
    ink = sum(not char.text.isspace() for char in chars)
    found.hidden = _has_hidden_text(page, drawing)
    found.scanned = is_scan(ink, drawing.pictured(page.get_bbox())) and not found.hidden
    if unknown:
        found.notes += (_unmapped(number, unknown, len(chars)),)
        found.confidence = min(found.confidence, 0.5)
    if found.hidden:
        found.notes += (recognised_before(number),)
        found.confidence = min(found.confidence, RECOGNISED_BEFORE)
    return found


def _recognised(request: Request, page: PdfPage, number: int, count: int) -> Page:
    """The page as its picture shows it."""
    require(request.file, count)
    request.going_on()
    from budgetcheck.readers.scans import recognised, scale_of

    scale = scale_of(*page.get_size())
    bitmap = page.render(scale=scale, grayscale=True).to_numpy()
    return recognised(number, bitmap.reshape(bitmap.shape[:2]), scale)


def _chars(file: str, page: PdfPage, number: int) -> tuple[list[Char], int]:
    """Every character that ink stands for, and how many of them have no known text."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MAX_GLYPHS:
            raise too_many(file, ("个字符", "characters"), count, MAX_GLYPHS, f"第{number}页")
        reader = CharReader(pdfium, text.raw)
        chars = [char for i in range(count) if (char := reader.read(i)) is not None]
        seen = [char for char in chars if not reader.is_cut_off(char, chars)]
        return reader.without_seals(seen), reader.unknown
    finally:
        text.close()


def _reading_direction(chars: list[Char], shown: int) -> int:
    """The quarter turns at which most of the text stands."""
    counts = Counter(quarter(char.angle) for char in chars if char.text != " ")
    counts.pop(None, None)
    common = counts.most_common(1)
    return common[0][0] or 0 if common else shown


def _glyphs(chars: list[Char], frame: Frame) -> Iterator[Glyph]:
    """The upright characters on the page."""
    size = printed = 0.0
    for char in chars:
        if quarter(char.angle) != frame.upright:
            continue
        left, top, right, bottom = frame.box(char.left, char.bottom, char.right, char.top)
        _, baseline = frame.point(char.x, char.y)
        height = bottom - top
        # NOTE: blanks that PDFium adds have no height; they are of the text they stand in.
        # NOTE: the box of 一 set in place of a radical is as flat as its ink; it is as large as the text before it.
        if height > 0 and not (char.size == printed and height < _FLAT * size):
            printed = char.size
            size = char.size if 0.3 * height < char.size < 2.5 * height else 0.75 * height
        if frame.holds((left + right) / 2, baseline - size / 3):
            yield Glyph(char.text, left, right, baseline, size)


def _slanted(chars: list[Char], upright: int) -> list[str]:
    text = "".join(char.text for char in chars if quarter(char.angle) != upright)
    return [text] if text.strip() else []


def _unmapped(number: int, unknown: int, count: int) -> str:
    return (
        f"第{number}页有 {unknown} 个字符没有编码（共 {count} 个），所读未必是所见 "
        f"(page {number}: {unknown} of {count} characters have no code, so the text may differ from what is seen)"
    )


def _has_hidden_text(page: PdfPage, drawing: Drawing) -> bool:
    """Whether text lies unseen over a picture of the page, or under it, as text recognition leaves it."""
    import pypdfium2.raw as pdfium

    if drawing.pictured(page.get_bbox()) < SCAN_SHARE or not drawing.texts:
        return False
    if drawing.covered(page.get_bbox()) >= SCAN_SHARE:
        return True
    hidden = [pdfium.FPDFTextObj_GetTextRenderMode(text) == _INVISIBLE for text in drawing.texts]
    return bool(sum(hidden) > len(hidden) / 2)
