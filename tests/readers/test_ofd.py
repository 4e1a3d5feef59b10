from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.readers.pages.looks import Printed, printed
from tests.readers.pages.ofd_writer import NS, as_ofd
from tests.readers.pages.reading import as_text, expected, score, squeezed

import budgetcheck
from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers import ofd, ofd_page
from budgetcheck.readers.interface import Request


@pytest.fixture(scope="module")
def table() -> Printed:
    path = Path(__file__).resolve().parents[2] / "examples" / "faulty.txt"
    return printed(path.read_text(encoding="utf-8"))


def read(data: bytes) -> list[budgetcheck.model.Grid]:
    return ofd.read(Request("表.ofd", data))


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "borderless"])
@pytest.mark.parametrize("way", ["straight", "turned"])
def test_every_cell_is_read_to_the_letter(ruled: bool, way: str, table: Printed) -> None:
    found = score(expected([table]), read(as_ofd(table, ruled=ruled, turned=way == "turned")))
    assert found.exact, found


def test_rules_that_stand_in_a_template_part_the_cells(table: Printed) -> None:
    assert score(expected([table]), read(as_ofd(table, template=True))).exact


def test_findings_are_those_of_the_text_form(table: Printed) -> None:
    breaks = {"STR006", "STR007", "STR027"}

    def said(report: budgetcheck.Report) -> list[tuple[str, str, str]]:
        return sorted(
            (f.rule, f.location.project, squeezed(f.message.zh)) for f in report if f.rule not in breaks
        )

    in_pages, in_text = budgetcheck.validate(as_ofd(table)), budgetcheck.validate(as_text(table))
    known = {(rule, project) for rule, project, _ in said(in_text)}
    assert {(rule, project) for rule, project, _ in said(in_pages)} == known
    placed = [f.location for f in in_pages if f.location.span is not None]
    assert placed
    assert all(where.box is not None and where.page is not None for where in placed)


def test_a_turned_page_says_the_rectangle_as_it_is_shown(table: Printed) -> None:
    straight, turned = read(as_ofd(table))[0], read(as_ofd(table, turned=True))[0]
    width = 210 * 72 / 25.4
    for one, other in zip(straight.rows[4].cells, turned.rows[4].cells, strict=True):
        assert one.box is not None
        left, top, right, bottom = one.box
        assert other.box == pytest.approx((width - bottom, left, width - top, right), abs=0.1)


def with_content(table: Printed, change: dict[str, str | None]) -> bytes:
    """The table as OFD with other text in some of its parts, or without them."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_ofd(table))) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            text = change.get(name, old.read(name).decode())
            if text is not None:
                new.writestr(name, text)
    return held.getvalue()


def test_a_part_that_is_missing_is_named(table: Printed) -> None:
    with pytest.raises(UnreadableInputError, match="缺少部件「Doc_0"):
        read(with_content(table, {"Doc_0/Pages/Page_0/Content.xml": None}))


def test_pages_that_are_pictures_are_said_to_be_a_scan(table: Printed) -> None:
    picture = (
        f'<ofd:Page {NS}><ofd:Content><ofd:Layer><ofd:ImageObject Boundary="0 0 297 210" ResourceID="1"/>'
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )
    names = zipfile.ZipFile(io.BytesIO(as_ofd(table))).namelist()
    pages = {name: picture for name in names if name.endswith("Content.xml")}
    with pytest.raises(UnreadableInputError, match="扫描件，没有文字层"):
        read(with_content(table, {**pages}))


def test_a_document_without_pages_says_so(table: Printed) -> None:
    with pytest.raises(UnreadableInputError, match="没有页"):
        read(with_content(table, {"Doc_0/Document.xml": f"<ofd:Document {NS}/>"}))


def test_distances_that_promise_millions_cost_nothing(table: Printed) -> None:
    page = (
        f'<ofd:Page {NS}><ofd:Content><ofd:Layer><ofd:TextObject Boundary="9 9 99 9" Size="3">'
        '<ofd:TextCode X="0" Y="0" DeltaX="g 2000000000 3">项目</ofd:TextCode></ofd:TextObject>'
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )
    (grid,) = read(with_content(table, {"Doc_0/Pages/Page_0/Content.xml": page}))
    assert grid.rows[0].cells[0].text == "项目"


def test_a_page_with_too_many_characters_names_the_limit(
    table: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ofd_page, "MAX_GLYPHS", 100)
    with pytest.raises(UnreadableInputError, match="个字符，超过上限 100"):
        read(as_ofd(table))


def test_a_round_seal_over_a_table_draws_no_rule_through_it(table: Printed) -> None:
    half = "A 30 30 0 1 1"
    circle = (
        '<ofd:PathObject ID="9001" Boundary="60 60 60 60" LineWidth="0.5"><ofd:AbbreviatedData>'
        f"M 0 30 {half} 60 30 {half} 0 30 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_ofd(table))) as whole, zipfile.ZipFile(held, "w") as sealed:
        for name in whole.namelist():
            data = whole.read(name)
            sealed.writestr(name, data.replace(b"</ofd:Layer>", f"{circle}</ofd:Layer>".encode()))
    grids = ofd.read(Request("表.ofd", held.getvalue()))
    assert score(expected([table]), grids).exact
