"""Workbooks that name their parts as they like, repeat without end, or count what is not there."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.readers.hostile.archives import (
    BOOK,
    BOOK_RELS,
    HEADINGS,
    OLE,
    OUTSIDE,
    PACKAGE_NS,
    REL_NS,
    RELS,
    SHEET_NS,
    TABLE,
    TYPES,
    VALUES,
    cell,
    long_text,
    merges,
    packed,
    sheet,
    workbook,
)
from tests.readers.hostile.documents import sheets

_NONE = 0xFFFFFFFF
_END = 0xFFFFFFFE


def related(*entries: str) -> str:
    """The relations of the workbook and these: `kind target` each."""
    more = "".join(
        f'<Relationship Id="x{n}" Type="{REL_NS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(entry.split() for entry in entries)
    )
    return BOOK_RELS.replace("</Relationships>", more + "</Relationships>")


def led_to(target: str) -> bytes:
    """A workbook whose sheet is said to stand elsewhere."""
    return workbook(**{"xl___rels__workbook.xml.rels": BOOK_RELS.replace("worksheets/sheet1.xml", target)})


def named(part: str, content: str) -> bytes:
    """A workbook whose sheet has a name that tells nothing."""
    return packed(
        {
            "[Content_Types].xml": TYPES.replace("sheet1.xml", part),
            "_rels/.rels": RELS,
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": BOOK_RELS.replace("sheet1.xml", part),
            f"xl/worksheets/{part}": content,
        }
    )


def shared(strings: str, rows: str) -> bytes:
    table = f'<sst xmlns="{SHEET_NS}">{strings}</sst>'
    relations = related("sharedStrings sharedStrings.xml")
    more = {"xl__sharedStrings.xml": table, "xl___rels__workbook.xml.rels": relations}
    return workbook(sheet(TABLE + rows), **more)


def same_long_string() -> bytes:
    """100,000 cells that each show the same string of 900,000 characters."""
    rows = (
        "".join(f'<c t="s"><v>{"0" * (row % 7 + column % 5 + 1)}</v></c>' for column in range(26))
        for row in range(4_000)
    )
    return shared(f"<si><t>{long_text(900_000)}</t></si>", "".join(f"<row>{row}</row>" for row in rows))


def many_sheets(count: int) -> bytes:
    """One part shown as so many sheets."""
    extra = "".join(f'<sheet name="s{n}" sheetId="{n + 2}" r:id="r1"/>' for n in range(count))
    return workbook(**{"xl__workbook.xml": BOOK.replace("<sheets>", "<sheets>" + extra)})


def linked() -> bytes:
    """External links, connections and formulas that ask programs and the net for values."""
    outside = (
        f'<externalLink xmlns="{SHEET_NS}" xmlns:r="{REL_NS}"><ddeLink ddeService="cmd" ddeTopic="/c x"/>'
        '<oleLink r:id="r1" progId="x"/></externalLink>'
    )
    connection = (
        f'<connections xmlns="{SHEET_NS}"><connection id="1" name="c" type="4" refreshOnLoad="1">'
        '<webPr url="http://127.0.0.1:9/"/></connection></connections>'
    )
    rows = TABLE.replace(cell("12.00"), "<c><f>cmd|'/c x'!A0</f><v>12</v></c>", 1)
    rows = rows.replace(cell("0.00"), '<c><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>0</v></c>', 1)
    relations = related("externalLink externalLinks/externalLink1.xml", "connections connections.xml")
    book = BOOK.replace(
        "</sheets>", '</sheets><externalReferences><externalReference r:id="x0"/></externalReferences>'
    )
    return workbook(
        sheet(rows),
        **{
            "xl__workbook.xml": book,
            "xl__externalLinks__externalLink1.xml": outside,
            "xl__connections.xml": connection,
            "xl__embeddings__oleObject1.bin": OLE,
            "xl___rels__workbook.xml.rels": relations,
        },
    )


def comments(count: int) -> bytes:
    relations = (
        f'<Relationships xmlns="{PACKAGE_NS}/relationships"><Relationship Id="r9" Type="{REL_NS}/comments" '
        'Target="../comments1.xml"/></Relationships>'
    )
    listed = "".join(
        f'<comment ref="XFD{n}" authorId="0"><text><t>{n}</t></text></comment>' for n in range(count)
    )
    part = f'<comments xmlns="{SHEET_NS}"><authors><author>a</author></authors><commentList>{listed}</commentList></comments>'
    return workbook(**{"xl__worksheets___rels__sheet1.xml.rels": relations, "xl__comments1.xml": part})


def stated(name: bytes, data: bytes, sizes: tuple[int, int], method: int = 0, flags: int = 0) -> bytes:
    """An archive of one member that states what it likes of itself."""
    about = struct.pack("<HHHHIIIHH", flags, method, 0, 0, zlib.crc32(data), *sizes, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<H", 20) + about + name + data
    entry = b"PK\x01\x02" + struct.pack("<HH", 20, 20) + about + bytes(14) + name
    return local + entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)


def lying_directory() -> bytes:
    """Where the directory stands and how many it lists, as ZIP64 and plain records tell it differently."""
    whole = workbook()
    at = whole.rindex(b"PK\x05\x06")
    far = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1 << 60, 1 << 60, 1 << 62, 1 << 62)
    return (
        whole[:at] + far + struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1) + whole[at : at + 8] + b"\xff" * 14
    )


def old_workbook(change: Callable[[bytearray], None]) -> bytes:
    """The streams of an old workbook, changed."""
    import xlwt  # type: ignore[import-untyped]

    book = xlwt.Workbook()
    page = book.add_sheet("表")
    for line, row in enumerate((HEADINGS, VALUES)):
        for column, value in enumerate(row):
            page.write(line, column, value)
    held = io.BytesIO()
    book.save(held)
    content = bytearray(held.getvalue())
    change(content)
    return bytes(content)


def _lie_of_strings(content: bytearray) -> None:
    at = content.index(b"\xfc\x00", 512)
    content[at + 4 : at + 12] = struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF)


def _lie_of_extent(content: bytearray) -> None:
    at = content.index(struct.pack("<HH", 0x200, 14))
    content[at + 4 : at + 16] = struct.pack("<IIHH", 0, 0xFFFFFFF, 0, 0xFFFF)


def _cut(content: bytearray) -> None:
    content[1500:] = bytes(len(content) - 1500)


def _scatter(content: bytearray) -> None:
    chance = random.Random(5)
    for _ in range(300):
        content[chance.randrange(512, len(content))] = chance.randrange(256)


def looped(*, table: bool = False, folder: bool = False, size: int = 1 << 30) -> bytes:
    """An OLE file whose table of sectors or whose directory leads back to itself, or that states a size."""
    head = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += (
        struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0) + b"\xff" * 432
    )
    sectors = [0xFFFFFFFD, 1 if folder else _END, *((3, 2) if table else (_END, _END)), *[_NONE] * 124]
    child = 1 if folder else _NONE
    entries = _entry("Root Entry", 5, (_NONE, _NONE, 1), (_END, 0))
    entries += _entry("Workbook", 2, (child, child, _NONE), (2, size)) + bytes(256)
    return head + struct.pack("<128I", *sectors) + entries + bytes(1024)


def _entry(name: str, kind: int, kin: tuple[int, int, int], place: tuple[int, int]) -> bytes:
    called = (name + "\0").encode("utf-16-le")
    about = struct.pack("<HBBIII", len(called), kind, 1, *kin)
    return called.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", *place)


def record(number: int, content: bytes = b"") -> bytes:
    """A record of a workbook in XLSB."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    return head + bytes([len(content)]) + content


def binary(*records: bytes) -> bytes:
    """An XLSB workbook of one sheet of these records."""
    texts = b"".join(struct.pack("<I", len(t)) + t.encode("utf-16-le") for t in ("r1", "s"))
    book = (
        record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + texts) + record(144) + record(132)
    )
    return packed(
        {
            "[Content_Types].xml": TYPES.replace("workbook.xml", "workbook.bin"),
            "_rels/.rels": RELS.replace("workbook.xml", "workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": BOOK_RELS.replace("sheet1.xml", "sheet1.bin"),
            "xl/worksheets/sheet1.bin": b"".join(records),
        }
    )


def _extent(rows: int, columns: int) -> bytes:
    return record(129) + record(148, struct.pack("<IIII", 0, rows, 0, columns)) + record(145)


def _number(row: int, column: int) -> bytes:
    return record(0, struct.pack("<I", row) + bytes(21)) + record(5, struct.pack("<IId", column, 0, 1.0))


def cells_of(text: str, repeats: str = "") -> str:
    return f'<table:table-row {repeats}><table:table-cell o:value-type="string">{text}</table:table-cell></table:table-row>'


FILES = {
    "other-name.xlsx": lambda: named("sheet1.dat", sheet(behind=merges("A1:XFD1048576"))),
    "other-name-entity.xlsx": lambda: named("sheet1", sheet(before=OUTSIDE).replace("园区绿化", "&x;")),
    "leads-up.xlsx": lambda: led_to("../../../../etc/passwd"),
    "leads-out.xlsx": lambda: led_to("file:///etc/passwd"),
    "leads-back.xlsx": lambda: led_to("workbook.xml"),
    "shared-long.xlsx": same_long_string,
    "shared-lie.xlsx": lambda: shared("<si><t>a</t></si>", '<row><c t="s"><v>99999999999</v></c></row>'),
    "many-sheets.xlsx": lambda: many_sheets(100_000),
    "far-row.xlsx": lambda: workbook(sheet(TABLE + '<row r="9999999999999"><c r="ZZZZZZ9999999999999"><v>1</v></c></row>')),
    "below-row.xlsx": lambda: workbook(sheet(TABLE + '<row r="-5"><c r="A-5"><v>1</v></c></row>')),
    "hidden-columns.xlsx": lambda: workbook(
        sheet().replace("<sheetData>", '<cols><col min="1" max="2147483647" hidden="1"/></cols><sheetData>')
    ),
    "linked.xlsx": linked,
    "comments.xlsx": lambda: comments(40_000),
    "bzip2-bomb.xlsx": lambda: packed({"xl/workbook.xml": BOOK + " " * 20_000_000}, zipfile.ZIP_BZIP2),
    "lzma-bomb.xlsx": lambda: packed({"xl/workbook.xml": BOOK + " " * 20_000_000}, zipfile.ZIP_LZMA),
    "unknown-method.xlsx": lambda: stated(b"xl/workbook.xml", b"<a/>", (4, 4), method=93),
    "patched.xlsx": lambda: stated(b"xl/workbook.xml", b"<a/>", (4, 4), flags=0x20),
    "aes.xlsx": lambda: stated(b"xl/workbook.xml", bytes(30), (30, 4), method=99, flags=1),
    "stated-size.xlsx": lambda: stated(b"xl/workbook.xml", b"<a/>", (0xFFFFFFFE, 0xFFFFFFFE)),
    "stored-size.xlsx": lambda: stated(b"xl/workbook.xml", b"<a/>", (4, 0x7FFFFFF)),
    "no-deflate.xlsx": lambda: stated(b"xl/workbook.xml", b"\xff" * 500, (500, 900), method=8),
    "zip64-lie.xlsx": lying_directory,
    "note.xlsx": lambda: workbook()[:-2] + struct.pack("<H", 60_000) + b"PK\x01\x02" * 15_000,
    "table-loop.xls": lambda: looped(table=True),
    "folder-loop.xls": lambda: looped(folder=True),
    "size-lie.xls": lambda: looped(size=_NONE),
    "strings-lie.xls": lambda: old_workbook(_lie_of_strings),
    "extent-lie.xls": lambda: old_workbook(_lie_of_extent),
    "cut-records.xls": lambda: old_workbook(_cut),
    "scattered.xls": lambda: old_workbook(_scatter),
    "cut-record.xlsb": lambda: binary(_extent(5, 5), _number(0, 0), b"\x05\xff\xff\xff\x7f"),
    "far-cell.xlsb": lambda: binary(_extent(5, 5), _number(0, 0), _number(1048575, 16383), record(146), record(130)),
    "extent-lie.xlsb": lambda: binary(_extent(_NONE, _NONE), _number(0, 0), record(146), record(130)),
    "no-records.xlsb": binary,
    "text-repeats.ods": lambda: sheets(cells_of("<text:p>x</text:p>", 'table:number-rows-repeated="1048576"').replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"')),
    "blanks.ods": lambda: sheets(cells_of('<text:p>a<text:s text:c="99999999"/>b</text:p>')),
    "spans.ods": lambda: sheets(cells_of("<text:p>a</text:p>").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-spanned="99999" table:number-rows-spanned="9"') * 3),
    "hidden-rows.ods": lambda: sheets(
        cells_of("<text:p>a</text:p>", 'table:visibility="collapse" table:number-rows-repeated="99999999"') * 50
    ),
    "other-kind.ods": lambda: workbook(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
}  # fmt: skip
HARMLESS = frozenset({"linked.xlsx", "comments.xlsx", "extent-lie.xls"})
