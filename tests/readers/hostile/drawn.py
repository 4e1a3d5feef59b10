"""PDF and OFD files that draw without end, in circles, or nowhere."""

from __future__ import annotations

import zlib

from tests.readers.hostile.archives import packed
from tests.readers.hostile.pdfs import WORDS, page, pdf, stream

FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << /X %d 0 R >> >>"
OFD = 'xmlns="http://www.ofdspec.org/2016"'
ONE_PAGE = '<Page ID="1" BaseLoc="P.xml"/>'
ACTIONS = (
    b"/Type /Catalog /OpenAction << /S /Launch /F (/bin/sh) /Next << /S /GoToR /F (//127.0.0.1/x.pdf) >> >> "
    b"/AA << /WC << /S /JavaScript /JS (app.alert) >> >> /AcroForm << /XFA [(template) 4 0 R] /Fields [] >> "
    b"/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a.exe) >>] >> >>"
)


def acting() -> bytes:
    """A page without a word that starts programs, opens other files and carries some."""
    return page(b"").replace(b"/Type /Catalog", ACTIONS)


def packed_twice(size: int) -> bytes:
    """Blanks, packed and packed again: a kilobyte for so many bytes."""
    once = zlib.compressobj(9)
    blanks = b"".join(once.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + once.flush()
    content = zlib.compress(blanks, 9)
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%b\nendstream"
            % (len(content), content),
        ]
    )


def forms(depth: int, times: int) -> bytes:
    """Forms in forms, each drawn so many times by the one around it."""
    more = [stream(b"/X Do " * times, FORM % (7 + n)) for n in range(depth)]
    last = stream(
        WORDS, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /Font << /F 5 0 R >> >>"
    )
    return page(b"/X Do", resources=b"/XObject << /X 6 0 R >>", more=[*more, last])


def drawn_font() -> bytes:
    """A font whose sign is drawn with the font itself."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 "
        b"/Widths [0] /Encoding << /Differences [97 /a] >> /CharProcs << /a 7 0 R >> "
        b"/Resources << /Font << /T 6 0 R >> >> >>"
    )
    sign = stream(b"1 0 d0 BT /T 1 Tf (aaaa) Tj ET")
    whole = page(b"BT /T 10 Tf 50 700 Td (aaaa) Tj ET", resources=b"/Font << /T 6 0 R >>", more=[font, sign])
    return whole.replace(b"/Font << /F 5 0 R >> ", b"")


def deep_tree(depth: int) -> bytes:
    """A page below so many nodes."""
    nodes = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 3, n + 1) for n in range(depth)
    ]
    leaf = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] >>" % (depth + 1)
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, leaf])


def picture(size: int) -> bytes:
    image = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    drawn = b"q 500 0 0 700 0 0 cm /I Do Q"
    return page(drawn, resources=b"/XObject << /I 6 0 R >>", more=[stream(bytes(100), image % (size, size))])


def looped_objects() -> bytes:
    """A page whose content is an object that leads to itself by way of a stream of objects."""
    held = stream(b"6 0 7 10 << >>", b"/Type /ObjStm /N 2 /First 8 /Extends 6 0 R")
    whole = page(WORDS, more=[held, b"7 0 R", b"9 0 R", b"8 0 R"])
    return whole.replace(b"/Contents 4 0 R", b"/Contents 8 0 R")


def ofd(pages: str, content: str = "", common: str = "") -> bytes:
    """An OFD file of one document with these pages; `P.xml` is one with this content."""
    root = f"<OFD {OFD}><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"
    document = f"<Document {OFD}><CommonData>{common}</CommonData><Pages>{pages}</Pages></Document>"
    part = f"<Page {OFD}>{content}</Page>"
    return packed({"OFD.xml": root, "Doc_0/Document.xml": document, "Doc_0/P.xml": part})


def layer(content: str) -> str:
    return f"<Content><Layer>{content}</Layer></Content>"


ODD = (
    '<TextObject Boundary="1e400 nan inf -1" CTM="nan 0 0 nan 1e308 1e308" Size="nan" ReadDirection="x">'
    '<TextCode X="nan" Y="1e999" DeltaX="g -1 inf">种树</TextCode></TextObject>'
    '<TextObject Boundary="1 1 9 9" CTM="0 0 0 0 0 0" Size="4"><TextCode X="0" Y="4">种树</TextCode></TextObject>'
    '<TextObject Boundary="1 1 9 9" CTM="1e308 1e308 1e308 1e308 0 0" Size="1e308"><TextCode X="1e308" Y="1e308" '
    'DeltaX="g 2000000000 4">种树</TextCode></TextObject>'
)

FILES = {
    "acting.pdf": acting,
    "packed-twice.pdf": lambda: packed_twice(800_000_000),
    "forms-deep.pdf": lambda: forms(3_000, 1),
    "forms-wide.pdf": lambda: forms(10, 10),
    "drawn-font.pdf": drawn_font,
    "deep-tree.pdf": lambda: deep_tree(20_000),
    "operators.pdf": lambda: page(WORDS + b"q Q " * 10_000_000),
    "saved-states.pdf": lambda: page(b"q " * 5_000_000 + WORDS),
    "odd-matrix.pdf": lambda: page(
        b"1e38 1e38 1e38 1e38 1e38 1e38 cm BT /F 1e38 Tf 1e38 nan 0 0 1e308 -1e308 Tm (table) Tj ET " * 200
    ),
    "filters.pdf": lambda: page(WORDS).replace(b"/FlateDecode", b"[" + b"/ASCIIHexDecode " * 50_000 + b"]"),
    "object-loop.pdf": looped_objects,
    "huge-picture.pdf": lambda: picture(100_000),
    "same-page.ofd": lambda: ofd(ONE_PAGE * 4_000),
    "leads-up.ofd": lambda: ofd('<Page ID="1" BaseLoc="../../../../etc/passwd"/>'),
    "leads-out.ofd": lambda: ofd('<Page ID="1" BaseLoc="file:///etc/passwd"/>'),
    "odd-numbers.ofd": lambda: ofd(ONE_PAGE, layer(ODD)),
    "template-loop.ofd": lambda: ofd(
        ONE_PAGE,
        '<Template TemplateID="9"/>' * 50 + layer(""),
        '<TemplatePage ID="9" BaseLoc="P.xml"/>',
    ),
    "long-path.ofd": lambda: ofd(
        ONE_PAGE,
        layer(f"<PathObject><AbbreviatedData>{'M 0 0 L 9 0 ' * 300_000}</AbbreviatedData></PathObject>"),
    ),
}
HARMLESS: frozenset[str] = frozenset()
