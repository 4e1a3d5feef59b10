"""What Word files and web pages have in common: paragraphs and tables with merged cells, to `Grid`s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from budgetcheck.errors import NoTableError, UnreadableInputError
from budgetcheck.model import Cell, Grid, Row, Source
from budgetcheck.readers.faults import too_many_cells
from budgetcheck.readers.interface import Request

MAX_SPAN = 1_000
MAX_DEPTH = 40

_LOST_CELLS = 2  # a piece of a table may have lost columns where a page was cut
_TABLE_WIDTH = 3  # a table with fewer columns in the cell of another is part of that cell's text


@dataclass(slots=True)
class FlowCell:
    """A cell as the file has it; `height` 0 runs to the table's end, `continues` goes on from the cell above.

    `before` counts the columns left free in front of it.
    """

    parts: list[str | FlowTable] = field(default_factory=list)
    width: int = 1
    height: int = 1
    continues: bool = False
    before: int = 0


@dataclass(slots=True)
class FlowTable:
    """A table as the file has it; `columns` are their widths where the file states them."""

    rows: list[list[FlowCell]] = field(default_factory=list)
    columns: tuple[int, ...] = ()


Block = str | FlowTable


@dataclass(frozen=True, slots=True)
class _Laid:
    """A table with every cell in its column; `inside` names the table that it is nested in."""

    name: str
    inside: str
    rows: tuple[tuple[Cell, ...], ...]
    columns: tuple[int, ...]

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


def grids_of(
    request: Request, source: Source, blocks: Iterable[Block], notes: Sequence[str] = ()
) -> list[Grid]:
    """A grid per table with the paragraphs above it; a table that goes on behind a paragraph stays one.

    The rows of a grid are counted from 1 in its table. A paragraph stands on the line of the row below it.

    Raises:
        NoTableError: there is no table.
        UnreadableInputError: a table is too large, or nested too deeply.
    """
    laid = list(_Layer(request).lay(blocks))
    if not any(isinstance(block, _Laid) for block in laid):
        return [_grid_of_lines(source, [block for block in laid if isinstance(block, str)], notes)]
    gatherer = _Gatherer()
    for block in laid:
        gatherer.take(block)
    grids = [Grid(source, tuple(rows), sheet) for sheet, rows in gatherer.done()]
    grids[0] = Grid(source, grids[0].rows, grids[0].sheet, tuple(notes))
    return grids


def _grid_of_lines(source: Source, lines: Sequence[str], notes: Sequence[str]) -> Grid:
    """The grid of a document whose table is typed with tabs."""
    rows = [_line(number, text) for number, text in enumerate(lines, 1)]
    if max((len(row.cells) for row in rows), default=0) < _TABLE_WIDTH:
        raise NoTableError(
            source.file,
            "；".join(("文件里没有表格 (the file holds no table)", *notes)),
            "表格若是图片，请取得原文件，或先做文字识别 (if it is a picture, get the original or recognise its text)",
        )
    return Grid(source, tuple(rows), notes=tuple(notes))


def _line(number: int, text: str) -> Row:
    return Row(number, tuple(Cell(part, column) for column, part in enumerate(text.split("\t"), 1)))


class _Gatherer:
    """Puts tables together that are one, and paragraphs above the table they lead."""

    def __init__(self) -> None:
        self._done: list[tuple[str, list[Row]]] = []
        self._last: dict[str, tuple[_Laid, list[Row]]] = {}
        self._lead: list[str] = []

    def take(self, block: str | _Laid) -> None:
        if isinstance(block, str):
            self._lead.extend(line for line in block.split("\n") if line.strip())
            return
        rows = self._rows_of(block)
        line = rows[-1].line if rows else 0
        if rows:
            rows.append(Row(line + 1, ()))
        rows.extend(_line(line + 1, text) for text in self._lead)
        rows.extend(Row(line + number, cells) for number, cells in enumerate(block.rows, 1))
        self._last[block.inside] = block, rows
        self._lead = []

    def done(self) -> list[tuple[str, list[Row]]]:
        """The grids' names and rows; the paragraphs below the last table stand at its end."""
        rows = self._done[-1][1]
        line = rows[-1].line if rows else 0
        rows.extend(_line(line + number, text) for number, text in enumerate(self._lead, 1))
        self._lead = []
        return self._done

    def _rows_of(self, table: _Laid) -> list[Row]:
        """The rows that a table's rows follow: those of the last one where it goes on, else none yet."""
        last, rows = self._last.get(table.inside, (None, []))
        if last is not None and _continues(last, table):
            return rows
        self._done.append((table.name, []))
        return self._done[-1][1]


def _continues(last: _Laid, table: _Laid) -> bool:
    """Whether a table goes on from the last one: about the same columns, and no other headings on top."""
    if table.width < _TABLE_WIDTH or abs(last.width - table.width) > _LOST_CELLS:
        return False
    if len(last.columns) == len(table.columns) and not _alike(last.columns, table.columns):
        return False
    return not _opens_like_headings(table) or _texts(table) == _texts(last)


def _alike(one: Sequence[int], two: Sequence[int]) -> bool:
    """Whether columns are as wide, but for a tenth of the table's width."""
    room = max(sum(one), sum(two)) / 10
    return all(abs(a - b) <= room for a, b in zip(one, two, strict=True))


def _texts(table: _Laid) -> list[str]:
    return [cell.text.strip() for cell in table.rows[0]]


def _opens_like_headings(table: _Laid) -> bool:
    """Whether the first row is all short texts without figures, as headings are and rows of a table are not."""
    texts = [cell.text.strip() for cell in table.rows[0] if not cell.covered]
    return all(0 < len(text) <= 20 and not any(map(str.isdigit, text)) for text in texts)


class _Layer:
    """Lays tables out in document order and names them; inner tables get names of their own."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._cells = 0

    def lay(self, blocks: Iterable[Block], inside: str = "", depth: int = 0) -> Iterator[str | _Laid]:
        number = 0
        for block in blocks:
            if isinstance(block, str):
                yield block
                continue
            number += 1
            name = f"{inside}-{number}" if inside else f"表{number}"
            inner: list[Block] = []
            rows = self._rows(block, name, inner)
            if rows:
                yield _Laid(name, inside, rows, block.columns)
            if inner:
                if depth >= MAX_DEPTH:
                    raise too_deep(self._request.file)
                yield from self.lay(inner, name, depth + 1)

    def _rows(self, table: FlowTable, name: str, inner: list[Block]) -> tuple[tuple[Cell, ...], ...]:
        grid = _SpanGrid(len(table.rows))
        for cells in table.rows:
            grid.row([(cell, _text(cell, inner)) for cell in cells])
            self._cells += grid.size
            self._refuse_more_than(self._cells)
        width = grid.width
        self._refuse_more_than(width * len(grid.rows))
        return tuple(
            tuple(
                Cell(text, column, 0, f"{name} 行{line} 列{column}", covered=covered)
                for column, (text, covered) in enumerate((row + [("", "")] * (width - len(row)))[:width], 1)
            )
            for line, row in enumerate(grid.rows, 1)
        )

    def _refuse_more_than(self, cells: int) -> None:
        if cells > self._request.limits.cells:
            raise too_many_cells(self._request, cells)


def too_deep(file: str) -> UnreadableInputError:
    """The error for tables in tables in tables."""
    return UnreadableInputError(
        file,
        f"表格嵌套超过 {MAX_DEPTH} 层 (tables nested deeper than {MAX_DEPTH})",
        "请检查文件是否损坏 (check whether the file is damaged)",
    )


class _SpanGrid:
    """Rows of (text, covered) with every cell in its column, merges written out."""

    def __init__(self, height: int) -> None:
        self._height = height
        self._down: dict[int, int] = {}
        self.rows: list[list[tuple[str, str]]] = []
        self.width = 0
        self.size = 0

    def row(self, cells: Sequence[tuple[FlowCell, str]]) -> None:
        """Add a row below the others."""
        row: list[tuple[str, str]] = []
        down = self._down
        self._down = {column: left - 1 for column, left in down.items() if left > 1}
        for cell, text in cells:
            self._free(row, down, cell.before)
            start, width = len(row), min(max(cell.width, 1), MAX_SPAN)
            row.append(("", "above") if cell.continues else (text, ""))
            row.extend([("", "above" if cell.continues else "left")] * (width - 1))
            self._cover(range(start, start + width), cell)
            self.width = max(self.width, start + 1)
        self._free(row, down, 0)
        self.rows.append(row)
        self.size = len(row)

    def _free(self, row: list[tuple[str, str]], down: dict[int, int], before: int) -> None:
        """Go on to the next column that no cell above covers, `before` columns further."""
        row.extend([("", "")] * min(before, MAX_SPAN))
        while len(row) in down:
            row.append(("", "above"))

    def _cover(self, columns: range, cell: FlowCell) -> None:
        rest = self._height - len(self.rows) - 1
        below = min(cell.height - 1, rest) if cell.height else rest
        if below > 0:
            self._down.update(dict.fromkeys(columns, below))


def _text(cell: FlowCell, inner: list[Block]) -> str:
    """The text of a cell; inner tables that are tables of their own are put aside, with what leads them."""
    if len(cell.parts) == 1 and isinstance(cell.parts[0], str):
        return cell.parts[0].strip("\n")
    own = any(not isinstance(part, str) and _is_table(part) for part in cell.parts)
    texts: list[str] = []
    for part in cell.parts:
        if isinstance(part, str):
            texts.append(part)
            if own:
                inner.append(part)
        elif _is_table(part):
            inner.append(part)
        else:
            lines = ("  ".join(filter(None, (_text(c, inner) for c in row))) for row in part.rows)
            texts.append("\n".join(lines))
    return "\n".join(texts).strip("\n")


def _is_table(table: FlowTable) -> bool:
    return len(table.rows) > 1 and max(map(len, table.rows)) >= _TABLE_WIDTH
