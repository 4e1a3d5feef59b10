"""Word files that take in others whole, as programs that put documents together write them."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from tests.readers.hostile.documents import WORD_NS, word

from budgetcheck.errors import NoTableError
from budgetcheck.model import Grid
from budgetcheck.readers import docx
from budgetcheck.readers.interface import Request

ROWS = [["项目名称", "总计", "绩效目标"], ["道路", "1.00", "畅通"]]
PAGE = "<html><table><tr><td>项目名称<td>总计<td>绩效目标<tr><td>道路<td>1.00<td>畅通</table>".encode()
ARCHIVE = (
    b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
)
TABLE = "<w:tbl>{}</w:tbl>".format(
    "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>' for t in row)}</w:tr>"
        for row in ROWS
    )
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def document(parts: dict[str, bytes], asked: str = "r1") -> bytes:
    """A document of one paragraph and the parts that it takes in, told by their relations."""
    body = "<w:p><w:r><w:t>甲局</w:t></w:r></w:p>" + "".join(
        f'<w:altChunk r:id="{key}"/>' for key in asked.split()
    )
    relations = "".join(f'<Relationship Id="r{n}" Target="{part}"/>' for n, part in enumerate(parts, 1))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD_NS}" xmlns:r="{RELATIONS}"><w:body>{body}</w:body></w:document>',
        )
        made.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for part, data in parts.items():
            made.writestr(part.lstrip("/") if part.startswith("/") else f"word/{part}", data)
    return out.getvalue()


def read(data: bytes) -> list[Grid]:
    return docx.read(Request("汇总.docx", data))


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("a.htm", PAGE),
        ("/word/chunks/b.mht", ARCHIVE + PAGE + b"\n--b--\n"),
        ("/c.docx", word(TABLE)),
    ],
)
def test_a_table_in_a_part_that_is_taken_in_stands_in_its_place(part: str, data: bytes) -> None:
    (grid,) = read(document({part: data}))
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["甲局"], *ROWS]
    assert grid.notes == ()


def test_what_cannot_be_taken_in_is_told() -> None:
    (grid,) = read(document({"a.htm": PAGE, "b.rtf": b"{\\rtf1 x}", "c.pdf": b"%PDF-1.7"}, "r1 r2 r3 r4"))
    said = "".join(grid.notes)
    assert len(grid.notes) == 3
    assert all(f"「word/{part}」没有读取" in said for part in ("b.rtf", "c.pdf"))


def test_a_part_is_taken_in_once_and_no_document_takes_in_one_that_does() -> None:
    inner = document({"c.docx": word(TABLE)})
    (grid,) = read(document({"a.htm": PAGE, "b.docx": inner}, "r1 " * 50 + "r2"))
    assert [row.line for row in grid.rows if row.cells and row.cells[0].text == "项目名称"] == [1]
    assert sum("或已读过" in note for note in grid.notes) == 49
    assert any("「word/c.docx」没有读取：这是 DOCX" in note for note in grid.notes)


def test_a_document_without_a_table_tells_what_it_takes_in_and_was_not_read() -> None:
    with pytest.raises(NoTableError, match=r"没有表格.*「word/b\.rtf」没有读取"):
        read(document({"b.rtf": b"{\\rtf1 x}"}))


def test_a_bomb_that_is_taken_in_is_left_out() -> None:
    bomb = word(TABLE.replace("畅通", " " * 3_000_000))
    (grid,) = read(document({"a.htm": PAGE, "b.docx": bomb}, "r1 r2"))
    assert any("250 倍" in note for note in grid.notes)
