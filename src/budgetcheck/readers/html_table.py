"""A table of a page while it is being read, and the text in it as a browser shows it."""

from __future__ import annotations

from unicodedata import east_asian_width

from budgetcheck.readers.flow import FlowCell, FlowTable

_WIDE = ("W", "F")
_BLANKS = str.maketrans(dict.fromkeys(" \t\n\r\f", " "))


class ShownText:
    """Text with white space drawn together and lines ended where the page ends them."""

    def __init__(self) -> None:
        self._lines: list[list[str]] = [[]]

    def add(self, text: str) -> None:
        """Go on in the same line."""
        self._lines[-1].append(text)

    def end_line(self) -> None:
        """Go on in the next line."""
        self._lines.append([])

    def taken(self) -> list[str]:
        """The lines so far that show something; none are kept."""
        lines = [shown for line in self._lines if (shown := drawn_together("".join(line)))]
        self._lines = [[]]
        return lines


def drawn_together(text: str) -> str:
    """The text with white space as a page shows it.

    >>> drawn_together(" 项目 \\n 名称 "), drawn_together("a\\n b")
    ('项目名称', 'a b')
    """
    if "\n" not in text and "\r" not in text:
        return " ".join(filter(None, text.translate(_BLANKS).split(" ")))
    parts = (" ".join(filter(None, line.translate(_BLANKS).split(" "))) for line in text.splitlines())
    shown: list[str] = []
    for part in filter(None, parts):
        if shown and not _both_wide(shown[-1][-1], part[0]):
            shown.append(" ")
        shown.append(part)
    return "".join(shown)


def _both_wide(one: str, two: str) -> bool:
    # NOTE: a line end in the source is no blank between two Chinese characters (CSS Text 3).
    return east_asian_width(one) in _WIDE and east_asian_width(two) in _WIDE


class OpenTable:
    """A table between its tags; `unshown` counts its hidden rows and cells that hold something."""

    def __init__(self) -> None:
        self.cell: FlowCell | None = None
        self.text = ShownText()
        self.unshown = 0
        self._table = FlowTable()
        self._foot: list[list[FlowCell]] = []
        self._row: list[FlowCell] | None = None
        self._in_foot = False
        self._row_hidden = False
        self._cell_hidden = False

    def open_group(self, *, foot: bool) -> None:
        """Begin a head, body or foot of the table."""
        self.close_row()
        self._in_foot = foot

    def open_row(self, *, hidden: bool = False) -> None:
        """Begin a row; the one before it ends."""
        self.close_row()
        self._row, self._row_hidden = [], hidden

    def open_cell(self, cell: FlowCell, *, hidden: bool = False) -> None:
        """Begin a cell; the one before it ends, and a row begins when none is open."""
        self.close_cell()
        if self._row is None:
            self.open_row()
        self.cell, self._cell_hidden = cell, hidden

    def close_cell(self) -> None:
        """End the open cell, if any."""
        if self.cell is None or self._row is None:
            return
        self.cell.parts.extend(self.text.taken())
        if self._cell_hidden:
            self.unshown += bool(self.cell.parts)
        else:
            self._row.append(self.cell)
        self.cell = None

    def close_row(self) -> None:
        """End the open row, if any."""
        self.close_cell()
        if self._row and self._row_hidden:
            self.unshown += any(cell.parts for cell in self._row)
        elif self._row:
            (self._foot if self._in_foot else self._table.rows).append(self._row)
        self._row = None

    def close(self) -> FlowTable:
        """The whole table."""
        self.close_row()
        # NOTE: the foot of a table is shown at its end wherever it stands in the page.
        self._table.rows += self._foot
        return self._table
