"""What a reader yields: cells in rows, each with its place in the original, nothing interpreted."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Source:
    """The file (or stream, or frame) a grid was read from.

    `file` is the path as the user gave it (`-` for standard input, `<DataFrame>` for a frame).
    `spans` says what a cell's `start` counts in: `line` (offset in the original line of text)
    or `cell` (always 0; offsets count within the cell's own text).
    """

    file: str
    kind: str
    sha256: str
    size: int
    encoding: str = ""
    encoding_confidence: float = 1.0
    spans: str = "line"


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The boxes of a cell's characters on the page, four single floats each, packed.

    Left, top, right, bottom in points from the upper left corner; all zero for a character that is not printed.
    """

    packed: bytes = field(repr=False)

    @classmethod
    def of(cls, boxes: Iterable[Box]) -> Glyphs:
        """The boxes, packed."""
        return cls(array("f", chain.from_iterable(boxes)).tobytes())

    def rectangles(self, start: int, end: int) -> tuple[Box, ...]:
        """One box for each line on which characters [start, end) stand."""
        numbers = array("f", self.packed[16 * max(0, start) : 16 * end])
        found: list[Box] = []
        for at in range(0, len(numbers), 4):
            left, top, right, bottom = (round(number, 2) for number in numbers[at : at + 4])
            if not any((left, top, right, bottom)):
                continue
            if found and _one_line(found[-1], (left, top, right, bottom)):
                last = found[-1]
                found[-1] = (min(last[0], left), min(last[1], top), max(last[2], right), max(last[3], bottom))
            else:
                found.append((left, top, right, bottom))
        return tuple(found)

    def around(self, start: int, end: int) -> Box | None:
        """The box around characters [start, end); None where none of them is printed."""
        boxes = self.rectangles(start, end)
        if not boxes:
            return None
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def _one_line(one: Box, other: Box) -> bool:
    """Whether a character stands behind another, upright or on a page that is turned."""
    upright = abs(one[1] - other[1]) < _SAME and abs(one[3] - other[3]) < _SAME
    turned = abs(one[0] - other[0]) < _SAME and abs(one[2] - other[2]) < _SAME
    return upright or turned


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the file has it.

    `text` is exactly the source text; `column` is its 1-based position in the row; `start` is the
    0-based character offset of `text` in the original line, or None when the text does not stand
    there verbatim (a CSV cell with doubled quotes, for one). `address` names the cell in its own
    format (D12 in a sheet). `box` is its rectangle on the page in points: left, top, right, bottom from
    the upper left corner. `covered` says that a merge hides it: its value stands in the cell `above` or to
    the `left`. `confidence` is the reader's own that this text is this cell. `glyphs` says where on the page
    every character stands.
    """

    text: str
    column: int
    start: int | None = 0
    address: str | None = None
    box: Box | None = None
    covered: str = ""
    confidence: float = 1.0
    glyphs: Glyphs | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One physical row; `line` is 1-based in the original, a blank row has no cells with text."""

    line: int
    cells: tuple[Cell, ...]
    page: int | None = None

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything but white space."""
        return not any(cell.text and not cell.text.isspace() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, table or text file: every row in order, blank rows included.

    `notes` say what was left out, `doubts` what was read but may not be what the file means.
    `sheets` says of which other sheets the rows are that follow those of `sheet`, where pages of one table stand in
    several: the lines before the first one of each, and its name. Lines are then counted on.
    """

    source: Source
    rows: tuple[Row, ...]
    sheet: str | None = None
    notes: tuple[str, ...] = field(default=())
    doubts: tuple[str, ...] = field(default=())
    sheets: tuple[tuple[int, str], ...] = field(default=())
