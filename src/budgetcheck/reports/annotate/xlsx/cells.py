"""Where the cells of a sheet stand that are looked for, and where those would stand that are not there."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string, get_column_letter

from budgetcheck.reports.annotate.xlsx.markup import Element, close, element, parser

Position = tuple[int, int]
"""Row and column, counted from 1."""

_ROW, _CELL = 3, 4  # how deep these elements are
_NEAR = 20  # rows below a wanted one of which the height is kept


def address(at: Position) -> str:
    """The position as a sheet names it."""
    return f"{get_column_letter(at[1])}{at[0]}"


def position(text: str) -> Position:
    """The position that an address names.

    Raises:
        ValueError: it names none.
    """
    letters = text.rstrip("0123456789")
    return int(text[len(letters) :]), column_index_from_string(letters)


@dataclass(slots=True)
class FoundRow:
    """A row that is there: the wanted cells in it, and where the others would stand; those not named, at its end."""

    element: Element
    cells: dict[int, Element] = field(default_factory=dict)
    gaps: dict[int, int] = field(default_factory=dict)


class Search:
    """One pass over the rows of a sheet for some of its cells.

    `rows` holds the rows with wanted cells that are there; `gaps` says where the others would stand, those
    not named at the end; `heights` are those in points of rows near wanted ones, where they are stated.
    """

    def __init__(self, data: bytes, wanted: Collection[Position]) -> None:
        self.wanted: dict[int, list[int]] = {}
        for row, column in sorted(wanted):
            self.wanted.setdefault(row, []).append(column)
        self.rows: dict[int, FoundRow] = {}
        self.gaps: dict[int, int] = {}
        self.heights: dict[int, float] = {}
        self._data = data
        self._near = {row + below for row in self.wanted for below in range(_NEAR)}
        self._parser = parser(data)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._depth = self._row = self._column = 0
        self._inside = False
        self._rows_to_come = deque(self.wanted)
        self._cells_to_come: deque[int] = deque()
        self._open: FoundRow | None = None
        self._parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == _CELL:
            if self._open is not None and _local(name) == "c":
                self._meet_cell(self._open, name, attributes)
        elif self._depth == _ROW:
            if self._inside and _local(name) == "row":
                self._meet_row(name, attributes)
        elif self._depth == _ROW - 1:
            self._inside = _local(name) == "sheetData"

    def _meet_row(self, name: str, attributes: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        self._row = int(attributes.get("r", self._row + 1))
        self.gaps |= dict.fromkeys(_passed(self._rows_to_come, self._row), start)
        if self._row in self._near and "ht" in attributes:
            self.heights[self._row] = float(attributes["ht"])
        if self._row in self.wanted and self._row not in self.rows:
            self._open = FoundRow(element(self._data, start, name, attributes))
            self.rows[self._row] = self._open
            self._cells_to_come = deque(self.wanted[self._row])
            self._column = 0

    def _meet_cell(self, row: FoundRow, name: str, attributes: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        self._column = position(attributes["r"])[1] if "r" in attributes else self._column + 1
        row.gaps |= dict.fromkeys(_passed(self._cells_to_come, self._column), start)
        if self._column in self.wanted[self._row]:
            row.cells.setdefault(self._column, element(self._data, start, name, attributes))

    def _end(self, _: str) -> None:
        if self._depth == _ROW and self._open is not None:
            close(self._data, self._open.element, self._parser.CurrentByteIndex)
            self._open = None
        self._depth -= 1


def _passed(to_come: deque[int], number: int) -> Iterator[int]:
    """Those before `number`, taken away; `number` itself is taken away too."""
    while to_come and to_come[0] <= number:
        passed = to_come.popleft()
        if passed < number:
            yield passed


def _local(name: str) -> str:
    """The name that expat gives without its namespace."""
    return name.split(" ")[1] if " " in name else name
