"""OFD as other programs than our own writer write it."""

from __future__ import annotations

import io
import zipfile
from importlib.util import find_spec

import pytest
from tests.readers.pages.ofd_writer import NS

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers import Limits, read

PAGE = "Doc_0/Pages/Page_0/Content.xml"
COVERING = '<ofd:ImageObject ID="5" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="7"/>'
MEDIA = (
    f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image" Format="PNG">'
    "<ofd:MediaFile>sheet.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
)


def ofd(*objects: str, document: str = "", **parts: str | bytes) -> bytes:
    """One A4 page of objects; `document` stands behind the pages, `parts` beside them."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
            f'<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>{document}</ofd:Document>',
        )
        drawn = "".join(objects)
        page = f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"
        archive.writestr(PAGE, parts.pop("page", page))
        for name, content in parts.items():
            archive.writestr(f"Doc_0/{name}", content)
    return held.getvalue()


def text(said: str, *, top: float = 20, code: str = "", more: str = "", inside: str = "") -> str:
    return (
        f'<ofd:TextObject ID="3" Boundary="20 {top:g} 160 8" Font="1" Size="4" {more}>{inside}'
        f'<ofd:TextCode X="0" Y="4" {code}>{said}</ofd:TextCode></ofd:TextObject>'
    )


def grid(data: bytes) -> Grid:
    (found,) = read(data, "表.ofd")
    return found


def lines(data: bytes) -> list[str]:
    return [" ".join(cell.text for cell in row.cells) for row in grid(data).rows]


@pytest.mark.parametrize("code", ['DeltaX="2"', 'DeltaX="2" DeltaY="0"', 'DeltaX="g 3 2" DeltaY="g 3 0"'])
def test_one_distance_stands_for_all_that_follow(code: str) -> None:
    assert lines(ofd(text("050001700111", code=code))) == ["050001700111"]


def test_a_text_may_go_back_to_the_left_and_down() -> None:
    code = 'DeltaX="g 3 4 -12 g 2 4" DeltaY="g 3 0 5 g 2 0"'
    assert lines(ofd(text("项目名称资金单位"[:7], code=code))) == ["项目名称", "资金单"]


def test_what_is_not_visible_is_not_read() -> None:
    hidden = text("旧表", top=40, more='Visible="false"')
    assert lines(ofd(text("项目支出"), hidden)) == ["项目支出"]


GROUP = (
    f'<ofd:Res {NS}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9" Width="100" Height="100"><ofd:Content>'
    "{0}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
)
USED = '<ofd:CompositeObject ID="4" Boundary="10 100 100 100" CTM="0.5 0 0 0.5 0 0" ResourceID="9"/>'


def test_groups_are_read_where_they_are_drawn() -> None:
    data = ofd(text("项目支出"), USED, **{"PublicRes.xml": GROUP.replace("{0}", text("绩效目标"))})
    rows = grid(data).rows
    assert [row.cells[0].text for row in rows] == ["项目支出", "绩效目标"]
    box = rows[1].cells[0].box
    assert box is not None
    point = 72 / 25.4
    assert box[0] == pytest.approx((10 + 20 / 2) * point, abs=0.2)
    assert box[3] == pytest.approx((100 + (20 + 4) / 2 + 0.12 * 2) * point, abs=0.2)


def test_a_group_that_holds_itself_comes_to_an_end() -> None:
    itself = GROUP.replace("{0}", text("绩效目标") + USED)
    assert len(lines(ofd(USED, **{"PublicRes.xml": itself}))) <= 10


def test_parts_for_other_programs_may_be_ill_formed_and_those_that_are_read_may_not() -> None:
    tag = '<?xml version="1.0"?><:eInvoice xmlns:=""/>'
    assert lines(ofd(text("项目支出"), **{"Tags/CustomTag.xml": tag})) == ["项目支出"]
    with pytest.raises(UnreadableInputError, match="OFD 文件损坏或不合规范"):
        read(ofd(page="<ofd:Page"), "表.ofd")


def annotated(kind: str) -> bytes:
    listed = f'<ofd:Annotations {NS}><ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annot.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
    note = (
        f'<ofd:PageAnnot {NS}><ofd:Annot Type="{kind}" ID="6"><ofd:Appearance Boundary="0 0 210 297">'
        f"{text('总计改为90.00', top=60)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
    )
    return ofd(
        text("项目支出"),
        document="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
        **{"Annots/Annotations.xml": listed, "Annots/Page_0/Annot.xml": note},
    )


def test_what_was_written_onto_a_page_is_told_and_no_part_of_it() -> None:
    found = grid(annotated("Stamp"))
    assert [cell.text for row in found.rows for cell in row.cells] == ["项目支出"]
    assert any("批注「总计改为90.00」" in note for note in found.notes)
    assert grid(annotated("Watermark")).notes == ()


@pytest.mark.parametrize("way", ['Fill="false"', ""], ids=["not filled", "clear"])
def test_hidden_text_over_a_picture_was_recognised_and_is_less_sure(way: str) -> None:
    clear = "" if way else '<ofd:FillColor Value="0 0 0" Alpha="0"/>'
    found = grid(ofd(COVERING, text("项目支出绩效目标", more=way, inside=clear), **{"PublicRes.xml": MEDIA}))
    assert any("文字由其他软件识别" in doubt for doubt in found.doubts)
    assert {cell.confidence for row in found.rows for cell in row.cells} == {0.8}


def test_a_page_number_on_a_picture_does_not_make_it_a_page_of_text() -> None:
    with pytest.raises(UnreadableInputError, match="扫描件，没有文字层：第1页是图片") as told:
        read(ofd(COVERING, text("第 1 页", top=280)), "表.ofd")
    assert "--ocr" in told.value.remedy


needs_ocr = pytest.mark.skipif(
    find_spec("rapidocr") is None or find_spec("onnxruntime") is None, reason="pip install 'budgetcheck[ocr]'"
)


@needs_ocr
def test_the_picture_of_a_page_is_recognised_where_it_lies() -> None:
    from PIL import Image, ImageDraw

    sheet = Image.new("L", (1050, 1485), "white")
    ImageDraw.Draw(sheet).text((500, 700), "1,090.25", fill=0, font_size=40)
    held = io.BytesIO()
    sheet.save(held, "PNG")
    data = ofd(COVERING, **{"PublicRes.xml": MEDIA, "Res/sheet.png": held.getvalue()})
    (found,) = read(data, "表.ofd", limits=Limits(seconds=900), ocr=True)
    (cell,) = found.rows[0].cells
    assert cell.text == "1,090.25"
    assert cell.box is not None
    assert (cell.box[0], cell.box[3]) == pytest.approx((500 * 595.3 / 1050, 737 * 841.9 / 1485), abs=8)


@needs_ocr
def test_a_picture_that_cannot_be_decoded_is_told() -> None:
    data = ofd(COVERING, **{"PublicRes.xml": MEDIA, "Res/sheet.png": b"JB2"})
    with pytest.raises(UnreadableInputError, match="扫描件"):
        read(data, "表.ofd", ocr=True)
