"""Workbooks saved as "Strict Open XML" in the names of the usual form, the only ones that openpyxl knows."""

from __future__ import annotations

import io
import zipfile

_STRICT = b"http://purl.oclc.org/ooxml/"
_FAMILIES = ("spreadsheetml", "officeDocument", "drawingml")
# NOTE: with the quote before it, which stands before no address in the text of a cell.
_USUAL = tuple(
    (quote + _STRICT + name + b"/", quote + b"http://schemas.openxmlformats.org/" + name + b"/2006/")
    for name in map(str.encode, _FAMILIES)
    for quote in (b'"', b"'")
)


def usual_form(data: bytes) -> bytes:
    """The workbook with the names of the usual form; itself when it has them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if not any(_STRICT in archive.read(name) for name in names if name.endswith(".rels")):
            return data
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as usual:
            for name in names:
                usual.writestr(name, _renamed(archive.read(name)))
    return made.getvalue()


def _renamed(part: bytes) -> bytes:
    for strict, usual in _USUAL:
        part = part.replace(strict, usual)
    return part
