"""Formulas of a workbook whose results are not stored, which no library tells from empty cells."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping

from budgetcheck.readers.sheet_grid import Position
from budgetcheck.readers.xml_parts import events, local, number, parsed

_TAGS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def uncached(archive: zipfile.ZipFile) -> Mapping[str, dict[Position, str]]:
    """Per sheet, the cells with a formula and no result, and the formula as the sheet would show it."""
    found: dict[str, dict[Position, str]] = {}
    for name, path in _parts(archive):
        data = archive.read(path)
        # NOTE: most sheets have no formula, and looking for the tag costs nothing beside reading the XML.
        cells = dict(_uncached(data)) if any(tag in data for tag in _TAGS) else {}
        if cells:
            found[name] = cells
    return found


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet and the part that holds it."""
    names = set(archive.namelist())
    if not {_WORKBOOK, _RELATIONS} <= names:
        return
    targets = {r.get("Id"): r.get("Target", "") for r in parsed(archive, _RELATIONS)}
    for sheet in parsed(archive, _WORKBOOK).iter():
        if local(sheet) != "sheet":
            continue
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        path = posixpath.normpath(posixpath.join("xl", targets.get(key, ""))).lstrip("/")
        if path in names:
            yield sheet.get("name", ""), path


def _uncached(data: bytes) -> Iterator[tuple[Position, str]]:
    row = column = 0
    for event, element in events(data):
        name = local(element)
        if event == "start":
            if name == "row":
                row, column = number(element.get("r"), row + 1), 0
            continue
        if name == "c":
            row, column = _position(element.get("r"), (row, column + 1))
            held = {local(child): child.text or "" for child in element}
            # NOTE: an empty result is one only where the cell says that its result is text.
            if "f" in held and not held.get("v") and not ("v" in held and element.get("t") == "str"):
                yield (row, column), f"={held['f'] or '…'}"
        elif name == "row":
            element.clear()


def _position(reference: str | None, otherwise: Position) -> Position:
    letters = (reference or "").rstrip("0123456789")
    row = number((reference or "")[len(letters) :], 0)
    if not row or not letters.isascii() or not letters.isupper() or len(letters) > 3:
        return otherwise
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return row, column
