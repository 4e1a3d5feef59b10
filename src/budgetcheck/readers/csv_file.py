"""Comma- or semicolon-separated text with quoted cells, to a `Grid`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Cell, Grid, Row, Source


def read_csv(text: str, source: Source, delimiter: str = ",", notes: tuple[str, ...] = ()) -> Grid:
    """The grid of a CSV text; a row whose quoted cells hold line ends counts from its first line.

    A cell has a `start` when its text stands verbatim in that first line.

    Raises:
        UnreadableInputError: a quote is never closed, so that the rest of the file is one cell.
    """
    # NOTE: the limit is one of the whole process, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows = [
        Row(line, tuple(_cells(raw, texts, delimiter)))
        for line, raw, texts in _records(text, delimiter, source.file)
    ]
    return Grid(source, tuple(rows), notes=notes)


def _records(text: str, delimiter: str, file: str) -> Iterator[tuple[int, str, Sequence[str]]]:
    """Each record: its first line's number, that line without its end, the texts of its cells."""
    held: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            held.append(line)
            yield line

    reader = csv.reader(lines(), delimiter=delimiter)
    first, following = 1, 1
    record: list[str] = []
    for texts in reader:
        record, first, following = held.copy(), following, reader.line_num + 1
        yield first, record[0].rstrip("\r\n"), texts or [""]
        held.clear()
    # NOTE: only the last record can be open, for an open quote runs to the end of the text.
    _refuse_unclosed(file, first, record, delimiter)


def _refuse_unclosed(file: str, line: int, record: list[str], delimiter: str) -> None:
    try:
        list(csv.reader(record, delimiter=delimiter, strict=True))
    except csv.Error as fault:
        # NOTE: strict mode also objects to text behind a closing quote, which is odd but loses nothing.
        if "unexpected end" in str(fault):
            raise UnreadableInputError(
                file,
                "引号没有配对，其后的内容全被并入一格 (a quote is never closed, so the rest falls into one cell)",
                "补上引号，或把引号写成两个 (close the quote, or double it)",
                f"第{line}行",
            ) from None


def _cells(raw: str, texts: Sequence[str], delimiter: str) -> Iterator[Cell]:
    position: int | None = 0
    for column, text in enumerate(texts, 1):
        start, position = _place(raw, text, position, delimiter)
        yield Cell(text, column, start)


def _place(raw: str, text: str, position: int | None, delimiter: str) -> tuple[int | None, int | None]:
    """Where `text` stands in `raw` (None: not verbatim), and where the next cell begins (None: unknown)."""
    if position is None:
        return None, None
    if not raw.startswith('"', position):
        end = position + len(text)
        fits = raw.startswith(text, position) and raw[end : end + 1] in ("", delimiter)
        return (position, end + 1) if fits else (None, None)
    written = text.replace('"', '""')
    end = position + 1 + len(written)
    if not (raw.startswith(written + '"', position + 1) and raw[end + 1 : end + 2] in ("", delimiter)):
        return None, None
    return (position + 1 if written == text else None), end + 2
