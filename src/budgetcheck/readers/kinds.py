"""What kind of file some bytes are, told by their content and never by a name."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers.recognition import ELSEWHERE, remedy

if TYPE_CHECKING:
    from zipfile import ZipFile

TEXT = "text"
ENCRYPTED = "加密的 Office"
PICTURE = "图片"

_AS_TABLE = "另存为 XLSX、CSV 或文本后再检查 (save it as XLSX, CSV or text first)"
_UNPACK = "先解压，再检查解压出的文件夹 (unpack it, and check the folder that this makes)"
_REFUSED: tuple[tuple[bytes, str, str, str], ...] = (
    (b"\x1f\x8b", "gzip 压缩包", "a gzip archive", _UNPACK),
    (b"BZh", "bzip2 压缩包", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "xz 压缩包", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "RAR 压缩包", "a RAR archive", _UNPACK),
    (b"GIF8", "GIF 图片", "a GIF picture", "另存为 PNG 或 JPEG (save it as PNG or JPEG)"),
)
_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"),
)  # fmt: skip
_MARKS = ((b"PAR1", "parquet"), (b"{\\rtf", "rtf"), *((mark, PICTURE) for mark, _ in _PICTURES))
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {"EncryptedPackage": ENCRYPTED, "Workbook": "xls", "Book": "xls", "WordDocument": "doc"}
_OLE_ENTRY = 128
_MAIN_PARTS = (
    ("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"), ("word/document.xml", "docx"), ("OFD.xml", "ofd"),
)  # fmt: skip
_MAIN_FOLDERS = {"xl": "xlsx", "word": "docx"}
_MIMETYPES = {
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.spreadsheet-template": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
}
_MAX_MEMBERS = 5_000
_HEAD = 1 << 16
_TEXT_MARKS = (b"<table", b"<!doctype html", b"<html", b"<body")
_MAIL_MARKS = (b"mime-version:", b"content-type:")
_PAGES_IN_MAIL = (b"multipart/related", b"text/html")
_IN_XML: tuple[tuple[bytes, str], ...] = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "excel-xml"),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", "word-xml"),
    (b"http://schemas.microsoft.com/office/2006/xmlpackage", "word-xml"),
)
_FLAT = b"application/vnd.oasis.opendocument."


def kind_of(file: str, data: bytes) -> str:
    """The kind of file that `data` is, a key of `FORMATS`; `TEXT` for what opens like none of them.

    Raises:
        UnreadableInputError: a kind that holds no table, or none that can be read; the text names it.
    """
    for mark, kind in _MARKS:
        if data.startswith(mark):
            return kind
    if data.startswith(_ZIP_MARKS):
        return _zip_kind(file, data)
    if data.startswith(_OLE_MARK):
        return _ole_kind(file, data)
    # NOTE: a PDF may have other bytes before its mark, by its standard within the first 1,024; an archive
    # may hold one there.
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for mark, zh, en, instead in _REFUSED:
        if data.startswith(mark):
            raise refusal(file, zh, en, instead)
    return _markup_kind(file, data)


def refusal(file: str, zh: str, en: str, instead: str = _AS_TABLE) -> UnreadableInputError:
    """The error for a kind of file that is not read."""
    return UnreadableInputError(file, f"这是 {zh}，不能读取 (this is {en}, which cannot be read)", instead)


def unread_picture(file: str, data: bytes) -> UnreadableInputError:
    """The error for a picture whose text nobody asked to recognise."""
    name = next((name for mark, name in _PICTURES if data.startswith(mark)), "")
    return refusal(file, f"{name} 图片", f"a {name} picture", remedy(ELSEWHERE))


def _zip_kind(file: str, data: bytes) -> str:
    import zipfile

    # NOTE: counted before the directory is read, which makes an object of each member.
    members = data.count(b"PK\x01\x02")
    if members > _MAX_MEMBERS:
        raise UnreadableInputError(
            file,
            f"压缩包中有 {members:,} 个成员，超过上限 {_MAX_MEMBERS:,} "
            f"({members:,} members in the archive, over the limit of {_MAX_MEMBERS:,})",
            _AS_TABLE,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = archive.read("mimetype")[:100] if _small(archive, "mimetype") else b""
    except (
        zipfile.BadZipFile,
        ValueError,
        NotImplementedError,
        RuntimeError,
        struct.error,
        OSError,
    ) as fault:
        raise UnreadableInputError(
            file,
            f"文件残缺，或不是有效的压缩包 (cut short, or no valid ZIP container: {fault})",
            "请重新获取或另存 (get it again or save it anew)",
        ) from None
    if not names:
        raise UnreadableInputError(
            file, "压缩包是空的 (the archive is empty)", "请重新获取或另存 (get it again or save it anew)"
        )
    kind = _MIMETYPES.get(mimetype.decode("ascii", "replace").strip()) or _by_parts(names)
    if kind is None:
        raise refusal(file, "ZIP 压缩包", "a ZIP archive", _UNPACK)
    return kind


def _by_parts(names: Sequence[str]) -> str | None:
    """The kind that has such parts: a main part by its name, else any part in its folder."""
    for name, kind in _MAIN_PARTS:
        if name in names:
            return kind
    folders = {PurePosixPath(name).parts[0] for name in names if name.strip("/")}
    return next((kind for folder, kind in _MAIN_FOLDERS.items() if folder in folders), None)


def _small(archive: ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size <= 100


def _ole_kind(file: str, data: bytes) -> str:
    """The kind by the name of the first stream that is known, in the order of the directory."""
    found = {at: kind for name, kind in _OLE_STREAMS.items() if (at := _ole_entry(data, name)) is not None}
    if not found:
        raise UnreadableInputError(
            file,
            "旧版 Office 或 WPS 文件里没有工作簿，也没有文档，可能不完整 "
            "(an old Office or WPS file that holds neither workbook nor document; it may be incomplete)",
            _AS_TABLE,
        )
    return ENCRYPTED if ENCRYPTED in found.values() else found[min(found)]


def _ole_entry(data: bytes, name: str) -> int | None:
    """Where the directory of an OLE file has an entry of this name."""
    sought = (name + "\0").encode("utf-16-le")
    at = data.find(sought)
    # NOTE: entries stand at multiples of their size; elsewhere the name is text of a cell.
    while at >= 0 and at % _OLE_ENTRY:
        at = data.find(sought, at + 1)
    return at if at >= 0 else None


def _markup_kind(file: str, data: bytes) -> str:
    # NOTE: without its NULs, UTF-16 reads like any other encoding as far as tags go.
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith(b"<"):
        for mark, kind in _IN_XML:
            if mark in head:
                return kind
        if _FLAT in head:
            raise refusal(file, "单个 XML 的 OpenDocument 文件", "a file of OpenDocument in one XML")
        if any(mark in head for mark in _TEXT_MARKS):
            return "html"
        if head.startswith(b"<?xml"):
            raise refusal(file, "XML", "XML")
    if head.startswith((b"{", b"[")):
        return _json_kind(head)
    return _mail_kind(file, head)


def _mail_kind(file: str, head: bytes) -> str:
    """A web archive is a mail of pages; what begins unlike a mail is text."""
    fields = head.replace(b"\r", b"").partition(b"\n\n")[0]
    if not all(b"\n" + mark in b"\n" + fields for mark in _MAIL_MARKS):
        return TEXT
    if any(mark in fields for mark in _PAGES_IN_MAIL):
        return "mht"
    raise refusal(
        file, "电子邮件", "an e-mail", "把附件另存后检查附件 (save its attachments and check those)"
    )


def _json_kind(head: bytes) -> str:
    """JSON opens with a bracket and what may stand behind one; a line such as `[2024]项目` does not."""
    behind = head[1:].lstrip()[:1]
    if behind not in ((b'"', b"}") if head.startswith(b"{") else (b"{", b"[", b"]", b'"')):
        return TEXT
    first, _, rest = head.partition(b"\n")
    ended = first.rstrip().endswith((b"}", b"]"))
    return "json-lines" if ended and rest.lstrip().startswith((b"{", b"[")) else "json"
