"""Logical text that knows, character by character, where it stands in the original."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from budgetcheck.model import Cell, Row


class Piece(NamedTuple):
    """An unbroken range of one source cell."""

    row: Row
    cell: Cell
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of the range."""
        return self.cell.text[self.start : self.end]


@dataclass(slots=True)
class Traced:
    """Text made of pieces of source cells: `text` is exactly the pieces put together; never changed.

    The text of an empty cell has one piece of length 0, so that the cell still has a place.
    """

    text: str = ""
    pieces: tuple[Piece, ...] = ()

    def __bool__(self) -> bool:
        return self.text != ""

    def __add__(self, other: Traced) -> Traced:
        if not other.text:
            return self if self.pieces else other
        if not self.text:
            return other
        return Traced(self.text + other.text, self.pieces + other.pieces)

    def cut(self, start: int, end: int | None = None) -> Traced:
        """The range [start, end) of the text, with its pieces."""
        end = len(self.text) if end is None else end
        kept, at = [], 0
        for piece in self.pieces:
            length = piece.end - piece.start
            low, high = max(start - at, 0), min(end - at, length)
            if low < high:
                kept.append(Piece(piece.row, piece.cell, piece.start + low, piece.start + high))
            at += length
        return Traced(self.text[start:end], tuple(kept))

    def stripped(self) -> Traced:
        """The text without outer white space."""
        inner = self.text.strip()
        if len(inner) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, start + len(inner))

    @property
    def place(self) -> Piece | None:
        """The first piece."""
        return self.pieces[0] if self.pieces else None


NOTHING = Traced()
_NOWHERE = Row(0, ())


def own_mark(text: str) -> Traced:
    """A mark of ours between cells: it stands in no original, and the cells frame leaves it out."""
    return Traced(text, (Piece(_NOWHERE, Cell(text, 0, None), 0, len(text)),))


def whole(row: Row, cell: Cell) -> Traced:
    """All of a cell but its outer white space."""
    raw = cell.text
    inner = raw.strip()
    if len(inner) == len(raw):
        return Traced(raw, (Piece(row, cell, 0, len(raw)),))
    start = len(raw) - len(raw.lstrip()) if inner else 0
    return Traced(inner, (Piece(row, cell, start, start + len(inner)),))


def of_spans(row: Row, cell: Cell, spans: Iterable[tuple[int, int]]) -> Traced:
    """The given ranges of a cell, put together."""
    pieces = tuple(Piece(row, cell, start, end) for start, end in spans)
    return Traced("".join(piece.text for piece in pieces), pieces)


def put_together(parts: Iterable[Traced]) -> Traced:
    """All parts as one text."""
    held = list(parts)
    return Traced("".join(part.text for part in held), tuple(piece for part in held for piece in part.pieces))
