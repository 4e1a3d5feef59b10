from __future__ import annotations

import io
import math
import socket
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, NoReturn

import pytest
from tests.readers.pages.looks import Look, Printed, page, printed
from tests.readers.pages.reading import assembled, expected, score
from tests.readers.scans.scanning import TABLE, Scanner

import budgetcheck
from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers import Limits, read

LOOKS = {
    "ruled": Look(size=9, font="Noto Sans CJK SC"),
    "borderless": Look(style="borderless", size=9, watermark="内部资料"),
}
pytestmark = pytest.mark.skipif(
    find_spec("rapidocr") is None or find_spec("onnxruntime") is None, reason="pip install 'budgetcheck[ocr]'"
)
PATIENT = Limits(seconds=900)
GOOD = Scanner(dpi=300, askew=0.7, noise=4)
GRAINY = Scanner(dpi=200, askew=-1.2, noise=12, quality=50)


@pytest.fixture(scope="module")
def table() -> Printed:
    return printed(TABLE)


@pytest.fixture(scope="module")
def sheets(table: Printed, prints: Callable[..., list[bytes]]) -> dict[str, bytes]:
    """The table as printed PDFs, by look."""
    return dict(zip(LOOKS, prints([page([table], look) for look in LOOKS.values()]), strict=True))


@pytest.fixture(scope="module")
def ruled(sheets: dict[str, bytes]) -> list[Grid]:
    return read(GOOD.pdf(sheets["ruled"]), "表.pdf", limits=PATIENT, ocr=True)


@pytest.mark.parametrize("look", LOOKS)
def test_a_good_scan_is_read_nearly_to_the_letter_and_what_is_not_is_told(
    look: str, table: Printed, sheets: dict[str, bytes], request: pytest.FixtureRequest
) -> None:
    grids = (
        request.getfixturevalue("ruled")
        if look == "ruled"
        else read(GOOD.pdf(sheets[look]), "表.pdf", limits=PATIENT, ocr=True)
    )
    found = score(expected([table]), grids)
    assert found.lines == found.expected
    assert found.right >= 0.95 * found.cells, found
    assert found.exact or found.unsure, found


def test_nothing_of_a_bad_scan_is_wrong_in_silence(table: Printed, sheets: dict[str, bytes]) -> None:
    tables, errors = assembled(read(GRAINY.pdf(sheets["ruled"]), "表.pdf", limits=PATIENT, ocr=True))
    wanted = {line[0]: line for line in expected([table])}
    fields = ("name", "total_text", "fiscal_text", "indicators")
    for line in tables.lines[["confidence", *fields]].itertuples(index=False):
        told = line.confidence < 0.9 or bool(errors)
        same = wanted.get("".join(str(line.name).split()))
        right = same is not None and same[4] == line.total_text and same[5] == line.fiscal_text
        assert right or told, line


def test_who_recognised_the_text_is_said_once_with_its_version(ruled: list[Grid]) -> None:
    from importlib.metadata import version

    said = [doubt for grid in ruled for doubt in grid.doubts if "是图片，文字由" in doubt]
    assert len(said) == 1
    assert f"RapidOCR {version('rapidocr')}, PP-OCR" in said[0]


def test_a_cell_lies_where_it_lies_on_the_sheet_askew(ruled: list[Grid], sheets: dict[str, bytes]) -> None:
    straight = middles(read(sheets["ruled"], "表.pdf"))
    turned = math.radians(GOOD.askew)
    width, height = 841.9, 595.3
    compared = 0
    for text, (x, y) in middles(ruled).items():
        if text in straight:
            across, down = straight[text][0] - width / 2, straight[text][1] - height / 2
            place = (
                width / 2 + across * math.cos(turned) - down * math.sin(turned),
                height / 2 + across * math.sin(turned) + down * math.cos(turned),
            )
            assert (x, y) == pytest.approx(place, abs=6), text
            compared += 1
    assert compared > 10


def middles(grids: list[Grid]) -> dict[str, tuple[float, float]]:
    """Where the texts that stand once on the first page have their middle."""
    found: dict[str, list[tuple[float, float]]] = {}
    for cell in (cell for grid in grids for row in grid.rows if row.page == 1 for cell in row.cells):
        box = cell.glyphs.around(0, len(cell.text)) if cell.glyphs and cell.text else None
        if box:
            found.setdefault(cell.text, []).append(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
    return {text: places[0] for text, places in found.items() if len(places) == 1}


@pytest.mark.parametrize("turned", [90, 180])
def test_a_sheet_that_lies_the_wrong_way_is_read_all_the_same(
    turned: int, table: Printed, sheets: dict[str, bytes], ruled: list[Grid]
) -> None:
    picture = Scanner(dpi=200, askew=0.3, turned=turned).pictures(sheets["ruled"])[0]
    held = io.BytesIO()
    picture.save(held, "PNG")
    grids = read(held.getvalue(), "表.png", limits=PATIENT, ocr=True)
    first = {cell.text for grid in ruled for row in grid.rows if row.page == 1 for cell in row.cells}
    found = {cell.text for grid in grids for row in grid.rows for cell in row.cells}
    assert len(first & found) >= 0.9 * len(first)


def test_the_findings_on_a_scan_are_those_on_the_text_and_the_doubt(sheets: dict[str, bytes]) -> None:
    scanned = budgetcheck.validate(
        GOOD.tiff(sheets["ruled"]), ocr=True, limits={"seconds": 900}, select=["ARI"]
    )
    text = budgetcheck.validate(sheets["ruled"], select=["ARI"])
    assert {(f.rule, f.actual) for f in scanned} == {(f.rule, f.actual) for f in text}
    assert len(list(text)) > 0


def test_without_the_option_a_scan_is_refused(sheets: dict[str, bytes]) -> None:
    with pytest.raises(UnreadableInputError, match="扫描件，没有文字层") as told:
        read(Scanner(dpi=72).pdf(sheets["ruled"]), "表.pdf")
    assert "--ocr" in told.value.remedy


def test_a_picture_without_text_is_said_to_have_none() -> None:
    from PIL import Image

    held = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(held, "PNG")
    with pytest.raises(UnreadableInputError, match="没有识别出文字"):
        read(held.getvalue(), "标志.png", ocr=True)


def test_a_picture_larger_than_any_sheet_is_refused_before_it_is_unpacked() -> None:
    from PIL import Image

    held = io.BytesIO()
    Image.new("1", (20_000, 8_000)).save(held, "PNG")
    with pytest.raises(UnreadableInputError, match="20,000×8,000 像素，超过上限"):
        read(held.getvalue(), "表.png", limits=PATIENT, ocr=True)


def test_models_come_with_the_package_and_no_network_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    from budgetcheck.readers.scans.engine import Recogniser

    def refused(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("the network is asked")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    from PIL import Image, ImageDraw

    sheet = Image.new("L", (600, 120), "white")
    ImageDraw.Draw(sheet).text((40, 40), "1,234.50", fill=0, font_size=40)
    import numpy as np

    engine = Recogniser()
    (spot,) = engine.spots(np.array(sheet))
    (signs,) = engine.signs([np.array(sheet)[spot.top : spot.bottom, spot.left : spot.right]])
    assert "".join(sign.text for sign in signs) == "1,234.50"
    assert engine.upside_down([np.array(sheet)[::-1, ::-1]])
