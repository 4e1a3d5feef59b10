"""PDF files that loop, swell, nest or lie."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """The objects, numbered from 1, as a file whose first object is the catalogue."""
    out, places = bytearray(HEAD), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %b >>\nstream\n%b\nendstream" % (len(packed), extra, packed)


def page(
    content: bytes, box: bytes = b"[0 0 595 842]", resources: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    """A file of one page with this content."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox %b /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %b >> >>"
        % (box, resources),
        stream(content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ]
    return pdf(objects)


WORDS = b"BT /F 10 Tf 50 800 Td (table) Tj ET\n"


def encrypted() -> bytes:
    good = page(WORDS)
    key = b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%b> /U <%b> >>" % (b"5a" * 32, b"a5" * 32)
    return good.replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00><00>] /Encrypt %b" % key)


def truncated(share: float) -> bytes:
    whole = page(WORDS * 50, more=[stream(bytes(range(256)) * 40)])
    return whole[: int(len(whole) * share)]


def tree_loop() -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 3 /Parent 2 0 R >>",
        ]
    )


def xref_loop() -> bytes:
    good = page(WORDS)
    start = good.rindex(b"xref\n0")
    return good.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def form_loop() -> bytes:
    form = stream(
        b"/X Do /X Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
    )
    return page(b"/X Do", resources=b"/XObject << /X 6 0 R >>", more=[form])


def nested(times: int = 200_000) -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Deep %b%b >>" % (b"[" * times, b"]" * times),
            b"<< /Type /Pages /Kids [] /Count 0 >>",
        ]
    )


def many_pages(count: int = 20_000) -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(count))
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            stream(WORDS),
        ]
    )


def script() -> bytes:
    plain = page(b"")
    action = b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1/'\\)) >>"
    return plain.replace(b"/Type /Catalog", b"/Type /Catalog " + action)


FILES = {
    "encrypted.pdf": encrypted,
    "cut-at-60.pdf": lambda: truncated(0.6),
    "cut-at-10.pdf": lambda: truncated(0.1),
    "head-only.pdf": lambda: HEAD,
    "garbage.pdf": lambda: HEAD + bytes(range(256)) * 400,
    "tree-loop.pdf": tree_loop,
    "xref-loop.pdf": xref_loop,
    "form-loop.pdf": form_loop,
    "nested-arrays.pdf": nested,
    "flate-bomb.pdf": lambda: page(b"BT /F 10 Tf 1 0 0 1 50 800 Tm (0000000000) Tj ET\n" * 700_000),
    "many-lines.pdf": lambda: page(WORDS + b"10 10 m 500 10 l S\n" * 200_000),
    "many-pages.pdf": many_pages,
    "no-size.pdf": lambda: page(WORDS, b"[0 0 nan -842]"),
    "huge-size.pdf": lambda: page(WORDS, b"[-1e38 -1e38 1e38 1e38]"),
    "script.pdf": script,
}
