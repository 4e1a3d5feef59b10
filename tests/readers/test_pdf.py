from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.readers.hostile import pdfs
from tests.readers.pages.looks import Look, Printed, page, plain, printed
from tests.readers.pages.reading import assembled, expected, score

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers import page_faults, pdf
from budgetcheck.readers.interface import Request
from budgetcheck.readers.pages import Frame
from budgetcheck.readers.pdf_chars import Char

pytest.importorskip("pypdfium2", reason="pip install 'budgetcheck[pdf]'")

Prints = Callable[[Sequence[str]], list[bytes]]
HEAD = '<!DOCTYPE html><meta charset="utf-8"><style>@page{size:A4 landscape;margin:12mm}body{font-size:9pt}'
RULED = (
    "table{border-collapse:collapse;width:100%}td,th{border:0.6pt solid #000;padding:2px;font-weight:normal}"
)


def read(data: bytes, password: str | None = None) -> list[Grid]:
    return pdf.read(Request("表.pdf", data, password))


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


@pytest.fixture(scope="module")
def table(examples_of: Path) -> Printed:
    return printed((examples_of / "clean.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def examples_of() -> Path:
    return Path(__file__).resolve().parents[2] / "examples"


def picture_page(document: object) -> None:
    import pypdfium2

    assert isinstance(document, pypdfium2.PdfDocument)
    sheet = document.new_page(595, 842)
    bitmap = pypdfium2.PdfBitmap.new_native(40, 40, 4)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(bitmap)
    image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    sheet.insert_obj(image)
    sheet.gen_content()


def saved(document: object) -> bytes:
    held = io.BytesIO()
    document.save(held)  # type: ignore[attr-defined]
    return held.getvalue()


def test_pages_that_are_pictures_are_said_to_be_a_scan() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    picture_page(document)
    picture_page(document)
    with pytest.raises(UnreadableInputError, match="扫描件，没有文字层：第1-2页是图片") as told:
        read(saved(document))
    assert "OCR" in told.value.remedy


def test_a_picture_among_pages_with_text_is_noted_and_the_others_are_read(
    prints: Prints, table: Printed
) -> None:
    import pypdfium2

    (data,) = prints([page([table], plain("ruled"))])
    document = pypdfium2.PdfDocument(data)
    picture_page(document)
    grids = read(saved(document))
    assert score(expected([table]), grids).exact
    assert any("页是图片，没有文字层" in note for note in grids[0].notes)


def test_text_that_was_recognised_from_a_scan_is_less_sure() -> None:
    image = pdfs.stream(
        b"\x80",
        b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    hidden = b"q 595 0 0 842 0 0 cm /I Do Q BT 3 Tr /F 10 Tf 1 0 0 1 50 700 Tm (12.00) Tj ET"
    (grid,) = read(pdfs.page(hidden, resources=b"/XObject << /I 6 0 R >>", more=[image]))
    assert texts(grid) == [["12.00"]]
    assert grid.rows[0].cells[0].confidence < 0.9
    assert any("文字由其他软件识别" in note for note in grid.doubts)


def test_an_encrypted_file_asks_for_its_password() -> None:
    with pytest.raises(UnreadableInputError, match="已加密，需要密码"):
        read(pdfs.encrypted())
    with pytest.raises(UnreadableInputError, match="密码不对"):
        read(pdfs.encrypted(), "wrong")


@pytest.mark.parametrize("share", [0.1, 0.6])
def test_a_file_cut_short_is_damaged(share: float) -> None:
    with pytest.raises(UnreadableInputError, match="已损坏或不完整"):
        read(pdfs.truncated(share))


def test_a_file_without_pages_says_so() -> None:
    import pypdfium2

    with pytest.raises(UnreadableInputError, match=r"没有页|已损坏"):
        read(saved(pypdfium2.PdfDocument.new()))


def test_limits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableInputError, match="20,000 页，超过上限 2,000"):
        read(pdfs.many_pages())
    with pytest.raises(UnreadableInputError, match="个图形，超过上限 60,000"):
        read(pdfs.page(b"10 10 m 500 10 l S\n" * 70_000))
    monkeypatch.setattr(pdf, "MAX_GLYPHS", 4)
    with pytest.raises(UnreadableInputError, match="个字符，超过上限 4"):
        read(pdfs.page(pdfs.WORDS))
    assert page_faults.MAX_GLYPHS == 200_000


def test_text_turned_on_its_page_is_read_upright_and_placed_as_it_lies() -> None:
    line = b"0 1 -1 0 %d 100 Tm (%b) Tj "
    body = b"BT /F 10 Tf " + b"".join(line % (200 + 20 * i, b"%d2.50" % i) for i in range(1, 4)) + b"ET"
    (grid,) = read(pdfs.page(body))
    assert texts(grid) == [["12.50"], ["22.50"], ["32.50"]]
    box = grid.rows[0].cells[0].box
    assert box is not None
    assert box[2] - box[0] < box[3] - box[1]


@pytest.mark.parametrize("slant", [-30, 0])
@pytest.mark.parametrize("style", ["ruled", "borderless"])
def test_a_watermark_is_in_no_cell(style: str, slant: int, prints: Prints, table: Printed) -> None:
    look = replace(plain(style), watermark="内部资料", slant=slant)
    (data,) = prints([page([table], look)])
    grids = read(data)
    assert score(expected([table]), grids).exact
    assert not any("内部" in text for row in texts(grids[0]) for text in row)


def test_page_numbers_and_notes_are_rows_beside_the_table(prints: Prints, table: Printed) -> None:
    look = Look(style="borderless", footnote="注：本表金额为年初预算数。", page_numbers=True, repeat=False)
    (data,) = prints([page([table], look)])
    (grid,) = read(data)
    assert score(expected([table]), [grid]).exact
    assert ["第1页"] in [["".join(text.split()) for text in row] for row in texts(grid)]
    assert [row[0] for row in texts(grid) if row[0].startswith("注")] == ["注：本表金额为年初预算数。"]
    assert [row.page for row in grid.rows] == sorted(row.page or 0 for row in grid.rows)
    assert [row.line for row in grid.rows] == list(range(1, len(grid.rows) + 1))


def test_tables_with_other_columns_are_grids_of_their_own_and_pages_of_prose_are_told(prints: Prints) -> None:
    prose = "<p>" + "本部门负责全市道路的建设与养护，组织实施年度计划。" * 80 + "</p>"
    other = "<h2>收支预算总表</h2><table><tr><th>项目<th>金额<th>占比</tr><tr><td>基本支出<td>70.00<td>70%</tr></table>"
    mine = (
        "<h2>云溪市2024年项目支出绩效目标表</h2><p>单位：万元</p><table><tr><th>项目名称<th>总计<th>绩效目标<th>绩效指标</tr>"
        "<tr><td>道路养护<td>30.00<td>路面平整。<td>1、产出指标：养护里程，年度指标值：≥5公里。</tr></table>"
    )
    turn = '<div style="break-before:page"></div>'
    (data,) = prints([f"{HEAD}{RULED}</style>{prose}{turn}{other}{turn}{mine}"])
    grids = read(data)
    assert len(grids) == 2
    assert texts(grids[0])[-1] == ["基本支出", "70.00", "70%"]
    assert any("没有表格" in note for note in grids[0].notes)
    assert grids[1].rows[0].line == grids[0].rows[-1].line + 1
    tables, errors = assembled(grids)
    assert (tables.lines["name"].tolist(), errors) == (["道路养护"], [])


def test_cells_merged_down_and_across_are_covered(prints: Prints) -> None:
    html = (
        f"{HEAD}{RULED}</style><table><tr><th>项目名称<th>预算数<th>三级指标<th>指标值</tr>"
        "<tr><td rowspan=2>道路养护<td rowspan=2>30.00<td>养护里程<td>≥5公里</tr><tr><td>完好率<td>≥95%</tr>"
        "<tr><td colspan=2>合计<td colspan=2>见附件</tr></table>"
    )
    (grid,) = read(prints([html])[0])
    assert [[cell.covered or cell.text for cell in row.cells] for row in grid.rows] == [
        ["项目名称", "预算数", "三级指标", "指标值"],
        ["道路养护", "30.00", "养护里程", "≥5公里"],
        ["above", "above", "完好率", "≥95%"],
        ["合计", "left", "见附件", "left"],
    ]


def test_radicals_are_read_as_the_characters_they_stand_for(prints: Prints) -> None:
    words = "目录页面风车门长见一二鱼鸟马食骨"
    html = f"{HEAD}{RULED}</style><table><tr><td>{words}<td>户口</tr><tr><td>目<td>一</tr></table>"
    (grid,) = read(prints([html])[0])
    assert texts(grid) == [[words, "户口"], ["目", "一"]]


def test_a_flat_character_is_as_large_as_the_text_it_stands_in() -> None:
    # NOTE: of 一 set in place of a radical PDFium gives a box as flat as its ink; its line fell in two.
    chars = [
        Char(text, left, 100.0 - 0.12 * high, left + 8.0, 100.0 + 0.88 * high, left, 100.0, 8.0, 0.0, at)
        for at, (text, left, high) in enumerate((("居", 20.0, 10.0), ("一", 28.0, 0.9), ("级", 36.0, 10.0)))
    ]
    frame = Frame(0, 0, (0.0, 0.0, 600.0, 800.0))
    assert {glyph.size for glyph in pdf._glyphs(chars, frame)} == {8.0}
