"""What kind of file some bytes are, told by their content and never by a name."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers.text import lines_of

_AS_TEXT = (
    "先另存为制表符分隔的文本或 CSV (save it as tab-separated text or CSV first)",
    "先用 pandas 读成 DataFrame 再传入 (read it with pandas and pass the DataFrame)",
    "先解压 (unpack it first)",
    "先做文字识别，再存为文本 (recognise its text first and save that)",
)
_MAGIC: tuple[tuple[bytes, str, int], ...] = (
    (b"%PDF-", "PDF", 0),
    (b"{\\rtf", "RTF", 0),
    (b"PAR1", "Parquet", 1),
    (b"\x1f\x8b", "gzip", 2),
    (b"7z\xbc\xaf\x27\x1c", "7z", 2),
    (b"Rar!\x1a\x07", "RAR", 2),
    (b"\x89PNG\r\n\x1a\n", "PNG", 3),
    (b"\xff\xd8\xff", "JPEG", 3),
    (b"GIF8", "GIF", 3),
    (b"II*\x00", "TIFF", 3),
    (b"MM\x00*", "TIFF", 3),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ZIP_KINDS = ((b"xl/", "XLSX"), (b"word/", "DOCX"), (b"OFD.xml", "OFD"), (b"opendocument", "ODF"))
_OLE_KINDS = (("EncryptedPackage", "加密的 Office 文件", "encrypted Office file"), ("Workbook", "XLS", "XLS"))
_MARKUP = (("<!doctype html", "HTML"), ("<html", "HTML"), ("<table", "HTML"), ("<?xml", "XML"))
_HEAD = 1 << 14
_MIN_WIDTH = 3


class Layout(NamedTuple):
    """How the cells of a text are parted; `quoted` says that quotes may enclose delimiters and line ends."""

    delimiter: str = "\t"
    quoted: bool = False


def refuse_binary(file: str, data: bytes) -> None:
    """Nothing, when the bytes do not open like a known kind of file that is not text.

    Raises:
        UnreadableInputError: they do; the text names the kind.
    """
    # NOTE: a PDF may have other bytes before its mark, by its standard within the first 1,024.
    if b"%PDF-" in data[:1024]:
        raise _refusal(file, "PDF", "PDF", _AS_TEXT[0])
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            raise _refusal(file, kind, kind, _AS_TEXT[remedy])
    if data.startswith(_ZIP):
        ends = data[:4096] + data[-65536:]
        kind = next((k for mark, k in _ZIP_KINDS if mark in ends), "ZIP")
        raise _refusal(file, kind, kind, _AS_TEXT[2 if kind == "ZIP" else 0])
    if data.startswith(_OLE):
        for mark, zh, en in _OLE_KINDS:
            if mark.encode("utf-16-le") in data:
                raise _refusal(file, zh, en, _AS_TEXT[0])
        raise _refusal(file, "旧版 Office 或 WPS 文件", "old Office or WPS file", _AS_TEXT[0])


def refuse_markup(file: str, text: str) -> None:
    """Nothing, when the text does not open like a web page or XML.

    Raises:
        UnreadableInputError: it does.
    """
    head = text[:4096].lstrip().lower()
    for mark, kind in _MARKUP:
        if head.startswith(mark):
            raise _refusal(file, kind, kind, _AS_TEXT[0])


def _refusal(file: str, zh: str, en: str, remedy: str) -> UnreadableInputError:
    return UnreadableInputError(
        file, f"这是 {zh}，本版本尚不能读取 (this is {en}, which this version cannot read yet)", remedy
    )


def layout(text: str) -> Layout:
    """How the cells of `text` are parted: by tabs unless commas or semicolons make many more equal rows.

    >>> layout('项目名称,总计,绩效目标\\n培训费,1.00,"办班，两期"\\n')
    Layout(delimiter=',', quoted=True)
    """
    sample = text[:_HEAD]
    if len(text) > _HEAD and "\n" in sample:
        sample = sample[: sample.rindex("\n")]
    lines = [line for line in lines_of(sample) if line]
    tabs = _commonest(line.count("\t") + 1 for line in lines)
    # NOTE: thousands commas make rows of a tab-separated table look evenly comma-separated, hence the half;
    # and where tabs part half of the lines evenly, no other mark can win.
    others = {} if 2 * tabs >= len(lines) else {mark: _even_rows(sample, mark) for mark in ",;"}
    if 2 * tabs >= max(others.values(), default=0):
        return Layout("\t", quoted='"' in text and _tabs_are_quoted(text))
    return Layout(max(others, key=lambda mark: others[mark]), quoted=True)


def _tabs_are_quoted(text: str) -> bool:
    """Whether quotes enclose line ends in a tab-separated text, as spreadsheets write it.

    NOTE: published tables are not quoted at all, and a stray quote must not swallow the rows after it. So
    every quote must pair, and reading by quotes must join lines without losing a row of the usual width.
    """
    plain = [width for line in lines_of(text) if (width := line.count("\t") + 1) > 1 or line]
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        joined = list(map(len, csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)))
    except csv.Error:
        return False
    return len(list(filter(None, joined))) < len(plain) and _commonest(joined) >= _commonest(plain)


def _commonest(widths: Iterable[int]) -> int:
    """How many rows have the commonest number of cells, among rows of three cells or more."""
    counted = Counter(width for width in widths if width >= _MIN_WIDTH)
    return max(counted.values(), default=0)


def _even_rows(sample: str, delimiter: str) -> int:
    csv.field_size_limit(max(csv.field_size_limit(), len(sample) + 1))
    return _commonest(map(len, csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)))
