"""DOCX files to grids: tables with their merged cells, and the paragraphs around them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.docx_chunks import Chunks, Shown
from budgetcheck.readers.docx_numbering import Numbering
from budgetcheck.readers.docx_text import Body
from budgetcheck.readers.flow import grids_of
from budgetcheck.readers.interface import Request
from budgetcheck.readers.xml_parts import parsed

_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_DOCUMENTS = ("word/document.xml", "word/document2.xml")  # the second as Word on the web writes it


def read(request: Request) -> list[Grid]:
    """The grids of all tables; hidden and deleted text is left out and said so in the notes.

    Raises:
        NoTableError: the file holds no table.
        UnreadableInputError: it has no text part, or a table is too large.
    """
    blocks, notes = _shown(request, _alone)
    return grids_of(request, request.source("docx"), blocks, notes)


def _alone(request: Request) -> Shown:
    """What a file shows that another takes in."""
    return _shown(request, None)


def _shown(request: Request, inner: Callable[[Request], Shown] | None) -> Shown:
    with zipfile.ZipFile(io.BytesIO(request.data)) as archive:
        names = set(archive.namelist())
        document = next((name for name in _DOCUMENTS if name in names), None)
        if document is None:
            raise UnreadableInputError(
                request.file, "Word 文件缺少正文 (the file has no text part)", "请重新另存 (save it anew)"
            )
        parts = [parsed(archive, name) for name in (_NUMBERING, _STYLES) if name in names]
        chunks = Chunks(request, archive, inner)
        body = Body(request.file, Numbering(parts), chunks.blocks)
        blocks = body.blocks(parsed(archive, document))
    return blocks, [*body.notes(), *chunks.notes]
