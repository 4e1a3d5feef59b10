"""One page of OFD: positioned text to glyphs, paths to edges, in points with heights upwards."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from budgetcheck.readers.ofd_resources import Resources
from budgetcheck.readers.ofd_scan import Placed
from budgetcheck.readers.page_faults import (
    MAX_GLYPHS,
    MAX_OBJECTS,
    MAX_SEGMENTS,
    RECOGNISED_BEFORE,
    SCAN_SHARE,
    is_scan,
    recognised_before,
    too_many,
)
from budgetcheck.readers.pages import Frame, Glyph, Page, page_of
from budgetcheck.readers.pages.edges import Edge, edges_of
from budgetcheck.readers.pages.turns import quarter
from budgetcheck.readers.xml_parts import child, local

_POINTS = 72 / 25.4  # a millimetre
_TEXT, _PATH, _IMAGE, _GROUP = "TextObject", "PathObject", "ImageObject", "CompositeObject"
_POINTS_OF = {"S": 1, "M": 1, "L": 1, "Q": 2, "B": 3}
_ARC = 7
_WHITE = 250
_MAX_DEPTH = 8  # of groups in groups
_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = Sequence[float]


class _Char(NamedTuple):
    """A character: where its baseline begins and ends on the page, its size, its quarter turns."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    turned: int | None


class _Place(NamedTuple):
    """From the coordinates of an object to the page's, in points with heights upwards."""

    page: tuple[float, float, float, float]
    matrix: Matrix

    def point(self, x: float, y: float) -> tuple[float, float]:
        across, down = _at(self.matrix, x, y)
        return (across - self.page[0]) * _POINTS, (self.page[3] - (down - self.page[1])) * _POINTS


class PageReader:
    """Gathers what stands on a page from its layers and its templates."""

    def __init__(
        self, file: str, number: int, box: tuple[float, float, float, float], resources: Resources
    ) -> None:
        self._file, self._number, self._box, self._resources = file, number, box, resources
        self.pictures: list[Placed] = []
        self._chars: list[_Char] = []
        self._edges: list[Edge] = []
        self._objects = self._segments = 0
        self._pictured = 0.0
        self._hidden = 0

    def take(self, content: Element, outer: Matrix = _SAME, depth: int = 0) -> None:
        """Take in what a content part draws, in its order; `outer` leads from its coordinates to the page's."""
        readers = {_TEXT: self._text, _PATH: self._path, _IMAGE: self._image}
        for element in content.iter():
            name = local(element)
            if name not in readers and name != _GROUP:
                continue
            self._objects += 1
            self._refuse(self._objects, MAX_OBJECTS, ("个图形", "drawn objects"))
            if element.get("Visible", "true").lower() == "false":
                continue
            if name != _GROUP:
                readers[name](element, outer)
                continue
            group = self._resources.groups.get(element.get("ResourceID", ""))
            if group is not None and depth < _MAX_DEPTH:
                self.take(group, _within(element, outer), depth + 1)

    def page(self) -> Page:
        """The page of all that was taken in."""
        counts = Counter(char.turned for char in self._chars if not char.text.isspace())
        counts.pop(None, None)
        upright = (counts.most_common(1)[0][0] or 0) if counts else 0
        width, height = self._box[2] * _POINTS, self._box[3] * _POINTS
        frame = Frame(upright, 0, (0.0, 0.0, width, height))
        page = page_of(self._number, frame, _glyphs(self._chars, frame), self._edges)
        aside = "".join(char.text for char in self._chars if char.turned != upright)
        page.aside += [aside] if aside.strip() else []
        share = self._pictured / (self._box[2] * self._box[3])
        count = sum(counts.values())
        page.hidden = share >= SCAN_SHARE and 2 * self._hidden > count
        page.scanned = is_scan(count, share) and not page.hidden
        if page.hidden:
            page.notes += (recognised_before(self._number),)
            page.confidence = RECOGNISED_BEFORE
        return page

    def _refuse(self, count: int, limit: int, names: tuple[str, str]) -> None:
        if count > limit:
            raise too_many(self._file, names, count, limit, f"第{self._number}页")

    def _image(self, element: Element, outer: Matrix) -> None:
        boundary = numbers(element.get("Boundary"))
        if len(boundary) != 4:
            return
        place = _Place(self._box, outer)
        x0, y0 = place.point(boundary[0], boundary[1])
        x1, y1 = place.point(boundary[0] + boundary[2], boundary[1] + boundary[3])
        self._pictured += abs(x1 - x0) * abs(y1 - y0) / _POINTS**2
        height = self._box[3] * _POINTS
        box = min(x0, x1), height - max(y0, y1), max(x0, x1), height - min(y0, y1)
        path = self._resources.pictures.get(element.get("ResourceID", ""))
        self.pictures += [Placed(box, path)] if path else []

    def _text(self, element: Element, outer: Matrix) -> None:
        place = _Place(self._box, _within(element, outer))
        before = len(self._chars)
        size = (numbers(element.get("Size")) or [0.0])[0]
        way = math.radians((numbers(element.get("ReadDirection")) or [0.0])[0])
        at = (0.0, 0.0)
        for code in (inner for inner in element if local(inner) == "TextCode"):
            x, y = numbers(code.get("X")), numbers(code.get("Y"))
            at = (x[0] if x else at[0], y[0] if y else at[1])
            text = code.text or ""
            self._refuse(len(self._chars) + len(text), MAX_GLYPHS, ("个字符", "characters"))
            self._chars += _chars(text, place, at, (size, way), code)
        if _is_hidden(element):
            self._hidden += len(self._chars) - before

    def _path(self, element: Element, outer: Matrix) -> None:
        stroked = element.get("Stroke", "true").lower() != "false"
        filled = element.get("Fill", "false").lower() == "true" and not _is_white(element)
        data = child(element, "AbbreviatedData")
        if data is None or not (stroked or filled):
            return
        place = _Place(self._box, _within(element, outer))
        for part in _parts((data.text or "").split(), place):
            self._segments += len(part)
            self._refuse(self._segments, MAX_SEGMENTS, ("段线条", "line segments"))
            self._edges += edges_of(part, soft=not stroked)


def _chars(
    text: str, place: _Place, at: tuple[float, float], form: tuple[float, float], code: Element
) -> Iterator[_Char]:
    """The characters of a text code, each after the one before it by what the code says, else by its width."""
    (x, y), (size, way) = at, form
    across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    for i, sign in enumerate(text):
        wide = size if unicodedata.east_asian_width(sign) in "WFA" else size / 2
        # NOTE: programs that set text in equal steps write one distance for all of them.
        step = across[min(i, len(across) - 1)] if across else 0.0 if down else wide
        drop = down[min(i, len(down) - 1)] if down else 0.0
        width = min(step, 1.5 * wide) if step > 0 else wide
        x0, y0 = place.point(x, y)
        x1, y1 = place.point(x + width * math.cos(way), y + width * math.sin(way))
        scale = math.hypot(x1 - x0, y1 - y0) / width if width else _POINTS
        turned = quarter(math.atan2(y1 - y0, x1 - x0))
        if sign >= " ":
            yield _Char(sign, x0, y0, x1, y1, size * scale, turned)
        x, y = x + step, y + drop


def _glyphs(chars: Sequence[_Char], frame: Frame) -> Iterator[Glyph]:
    for char in chars:
        # NOTE: what a matrix squeezes to nothing cannot be seen.
        if char.turned != frame.upright or not char.size > 0:
            continue
        left, _, right, baseline = frame.box(char.x0, char.y0, char.x1, char.y1)
        if frame.holds((left + right) / 2, baseline - char.size / 3):
            yield Glyph(char.text, left, right, baseline, char.size)


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; nothing where one of them is none."""
    try:
        found = [float(word) for word in (text or "").split()]
    except ValueError:
        return []
    return found if all(map(math.isfinite, found)) else []


def _deltas(text: str | None, count: int) -> list[float]:
    """The distances between characters, `g 3 5` written out as 5 5 5; no more than are needed."""
    found: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if len(found) >= count:
            break
        if word == "g":
            repeat, value = numbers(next(words, "")), numbers(next(words, ""))
            if repeat and value:
                found += [value[0]] * min(max(0, int(repeat[0])), count)
        else:
            found += numbers(word)
    return found


def _within(element: Element, outer: Matrix) -> Matrix:
    """From the coordinates within an object to those that `outer` leads to."""
    left, top, *_ = [*numbers(element.get("Boundary")), 0.0, 0.0][:2]
    own = numbers(element.get("CTM"))
    a, b, c, d, e, f = own if len(own) == 6 else _SAME
    o = outer
    x, y = _at(o, left + e, top + f)
    return (
        *(o[0] * a + o[2] * b, o[1] * a + o[3] * b, o[0] * c + o[2] * d, o[1] * c + o[3] * d),
        *(x, y),
    )


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _is_hidden(element: Element) -> bool:
    """Whether text leaves no ink, as text recognition lays it over a picture."""
    if element.get("Fill", "true").lower() == "false" and element.get("Stroke", "false").lower() != "true":
        return True
    colour = child(element, "FillColor")
    return colour is not None and numbers(colour.get("Alpha")) == [0.0]


def _is_white(element: Element) -> bool:
    colour = child(element, "FillColor")
    value = numbers(colour.get("Value")) if colour is not None else []
    return bool(value) and min(value) >= _WHITE


def _parts(words: Sequence[str], place: _Place) -> Iterator[list[tuple[float, float]]]:
    """The parts of a path that go straight: a curve ends one and begins another."""
    part: list[tuple[float, float]] = []
    start = (0.0, 0.0)
    at = 0
    while at < len(words):
        sign, at = words[at], at + 1
        count = _ARC if sign == "A" else 2 * _POINTS_OF.get(sign, 0)
        held = numbers(" ".join(words[at : at + count]))
        at += count
        if sign == "C" and part:
            part.append(start)
        if len(held) < 2:
            continue
        point = place.point(held[-2], held[-1])
        if sign != "L":
            yield part
            part = []
        start = point if sign in "SM" else start
        part.append(point)
    yield part
