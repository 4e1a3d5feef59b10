"""What a reader yields: cells in rows, each with its place in the original, nothing interpreted."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

_SHARED = 0.5  # of its height, by a character with the one before it in its line


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
        found: list[Box] = []
        last: Box | None = None
        going: str | None = None
        for box in self._printed(start, end):
            way = _way(last, box) if last else None
            if way is None or (going or way) != way:
                found.append(box)
                going = None
            else:
                found[-1], going = around((found[-1], box)) or box, way
            last = box
        return tuple(found)

    def around(self, start: int, end: int) -> Box | None:
        """The box around characters [start, end); None where none of them is printed."""
        return around(list(self._printed(start, end)))

    def _printed(self, start: int, end: int) -> Iterator[Box]:
        numbers = array("f", self.packed[16 * max(0, start) : 16 * end])
        for at in range(0, len(numbers), 4):
            left, top, right, bottom = (round(number, 2) for number in numbers[at : at + 4])
            if left or top or right or bottom:
                yield left, top, right, bottom


def around(boxes: Sequence[Box]) -> Box | None:
    """The box around all of them; None for none."""
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _way(one: Box, other: Box) -> str | None:
    """How a line runs in which one character follows another: `across` or, on a page that is turned, `down`.

    NOTE: digits and characters of one line come from fonts of different heights.
    """
    for way, low, high in (("across", 1, 3), ("down", 0, 2)):
        shared = min(one[high], other[high]) - max(one[low], other[low])
        if shared > _SHARED * min(one[high] - one[low], other[high] - other[low]):
            return way
    return None


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
