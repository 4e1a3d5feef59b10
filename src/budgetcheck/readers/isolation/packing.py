"""Grids and errors as plain tuples, and messages over a pipe.

NOTE: what comes back from a process that read a hostile file is taken as data only: the unpickler makes
numbers, texts and tuples and refuses to look up anything by name.
"""

from __future__ import annotations

import io
import pickle
import struct
from dataclasses import astuple
from itertools import starmap
from typing import IO, Any

from budgetcheck import errors
from budgetcheck.model import Cell, Glyphs, Grid, Row, Source
from budgetcheck.readers.interface import Request
from budgetcheck.readers.limits import Limits

GOING_ON = "going on"  # instead of an answer: that the clock may start anew
_LENGTH = struct.Struct("<Q")


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
    """The grids as tuples: a third of the cost of pickling dataclasses."""
    return [
        (astuple(g.source), [_packed_row(row) for row in g.rows], g.sheet, g.notes, g.doubts, g.sheets)
        for g in grids
    ]


def _packed_row(row: Row) -> tuple[Any, ...]:
    cells = [
        (c.text, c.column, c.start, c.address, c.box, c.covered, c.confidence, c.glyphs and c.glyphs.packed)
        for c in row.cells
    ]
    return row.line, row.page, cells


def _cell(*packed: Any) -> Cell:
    glyphs = packed[-1]
    return Cell(*(*packed[:-1], None if glyphs is None else Glyphs(glyphs)))


def unpack_grids(packed: list[tuple[Any, ...]]) -> list[Grid]:
    """The grids that were packed."""
    return [
        Grid(
            Source(*source),
            tuple(Row(line, tuple(starmap(_cell, cells)), page) for line, page, cells in rows),
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
