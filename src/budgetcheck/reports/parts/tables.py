"""Tables without frames, as wide as the eye can follow: texts fold, figures stay whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from budgetcheck.reports.parts.styles import STYLE
from budgetcheck.reports.parts.wrap import folded

# NOTE: beyond this the eye loses the row between a title and its counts.
WIDEST_TABLE = 120
_GAP = 2
_NARROW = 16


class Column(NamedTuple):
    """One column: its heading, and whether it holds figures, which are set to the right and never broken."""

    title: str
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings with a line between, and a blank line behind; nothing for no rows.

    Where texts would become narrower than can be read, each row takes two lines: its texts, and its
    figures below them.
    """

    columns: Sequence[Column]
    rows: list[Sequence[Text]] = field(default_factory=list)

    def add_row(self, *cells: Text | str) -> None:
        """One more row."""
        self.rows.append([Text(cell) if isinstance(cell, str) else cell for cell in cells])

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines of the table."""
        if not self.rows:
            return
        width = min(options.max_width, WIDEST_TABLE)
        heads = [Text(column.title, style="bold") for column in self.columns]
        widths = self._widths(heads, width)
        lines = [list(self._lines(row, widths, width)) for row in (heads, *self.rows)]
        longest = max(line.cell_len for row in lines for line in row)
        yield from lines[0]
        yield Text("─" * longest, style=STYLE["quiet"])
        for row in lines[1:]:
            yield from row
        yield Text("")

    def _widths(self, heads: Sequence[Text], width: int) -> list[int]:
        """The width of each column; where texts have no room beside the figures, theirs is 0."""
        natural = [
            max(1, *(cell.cell_len for cell in cells)) for cells in zip(heads, *self.rows, strict=True)
        ]
        texts = [n for n, column in zip(natural, self.columns, strict=True) if not column.figures]
        room = width - sum(natural) + sum(texts) - _GAP * (len(natural) - 1)
        most = _level(texts, room)
        if most < min(_NARROW, max(texts, default=0)):
            most = 0
        return [n if c.figures else min(n, most) for n, c in zip(natural, self.columns, strict=True)]

    def _lines(self, row: Sequence[Text], widths: Sequence[int], width: int) -> Iterator[Text]:
        if all(widths):
            cells = [
                list(folded(cell, max(size, 1))) if not column.figures else [_right(cell, size)]
                for cell, column, size in zip(row, self.columns, widths, strict=True)
            ]
            for number in range(max(map(len, cells))):
                yield _joined([held[number] if number < len(held) else Text() for held in cells], widths)
            return
        pairs = list(zip(row, self.columns, widths, strict=True))
        texts = [cell for cell, column, _ in pairs if not column.figures and cell.plain]
        yield from folded(Text(" " * _GAP).join(texts), width, Text(), Text(" " * _GAP))
        figures = [_right(cell, size) for cell, column, size in pairs if column.figures]
        fits = sum(cell.cell_len + _GAP for cell in figures) <= width
        line = Text(" " * (_GAP if fits else 1)).join(figures)
        if line.plain.strip():
            yield from folded(line, width, Text(" " * _GAP))


def _level(texts: Sequence[int], room: int) -> int:
    """The width up to which columns of these natural widths may go, so that all take no more than `room`."""
    left = room
    for at, size in enumerate(sorted(texts)):
        if size * (len(texts) - at) > left:
            return left // (len(texts) - at)
        left -= size
    return max(texts, default=0)


def _right(cell: Text, size: int) -> Text:
    return Text.assemble(" " * (size - cell.cell_len), cell)


def _joined(cells: Sequence[Text], widths: Sequence[int]) -> Text:
    line = Text(no_wrap=True, overflow="ignore")
    for cell, size in zip(cells, widths, strict=True):
        line.append_text(cell).append(" " * (size - cell.cell_len + _GAP))
    line.rstrip()
    return line
