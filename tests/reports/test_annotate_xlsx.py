"""A marked workbook is the workbook plus marks: what need not change stays byte for byte."""

from __future__ import annotations

import copy
import io
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports import packages
from tests.reports.packages import MAIN, NAME, SHEET, parts_of, relations, rows, workbook

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Bilingual, Finding, Location
from budgetcheck.reports.annotate import annotated
from budgetcheck.terms import Severity

openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl: pip install 'budgetcheck[excel]'")
SOFFICE = shutil.which("soffice")
COLOURS = {Severity.ERROR: "FFF6B4B0", Severity.WARNING: "FFFFE08A", Severity.NOTE: "FFCFE3FA"}


def finding(
    cell: str, severity: Severity = Severity.ERROR, said: str = "总计不符", sheet: str = NAME
) -> Finding:
    where = Location("表.xlsx", 1, line=1, sheet=sheet, cell=cell)
    return Finding("ARI002", "x", severity, Bilingual(said, "x"), {}, where)


def marked(data: bytes, *found: Finding | str) -> bytes:
    return annotated("xlsx", data, [finding(f) if isinstance(f, str) else f for f in found])


def sheets(data: bytes) -> Any:
    with warnings.catch_warnings():
        # NOTE: openpyxl warns of workbooks that name no style for their cells.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def told(data: bytes, sheet: str = NAME) -> dict[str, str]:
    return {c.coordinate: c.comment.text for row in sheets(data)[sheet].iter_rows() for c in row if c.comment}


def changed(old: bytes, new: bytes) -> set[str]:
    before, after = parts_of(old), parts_of(new)
    assert list(before) == list(after)[: len(before)]
    return {name for name in after if before.get(name) != after[name]}


def bare(part: bytes) -> str:
    """A sheet without what marking adds: formats of cells, cells and rows that hold nothing, the drawing."""
    root = ElementTree.fromstring(part)
    space = root.tag.rpartition("}")[0] + "}"
    for held in root.findall(f"{space}sheetData"):
        for row in held.findall(f"{space}row"):
            row.attrib.pop("spans", None)
            for cell in row.findall(f"{space}c"):
                cell.attrib.pop("s", None)
                if len(cell) == 0:
                    row.remove(cell)
            if len(row) == 0 and row.attrib.keys() <= {"r"}:
                held.remove(row)
    for drawing in root.findall(f"{space}legacyDrawing"):
        root.remove(drawing)
    return ElementTree.canonicalize(ElementTree.tostring(root, "unicode"))


TABLE = (
    '<row r="1" ht="30" customHeight="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>合</t></r><r><t>计</t></r>'
    '</is></c><c r="B1" s="1"><v>12.5</v></c></row><!-- x --><row r="3" s="2" customFormat="1" hidden="1">'
    '<c t=\'str\' r=\'A3\'><f>"a&gt;b"</f><v>a&gt;b</v></c><c r="D3"/></row><row r="4"/>'
    '<row r="6"><c r="B6" s="1"><f t="shared" ref="B6:C6" si="0">B1*2</f><v>25</v></c><c r="C6"><f t="shared" '
    'si="0"/><v>0</v></c></row>'
)


def test_cells_that_are_there_keep_all_but_their_fill_and_the_rest_stays_as_written() -> None:
    old = workbook(rows(TABLE))
    new = marked(old, "A1", "B6", finding("A3", Severity.NOTE))
    text = parts_of(new)[SHEET].decode()
    for kept in (
        '<is><r><rPr><b/></rPr><t>合</t></r><r><t>计</t></r></is></c><c r="B1" s="1"><v>12.5</v></c></row><!-- x -->',
        't=\'str\' r=\'A3\'><f>"a&gt;b"</f><v>a&gt;b</v></c><c r="D3"/></row><row r="4"/>',
        '<f t="shared" ref="B6:C6" si="0">B1*2</f><v>25</v></c><c r="C6"><f t="shared" si="0"/><v>0</v></c></row>',
    ):
        assert kept in text
    assert changed(old, new) == {
        SHEET, "xl/styles.xml", "[Content_Types].xml", "xl/comments.xml", "xl/drawings/vmlDrawing.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }  # fmt: skip
    sheet = sheets(new)[NAME]
    assert sheet["B6"].number_format == '#,##0.00"万元"'
    assert sheet["B6"].font.b
    fills = {a: sheet[a].fill.fgColor.rgb for a in ("A1", "B6", "A3", "B1")}
    assert fills == {
        "A1": COLOURS[Severity.ERROR],
        "B6": COLOURS[Severity.ERROR],
        "A3": COLOURS[Severity.NOTE],
        "B1": "00000000",
    }
    assert told(new).keys() == {"A1", "B6", "A3"}


def test_cells_and_rows_that_are_not_there_are_put_in_order_with_the_format_they_would_have() -> None:
    cols = '<cols><col min="3" max="5" width="8" style="1"/></cols>'
    old = workbook(rows(TABLE, before=cols))
    new = marked(old, "B3", "C3", "E3", "A4", "C5", "E5", "D9", "A2", "C1")
    root = ElementTree.fromstring(parts_of(new)[SHEET])
    order = [(row.get("r"), [c.get("r") for c in row]) for row in root.find(f"{{{MAIN}}}sheetData") or ()]
    assert order == [
        ("1", ["A1", "B1", "C1"]), ("2", ["A2"]), ("3", ["A3", "B3", "C3", "D3", "E3"]), ("4", ["A4"]),
        ("5", ["C5", "E5"]), ("6", ["B6", "C6"]), ("9", ["D9"]),
    ]  # fmt: skip
    sheet = sheets(new)[NAME]
    assert sheet["B3"].alignment.wrap_text, "the row's own format"
    assert sheet["C5"].font.b, "that of the column"
    assert not sheet["A2"].font.b
    assert bare(parts_of(old)[SHEET]) == bare(parts_of(new)[SHEET])


def test_addresses_and_numbers_that_are_left_out_are_counted() -> None:
    old = workbook(
        rows("<row><c/><c><v>1</v></c></row><row r='5'><c r='C5'/><c><v>2</v></c></row><row><c/></row>")
    )
    new = marked(old, "B1", "D5", "A6", "B5")
    text = parts_of(new)[SHEET].decode()
    assert '<row><c/><c s="3"><v>1</v></c></row>' in text
    assert (
        '<row r=\'5\'><c r="B5" s="3"/><c r=\'C5\'/><c s="3"><v>2</v></c></row><row><c s="3"/></row>' in text
    )


def test_a_prefix_and_rows_without_anything_are_written_as_they_are() -> None:
    sheet = f'\ufeff<x:worksheet xmlns:x="{MAIN}"><x:sheetData/><x:pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/></x:worksheet>'
    styles = f'<x:styleSheet xmlns:x="{MAIN}"><x:cellXfs/></x:styleSheet>'
    new = marked(workbook(sheet, styles=styles), "B2", "A3", "C2")
    text = parts_of(new)[SHEET].decode()
    assert (
        '<x:sheetData><x:row r="2"><x:c r="B2" s="1"/><x:c r="C2" s="1"/></x:row><x:row r="3"><x:c r="A3" s="1"/></x:row></x:sheetData>'
        in text
    )
    assert text.index("<x:pageMargins") < text.index("<x:legacyDrawing")
    assert told(new).keys() == {"B2", "C2", "A3"}
    assert sheets(new)[NAME]["C2"].fill.fgColor.rgb == COLOURS[Severity.ERROR]


def test_a_workbook_without_formats_gets_some() -> None:
    new = marked(workbook(rows('<row r="1"><c r="A1"><v>1</v></c></row>'), styles=None), "A1")
    assert sheets(new)[NAME]["A1"].fill.fgColor.rgb == COLOURS[Severity.ERROR]


def test_a_cell_that_a_merge_hides_is_marked_where_it_shows() -> None:
    merges = '<mergeCells count="2"><mergeCell ref="A1:B3"/><mergeCell ref="D6:D6"/></mergeCells>'
    new = marked(workbook(rows(TABLE, after=merges)), "B2", "A3", "D6")
    found = told(new)
    assert found.keys() == {"A1", "D6"}
    assert found["A1"].count("ARI002") == 2


COMMENTS = (
    f'<comments xmlns="{MAIN}"><authors><author>甲</author></authors><commentList><comment ref="A1" authorId="0">'
    '<text><r><rPr><b/><sz val="9"/></rPr><t>甲:</t></r><r><rPr><sz val="9"/></rPr><t xml:space="preserve"> 查</t></r>'
    '</text></comment><comment ref="B6" authorId="0" shapeId="0"><text><t>旧</t></text></comment></commentList></comments>'
)
OLD_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml"\n xmlns:o="urn:schemas-microsoft-com:office:office"\n '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1,3"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
    '<v:shape id="_x0000_s1025" type="#_x0000_t202"><v:textbox><div><font>按<br>钮</font></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>'
)
WITH_COMMENTS = {
    "xl/comments1.xml": COMMENTS,
    "xl/drawings/vmlDrawing1.vml": OLD_DRAWING,
    "xl/worksheets/_rels/sheet1.xml.rels": relations(
        ("comments", "../comments1.xml"), ("vmlDrawing", "../drawings/vmlDrawing1.vml")
    ),
}
DRAWN = f'<legacyDrawing xmlns:r="{packages.OFFICE}" r:id="rId2"/><legacyDrawingHF xmlns:r="{packages.OFFICE}" r:id="rId9"/>'


def test_comments_that_are_there_stay_and_ours_stand_below() -> None:
    old = workbook(rows(TABLE, after=DRAWN), WITH_COMMENTS)
    new = marked(old, "A1", "B6", "B1")
    assert changed(old, new) == {SHEET, "xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert told(new) == {
        "A1": "甲: 查\n\n错误 ARI002 总计不符",
        "B6": "旧\n\n错误 ARI002 总计不符",
        "B1": "错误 ARI002 总计不符",
    }
    drawing = parts_of(new)["xl/drawings/vmlDrawing1.vml"].decode()
    assert 'data="1,3,4"' in drawing
    assert drawing.count("<v:shape ") == 2, "a box for the new comment only"
    assert "<div><font>按<br>钮</font></div>" in drawing
    assert 'id="_x0000_s4097"' in drawing
    assert drawing.count("<v:shapetype") == 1


def test_a_conversation_is_answered() -> None:
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships"
    parts = {
        **WITH_COMMENTS,
        "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{space}">'
        '<threadedComment ref="A1" dT="2026-01-02T03:04:05.00" personId="{P}" id="{Q}"><text>请核</text></threadedComment>'
        '<threadedComment ref="A1" dT="2026-01-03T03:04:05.00" personId="{P}" id="{R}" parentId="{Q}"><text>好</text>'
        "</threadedComment></ThreadedComments>",
        "xl/persons/person.xml": f'<personList xmlns="{space}"><person displayName="甲" id="{{P}}"/></personList>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), (f"{kind}/person", "persons/person.xml")
        ),
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("comments", "../comments1.xml"), ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
            (f"{kind}/threadedComment", "../threadedComments/threadedComment1.xml"),
        ),
    }  # fmt: skip
    new = marked(workbook(rows(TABLE, after=DRAWN), parts), "A1", "B1")
    *_, answer = ElementTree.fromstring(parts_of(new)["xl/threadedComments/threadedComment1.xml"])
    assert (answer.get("ref"), answer.get("parentId"), answer.get("dT")) == (
        "A1",
        "{Q}",
        "2026-01-03T03:04:05.00",
    )
    assert "ARI002" in "".join(answer.itertext())
    _, ours = ElementTree.fromstring(parts_of(new)["xl/persons/person.xml"])
    assert ours.get("displayName") == "budgetcheck"
    assert answer.get("personId") == ours.get("id")


def test_the_drawing_of_the_comments_stands_where_a_sheet_has_it() -> None:
    before = '<sheetPr/><dimension ref="A1:D6"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    after = (
        '<sheetProtection sheet="1"/><mergeCells count="1"><mergeCell ref="C1:D1"/></mergeCells><conditionalFormatting '
        'sqref="A1"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>'
        '<dataValidations count="1"><dataValidation sqref="A1"/></dataValidations><pageMargins left="1" right="1" top="1" '
        'bottom="1" header="0" footer="0"/><tableParts count="0"/><extLst/>'
    )
    old = workbook(rows(TABLE, before, after))
    new = marked(old, "A1")
    names = [child.tag.rpartition("}")[2] for child in ElementTree.fromstring(parts_of(new)[SHEET])]
    assert names[-4:] == ["pageMargins", "legacyDrawing", "tableParts", "extLst"]
    assert bare(parts_of(old)[SHEET]) == bare(parts_of(new)[SHEET])


def test_a_strict_workbook_is_marked_in_its_own_namespaces() -> None:
    swapped = {
        name: part.replace(MAIN.encode(), packages.STRICT.encode()).replace(
            packages.OFFICE.encode(), packages.OFFICE_STRICT.encode()
        )
        for name, part in parts_of(workbook(rows(TABLE))).items()
    }
    new = parts_of(marked(workbook(rows(TABLE), swapped), "A1", "B2"))
    assert packages.STRICT.encode() in new["xl/comments.xml"]
    for name in (SHEET, "xl/styles.xml", "xl/comments.xml", "xl/worksheets/_rels/sheet1.xml.rels"):
        assert b"schemas.openxmlformats.org/officeDocument" not in new[name]
        assert MAIN.encode() not in new[name]
    assert b'<row r="2"><c r="B2" s="3"/></row>' in new[SHEET]


def test_parts_that_no_library_knows_stay_byte_for_byte_and_in_their_order() -> None:
    book = openpyxl.Workbook()
    book.active.title = NAME
    for number in range(1, 6):
        book.active.append([f"项目{number}", number])
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(book.active, min_col=2, min_row=1, max_row=5))
    book.active.add_chart(chart, "D2")
    held = io.BytesIO()
    book.save(held)
    with zipfile.ZipFile(held, "a") as archive:
        for name in (
            "xl/vbaProject.bin",
            "xl/pivotTables/pivotTable1.xml",
            "xl/pivotCache/x.xml",
            "customXml/i.xml",
        ):
            archive.writestr(zipfile.ZipInfo(name, (2020, 2, 3, 4, 5, 6)), f"<{name}>" * 99)
    new = marked(held.getvalue(), "B3")
    assert changed(held.getvalue(), new) >= {SHEET, "xl/styles.xml"}
    assert not {
        name for name in changed(held.getvalue(), new) if "chart" in name or "ivot" in name or "vba" in name
    }
    assert len(sheets(new)[NAME]._charts) == 1
    with zipfile.ZipFile(io.BytesIO(new)) as archive:
        assert archive.getinfo("xl/vbaProject.bin").date_time == (2020, 2, 3, 4, 5, 6)
        assert archive.testzip() is None


def test_what_formulas_came_to_is_kept() -> None:
    calamine = pytest.importorskip(
        "python_calamine", reason="needs calamine: pip install 'budgetcheck[excel]'"
    )
    old = workbook(rows(TABLE))
    new = marked(old, "B6", "A3", "A2")
    read = [
        calamine.CalamineWorkbook.from_filelike(io.BytesIO(d)).get_sheet_by_name(NAME).to_python()
        for d in (old, new)
    ]
    assert read[0] == read[1]
    assert 25.0 in read[1][-1]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("红\x1b[31m\x00", "红␛[31m␀"), ("<b>&amp;\"'", "<b>&amp;\"'"), ("=1+1", "=1+1"), ("\ud800倒\u202e", "\ufffd倒\ufffd"),
        ("]]>", "]]>"), ("字" * 5000, "…"),
    ],
)  # fmt: skip
def test_a_comment_holds_any_text(said: str, shown: str) -> None:
    new = marked(workbook(rows(TABLE)), finding("A1", said=said))
    assert told(new)["A1"].endswith(shown)
    assert len(told(new)["A1"]) <= 4_000


def test_the_same_input_gives_the_same_bytes() -> None:
    assert marked(workbook(rows(TABLE)), "A1", "B1") == marked(workbook(rows(TABLE)), "A1", "B1")


@pytest.mark.parametrize(
    "parts",
    [
        {
            SHEET: f'<!DOCTYPE x [<!ENTITY a "aaa">]><worksheet xmlns="{MAIN}"><sheetData>&a;</sheetData></worksheet>'
        },
        {SHEET: rows(TABLE).replace("UTF-8", "GBK").encode("gbk")},
        {SHEET: rows(TABLE).replace("UTF-8", "UTF-16").encode("utf-16")},
        {SHEET: "<worksheet>"},
        {SHEET: rows('<row r="x"><c r="A1"/></row>')},
        {
            "xl/_rels/workbook.xml.rels": relations(
                ("worksheet", "worksheets/gone.xml"), ("styles", "styles.xml")
            )
        },
        {**WITH_COMMENTS, "xl/drawings/vmlDrawing1.vml": "nothing", SHEET: rows(TABLE, after=DRAWN)},
        {**WITH_COMMENTS, "xl/comments1.xml": "<comments>"},
        {"_rels/.rels": relations()},
    ],
)
def test_a_workbook_that_is_none_is_refused_with_a_word(parts: dict[str, str | bytes]) -> None:
    with pytest.raises(UnreadableInputError, match="不合规范，无法加注"):
        marked(workbook(rows(TABLE), parts), "A1", "B1")


def test_what_is_hostile_in_a_workbook_costs_no_more_than_its_size() -> None:
    many = "".join(f'<mergeCell ref="{c}1:{c}9000"/>' for c in "ABCDEFGHIJKLMNOP")
    tag = "<c r='A1' " + " ".join(f"a{n}='>>'" for n in range(20_000)) + "/>"
    old = workbook(rows(f'<row r="1">{tag}</row>', after=f"<mergeCells>{many}</mergeCells>"))
    new = marked(old, *(f"{c}{row}" for c in "ABCDEFGHIJKLMNOP" for row in range(1, 200)))
    assert told(new).keys() == {f"{c}1" for c in "ABCDEFGHIJKLMNOP"}


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8)
values = st.one_of(st.none(), st.integers(-9, 9), st.booleans(), texts.map("t".__add__), st.just("=A1"))


@st.composite
def books(draw: st.DrawFn) -> tuple[bytes, list[tuple[str, str, Severity]]]:
    book, found = openpyxl.Workbook(), []
    book.remove(book.active)
    for number in range(draw(st.integers(1, 3))):
        sheet = book.create_sheet(f"表{number} & <'{number}>")
        for at in draw(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 30)), max_size=12)):
            cell = sheet.cell(*at, draw(values))
            cell.number_format = draw(st.sampled_from(["General", "#,##0.00", "yyyy-mm-dd"]))
            if draw(st.booleans()):
                cell.comment = openpyxl.comments.Comment("旧" + draw(texts), "某")
        if draw(st.booleans()):
            sheet.merge_cells("B2:D4")
        for row in draw(st.sets(st.integers(1, 12), max_size=3)):
            sheet.row_dimensions[row].height = 40
            sheet.row_dimensions[row].hidden = draw(st.booleans())
        places = st.tuples(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), st.integers(1, 15))
        for letter, row in draw(st.sets(places, max_size=8)):
            found.append((sheet.title, f"{letter}{row}", draw(st.sampled_from(list(Severity)))))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), found


@given(books())
@settings(deadline=None, max_examples=40)
def test_any_workbook_is_itself_plus_marks(made: tuple[bytes, list[tuple[str, str, Severity]]]) -> None:
    data, found = made
    new = annotated("xlsx", data, [finding(cell, severity, sheet=sheet) for sheet, cell, severity in found])
    if not found:
        assert changed(data, new) <= {"xl/styles.xml"}
    old_book, new_book = sheets(data), sheets(new)
    for old_sheet in old_book:
        sheet = new_book[old_sheet.title]
        expected = {shown(old_sheet, cell) for name, cell, _ in found if name == sheet.title}
        for cell in (cell for row in sheet.iter_rows(max_row=20, max_col=30) for cell in row):
            held = old_sheet[cell.coordinate]
            assert cell.value == held.value
            if isinstance(cell, openpyxl.cell.cell.MergedCell):
                continue
            assert same_but_fill(held, cell)
            before = held.comment.text if held.comment else ""
            after = cell.comment.text if cell.comment else ""
            assert after.startswith(before)
            assert (after != before) == (cell.coordinate in expected)
            filled = copy.copy(cell.fill) != copy.copy(held.fill)
            assert filled == (cell.coordinate in expected)
        assert sheet.merged_cells.ranges == old_sheet.merged_cells.ranges
        for row, kept in old_sheet.row_dimensions.items():
            assert (kept.height, kept.hidden) == (
                sheet.row_dimensions[row].height,
                sheet.row_dimensions[row].hidden,
            )


def shown(sheet: Any, address: str) -> str:
    merged = next((m for m in sheet.merged_cells.ranges if address in m), None)
    return address if merged is None else merged.coord.partition(":")[0]


def same_but_fill(one: Any, other: Any) -> bool:
    parts = ("font", "border", "alignment", "number_format", "protection")
    return all(copy.copy(getattr(one, part)) == copy.copy(getattr(other, part)) for part in parts)


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-calc")
def test_another_program_opens_the_copies_and_shows_the_comments(tmp_path: Path) -> None:
    copies = {
        "new": (marked(workbook(rows(TABLE)), "A1", "B2", "D9"), {"A1", "B2", "D9"}),
        "joined": (marked(workbook(rows(TABLE, after=DRAWN), WITH_COMMENTS), "A1", "B1"), {"A1", "B1", "B6"}),
        "many": (
            marked(workbook(rows(TABLE)), *(f"A{row}" for row in range(1, 1500))),
            {f"A{n}" for n in range(1, 1500)},
        ),
    }
    for name, (data, _) in copies.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    command = [
        str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "fods",
        "--outdir", str(tmp_path), *(str(tmp_path / f"{name}.xlsx") for name in copies),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    for name, (_, expected) in copies.items():
        notes = list(annotations((tmp_path / f"{name}.fods").read_bytes()))
        assert len(notes) == len(expected), name
        assert sum("ARI002" in note for note in notes) >= len(expected) - 1, name


def annotations(part: bytes) -> Iterable[str]:
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"
    for note in ElementTree.fromstring(part).iter(office):
        yield "".join(note.itertext())
