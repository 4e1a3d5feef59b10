"""What every kind of spreadsheet has in common: shown texts by position, merges, hidden parts, to a `Grid`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Cell, Grid, Row, Source

_WIDEST_GAP = 50  # a cell that stands further to the right is astray and widens no other row
_LONGEST_GAP = 100  # blank rows in one run; more say nothing more
_SHOWN = 8

Position = tuple[int, int]


class Merge(NamedTuple):
    """A merged range, its corners included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """A sheet as it is shown: texts by (row, column), counted from 1; cells without text are left out.

    `notes` says what was left out, `doubts` what was read but is not what the sheet stores.
    """

    name: str
    texts: dict[Position, str] = field(default_factory=dict)
    merges: Sequence[Merge] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    doubts: list[str] = field(default_factory=list)


def grids_of(
    file: str, source: Source, sheets: Iterable[Sheet], notes: Iterable[str] = (), doubts: Iterable[str] = ()
) -> list[Grid]:
    """A grid per sheet that shows anything; `notes` and `doubts` on the whole file stand with the first.

    Raises:
        UnreadableInputError: no sheet shows anything.
    """
    said, doubted = list(notes), list(doubts)
    grids: list[Grid] = []
    for sheet in sheets:
        rows = tuple(_rows(sheet))
        told, open_to_doubt = [*said, *_hidden(sheet)], [*doubted, *sheet.doubts]
        if rows:
            grids.append(Grid(source, rows, sheet.name, tuple(told), tuple(open_to_doubt)))
        said, doubted = ([], []) if rows else (told, open_to_doubt)
    if grids:
        return grids
    raise UnreadableInputError(
        file,
        "没有可见的内容"
        + (f"：{'；'.join((*said, *doubted))}" if said or doubted else "")
        + " (no sheet shows anything)",
        "请检查工作表是否为空或被隐藏 (check whether the sheets are empty or hidden)",
    )


def column_name(column: int) -> str:
    """The letters of a column.

    >>> column_name(1), column_name(27), column_name(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def addresses(places: Sequence[Position]) -> str:
    """The first addresses, and how many there are when not all are named.

    >>> addresses([(12, 4), (13, 4)])
    'D12、D13'
    """
    shown = "、".join(f"{column_name(column)}{row}" for row, column in places[:_SHOWN])
    return shown if len(places) <= _SHOWN else f"{shown} 等 {len(places)} 格"


def _rows(sheet: Sheet) -> Iterator[Row]:
    shown = _shown(sheet)
    if not shown:
        return
    columns = _columns({column for _, column in shown}, sheet.hidden_columns)
    names = [column_name(column) for column in columns]
    covered = _covered(sheet, shown, columns)
    astray = _astray(shown, columns[-1])
    above = None
    for line in sorted({row for row, _ in shown}):
        if above is not None:
            yield from (Row(blank, ()) for blank in _between(above, line, sheet.hidden_rows))
        above = line
        cells = [
            Cell(shown.get((line, at), ""), index, 0, f"{name}{line}", covered=covered.get((line, at), ""))
            for index, (at, name) in enumerate(zip(columns, names, strict=True), 1)
        ]
        for at in astray.get(line, ()):
            cells.append(Cell(shown[line, at], len(cells) + 1, 0, f"{column_name(at)}{line}"))
        yield Row(line, tuple(cells))


def _shown(sheet: Sheet) -> dict[Position, str]:
    """The texts that are shown, each of a merged range in its first cell that is not hidden."""
    rows, columns = sheet.hidden_rows, sheet.hidden_columns
    shown = {at: text for at, text in sheet.texts.items() if at[0] not in rows and at[1] not in columns}
    for merge in sheet.merges:
        corner = sheet.texts.get((merge.top, merge.left))
        row = _first_shown(merge.top, merge.bottom, rows)
        column = _first_shown(merge.left, merge.right, columns)
        if corner and row is not None and column is not None:
            shown[row, column] = corner
    return shown


def _first_shown(first: int, last: int, hidden: frozenset[int]) -> int | None:
    return next((n for n in range(first, last + 1) if n not in hidden), None)


def _columns(used: set[int], hidden: frozenset[int]) -> list[int]:
    """The columns of the table: from the first used one to the last before a wide gap."""
    ordered = sorted(used)
    last = ordered[0]
    for column in ordered:
        if column - last > _WIDEST_GAP:
            break
        last = column
    return [column for column in range(ordered[0], last + 1) if column not in hidden]


def _astray(shown: Iterable[Position], last: int) -> dict[int, list[int]]:
    """Per row, the columns with text beyond the last one of the table."""
    beyond = sorted(at for at in shown if at[1] > last)
    return {row: [column for _, column in group] for row, group in groupby(beyond, key=lambda at: at[0])}


def _covered(sheet: Sheet, shown: Iterable[Position], columns: Sequence[int]) -> dict[Position, str]:
    """The cells that a merge hides, and where the value stands.

    NOTE: only rows that hold something are asked, so that a merge of a million rows costs nothing.
    """
    covered: dict[Position, str] = {}
    lines = sorted({row for row, _ in shown})
    for merge in sheet.merges:
        inside = columns[bisect_left(columns, merge.left) : bisect_right(columns, merge.right)]
        first = _first_shown(merge.top, merge.bottom, sheet.hidden_rows)
        for line in lines[bisect_left(lines, merge.top) : bisect_right(lines, merge.bottom)]:
            for column in inside[1:] if line == first else inside:
                covered[line, column] = "left" if line == first else "above"
    return covered


def _between(above: int, line: int, hidden: frozenset[int]) -> Iterator[int]:
    if line - above > _LONGEST_GAP:
        yield above + 1
        return
    yield from (row for row in range(above + 1, line) if row not in hidden)


def _hidden(sheet: Sheet) -> Iterator[str]:
    """What is said of hidden rows and columns that hold something."""
    rows = sorted({row for row, _ in sheet.texts} & sheet.hidden_rows)
    if rows:
        listed = "、".join(_runs(rows, str))
        yield f"工作表「{sheet.name}」隐藏的第{listed}行没有读取 (hidden rows were left out: {listed})"
    columns = sorted({column for _, column in sheet.texts} & sheet.hidden_columns)
    if columns:
        listed = "、".join(_runs(columns, column_name))
        yield f"工作表「{sheet.name}」隐藏的{listed}列没有读取 (hidden columns were left out: {listed})"


def _runs(numbers: Sequence[int], name: Callable[[int], str]) -> Iterator[str]:
    """Numbers in order, runs drawn together: 5、7-9."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield name(run[0]) if len(run) == 1 else f"{name(run[0])}-{name(run[-1])}"
