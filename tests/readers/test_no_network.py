from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator

import pytest
from tests.readers.hostile.archives import PACKAGE_NS, REL_NS, packed, workbook
from tests.readers.hostile.documents import ODF, WORD_NS, WORD_TABLE
from tests.readers.hostile.markup import html_table
from tests.readers.hostile.pdfs import WORDS, page

from budgetcheck.errors import InputError
from budgetcheck.readers import read

SECRET = "the content of a file beside the table"
XLINK = "http://www.w3.org/1999/xlink"
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="install LibreOffice to read DOC, RTF and ODT"
)


def relations(target: str) -> str:
    kinds = ("image", "hyperlink", "attachedTemplate", "externalLinkPath", "oleObject")
    entries = (
        f'<Relationship Id="r{n}" Type="{REL_NS}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, kind in enumerate(kinds, 50)
    )
    return f'<Relationships xmlns="{PACKAGE_NS}/relationships">{"".join(entries)}</Relationships>'


def linked_docx(target: str) -> bytes:
    body = f'<w:document xmlns:w="{WORD_NS}"><w:body><w:tbl>{WORD_TABLE}</w:tbl></w:body></w:document>'
    return packed({"word/document.xml": body, "word/_rels/document.xml.rels": relations(target)})


def linked_html(target: str) -> bytes:
    inside = f'<img src="{target}"><link href="{target}" rel="stylesheet"><iframe src="{target}"></iframe>'
    return f'<html><base href="{target}">{inside}{html_table()}</html>'.encode()


def linked_rtf(target: str) -> bytes:
    fields = "".join(
        f'{{\\field{{\\*\\fldinst {word} "{target}" \\\\d}}{{\\fldrslt}}}}'
        for word in ("INCLUDEPICTURE", "INCLUDETEXT")
    )
    row = "\\trowd\\cellx1000\\cellx2000\\pard\\intbl a\\cell b\\cell\\row\\pard"
    return f"{{\\rtf1\\ansi{{\\*\\template {target}}} {fields}{row}}}".encode()


def linked_odt(target: str) -> bytes:
    spaces = "".join(f' xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "text", "table"))
    spaces += f' xmlns:draw="{ODF}drawing:1.0" xmlns:svg="{ODF}svg-compatible:1.0" xmlns:xlink="{XLINK}"'
    link = f'xlink:href="{target}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    picture = f'<draw:frame svg:width="3cm" svg:height="3cm"><draw:image {link}/></draw:frame>'
    section = f'<text:section text:name="s"><text:section-source {link}/></text:section>'
    cells = "<table:table-cell><text:p>甲</text:p></table:table-cell>" * 2
    content = (
        f'<office:document-content{spaces} office:version="1.2"><office:body><office:text><text:p>{picture}</text:p>'
        f"{section}<table:table><table:table-row>{cells}</table:table-row></table:table>"
        "</office:text></office:body></office:document-content>"
    )
    text = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<m:manifest xmlns:m="{ODF}manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{text}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    return packed({"mimetype": text, "META-INF/manifest.xml": manifest, "content.xml": content})


def linked_pdf(target: str) -> bytes:
    action = b"/OpenAction << /S /URI /URI (%b) >>" % target.encode()
    return page(WORDS).replace(b"/Type /Catalog", b"/Type /Catalog " + action)


LINKED = {
    "docx": linked_docx,
    "xlsx": lambda target: workbook(**{"xl__worksheets___rels__sheet1.xml.rels": relations(target)}),
    "html": linked_html,
    "pdf": linked_pdf,
    "rtf": pytest.param(linked_rtf, marks=needs_office),
    "odt": pytest.param(linked_odt, marks=needs_office),
}


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        yield listening


def texts(data: bytes) -> str:
    try:
        return "".join(cell.text for grid in read(data) for row in grid.rows for cell in row.cells)
    except InputError as error:
        return str(error)


@pytest.mark.parametrize("linked", LINKED.values(), ids=LINKED)
def test_reading_asks_nobody(linked: object, server: socket.socket) -> None:
    assert callable(linked)
    texts(linked(f"http://127.0.0.1:{server.getsockname()[1]}/x.png"))
    with pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize("linked", LINKED.values(), ids=LINKED)
def test_reading_brings_in_no_other_file(linked: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert callable(linked)
    beside = tmp_path_factory.mktemp("beside") / "secret.txt"
    beside.write_text(SECRET, encoding="utf-8")
    assert SECRET not in texts(linked(beside.as_uri()))
