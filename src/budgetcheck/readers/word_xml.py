"""Word documents in one XML file, of 2003 or flat, to grids; systems that fill templates export them as DOC."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from budgetcheck.model import Grid
from budgetcheck.readers.docx_numbering import Numbering
from budgetcheck.readers.docx_text import Body
from budgetcheck.readers.flow import Block, grids_of
from budgetcheck.readers.interface import Request
from budgetcheck.readers.xml_parts import child, local, root_of, value

_REMEDY = "用 Word 或 WPS 打开后另存为 DOCX (open it in Word or WPS and save it as DOCX)"
_DOCUMENT, _NUMBERING, _STYLES = "/word/document.xml", "/word/numbering.xml", "/word/styles.xml"


def read(request: Request) -> list[Grid]:
    """The grids of all tables; hidden and deleted text is left out and said so in the notes.

    Raises:
        NoTableError: the file holds no table.
        UnreadableInputError: it declares entities, is cut short, or a table is too large.
    """
    root = root_of(request, "Word XML", _REMEDY)
    parts = dict(filter(None, map(_part, root)))
    others = [parts[name] for name in (_NUMBERING, _STYLES) if name in parts]
    notes: list[str] = []

    def left_out(_: Element) -> list[Block]:
        notes.append("文件嵌入的内容没有读取 (what the file takes in was left out)")
        return []

    body = Body(request.file, Numbering(others) if parts else _Written(), left_out)
    blocks = body.blocks(parts.get(_DOCUMENT, root))
    return grids_of(request, request.source("word-xml"), blocks, [*body.notes(), *notes])


class _Written(Numbering):
    """The numbers of lists, which the form of 2003 writes beside each paragraph."""

    def label(self, paragraph: Element) -> str:
        """What is shown before the paragraph; nothing when it is in no list, or in one of bullets."""
        found: Element | None = paragraph
        for name in ("pPr", "listPr", "t"):
            found = None if found is None else child(found, name)
        shown = "" if found is None else value(found, "val") or ""
        return shown if any(map(str.isalnum, shown)) else ""


def _part(element: Element) -> tuple[str, Element] | None:
    """The name and the root of a part of the flat form."""
    held = child(element, "xmlData") if local(element) == "part" else None
    return None if held is None or not len(held) else (value(element, "name") or "", held[0])
