"""Web pages and JSON, nested, spanned and half written."""

from __future__ import annotations

import json

from tests.readers.hostile.archives import HEADINGS, VALUES, laughs

RECORD = dict(zip(HEADINGS, VALUES, strict=True))


LAUGHS = laughs().replace("DOCTYPE sst", "DOCTYPE Workbook")
EXCEL_XML = (
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>甲</Data></Cell>'
    "</Row></Table></Worksheet></Workbook>"
)
WORD_XML = (
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>甲</w:t></w:r>'
    "</w:p></w:body></w:wordDocument>"
)
MHT = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n'


def html_table(last: str = "") -> str:
    rows = (f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in (HEADINGS, VALUES))
    return f"<table>{''.join(rows)}{last}</table>"


def text_of(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()


FILES = {
    "deep.html": lambda: b"<html><body>" + b"<div>" * 100_000 + b"</div>" * 100_000,
    "nested-tables.html": lambda: b"<html>" + b"<table><tr><td>" * 20_000,
    "no-table.html": "<html><body><p>今天开会。</p></body></html>".encode,
    "open-comment.html": lambda: b"<html><table><!--" + b"<!--" * 300_000,
    "open-tags.html": lambda: b"<html><table>" + b"<a " * 300_000,
    "open-script.html": lambda: b"<html><table><script>" + b"</scrip" * 200_000,
    "nul.html": lambda: html_table().replace("绿", "\0").encode(),
    "mixed.html": lambda: b"<html>" + html_table().encode() + html_table().encode("gb18030"),
    "wide-span.html": lambda: html_table('<tr><td colspan="100000000" rowspan="100000000">x</td></tr>').encode(),
    "script.html": (html_table() + "<script>location='http://127.0.0.1:9/'</script>").encode,
    "page.xls": lambda: html_table().encode("gb18030"),
    "deep.json": lambda: b'[{"a":' + b"[" * 500_000,
    "deep-objects.json": lambda: b'{"a":' * 500_000,
    "cut.json": lambda: text_of([RECORD, RECORD])[:-40],
    "scalars.json": lambda: b'["a", 1, null]',
    "long-number.json": lambda: b'[{"' + "项目名称".encode() + b'": 1' + b"0" * 3_000_000 + b"}]",
    "surrogate.json": lambda: text_of([RECORD]).replace("种树浇水".encode(), b"\\ud800\\udfff\\ud800"),
    "nan.json": lambda: text_of([RECORD | {"总计": float("nan")}, RECORD | {"总计": float("-inf")}]),
    "cut.jsonl": lambda: text_of(RECORD) + b"\n" + text_of(RECORD)[:-30],
    "empty-2003.xls": lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "laughs-2003.xls": (LAUGHS + EXCEL_XML.replace("甲", "&l9;")).encode,
    "cut-2003.xls": EXCEL_XML[:-30].encode,
    "deep-2003.xls": lambda: EXCEL_XML.replace("甲", "<a>" * 300_000).encode(),
    "nested.mht": lambda: b"".join(MHT % (n, n) for n in range(3_000)),
    "no-page.mht": lambda: b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx",
    "laughs.xml.html": lambda: b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><lolz>&b;</lolz>',
    "archive.doc": lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
    "laughs-word.doc": (LAUGHS + WORD_XML.replace("甲", "&l9;")).encode,
    "cut-word.doc": WORD_XML[:-30].encode,
    "deep-word.doc": lambda: WORD_XML.replace("甲", "<w:sect>" * 300_000).encode(),
    "page.doc": lambda: b"{\\rtf1\\ansi{\\object\\objdata 0105}}",
    "deep.rtf": lambda: b"{\\rtf1" + b"{" * 500_000,
}  # fmt: skip
HARMLESS = frozenset({"wide-span.html", "script.html", "page.xls", "nan.json"})
