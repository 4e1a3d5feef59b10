"""The marked copy is the input plus marks: cell by cell for a workbook, word by word for a PDF."""

from __future__ import annotations

import copy
import io
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.browser import needs_browser

from budgetcheck.cli.main import main

openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl: pip install 'budgetcheck[excel]'")
pypdfium2 = pytest.importorskip("pypdfium2", reason="needs pypdfium2: pip install 'budgetcheck[pdf]'")

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "unbalanced.txt"
ROWS = [line.split("\t") for line in EXAMPLE.read_text(encoding="utf-8").split("\n")]


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "绩效目标表"
    for number, row in enumerate(ROWS, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            money = column in (3, 4) and text.replace(",", "").replace(".", "").isdecimal()
            cell.value = float(text.replace(",", "")) if money else text or None
            if money:
                cell.number_format = "#,##0.00"
    sheet.merge_cells("A1:H1")
    sheet["A1"].font = openpyxl.styles.Font(bold=True, size=16)
    sheet["C11"].comment = openpyxl.comments.Comment("原有批注", "某人")
    sheet["J3"] = "=SUM(C11:C13)"
    sheet.column_dimensions["H"].width = 60
    book.create_sheet("说明")["A1"] = "另一页"
    book.save(path)


def cells(path: Path) -> dict[tuple[str, str], Any]:
    book = openpyxl.load_workbook(path)
    return {(sheet.title, c.coordinate): c for sheet in book for row in sheet.iter_rows() for c in row}


def test_a_workbook_is_the_input_plus_comments_and_fills(tmp_path: Path) -> None:
    source = tmp_path / "表.xlsx"
    workbook(source)
    before = source.read_bytes()
    assert main(["validate", str(source), "--annotate", str(tmp_path / "out"), "--isolated", "-q"]) == 1
    assert source.read_bytes() == before
    old, new = cells(source), cells(tmp_path / "out" / "表.xlsx")
    assert set(old) == set(new)
    marked = {
        key
        for key, cell in new.items()
        if cell.comment and (not old[key].comment or cell.comment.text != old[key].comment.text)
    }
    for key, cell in new.items():
        assert cell.value == old[key].value
        for part in ("font", "border", "alignment", "number_format", "protection"):
            assert copy.copy(getattr(cell, part)) == copy.copy(getattr(old[key], part)), (key, part)
        assert (copy.copy(cell.fill) == copy.copy(old[key].fill)) == (key not in marked)
    assert ("绩效目标表", "C10") in marked
    assert "ARI002" in new["绩效目标表", "C10"].comment.text
    assert "386.50" in new["绩效目标表", "C10"].comment.text
    assert "原有批注" in new["绩效目标表", "C11"].comment.text
    assert new["绩效目标表", "J3"].value == "=SUM(C11:C13)"


def test_what_cannot_be_marked_is_named_and_nothing_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "表.txt"
    text.write_bytes(EXAMPLE.read_bytes())
    main(["validate", str(text), "--annotate", str(tmp_path / "out"), "--isolated", "-q", "--lang", "zh"])
    assert "表.txt: text 文件不能加注，未写副本" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []
    assert main(["validate", str(text), "--annotate", str(tmp_path), "--isolated"]) == 2
    assert "副本会覆盖原文件" in capsys.readouterr().err
    assert text.read_bytes() == EXAMPLE.read_bytes()


def test_standard_input_is_named_as_what_cannot_be_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = io.TextIOWrapper(io.BytesIO(EXAMPLE.read_bytes()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", held)
    code = main(["validate", "-", "--annotate", str(tmp_path / "out"), "--isolated", "-q", "--lang", "zh"])
    assert code == 1
    assert "标准输入不能加注，未写副本" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_that_changed_since_it_was_checked_gets_no_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from budgetcheck.cli.annotating import write_copies
    from budgetcheck.corpus import validate_files
    from budgetcheck.readers import Limits
    from budgetcheck.rulefiles import load

    source, out = tmp_path / "表.xlsx", tmp_path / "out"
    workbook(source)
    out.mkdir()
    report = validate_files([str(source)], load())
    check: Any = SimpleNamespace(reading=SimpleNamespace(limits=Limits(), password=None), lang="zh")
    write_copies(report, out, check)
    assert (out / "表.xlsx").is_file()
    (out / "表.xlsx").unlink()
    source.write_bytes(source.read_bytes() + b" ")
    write_copies(report, out, check)
    assert "检查之后文件有改动，未写副本" in capsys.readouterr().err
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("given", ["folder", "pattern", "above"])
def test_a_copy_never_takes_the_place_of_an_original(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    workbook(folder / "表.xlsx")
    before = (folder / "表.xlsx").read_bytes()
    path = {"folder": folder, "pattern": folder / "*.xlsx", "above": tmp_path}[given]
    main(["validate", str(path), "--annotate", str(folder), "--isolated", "-q", "--lang", "zh"])
    assert (folder / "表.xlsx").read_bytes() == before
    assert "副本会覆盖原文件" in capsys.readouterr().err


def test_a_copy_is_made_within_the_limits_that_the_file_was_read_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgetcheck.readers import load

    asked: list[float] = []
    within = load.within
    monkeypatch.setattr(
        load,
        "within",
        lambda file, data, limits: (asked.append(limits.file_mib), within(file, data, limits))[1],
    )
    workbook(tmp_path / "表.xlsx")
    words = ["validate", str(tmp_path / "表.xlsx"), "--annotate", str(tmp_path / "out"), "--isolated", "-q"]
    main([*words, "--file-limit", "file-mib=300"])
    assert set(asked) == {300}


def page_html() -> str:
    head = "".join(f"<p>{''.join(row)}</p>" for row in ROWS if len(row) < 3 and any(row))
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS if len(row) >= 3
    )
    style = "body{font:8pt 'Noto Serif CJK SC'}td{border:1px solid #000;vertical-align:top}table{border-collapse:collapse}"
    return f"<meta charset=utf-8><style>{style}</style>{head}<table>{body}</table>"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    from tests.browser import page

    source = tmp_path_factory.mktemp("printed") / "表.pdf"
    with page() as (shown, _):
        shown.set_content(page_html())
        shown.pdf(path=source, landscape=True, format="A4")
    return source.read_bytes()


def turned_and_cropped(data: bytes, turned: int, crop: tuple[float, ...]) -> bytes:
    document = pypdfium2.PdfDocument(data)
    for one in document:
        one.set_rotation(turned)
        if crop:
            one.set_cropbox(*crop)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def inside(page: Any, quads: list[list[float]]) -> str:
    """The characters of the page that stand in one of the quads, as PDFium places them."""
    words = page.get_textpage()
    found = []
    for at in range(words.count_chars()):
        left, bottom, right, top = words.get_charbox(at)
        x, y = (left + right) / 2, (bottom + top) / 2
        if any(min(q[::2]) <= x <= max(q[::2]) and min(q[1::2]) <= y <= max(q[1::2]) for q in quads):
            found.append(words.get_text_range(at, 1))
    return "".join("".join(found).split())


@needs_browser
@pytest.mark.parametrize(
    ("turned", "crop"),
    [(0, ()), (90, ()), (180, ()), (270, ()), (0, (3, 2, 900, 594)), (270, (3, 2, 900, 594))],
)
def test_the_highlights_of_a_pdf_lie_on_the_words_of_the_findings_line_by_line(
    tmp_path: Path, printed: bytes, turned: int, crop: tuple[float, ...]
) -> None:
    pdfplumber = pytest.importorskip("pdfplumber", reason="needs another library: pip install pdfplumber")
    from budgetcheck.corpus import validate_files
    from budgetcheck.rulefiles import load

    source = tmp_path / "表.pdf"
    source.write_bytes(turned_and_cropped(printed, turned, crop))
    assert main(["validate", str(source), "--annotate", str(tmp_path / "out"), "--isolated", "-q"]) in (0, 1)
    made = (tmp_path / "out" / "表.pdf").read_bytes()
    assert made.startswith(source.read_bytes()), "what is signed stays whole"
    main(["validate", str(source), "--annotate", str(tmp_path / "again"), "--isolated", "-q"])
    assert (tmp_path / "again" / "表.pdf").read_bytes() == made
    findings = [f for f in validate_files([str(source)], load()).findings if f.location.box]
    places = {(f.location.page, f.location.boxes or f.location.box): f for f in findings}
    several = 0
    with pdfplumber.open(tmp_path / "out" / "表.pdf") as copied:
        marks = [(p, a["data"]) for p in copied.pages for a in p.annots]
        assert len(marks) == len(places)
        document = pypdfium2.PdfDocument(source)
        quoted = {
            (f.location.page, f.rule, "".join(f.excerpt.text[f.excerpt.start : f.excerpt.end].split()))
            for f in findings
            if f.excerpt
        }
        for one, mark in marks:
            quads = [mark["QuadPoints"][at : at + 8] for at in range(0, len(mark["QuadPoints"]), 8)]
            words = inside(document[one.page_number - 1], quads)
            note = mark["Contents"].decode("utf-16")
            here = [text for page, rule, text in quoted if page == one.page_number and rule in note]
            # NOTE: of text that is turned, PDFium does not keep the order.
            assert any(Counter(text) <= Counter(words) for text in here), (words, here)
            xs, ys = zip(*((q[n], q[n + 1]) for q in quads for n in range(0, 8, 2)), strict=True)
            assert [min(xs), min(ys), max(xs), max(ys)] == pytest.approx(mark["Rect"], abs=0.1)
            several += len(quads) > 1
        document.close()
    assert several >= 2
