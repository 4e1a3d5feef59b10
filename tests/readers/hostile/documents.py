"""Word, OpenDocument, OFD, old Office and Parquet files that are not what they say."""

from __future__ import annotations

import struct

from tests.readers.hostile.archives import HEADINGS, OLE, OUTSIDE, VALUES, packed

WORD_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
SHEETS = "application/vnd.oasis.opendocument.spreadsheet"


def compound(*names: str, body: bytes = b"") -> bytes:
    """An OLE file as far as its directory goes."""
    entries = b"".join((name + "\0").encode("utf-16-le").ljust(64, b"\0").ljust(128, b"\1") for name in names)
    head = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    return head.ljust(512, b"\xff") + body.ljust(512, b"\0") + entries.ljust(512, b"\0")


def word_cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def word(body: str, before: str = "") -> bytes:
    document = f'{before}<w:document xmlns:w="{WORD_NS}"><w:body>{body}</w:body></w:document>'
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


WORD_TABLE = "".join(f"<w:tr>{''.join(map(word_cell, row))}</w:tr>" for row in (HEADINGS, VALUES))


WIDE = '<w:gridSpan w:val="2000000000"/>'


def nested_tables(times: int) -> bytes:
    return word("<w:tbl><w:tr><w:tc>" * times + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * times)


def sheets(body: str, manifest: str = "<m/>") -> bytes:
    content = (
        f'<o:document-content xmlns:o="{ODF}office:1.0" xmlns:table="{ODF}table:1.0" xmlns:text="{ODF}text:1.0">'
        f'<o:body><o:spreadsheet><table:table table:name="表">{body}</table:table></o:spreadsheet></o:body>'
        "</o:document-content>"
    )
    return packed({"mimetype": SHEETS, "META-INF/manifest.xml": manifest, "content.xml": content})


REPEATED = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell o:value-type="float" o:value="1" '
    'table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell></table:table-row>'
)


def old_word(flags: int) -> bytes:
    block = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, flags)
    return compound("Root Entry", "WordDocument", body=block)


FILES = {
    "encrypted.xlsx": lambda: compound("Root Entry", "EncryptedPackage", "EncryptionInfo"),
    "encrypted.doc": lambda: old_word(0x0100),
    "encrypted.ods": lambda: sheets("", '<m:manifest xmlns:m="x"><m:encryption-data/></m:manifest>'),
    "broken.doc": lambda: old_word(0),
    "broken.xls": lambda: compound("Root Entry", "Workbook"),
    "loop.xls": lambda: compound("Root Entry", "Workbook", body=struct.pack("<128I", *[0] * 128)),
    "cut.xls": lambda: compound("Root Entry", "Workbook")[:700],
    "empty-ole.et": lambda: OLE,
    "repeats.ods": lambda: sheets(REPEATED),
    "no-content.ods": lambda: packed({"mimetype": SHEETS}),
    "huge-span.docx": lambda: word(f"<w:tbl>{WORD_TABLE}<w:tr>{word_cell('x', WIDE)}</w:tr></w:tbl>"),
    "outside-entity.docx": lambda: word(f"<w:tbl>{WORD_TABLE.replace('园区绿化', '&x;')}</w:tbl>", OUTSIDE),
    "nested-tables.docx": lambda: nested_tables(3_000),
    "cut.docx": lambda: word(f"<w:tbl>{WORD_TABLE}</w:tbl>")[:400],
    "broken-xml.docx": lambda: packed({"word/document.xml": f'<w:document xmlns:w="{WORD_NS}"><w:body>'}),
    "no-document.ofd": lambda: packed({"OFD.xml": "<OFD/>"}),
    "outside.ofd": lambda: packed(
        {
            "OFD.xml": '<OFD xmlns="http://www.ofdspec.org/2016"><DocBody><DocRoot>/../../etc/passwd</DocRoot></DocBody></OFD>'
        }
    ),
    "entity.ofd": lambda: packed({"OFD.xml": OUTSIDE + "<OFD>&x;</OFD>"}),
    "garbage.parquet": lambda: b"PAR1" + bytes(range(256)) * 20 + b"PAR1",
    "cut.parquet": lambda: b"PAR1\x15\x04",
    "lying-foot.parquet": lambda: b"PAR1" + bytes(64) + struct.pack("<I", 0x7FFFFFFF) + b"PAR1",
    "word.xlsx": lambda: word(f"<w:tbl>{WORD_TABLE}</w:tbl>"),
}
HARMLESS = frozenset({"word.xlsx"})
