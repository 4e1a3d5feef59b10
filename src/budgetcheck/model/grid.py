"""What a reader yields: cells in rows, each with its place in the original, nothing interpreted."""

from __future__ import annotations

from dataclasses import dataclass, field


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


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the file has it.

    `text` is exactly the source text; `column` is its 1-based position in the row; `start` is the
    0-based character offset of `text` in the original line, or None when the text does not stand
    there verbatim (a CSV cell with doubled quotes, for one). `address` names the cell in its own
    format (D12 in a sheet). `box` is its rectangle on the page in points: left, top, right, bottom from
    the upper left corner. `covered` says that a merge hides it: its value stands in the cell `above` or to
    the `left`. `confidence` is the reader's own that this text is this cell.
    """

    text: str
    column: int
    start: int | None = 0
    address: str | None = None
    box: tuple[float, float, float, float] | None = None
    covered: str = ""
    confidence: float = 1.0


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
    """One sheet, table or text file: every row in order, blank rows included."""

    source: Source
    rows: tuple[Row, ...]
    sheet: str | None = None
    notes: tuple[str, ...] = field(default=())
