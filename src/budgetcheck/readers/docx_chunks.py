"""Other files that a Word file takes in whole (altChunk), as programs that put documents together write them."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers.flow import Block
from budgetcheck.readers.interface import Request
from budgetcheck.readers.kinds import kind_of
from budgetcheck.readers.preflight import inspect
from budgetcheck.readers.xml_parts import parsed, value

_RELATIONS = ("word/_rels/document.xml.rels", "word/_rels/document2.xml.rels")

Shown = tuple[list[Block], list[str]]


class Chunks:
    """Reads what a document takes in, each part once; what is not read stands in the `notes`.

    `document` gives what a Word file shows; None in one that is itself taken in, so that none takes in itself.
    """

    def __init__(
        self, request: Request, archive: zipfile.ZipFile, document: Callable[[Request], Shown] | None
    ) -> None:
        self._request = request
        self._archive = archive
        self._document = document
        self._parts = set(archive.namelist())
        relations = (parsed(archive, name) for name in _RELATIONS if name in self._parts)
        self._targets = {one.get("Id"): one.get("Target", "") for all_of in relations for one in all_of}
        self.notes: list[str] = []

    def blocks(self, element: Element) -> list[Block]:
        """What is shown in the place of an `altChunk` element."""
        part = posixpath.normpath(
            posixpath.join("/word", self._targets.get(value(element, "id"), ""))
        ).lstrip("/")
        if part not in self._parts:
            self._leave_out(part, "不在文件中，或已读过 (not in the file, or read before)")
            return []
        self._parts.discard(part)
        data = self._archive.read(part)
        try:
            request = replace(self._request, data=data, kind=kind_of(part, data))
            inspect(request)
            blocks, notes = self._shown(request)
        except UnreadableInputError as fault:
            self._leave_out(part, fault.problem)
            return []
        self.notes += notes
        return blocks

    def _shown(self, request: Request) -> Shown:
        if request.kind == "docx" and self._document is not None:
            return self._document(request)
        # NOTE: few files take in others, and these bring parsers of their own.
        from budgetcheck.readers import html, mht

        if request.kind == "html":
            decoded, page = html.shown(request)
            return page.blocks(), [*decoded.notes, *page.notes()]
        if request.kind == "mht":
            found = [self._shown(replace(request, data=page, kind="html")) for page in mht.pages_of(request)]
            return [b for blocks, _ in found for b in blocks], [n for _, notes in found for n in notes]
        raise UnreadableInputError(
            request.file, f"这是 {request.kind.upper()} (a file of kind {request.kind})", ""
        )

    def _leave_out(self, part: str, why: str) -> None:
        self.notes.append(
            f"文件嵌入的「{part}」没有读取：{why}；在 Word 中打开后另存，即成为正文 "
            f"(a part that the file takes in was left out: open and save it in Word to make it text)"
        )
