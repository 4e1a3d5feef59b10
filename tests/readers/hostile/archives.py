"""ZIP containers that swell, overlap, lie about themselves, or hold XML that does."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Mapping

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_NS = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE_NS}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELS = (
    f'<Relationships xmlns="{PACKAGE_NS}/relationships"><Relationship Id="r1" Type="{REL_NS}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
BOOK = f'<workbook xmlns="{SHEET_NS}" xmlns:r="{REL_NS}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'
BOOK_RELS = (
    f'<Relationships xmlns="{PACKAGE_NS}/relationships"><Relationship Id="r1" Type="{REL_NS}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
HEADINGS = ("项目名称", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标")
VALUES = (
    "园区绿化",
    "12.00",
    "12.00",
    "0.00",
    "0.00",
    "种树浇水。",
    "产出指标：1、数量指标：种树棵数；年度指标值：≥90棵。",
)


def cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


TABLE = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in (HEADINGS, VALUES))


def sheet(rows: str = TABLE, behind: str = "", before: str = "") -> str:
    return f'{before}<worksheet xmlns="{SHEET_NS}"><sheetData>{rows}</sheetData>{behind}</worksheet>'


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def workbook(content: str | bytes | None = None, **more: str | bytes) -> bytes:
    """A workbook of one sheet; `more` parts by name, `__` for a slash."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELS,
        "xl/worksheets/sheet1.xml": sheet() if content is None else content,
    }
    parts |= {name.replace("__", "/"): part for name, part in more.items()}
    return packed(parts)


def overlapping() -> bytes:
    """Many members that share the bytes of one."""
    whole = packed({"xl/workbook.xml": BOOK + " " * 500_000})
    start = whole.index(b"PK\x01\x02")
    entry, end = whole[start : whole.index(b"PK\x05\x06")], whole[whole.index(b"PK\x05\x06") :]
    name = b"xl/workbook.xml"
    entries = b"".join(entry.replace(name, b"xl/work%04d.xml" % n) for n in range(500))
    counts = struct.pack("<HHII", 501, 501, len(entry) + len(entries), start)
    return whole[:start] + entry + entries + end[:8] + counts + end[20:]


def lying() -> bytes:
    """A member that says it is small and unpacks to much more."""
    whole = bytearray(workbook(sheet(TABLE + " " * 3_000_000)))
    size = struct.pack("<I", len(sheet(TABLE + " " * 3_000_000).encode()))
    return bytes(whole).replace(size, struct.pack("<I", 2_000))


def doubled() -> bytes:
    whole = workbook(sheet(), **{"xl__worksheets__sheet2.xml": sheet(TABLE.replace("12.00", "13.00"))})
    return whole.replace(b"xl/worksheets/sheet2.xml", b"xl/worksheets/sheet1.xml")


def wrong_sum() -> bytes:
    """A member whose content is not what its checksum says."""
    whole = workbook()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    return whole[: place + 80] + bytes([whole[place + 80] ^ 0xFF]) + whole[place + 81 :]


def flagged() -> bytes:
    """Members that are marked as encrypted."""
    whole = bytearray(workbook())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(mark)
        while at >= 0:
            whole[at + offset] |= 1
            at = whole.find(mark, at + 1)
    return bytes(whole)


def nested_zips(depth: int = 6) -> bytes:
    held = b" " * 1_000_000
    for _ in range(depth):
        held = packed({f"{n}.zip": held for n in range(8)})
    return held


def laughs() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "哈哈">{levels}]>'


def zip64() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(held, "w") as archive:
        for name in source.namelist():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(source.read(name))
    return held.getvalue()


def merges(*references: str) -> str:
    return (
        "<mergeCells>"
        + "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
        + "</mergeCells>"
    )


def many_rows(count: int) -> str:
    """Rows that do not pack well enough to be taken for a bomb."""
    return "".join(f"<row><c><v>{n * 7919 % 1_000_003}</v></c></row>" for n in range(count))


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def long_text(size: int) -> str:
    return noise(size // 2).hex()


OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
FAR_REL = (
    f'<Relationships xmlns="{PACKAGE_NS}/relationships"><Relationship Id="r1" Type="{REL_NS}/hyperlink" '
    'Target="http://127.0.0.1:9/x" TargetMode="External"/></Relationships>'
)
FORMULA = TABLE.replace(cell("12.00"), "<c><f>SUM(C2:E2)</f></c>", 1)
NUMBERS = "".join(f"<c><v>{n}</v></c>" for n in ("1e400", "-1e308", "NaN", "1E-400", "-0", "12,0"))

FILES = {
    "empty-zip.xlsx": lambda: packed({}),
    "plain-zip.xlsx": lambda: packed({"a.txt": "x"}),
    "cut-at-30.xlsx": lambda: workbook()[:600],
    "cut-at-90.xlsx": lambda: workbook()[:-60],
    "flat-bomb.xlsx": lambda: workbook(sheet(TABLE + " " * 30_000_000)),
    "nested-zips.xlsx": nested_zips,
    "nested-zips.docx": lambda: packed({"word/document.xml": "<a/>", "word/embeddings/1.zip": nested_zips(4)}),
    "overlapping.xlsx": overlapping,
    "lying-size.xlsx": lying,
    "doubled.xlsx": doubled,
    "wrong-sum.xlsx": wrong_sum,
    "flagged.xlsx": flagged,
    "members.xlsx": lambda: packed({f"xl/{n}.xml": "<a/>" for n in range(5_001)}, zipfile.ZIP_STORED),
    "laughs.xlsx": lambda: workbook(sheet(before=laughs()).replace("园区绿化", "&l9;")),
    "outside-entity.xlsx": lambda: workbook(sheet(before=OUTSIDE).replace("园区绿化", "&x;")),
    "utf16-entity.xlsx": lambda: workbook(
        ('<?xml version="1.0" encoding="utf-16"?>' + sheet(before=OUTSIDE[21:])).encode("utf-16")
    ),
    "huge-merge.xlsx": lambda: workbook(sheet(behind=merges("A1:XFD1048576"))),
    "many-merges.xlsx": lambda: workbook(
        sheet(behind=merges(*(f"A{n}:Z{n + 9999}" for n in range(10, 300_000, 10_000))))
    ),
    "many-rows.xlsx": lambda: workbook(sheet(many_rows(600_000))),
    "large-inside.xlsx": lambda: workbook(sheet(TABLE), **{"xl__media__1.png": noise(34 << 20)}),
    "long-string.xlsx": lambda: workbook(sheet(TABLE.replace("种树浇水", long_text(3_000_000)))),
    "deep.xlsx": lambda: workbook(sheet("<a>" * 100_000 + "</a>" * 100_000)),
    "no-sheet.xlsx": lambda: workbook("").replace(b"sheet1.xml", b"sheet9.xml"),
    "nul.xlsx": lambda: workbook(sheet(TABLE.replace("绿", "\0"))),
    "numbers.xlsx": lambda: workbook(sheet(f"<row>{NUMBERS}</row>")),
    "far-cell.xlsx": lambda: workbook(
        sheet(TABLE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    ),
    "no-cache.xlsx": lambda: workbook(sheet(FORMULA)),
    "zip64.xlsx": zip64,
    "names.xlsx": lambda: workbook(
        sheet(), **{"..__..__etc__passwd": "x", "\u202excod.exe": "x", "xl__vbaProject.bin": OLE, "xl___rels__x.rels": FAR_REL}
    ),
    "workbook.csv": workbook,
}  # fmt: skip
HARMLESS = frozenset({"far-cell.xlsx", "no-cache.xlsx", "zip64.xlsx", "names.xlsx", "workbook.csv"})
