"""DOCX files to grids: tables with their merged cells, and the paragraphs around them."""

from __future__ import annotations

import io
import zipfile

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.docx_numbering import Numbering
from budgetcheck.readers.docx_text import Body
from budgetcheck.readers.flow import grids_of
from budgetcheck.readers.interface import Request
from budgetcheck.readers.xml_parts import parsed

_DOCUMENT, _NUMBERING, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"


def read(request: Request) -> list[Grid]:
    """The grids of all tables; hidden and deleted text is left out and said so in the notes.

    Raises:
        NoTableError: the file holds no table.
        UnreadableInputError: it has no text part, or a table is too large.
    """
    with zipfile.ZipFile(io.BytesIO(request.data)) as archive:
        names = set(archive.namelist())
        if _DOCUMENT not in names:
            raise UnreadableInputError(
                request.file, "Word 文件缺少正文 (the file has no text part)", "请重新另存 (save it anew)"
            )
        parts = [parsed(archive, name) for name in (_NUMBERING, _STYLES) if name in names]
        document = parsed(archive, _DOCUMENT)
    body = Body(request.file, Numbering(parts))
    blocks = body.blocks(document)
    return grids_of(request, request.source("docx"), blocks, body.notes())
