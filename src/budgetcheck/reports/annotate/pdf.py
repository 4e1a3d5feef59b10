"""A copy of a PDF with a highlight on the words of every finding."""

from __future__ import annotations

import ctypes
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Box, Finding, around
from budgetcheck.reports.annotate.told import told
from budgetcheck.reports.parts.notes import AUTHOR
from budgetcheck.terms import Severity

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_COLOURS: Mapping[Severity, tuple[int, int, int]] = {
    Severity.ERROR: (255, 120, 110),
    Severity.WARNING: (255, 214, 90),
    Severity.NOTE: (150, 200, 255),
}
_ALPHA = 110
_NAMES = b"/ID[<"

_Boxes = tuple[Box, ...]


def annotated_pdf(
    data: bytes, findings: Iterable[Finding], lang: str = "zh", password: str | None = None
) -> bytes:
    """The PDF with a highlight, and what is wrong as its note, where each finding stands.

    What has no place on a page is not marked. The copy opens with the very bytes of the file.

    Raises:
        UnreadableInputError: the library cannot open or save the file.
    """
    import pypdfium2

    by_page: defaultdict[int, defaultdict[_Boxes, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        where = finding.location
        if where.page is not None and where.box is not None:
            by_page[where.page][where.boxes or (where.box,)].append(finding)
    try:
        document = pypdfium2.PdfDocument(data, password=password)
        for number, marks in sorted(by_page.items()):
            page = document[number - 1]
            for boxes, held in marks.items():
                _highlight(page, boxes, held, lang)
            page.close()
        out = io.BytesIO()
        # NOTE: what is new is written behind the file as it was, which keeps its signatures and seals whole.
        document.save(out, flags=pypdfium2.raw.FPDF_INCREMENTAL)
        document.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableInputError("", f"无法加注：{error} (cannot be annotated)") from None
    return _same_again(out.getvalue())


def _same_again(made: bytes) -> bytes:
    """The file under a name made of its content, where PDFium gives it one by chance."""
    at = made.rfind(_NAMES)
    first, _, second = made[at + len(_NAMES) : made.find(b">]", at)].partition(b"><")
    # NOTE: the first name is part of the key of an encrypted file.
    if at < 0 or not second or (first == second and b"/Encrypt" in made):
        return made
    name = hashlib.sha256(made[:at]).hexdigest()[: len(second)].upper().encode()
    return made[:at] + made[at:].replace(b"<" + second + b">", b"<" + name.ljust(len(second), b"0") + b">")


def _highlight(page: PdfPage, boxes: _Boxes, findings: list[Finding], lang: str) -> None:
    """One note on the page, on a piece of each line."""
    from pypdfium2 import raw

    worst = max((f.severity for f in findings), key=lambda s: s.rank)
    mark = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_HIGHLIGHT)
    raw.FPDFAnnot_SetColor(mark, raw.FPDFANNOT_COLORTYPE_Color, *_COLOURS[worst], _ALPHA)
    placed = [_on_page(page, box) for box in boxes]
    if whole := around(placed):
        left, bottom, right, top = whole
        raw.FPDFAnnot_SetRect(mark, ctypes.byref(raw.FS_RECTF(left, top, right, bottom)))
    for left, bottom, right, top in placed:
        corners = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        raw.FPDFAnnot_AppendAttachmentPoints(mark, ctypes.byref(corners))
    for key, text in (("Contents", told(findings, lang)), ("T", AUTHOR)):
        raw.FPDFAnnot_SetStringValue(mark, key.encode(), _wide(text))
    raw.FPDFPage_CloseAnnot(mark)


def _wide(text: str) -> Any:
    encoded = (text + "\0").encode("utf-16-le", "replace")
    return (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)


def _on_page(page: PdfPage, box: Box) -> Box:
    """The box, counted from the upper left of the page as it is shown, in the page's own space."""
    left, top, right, bottom = box
    corners = [_point(page, x, y) for x, y in ((left, top), (right, bottom))]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _point(page: PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the shown page in page space, rotation and crop undone."""
    crop_left, crop_bottom, crop_right, crop_top = page.get_bbox()
    turns = page.get_rotation() // 90
    if turns == 0:
        return crop_left + x, crop_top - y
    if turns == 1:
        return crop_left + y, crop_bottom + x
    if turns == 2:
        return crop_right - x, crop_bottom + y
    return crop_right - y, crop_top - x
