"""Web archives, web pages, Word and Parquet files with what they could bring in, count or hide."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from importlib.util import find_spec

from tests.readers.hostile.archives import HEADINGS, PACKAGE_NS, REL_NS, VALUES, packed
from tests.readers.hostile.documents import WORD_NS, WORD_TABLE, word, word_cell
from tests.readers.hostile.markup import html_table

ARCHIVE = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"'
PART = b"\r\n--b\r\nContent-Type: text/html"
BROUGHT_IN = (
    '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"><base href="http://127.0.0.1:9/">'
    '<link rel="import" href="file:///etc/passwd"><object data="http://127.0.0.1:9/"></object>'
)
DRAWING = (
    '<tr><td colspan="7"><svg><script>x</script><image href="http://127.0.0.1:9/"/></svg>'
    '<img src="data:image/svg+xml;base64,PHN2Zy8+"><a href="data:text/html,x">附</a></td></tr>'
)


def taking_in() -> bytes:
    """A document with a page, a template, a text and an object from elsewhere."""
    kinds = ("aFChunk", "attachedTemplate", "subDocument", "oleObject")
    entries = "".join(
        f'<Relationship Id="r{n}" Type="{REL_NS}/{kind}" Target="http://127.0.0.1:9/{n}" TargetMode="External"/>'
        for n, kind in enumerate(kinds)
    )
    fields = "".join(
        f'<w:p><w:r><w:instrText>{field} "file:///etc/passwd"</w:instrText></w:r></w:p>'
        for field in ("INCLUDETEXT", "INCLUDEPICTURE", "DDEAUTO c:\\\\x", "LINK Excel.Sheet.8")
    )
    body = f'{fields}<w:altChunk r:id="r0"/><w:subDoc r:id="r2"/><w:tbl>{WORD_TABLE}</w:tbl>'
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{WORD_NS}" xmlns:r="{REL_NS}"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE_NS}/relationships">{entries}</Relationships>',
            "word/vbaProject.bin": b"macro",
        }
    )


def styles_in_a_circle(count: int) -> bytes:
    styles = (
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % count}"/></w:style>' for n in range(count)
    )
    content = f'<w:styles xmlns:w="{WORD_NS}">{"".join(styles)}</w:styles>'
    document = f'<w:document xmlns:w="{WORD_NS}"><w:body><w:tbl>{WORD_TABLE}</w:tbl></w:body></w:document>'
    return packed({"word/document.xml": document, "word/styles.xml": content})


def lost_list() -> bytes:
    """Paragraphs of lists that are nowhere told, and one whose number is none."""
    listed = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr></w:p>'
        for depth, number in (("0", "7"), ("99", "1"), ("-1", "x"), ("nan", ""))
    )
    return word(f"{listed}<w:tbl>{WORD_TABLE}</w:tbl>")


def parquet(**columns: list[str]) -> bytes:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet as files

    held = io.BytesIO()
    files.write_table(pa.table(columns), held, compression="zstd")
    return held.getvalue()


def one_row() -> dict[str, list[str]]:
    return {heading: [value] for heading, value in zip(HEADINGS, VALUES, strict=True)}


def _many_records() -> Iterator[str]:
    return (json.dumps({f"栏{n}": "1"}, ensure_ascii=False) for n in range(3_000))


FILES = {
    "taking-in.docx": taking_in,
    "styles.docx": lambda: styles_in_a_circle(20_000),
    "lost-list.docx": lost_list,
    "columns-before.docx": lambda: word(
        f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>{word_cell("x")}</w:tr></w:tbl>'
    ),
    "brought-in.html": (BROUGHT_IN + html_table(DRAWING)).encode,
    "data.html": (html_table() + f'<img src="data:image/png;base64,{"A" * 9_000_000}">').encode,
    "rows-spanned.html": lambda: (
        b"<table>" + b"<tr><td rowspan=65534>x" * 1_000 + b"<tr><td rowspan=65534 colspan=1000>y" * 3_000
    ),
    "attributes.html": lambda: b"<table><tr><td " + b"".join(b"a%d=1 " % n for n in range(300_000)) + b">x</table>",
    "declared.html": lambda: b"<html><table>" + b"<![" * 300_000 + b"]>" * 300_000,
    "open-quote.html": lambda: b'<table><tr><td title="' + b'<td title="x>' * 100_000,
    "many-ends.html": lambda: b"<html><table>" + b"</table>" * 500_000,
    "parts.mht": lambda: ARCHIVE + b"\r\n" + (PART + b"\r\n\r\n<p>x</p>") * 10_000 + b"\r\n--b--",
    "parameters.mht": lambda: ARCHIVE + b"".join(b"; p*%d*=%%41" % n for n in range(20_000)) + b"\r\n" + PART,
    "base64-in-base64.mht": lambda: (
        ARCHIVE + b"\r\n" + PART + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(base64.b64encode(html_table().encode()) * 20_000)
    ),
    "odd-charset.mht": lambda: b'MIME-Version: 1.0\r\nContent-Type: text/html; charset="unicode_escape"\r\n\r\n<td>\\ud800',
    "many-columns.jsonl": lambda: "\n".join(_many_records()).encode(),
    "numbers.json": lambda: b"[{" + b",".join(b'"%d":1' % n for n in range(600_000)) + b"}]",
    "no-records.json": lambda: b"[" + b",".join([b"{}"] * 1_500_000) + b"]",
}  # fmt: skip
HARMLESS = frozenset({"taking-in.docx", "styles.docx", "lost-list.docx", "brought-in.html", "data.html"})
if find_spec("pyarrow"):
    FILES |= {
        "long-value.parquet": lambda: parquet(**one_row() | {"绩效目标": ["x" * 40_000_000]}),
        "many-columns.parquet": lambda: parquet(**{str(n): ["1"] for n in range(20_000)}),
        "many-rows.parquet": lambda: parquet(**{name: held * 600_000 for name, held in one_row().items()}),
    }
