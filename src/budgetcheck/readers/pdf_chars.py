"""The characters of a page of a PDF, as PDFium places them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from budgetcheck.readers.pages.ink import ASCENT, DESCENT
from budgetcheck.readers.pages.turns import quarter

_HYPHEN, _UNKNOWN = 2, "\ufffd"
_LEAST_SEEN = 0.5
_MOST_CLIPS = 64

Points = tuple[float, float, float, float]


class Char(NamedTuple):
    """A character as PDFium places it: its loose box and origin in the page's own coordinates."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    size: float
    angle: float
    at: int


class CharReader:
    """Reads characters of one page; its C structures are made once."""

    def __init__(self, pdfium: Any, page: Any) -> None:
        self._pdfium, self._page = pdfium, page
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._edges: Points | None = None
        self.unknown = 0

    def read(self, i: int) -> Char | None:
        """Character `i`; None when it stands for no ink, as line ends do that PDFium adds."""
        pdfium, page, box, matrix = self._pdfium, self._page, self._box, self._matrix
        code = pdfium.FPDFText_GetUnicode(page, i)
        text = self._text(code, i)
        if not text:
            return None
        pdfium.FPDFText_GetLooseCharBox(page, i, box)
        pdfium.FPDFText_GetCharOrigin(page, i, self._x, self._y)
        pdfium.FPDFText_GetMatrix(page, i, matrix)
        size = pdfium.FPDFText_GetFontSize(page, i) * math.hypot(matrix.a, matrix.b)
        angle = math.atan2(matrix.b, matrix.a)
        return Char(
            text, box.left, box.bottom, box.right, box.top, self._x.value, self._y.value, size, angle, i
        )

    def _text(self, code: int, i: int) -> str:
        if code <= 0x20:
            if code in (0x20, 0x09):
                return " "
            if code == _HYPHEN:
                return "-"
            if code:
                return ""
        if not code or code == 0xFFFD or self._pdfium.FPDFText_HasUnicodeMapError(self._page, i) == 1:
            self.unknown += 1
            return chr(code) if code and code < 0x110000 else _UNKNOWN
        return "" if 0xD800 <= code < 0xE000 else chr(code)

    def without_seals(self, chars: Sequence[Char]) -> list[Char]:
        """The characters, those of a seal at no angle at which text is read.

        NOTE: of a seal that is set as text some letters stand upright, on the curve of its name and below it. All
        follow one another in one colour, and most are slanted.
        """
        if all(quarter(char.angle) is not None for char in chars):
            return list(chars)
        seals: set[int] = set()
        # NOTE: blanks that PDFium adds have no colour.
        ink = (char for char in chars if char.text != " ")
        for _, held in groupby(ink, key=lambda char: self._colour(char.at)):
            run = list(held)
            if 2 * sum(quarter(char.angle) is None for char in run) > len(run):
                seals.update(char.at for char in run)
        return [char._replace(angle=math.nan) if char.at in seals else char for char in chars]

    def _colour(self, i: int) -> tuple[int, ...]:
        parts = [ctypes.c_uint() for _ in range(4)]
        self._pdfium.FPDFText_GetFillColor(self._page, i, *parts)
        return tuple(part.value for part in parts)

    def is_cut_off(self, char: Char, chars: Sequence[Char]) -> bool:
        """Whether a character is drawn but clipped away, at least half of it.

        NOTE: where a page breaks, browsers draw the line that was cut on both pages and clip it. Only what
        stands outermost can be such a line, and clip paths cost time.
        """
        if self._edges is None:
            self._edges = _outermost(chars)
        left, bottom, right, top = self._edges
        near = 1.5 * char.size
        inner = left + near < char.x < right - near and bottom + near < char.y < top - near
        if inner or quarter(char.angle) is None:
            return False
        clip = self._clip(char.at)
        if clip is None:
            return False
        box = _em_box(char)
        wide = min(box[2], clip[2]) - max(box[0], clip[0])
        high = min(box[3], clip[3]) - max(box[1], clip[1])
        whole = (box[2] - box[0]) * (box[3] - box[1])
        return whole > 0 and max(0.0, wide) * max(0.0, high) < _LEAST_SEEN * whole

    def _clip(self, i: int) -> Points | None:
        """The box to which a character is clipped; None for no clip."""
        pdfium = self._pdfium
        path = pdfium.FPDFPageObj_GetClipPath(pdfium.FPDFText_GetTextObject(self._page, i))
        count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
        boxes = [box for part in range(min(max(count, 0), _MOST_CLIPS)) if (box := self._part(path, part))]
        if not boxes:
            return None
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        return max(lefts), max(bottoms), min(rights), min(tops)

    def _part(self, path: Any, part: int) -> Points | None:
        pdfium, x, y = self._pdfium, ctypes.c_float(), ctypes.c_float()
        xs, ys = [], []
        for i in range(min(pdfium.FPDFClipPath_CountPathSegments(path, part), _MOST_CLIPS)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, part, i)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            xs.append(x.value)
            ys.append(y.value)
        return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def _outermost(chars: Sequence[Char]) -> Points:
    xs, ys = [char.x for char in chars], [char.y for char in chars]
    return min(xs), min(ys), max(xs), max(ys)


def _em_box(char: Char) -> Points:
    """The em box of a character, in the page's own coordinates."""
    up, down = ASCENT * char.size, DESCENT * char.size
    turned = quarter(char.angle)
    if turned == 1:
        return char.x - up, char.bottom, char.x + down, char.top
    if turned == 2:
        return char.left, char.y - up, char.right, char.y + down
    if turned == 3:
        return char.x - down, char.bottom, char.x + up, char.top
    return char.left, char.y - down, char.right, char.y + up
