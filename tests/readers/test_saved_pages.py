"""Excel 2003 XML and MHT: what systems export under the name of XLS or DOC."""

from __future__ import annotations

import pytest

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers import excel_xml, mht
from budgetcheck.readers.interface import Request

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def book_of(body: str, styles: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}" xmlns:x="urn:x">'
        f"<Styles>{styles}</Styles>{body}</Workbook>"
    ).encode()


def read(body: str, styles: str = "") -> list[Grid]:
    return excel_xml.read(Request("导出.xls", book_of(body, styles)))


def cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell{more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def sheet(rows: str, name: str = "表1", more: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{more}</Worksheet>'


def texts(grid: Grid) -> dict[str, str]:
    return {cell.address or "": cell.text for row in grid.rows for cell in row.cells if cell.text}


def test_cells_are_as_the_sheet_shows_them() -> None:
    styles = "".join(
        f'<Style ss:ID="{name}"><NumberFormat ss:Format="{code}"/></Style>'
        for name, code in (("m", "Standard"), ("p", "0%"), ("d", "yyyy\\-mm\\-dd"))
    )
    (grid,) = read(
        sheet(
            "<Row>"
            + cell("1234.5", "Number", ' ss:StyleID="m"') + cell("0.95", "Number", ' ss:StyleID="p"')
            + cell("2024-03-05T00:00:00.000", "DateTime", ' ss:StyleID="d"') + cell("甲&lt;3%")
            + cell("#DIV/0!", "Error") + '<Cell ss:Formula="=SUM(R[1]C)"/>'
            + "</Row>"
        ),
        styles,
    )  # fmt: skip
    assert texts(grid) == {
        "A1": "1,234.50", "B1": "95%", "C1": "2024-03-05", "D1": "甲<3%", "E1": "#DIV/0!", "F1": "=SUM(R[1]C)",
    }  # fmt: skip


def test_places_merges_and_hidden_parts() -> None:
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    grids = read(
        sheet(
            '<Column ss:Index="3" ss:Hidden="1"/><Row ss:Index="2">'
            + cell("甲", more=' ss:MergeDown="1"')
            + cell("乙", more=' ss:MergeAcross="2"')
            + cell("丁")
            + "</Row><Row>"
            + cell("丙", more=' ss:Index="2"')
            + '</Row><Row ss:Hidden="1">'
            + cell("隐")
            + "</Row>"
        )
        + sheet(f"<Row>{cell('2023')}</Row>", "旧表", hidden)
    )
    (grid,) = grids
    assert texts(grid) == {"A2": "甲", "B2": "乙", "E2": "丁", "B3": "丙"}
    covers = {cell.address: cell.covered for row in grid.rows for cell in row.cells if cell.covered}
    assert covers == {"D2": "left", "A3": "above"}
    assert len(grid.notes) == 2


@pytest.mark.parametrize(
    "data",
    [
        book_of(sheet(f"<Row>{cell('甲')}</Row>"))[:-20],
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + book_of("&b;")[21:],
    ],
    ids=["cut short", "entities"],
)
def test_what_is_cut_short_or_declares_entities_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInputError, match="Excel 2003 XML 残缺或不合格式"):
        excel_xml.read(Request("导出.xls", data))


def archive(*parts: tuple[str, bytes]) -> Request:
    body = b"".join(
        b"--b\nContent-Type: " + kind.encode() + b"\nContent-Transfer-Encoding: 8bit\n\n" + data + b"\n"
        for kind, data in parts
    )
    return Request(
        "表.doc", b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n' + body + b"--b--\n"
    )


def test_the_page_in_an_archive_is_read_in_the_encoding_that_the_archive_states() -> None:
    page = "<table><tr><td>项目名称<td>总计<td>绩效目标<tr><td>道路<td>1.00<td>畅通</table>".encode("gbk")
    request = archive(
        ("text/css", b"td{}"), ("text/html; charset=gb2312", page), ("text/html", b"<frameset></frameset>")
    )
    (grid,) = mht.read(request)
    assert [row.cells[0].text for row in grid.rows] == ["项目名称", "道路"]
    assert (grid.source.kind, grid.source.sha256) == ("mht", request.source("mht").sha256)


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="网页归档里没有网页"):
        mht.read(archive(("text/plain", b"a")))
