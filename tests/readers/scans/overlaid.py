"""Scans with a layer of text over or under them, as programs leave it that make scans searchable."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.readers.hostile import pdfs

if TYPE_CHECKING:
    from PIL import Image

UNSEEN, SEEN = 3, 0
_FONT = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [7 0 R] >>"
_SHAPES = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
    b"/Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor 8 0 R >>"
)
_DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
    b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 90 >>"
)


def searchable(printed: bytes, picture: Image.Image, *, mode: int = UNSEEN, under: bool = False) -> bytes:
    """The first page of a PDF as a picture, its text over it sign by sign, or under it."""
    import pypdfium2

    with pypdfium2.PdfDocument(printed) as document:
        width, height = document[0].get_size()
        text = b"BT %d Tr %b ET" % (mode, b" ".join(_signs(document)))
    drawn = b"q %.2f 0 0 %.2f 0 0 cm /I Do Q" % (width, height)
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=75)
    image = (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /DCTDecode /Length %d >>\nstream\n%b\nendstream"
    ) % (picture.width, picture.height, len(held.getvalue()), held.getvalue())
    return pdfs.page(
        b"\n".join((text, drawn) if under else (drawn, text)),
        b"[0 0 %.2f %.2f]" % (width, height),
        b"/XObject << /I 9 0 R >>",
        [_FONT, _SHAPES, _DESCRIPTOR, image],
    ).replace(b"/F 5 0 R", b"/F 6 0 R")


def _signs(document: object) -> Iterator[bytes]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    assert isinstance(document, pypdfium2.PdfDocument)
    text = document[0].get_textpage()
    box = pdfium.FS_RECTF()
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, i)
        pdfium.FPDFText_GetLooseCharBox(text.raw, i, box)
        if code > 0x20 and box.top > box.bottom:
            size = box.top - box.bottom
            place = (size, box.left, box.bottom + 0.12 * size, chr(code).encode("utf-16-be").hex().encode())
            yield b"/F %.2f Tf 1 0 0 1 %.2f %.2f Tm <%b> Tj" % place
