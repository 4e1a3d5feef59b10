"""Grids and errors as plain tuples, and messages over a pipe.

NOTE: what comes back from a process that read a hostile file is taken as data only: the unpickler makes
numbers, texts and tuples and refuses to look up anything by name.
"""

from __future__ import annotations

import io
import pickle
import struct
from dataclasses import astuple
from itertools import repeat, starmap
from operator import attrgetter
from typing import IO, Any

from budgetcheck import errors
from budgetcheck.model import Cell, Glyphs, Grid, Row, Source
from budgetcheck.readers.interface import Request
from budgetcheck.readers.limits import Limits

GOING_ON = "going on"  # instead of an answer: that the clock may start anew
_LENGTH = struct.Struct("<Q")
_FIELDS = attrgetter("text", "column", "start", "address", "box", "covered", "confidence", "glyphs")
_USUAL = (..., ..., 0, None, None, "", 1.0, None)  # text and place are always sent


def send(stream: IO[bytes], message: Any) -> None:
    """Write `message`, its length before it."""
    content = pickle.dumps(message, protocol=5)
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes], limit: int) -> Any:
    """The next message.

    Raises:
        EOFError: the other side is gone, or says that it sends more than `limit` bytes.
    """
    head = _exactly(stream, _LENGTH.size)
    (size,) = _LENGTH.unpack(head)
    if size > limit:
        raise EOFError
    return _Plain(io.BytesIO(_exactly(stream, size))).load()


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content


class _Plain(pickle.Unpickler):
    """Makes nothing but numbers, texts and containers of them."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        """Nothing is looked up."""
        raise pickle.UnpicklingError(f"{module_name}.{global_name}")


def pack_request(request: Request) -> tuple[Any, ...]:
    """The request as plain values."""
    return (
        *(request.file, request.data, request.password, request.kind),
        *(astuple(request.limits), request.ocr),
    )


def unpack_request(packed: tuple[Any, ...]) -> Request:
    """The request that was packed."""
    file, data, password, kind, limits, ocr = packed
    return Request(file, data, password, kind, Limits(*limits), ocr)


def pack_grids(grids: list[Grid]) -> list[tuple[Any, ...]]:
    """The grids as tuples: a third of the cost of pickling dataclasses.

    NOTE: the list is emptied, and each row let go once it is packed, or the largest files would be held twice.
    """
    packed = []
    grids.reverse()
    while grids:
        packed.append(_packed_grid(grids.pop()))
    return packed


def _packed_grid(grid: Grid) -> tuple[Any, ...]:
    rows: list[Any] = list(grid.rows)
    about = (grid.sheet, grid.notes, grid.doubts, grid.sheets)
    source = astuple(grid.source)
    del grid
    for at, row in enumerate(rows):
        rows[at] = _packed_row(row)
    return source, rows, *about


def _packed_row(row: Row) -> tuple[Any, ...]:
    """The row as one tuple a field; None for a field that all its cells leave as it usually is."""
    fields = zip(*map(_FIELDS, row.cells), strict=True)
    held = [None if v.count(usual) == len(v) else v for v, usual in zip(fields, _USUAL, strict=False)]
    if held and held[-1] is not None:
        held[-1] = tuple(glyphs and glyphs.packed for glyphs in held[-1])
    return row.line, row.page, held


def _row(line: int, page: int | None, held: list[Any]) -> Row:
    if not held:
        return Row(line, (), page)
    if held[-1] is not None:
        held[-1] = [None if packed is None else Glyphs(packed) for packed in held[-1]]
    fields = (repeat(usual) if v is None else v for v, usual in zip(held, _USUAL, strict=True))
    return Row(line, tuple(map(Cell, *fields)), page)


def unpack_grids(packed: list[tuple[Any, ...]]) -> list[Grid]:
    """The grids that were packed."""
    return [
        Grid(
            Source(*source),
            tuple(starmap(_row, rows)),
            sheet,
            notes,
            doubts,
            sheets,
        )
        for source, rows, sheet, notes, doubts, sheets in packed
    ]


def pack_error(error: errors.InputError) -> tuple[str, tuple[str, ...]]:
    """The error's name and what it is made of."""
    return type(error).__name__, error.__reduce__()[1]


def unpack_error(name: str, parts: tuple[str, ...]) -> errors.InputError:
    """The error that was packed."""
    kinds = (
        errors.MissingInputError,
        errors.UnreadableInputError,
        errors.NoTableError,
        errors.ReaderCrashError,
    )
    kind = next((kind for kind in kinds if kind.__name__ == name), errors.UnreadableInputError)
    return kind(*parts)
