"""What is drawn on a page of a PDF: rules, edges of filled areas, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from budgetcheck.readers.page_faults import MAX_OBJECTS, MAX_SEGMENTS, too_many
from budgetcheck.readers.pages.edges import Edge, edges_of, is_thin, middle_line

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MAX_DEPTH = 8

_WHITE = 250

Points = tuple[float, float, float, float]


@dataclass(slots=True)
class Drawing:
    """The edges on a page, the boxes of its pictures, and its first text objects.

    `covering` are those of the pictures that nothing shines through, and how many texts lie under each.
    """

    strokes: list[Edge] = field(default_factory=list)
    pictures: list[Points] = field(default_factory=list)
    covering: list[tuple[Points, int]] = field(default_factory=list)
    texts: list[Any] = field(default_factory=list)

    def pictured(self, page: Points) -> float:
        """Which share of the page the pictures cover."""
        return _share(self.pictures, page)

    def covered(self, page: Points) -> float:
        """Which share of the page is covered by pictures that lie over most of its text."""
        return _share([box for box, under in self.covering if 2 * under > len(self.texts)], page)


def _share(boxes: Sequence[Points], page: Points) -> float:
    size = (page[2] - page[0]) * (page[3] - page[1])
    held = sum(max(0.0, right - left) * max(0.0, top - bottom) for left, bottom, right, top in boxes)
    return held / size if size > 0 else 0.0


class _Matrix(NamedTuple):
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: _Matrix) -> _Matrix:
        """This matrix and then the outer one."""
        a, b = outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b
        c, d = outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d
        return _Matrix(a, b, c, d, *outer.point(self.e, self.f))


def drawing_of(file: str, page: PdfPage, number: int) -> Drawing:
    """What is drawn on the page.

    Raises:
        UnreadableInputError: more objects than a table can need.
    """
    import pypdfium2.raw as pdfium

    return _Drawer(pdfium, file, number).draw(page.raw)


class _Drawer:
    def __init__(self, pdfium: Any, file: str, number: int) -> None:
        self._pdfium, self._file, self._number = pdfium, file, number
        self._objects = self._segments = 0
        self._drawing = Drawing()
        self._floats = [ctypes.c_float() for _ in range(4)]

    def draw(self, page: Any) -> Drawing:
        pdfium = self._pdfium
        self._count(pdfium.FPDFPage_CountObjects(page))
        for i in range(pdfium.FPDFPage_CountObjects(page)):
            self._take(pdfium.FPDFPage_GetObject(page, i), _Matrix(), 0)
        return self._drawing

    def _count(self, objects: int, segments: int = 0) -> None:
        self._objects += objects
        self._segments += segments
        place = f"第{self._number}页"
        if self._objects > MAX_OBJECTS:
            raise too_many(self._file, ("个图形", "drawn objects"), self._objects, MAX_OBJECTS, place)
        if self._segments > MAX_SEGMENTS:
            raise too_many(self._file, ("段线条", "line segments"), self._segments, MAX_SEGMENTS, place)

    def _take(self, item: Any, outer: _Matrix, depth: int) -> None:
        pdfium = self._pdfium
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT and len(self._drawing.texts) < 50:
            self._drawing.texts.append(item)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = self._matrix(item).within(outer)
            count = pdfium.FPDFFormObj_CountObjects(item)
            self._count(count)
            for i in range(count):
                self._take(pdfium.FPDFFormObj_GetObject(item, i), inner, depth + 1)

    def _matrix(self, item: Any) -> _Matrix:
        held = self._pdfium.FS_MATRIX()
        self._pdfium.FPDFPageObj_GetMatrix(item, held)
        return _Matrix(held.a, held.b, held.c, held.d, held.e, held.f)

    def _bounds(self, item: Any, outer: _Matrix) -> Points:
        left, bottom, right, top = self._floats
        self._pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        x0, y0 = outer.point(left.value, bottom.value)
        x1, y1 = outer.point(right.value, top.value)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _picture(self, item: Any, outer: _Matrix) -> None:
        box = self._bounds(item, outer)
        self._drawing.pictures.append(box)
        if not self._pdfium.FPDFPageObj_HasTransparency(item):
            self._drawing.covering.append((box, len(self._drawing.texts)))
        if is_thin(box):
            self._drawing.strokes += middle_line(box)

    def _path(self, item: Any, outer: _Matrix) -> None:
        filled, stroked = self._mode(item)
        if not filled and not stroked:
            return
        box = self._bounds(item, outer)
        segments = self._pdfium.FPDFPath_CountSegments(item)
        self._count(0, segments)
        if is_thin(box):
            self._drawing.strokes += middle_line(box)
        elif stroked or not self._white(item):
            self._drawing.strokes += self._edges(item, outer, segments, soft=not stroked)

    def _mode(self, item: Any) -> tuple[bool, bool]:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self._pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        return fill.value != 0, stroke.value != 0

    def _white(self, item: Any) -> bool:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        self._pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
        return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE

    def _edges(self, item: Any, outer: _Matrix, segments: int, *, soft: bool) -> Iterator[Edge]:
        for part in self._parts(item, self._matrix(item).within(outer), segments):
            yield from edges_of(part, soft=soft)

    def _parts(self, item: Any, matrix: _Matrix, segments: int) -> Iterator[list[tuple[float, float]]]:
        """The points of a path between which it goes straight.

        NOTE: the points that bend a curve lie level with its ends; taken for corners they make rules of a seal.
        """
        pdfium, (x, y, *_) = self._pdfium, self._floats
        part: list[tuple[float, float]] = []
        start = (0.0, 0.0)
        for i in range(segments):
            segment = pdfium.FPDFPath_GetPathSegment(item, i)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point, kind = matrix.point(x.value, y.value), pdfium.FPDFPathSegment_GetType(segment)
            if kind != pdfium.FPDF_SEGMENT_LINETO:
                yield part
                part = []
            start = point if kind == pdfium.FPDF_SEGMENT_MOVETO else start
            part.append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                part.append(start)
        yield part
