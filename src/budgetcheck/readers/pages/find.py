"""Tables on pages to grids: rows of cells, each with its rectangle and the boxes of its characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from budgetcheck.model import Cell, Grid, Row, Source
from budgetcheck.model.grid import Box, Glyphs
from budgetcheck.readers.pages.body import Field, Found, Rows
from budgetcheck.readers.pages.ink import Frame, Page, Piece
from budgetcheck.readers.pages.items import ItemRows
from budgetcheck.readers.pages.labels import Labels
from budgetcheck.readers.pages.layout import Cutter, running_lines
from budgetcheck.readers.pages.numbers import page_list
from budgetcheck.readers.pages.strand import Strand, Text
from budgetcheck.readers.pages.watermarks import set_apart_again
from budgetcheck.text import default_words

_PARTS = 1.5
_SURE = 0.9
_SHOWN = 5
_CLIP = 40
_WATERMARK = 12
_BRACKETS = str.maketrans("()", "[]")
_NOTHING: Box = (0.0, 0.0, 0.0, 0.0)


def grids_of(pages: Sequence[Page], source: Source) -> list[Grid]:
    """A grid for each table on the pages, the lines beside it as rows of their own.

    Rows are counted over the whole file; a row's page is that of the file.
    """
    set_apart_again(pages)
    cutter = Cutter(default_words(), running_lines(pages))
    cutter.cut(pages)
    if not cutter.strands:
        return [Grid(source, tuple(_plain(pages)), notes=tuple(_notes(pages, cutter)), doubts=_doubts(pages))]
    grids: list[Grid] = []
    line = 1
    for number, strand in enumerate(cutter.strands, 1):
        rows = [Row(at, cells, page.number) for at, (page, cells) in enumerate(_rows(strand), line)]
        line += len(rows)
        # NOTE: what is said of the file is said once.
        notes = () if grids else tuple(_notes(pages, cutter))
        doubts = (*(() if grids else _doubts(pages)), *_doubtful(rows))
        name = f"表{number}" if len(cutter.strands) > 1 else None
        grids.append(Grid(source, tuple(rows), name, notes, doubts))
    return grids


def _doubtful(rows: Sequence[Row]) -> Iterator[str]:
    """One note on the rows whose limits no rule shows and the distances between lines leave open."""
    doubtful = [row for row in rows if any(cell.confidence < _SURE for cell in row.cells)]
    if doubtful:
        shown = [f"{row.line}（第{row.page}页）" for row in doubtful[:_SHOWN]]
        more_zh, more_en = ("等", " and more") if len(doubtful) > _SHOWN else ("", "")
        lines = ", ".join(f"{row.line} (page {row.page})" for row in doubtful[:_SHOWN]).translate(_BRACKETS)
        yield (
            f"第{'、'.join(shown)}行{more_zh}的分界或文字不能确定，共 {len(doubtful)} 行，请对照原件 "
            f"(limits or text of rows are uncertain, {len(doubtful)} in all, compare the original: rows {lines}{more_en})"
        )


def _plain(pages: Sequence[Page]) -> Iterator[Row]:
    """Every line of pages without a table."""
    lines = ((page, line) for page in pages for line in page.lines)
    for number, (page, line) in enumerate(lines, 1):
        yield Row(number, _text_cells(page, line), page.number)


def _rows(strand: Strand) -> Iterator[tuple[Page, tuple[Cell, ...]]]:
    body = ItemRows(strand, Labels(default_words())) if strand.itemised else Rows(strand)
    for item in strand.items:
        if isinstance(item, Text):
            yield from ((item.page, _text_cells(item.page, line)) for line in item.lines if line.text.strip())
        else:
            yield from ((found.page, _cells(found)) for found in body.rows(item))


def _text_cells(page: Page, line: Piece) -> tuple[Cell, ...]:
    parts = line.parts(_PARTS * line.size)
    return tuple(_cell(page, Field((part,)), column, page.confidence) for column, part in enumerate(parts, 1))


def _cells(found: Found) -> tuple[Cell, ...]:
    page = found.page
    return tuple(
        _cell(page, held, column, min(found.confidence, held.confidence, page.confidence))
        for column, held in enumerate(found.fields, 1)
    )


def _cell(page: Page, held: Field, column: int, confidence: float) -> Cell:
    text, boxes = _written(page.frame, held.pieces)
    confidence = min((piece.score for piece in held.pieces), default=1.0) * confidence
    glyphs = Glyphs.of(boxes) if boxes else None
    extent = _rounded(page.frame.back(held.extent)) if held.extent else None
    box = extent or (glyphs.around(0, len(text)) if glyphs else None)
    return Cell(text, column, 0, None, box, held.covered, confidence, glyphs)


def _written(frame: Frame, pieces: Sequence[Piece]) -> tuple[str, list[Box]]:
    """The text of a cell, its lines put together, and the box of every character of it."""
    text, boxes = "", []
    for piece in sorted(pieces, key=lambda p: (p.baseline, p.left)):
        if (
            text
            and text[-1].isascii()
            and text[-1].isalpha()
            and piece.text[0].isascii()
            and piece.text[0].isalpha()
        ):
            # NOTE: a blank at which a line of Latin words was broken is not printed.
            text += " "
            boxes.append(_NOTHING)
        text += piece.text
        for left, right in zip(piece.lefts, piece.rights, strict=True):
            boxes.append(frame.back((left, piece.top, right, piece.bottom)))
    return text, boxes


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(number, 2) for number in box)
    return left, top, right, bottom


def _doubts(pages: Sequence[Page]) -> tuple[str, ...]:
    return (*_recognised(pages), *(note for page in pages for note in page.notes))


def _recognised(pages: Sequence[Page]) -> Iterator[str]:
    """Which pages are pictures whose text was recognised, and by what."""
    for name in dict.fromkeys(page.recogniser for page in pages if page.recogniser):
        numbers = [page.number for page in pages if page.recogniser == name]
        zh, en = page_list(numbers, zh=True), page_list(numbers, zh=False)
        yield f"{zh}是图片，文字由 {name} 识别 ({en}: text recognised on pictures by {name})"


def _notes(pages: Sequence[Page], cutter: Cutter) -> Iterator[str]:
    for pictures, why_zh, why_en in (
        (
            [page.number for page in pages if page.scanned],
            "是图片，没有文字层",
            "pictures without a layer of text",
        ),
        ([page.number for page in pages if page.garbled], "的文字层是乱码", "the layer of text is garbled"),
    ):
        if pictures:
            zh, en = page_list(pictures, zh=True), page_list(pictures, zh=False)
            yield f"{zh}{why_zh}，未能读取，可加 --ocr ({en}: {why_en}, not read; see --ocr)"
    for page in pages:
        yield from page.left_out
    for text in _not_watermarks(pages):
        yield f"斜排或横排的文字「{text[:_CLIP]}」不在表内，未列入 (slanted or turned text was left out: {text[:_CLIP].translate(_BRACKETS)})"
    for left_out, why_zh, why_en in (
        (cutter.unread, "没有表格", "no table there"),
        (cutter.beside, "最后一张表之后的文字", "text behind the last table"),
    ):
        if left_out:
            zh, en = page_list(left_out, zh=True), page_list(left_out, zh=False)
            yield f"{zh}{why_zh}，未列入 ({en}: {why_en}, left out)"


def _not_watermarks(pages: Sequence[Page]) -> list[str]:
    """Texts set aside that are more than a watermark: long, or with figures, and not on every page."""
    counts = Counter(text.strip() for page in pages for text in page.aside)
    return [
        text
        for text, count in counts.items()
        if (len(text) > _WATERMARK or any(map(str.isdigit, text))) and (count < len(pages) or count == 1)
    ]
