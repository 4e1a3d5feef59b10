"""Word documents in one XML file: those of 2003, which systems fill templates in, and flat ones."""

from __future__ import annotations

import pytest
from tests.readers.hostile.archives import laughs
from tests.readers.hostile.documents import WORD_NS

from budgetcheck.errors import NoTableError, UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers import read

OLD = "http://schemas.microsoft.com/office/word/2003/wordml"
HINTS = "http://schemas.microsoft.com/office/word/2003/auxHint"
PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"


def old(body: str, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{OLD}" xmlns:wx="{HINTS}"><w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>'
    ).encode()


def flat(**parts: str) -> bytes:
    held = "".join(
        f'<pkg:part pkg:name="/word/{name}.xml"><pkg:xmlData>{part}</pkg:xmlData></pkg:part>'
        for name, part in parts.items()
    )
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{PACKAGE}" xmlns:w="{WORD_NS}">{held}</pkg:package>'.encode()


def cell(text: str, properties: str = "", listed: str = "") -> str:
    number = (
        f'<w:pPr><w:listPr><w:ilvl w:val="0"/><wx:t wx:val="{listed}"/></w:listPr></w:pPr>' if listed else ""
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{number}<w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cells(grid: Grid) -> list[list[str]]:
    return [[cell.covered or cell.text for cell in row.cells] for row in grid.rows]


HEAD = cell("项目名称") + cell("总计") + cell("绩效目标")


def test_a_document_of_2003_is_read_by_its_content_whatever_its_name() -> None:
    rows = (
        cell("道路", '<w:vmerge w:val="restart"/>') + cell("1.00") + cell("畅通", listed="1."),
        cell("", "<w:vmerge/>") + cell("2.00", '<w:gridSpan w:val="2"/>'),
    )
    (grid,) = read(old("<w:p><w:r><w:t>甲局</w:t></w:r></w:p>" + table(HEAD, *rows)), "导出.doc")
    assert cells(grid) == [
        ["甲局"],
        ["项目名称", "总计", "绩效目标"],
        ["道路", "1.00", "1.畅通"],
        ["above", "2.00", "left"],
    ]
    assert grid.source.kind == "word-xml"


def test_bullets_are_no_numbers() -> None:
    (grid,) = read(old(table(HEAD, cell("道路", listed="·") + cell("1.00") + cell("畅通"))))
    assert cells(grid)[1] == ["道路", "1.00", "畅通"]


def test_a_flat_document_is_read_with_its_lists() -> None:
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    body = table(HEAD, cell("道路") + cell("1.00") + cell("畅通").replace("<w:p>", f"<w:p>{listed}"))
    numbering = (
        '<w:numbering><w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="2"/><w:lvlText w:val="%1、"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
    )
    document = f"<w:document><w:body>{body}</w:body></w:document>"
    (grid,) = read(flat(document=document, numbering=numbering), "导出.xml")
    assert cells(grid) == [["项目名称", "总计", "绩效目标"], ["道路", "1.00", "2、畅通"]]


def test_what_a_flat_document_takes_in_is_told() -> None:
    document = f"<w:document><w:body>{table(HEAD)}<w:altChunk/></w:body></w:document>"
    (grid,) = read(flat(document=document))
    assert any("没有读取" in note for note in grid.notes)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (old(table(HEAD))[:-40], "Word XML 残缺"),
        (old(table(HEAD), laughs()[21:]), "DOCTYPE"),
        (old("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000), "嵌套"),
        (flat(styles="<w:styles/>"), "没有表格"),
    ],
    ids=["cut short", "entities", "deep", "no document"],
)
def test_hostile_ones_are_refused(data: bytes, said: str) -> None:
    with pytest.raises((UnreadableInputError, NoTableError), match=said):
        read(data)
