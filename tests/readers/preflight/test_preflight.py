from __future__ import annotations

import io
import tracemalloc

import pytest
from tests.readers.hostile import archives, documents
from tests.readers.hostile.archives import TABLE, packed, sheet, workbook
from tests.readers.hostile.documents import old_word, sheets, word, word_cell

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers import Limits
from budgetcheck.readers.interface import Request
from budgetcheck.readers.preflight import inspect


def look(data: bytes, kind: str = "xlsx", **limits: float) -> None:
    inspect(Request("表", data, None, kind, Limits(**limits)))


GOOD = {
    "xlsx": workbook(),
    "ods": sheets(
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    ),
    "docx": word(f"<w:tbl>{documents.WORD_TABLE}</w:tbl>"),
    "ofd": packed({"OFD.xml": "<OFD/>"}),
    "doc": old_word(0),
    "pdf": b"%PDF-1.7",
}


@pytest.mark.parametrize("kind", GOOD)
def test_an_honest_file_passes(kind: str) -> None:
    look(GOOD[kind], kind)


def test_a_merge_over_a_whole_column_and_a_far_cell_without_a_value_pass() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    look(workbook(sheet(TABLE + far, archives.merges("A1:C1", "A2:A65536"))))


def test_a_limit_counts_from_the_first_beyond_it() -> None:
    look(workbook(), cells=14)
    with pytest.raises(UnreadableInputError, match="约有 14 格，超过上限 13") as caught:
        look(workbook(), cells=13)
    assert caught.value.place == "「xl/worksheets/sheet1.xml」"
    look(workbook(), file_mib=0.01)
    with pytest.raises(UnreadableInputError, match=r"解压后共 .* MiB，超过上限 0\.001 MiB"):
        look(workbook(), file_mib=0.001)


def test_cells_are_counted_in_every_format_that_has_them() -> None:
    row = '<table:table-row table:number-rows-repeated="3"><table:table-cell o:value-type="string"/></table:table-row>'
    look(sheets(row), "ods", cells=3)
    with pytest.raises(UnreadableInputError, match="3 格，超过上限 2"):
        look(sheets(row), "ods", cells=2)
    table = f"<w:tbl><w:tr>{word_cell('a') * 3}</w:tr></w:tbl>"
    look(word(table), "docx", cells=3)
    with pytest.raises(UnreadableInputError, match="3 格，超过上限 2"):
        look(word(table), "docx", cells=2)


def test_parquet_is_refused_by_the_size_it_states() -> None:
    arrow = pytest.importorskip("pyarrow", reason="pip install 'budgetcheck[parquet]'")
    from pyarrow import parquet

    held = io.BytesIO()
    parquet.write_table(arrow.table({"项目名称": ["甲", "乙"], "总计": ["1", "2"]}), held)
    look(held.getvalue(), "parquet", cells=4)
    with pytest.raises(UnreadableInputError, match="4 格，超过上限 3"):
        look(held.getvalue(), "parquet", cells=3)


def test_a_bomb_is_refused_before_it_takes_memory() -> None:
    bomb = workbook(sheet(TABLE + " " * 40_000_000))
    tracemalloc.start()
    with pytest.raises(UnreadableInputError, match="倍，超过上限 250 倍"):
        look(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


@pytest.mark.parametrize(
    "before", [archives.OUTSIDE, archives.laughs(), "<!DOCTYPE a>", "<!-- a -->\n<!DOCTYPE a>"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_wherever_and_however_it_stands(before: str, encoding: str) -> None:
    declared = before.replace('<?xml version="1.0"?>', "")
    part = f'<?xml version="1.0" encoding="{encoding}"?>{declared}<worksheet/>'.encode(encoding)
    for name in ("xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "docProps/app.XML"):
        with pytest.raises(UnreadableInputError, match="DOCTYPE"):
            look(packed({"xl/workbook.xml": "<a/>", name: part}))


def test_broken_xml_is_placed() -> None:
    with pytest.raises(UnreadableInputError, match="不是完整的 XML") as caught:
        look(workbook("<worksheet>\n<a></b>"))
    assert caught.value.place == "「xl/worksheets/sheet1.xml」第2行"


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.dat", "xl/worksheets/sheet", "xl/sheet.png"])
def test_a_part_is_looked_at_whatever_its_name(name: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        part = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a><worksheet/>'.encode(encoding)
        with pytest.raises(UnreadableInputError, match="DOCTYPE"):
            look(packed({"xl/workbook.xml": "<a/>", name: part}))
    with pytest.raises(UnreadableInputError, match="上限 1,000,000"):
        look(packed({"xl/workbook.xml": "<a/>", name: sheet(behind=archives.merges("A1:XFD1048576"))}))


def test_drawings_and_web_pages_that_a_file_takes_along_pass() -> None:
    drawing = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'
    look(packed({"xl/workbook.xml": "<a/>", "xl/media/image1.svg": drawing}))
    page = "<!DOCTYPE html><html><br><p>"
    look(packed({"word/document.xml": "<a/>", "word/chunk.html": page, "word/readme.txt": "x"}), "docx")
