"""How many cells a part asks for, by the elements of its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

MAX_MERGED = 1_000_000


@dataclass(slots=True)
class Extent:
    """What was counted so far: cells, and cells in merged ranges with the largest of these."""

    cells: int = 0
    merged: int = 0
    widest: str = ""
    row_repeat: int = 1
    _largest: int = 0

    def merge(self, name: str, cells: int) -> None:
        """Count a merged range."""
        self.merged += cells
        if cells > self._largest:
            self._largest, self.widest = cells, name


Measure = Callable[[Extent, str, Mapping[str, str]], None]


def _workbook(extent: Extent, name: str, attributes: Mapping[str, str]) -> None:
    if name == "c":
        extent.cells += 1
    elif name == "mergeCell":
        reference = attributes.get("ref", "")
        extent.merge(reference, _area(reference))


def _open_document(extent: Extent, name: str, attributes: Mapping[str, str]) -> None:
    """Repeats count where they hold something: the rest of every sheet is one blank cell, repeated."""
    if name == "table-row":
        extent.row_repeat = _counted(attributes, "number-rows-repeated")
    elif name in ("table-cell", "covered-table-cell"):
        spanned = _counted(attributes, "number-columns-spanned") * _counted(attributes, "number-rows-spanned")
        if spanned > 1:
            extent.merge(f"{spanned:,}", spanned)
        if any(key.endswith(("value-type", "value", "formula")) for key in attributes):
            extent.cells += _counted(attributes, "number-columns-repeated") * extent.row_repeat


def _word(extent: Extent, name: str, attributes: Mapping[str, str]) -> None:
    if name == "tc":
        extent.cells += 1
    elif name == "gridSpan":
        span = _counted(attributes, "val")
        extent.merge(f"gridSpan={span:,}", span if span > 1 else 0)


EXTENTS: Mapping[str, Measure] = {"xlsx": _workbook, "ods": _open_document, "docx": _word}


def _counted(attributes: Mapping[str, str], name: str) -> int:
    """The number in the attribute of this local name; 1 where there is none."""
    text = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")
    return int(text[:18]) if text.isascii() and text.isdecimal() else 1


def _area(reference: str) -> int:
    """How many cells a range such as `A1:C3` has.

    >>> _area("A1:C3"), _area("A1:XFD1048576"), _area("B2"), _area("")
    (9, 17179869184, 1, 1)
    """
    first, _, last = reference.partition(":")
    (left, top), (right, bottom) = _corner(first), _corner(last or first)
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)


def _corner(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    digits = address[len(letters) :][:18]
    column = 0
    for letter in letters.replace("$", "").upper()[:8]:
        column = column * 26 + ord(letter) - 64
    return column, int(digits or "1")
