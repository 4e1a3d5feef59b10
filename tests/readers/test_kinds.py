from __future__ import annotations

from zipfile import ZIP_STORED

import pytest
from tests.readers.hostile.archives import BOOK, packed, workbook, zip64
from tests.readers.hostile.documents import SHEETS, compound, word

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers.formats import FORMATS, suffixes
from budgetcheck.readers.kinds import TEXT, kind_of

ARCHIVE = b'Content-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n--b'
FLAT = b'<?xml version="1.0"?><o:document o:mimetype="application/vnd.oasis.opendocument.spreadsheet"><table:table>'


def utf16(text: str) -> bytes:
    return text.encode("utf-16")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"II*\x00", "图片"),
        (b"MM\x00*", "图片"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"PAR1\x15\x04", "parquet"),
        (workbook(), "xlsx"),
        (zip64(), "xlsx"),
        (packed({"xl/Workbook2.xml": BOOK}), "xlsx"),
        (packed({"xl/workbook.bin": b"x"}), "xlsb"),
        (packed({"OFD.xml": "x", "Doc_0/Document.xml": "x"}), "ofd"),
        (packed({"mimetype": SHEETS, "content.xml": "x"}), "ods"),
        (word(""), "docx"),
        (packed({"word/document.xml": "x", "word/embeddings/a.xlsx": workbook()}), "docx"),
        (packed({"a.pdf": b"%PDF-1.7", "word/document.xml": "x"}, ZIP_STORED), "docx"),
        (compound("Root Entry", "Workbook"), "xls"),
        (compound("Root Entry", "Book"), "xls"),
        (compound("Root Entry", "WordDocument", "Workbook"), "doc"),
        (b"<html><table>", "html"),
        (b"  <!DOCTYPE html>\n<p>", "html"),
        (b"<!-- saved -->\n<HTML>", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "html"),
        (b"<table><tr><td>1", "html"),
        (utf16("<html><body>"), "html"),
        (b'[{"a": 1}]', "json"),
        (b'\xef\xbb\xbf[\n {"a": 1}]', "json"),
        (b'{"rows": []}', "json"),
        (b'{"a": 1}\n{"a": 2}\n', "json-lines"),
        (b'{\n "a": 1}', "json"),
        ("[2024]年项目\t总计\n".encode(), TEXT),
        ("{备注}\t总计\n".encode(), TEXT),
        ("<p>人民币1000元；</p>\n道路\t1.00\n".encode(), TEXT),
        ("项目名称\t总计\n".encode("gb18030"), TEXT),
        (utf16("项目名称\t总计\n"), TEXT),
        (b"", TEXT),
        (
            b'From: "Saved by Windows Internet Explorer 11"\r\nDate: x\r\nMIME-Version: 1.0\r\n' + ARCHIVE,
            "mht",
        ),
        (
            b"Subject: =?gb2312?B?08k=?=\nMime-Version: 1.0\nContent-Type: text/html; charset=gb2312\n\n<p>",
            "mht",
        ),
        ("Content-Type:\t总计\n".encode(), TEXT),
        (b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">', "word-xml"),
        (
            b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "excel-xml",
        ),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', "html"),
        (packed({"mimetype": SHEETS + "-template", "content.xml": "x"}), "ods"),
    ],
)
def test_the_kind_is_told_by_content(data: bytes, kind: str) -> None:
    assert kind_of("表", data) == kind
    assert kind == TEXT or kind in FORMATS


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x05\x06" + bytes(18), "压缩包是空的"),
        (b"PK\x03\x04 and no more", "不是有效的压缩包"),
        (packed({"表.xlsx": workbook()}), "这是 ZIP 压缩包"),
        (compound("Root Entry", "PowerPoint Document"), "没有工作簿，也没有文档"),
        (b"Rar!\x1a\x07\x00", "这是 RAR 压缩包"),
        (b"GIF89a", "这是 GIF 图片"),
        (
            b"From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b",
            "这是 电子邮件",
        ),
        (FLAT, "单个 XML 的 OpenDocument"),
        (b"<?xml version='1.0'?><a/>", "这是 XML"),
    ],
)
def test_what_holds_no_table_is_refused_by_its_name(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableInputError, match=said) as caught:
        kind_of("表", data)
    assert caught.value.remedy


def test_a_stream_name_inside_a_cell_does_not_make_a_workbook() -> None:
    body = bytes(6) + "EncryptedPackage\0".encode("utf-16-le")
    assert kind_of("表", compound("Root Entry", "Workbook", body=body)) == "xls"


def test_no_suffix_belongs_to_two_formats() -> None:
    known = [suffix for form in FORMATS.values() for suffix in form.suffixes]
    assert len(known) == len(set(known))
    assert set(known) <= set(suffixes())
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in known)
