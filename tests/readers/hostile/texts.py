"""Texts with bytes that are none, and pictures."""

from __future__ import annotations

from tests.readers.hostile.archives import HEADINGS, VALUES

TABLE = "\t".join(HEADINGS) + "\n" + "\t".join(VALUES) + "\n"

FILES = {
    "empty.txt": lambda: b"",
    "blank.csv": lambda: b" \r\n" * 500,
    "nul.txt": lambda: TABLE.replace("绿", "\0").encode(),
    "mixed.txt": lambda: TABLE.encode() + TABLE.encode("gb18030"),
    "surrogates.txt": lambda: TABLE.encode().replace("种".encode(), b"\xed\xa0\x80"),
    "cut.txt": lambda: TABLE.encode()[:-2],
    "noise.txt": lambda: bytes(range(256)) * 50,
    "long-line.txt": (TABLE + "种" * 1_100_000).encode,
    "tabs.txt": lambda: TABLE.encode() + b"\t" * 600_000,
    "open-quote.csv": lambda: ",".join(HEADINGS).encode() + b'\n"a' + b",1\n" * 300_000,
    "large.txt": lambda: b"1\t2\n" * (9 << 20),
    "picture.txt": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "photo.pdf": lambda: b"\xff\xd8\xff\xe0" + bytes(100),
    "utf16.csv": lambda: (TABLE * 3).encode("utf-16-le"),
    "packed.csv": lambda: b"\x1f\x8b\x08\0" + bytes(20),
}
HARMLESS = frozenset({"utf16.csv", "long-line.txt"})
