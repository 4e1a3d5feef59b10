"""XML parts: no document type and no entities, not too deep, not more cells, merges or repeats than a table has."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from budgetcheck.errors import UnreadableInputError
from budgetcheck.readers.faults import too_many_cells
from budgetcheck.readers.interface import Request
from budgetcheck.readers.limits import over_fixed
from budgetcheck.readers.preflight.extent import EXTENTS, MAX_MERGED, Extent

MAX_DEPTH = 256
_CHUNK = 1 << 16
_PAGES = (b"<html", b"<!doctype html")  # Word takes them in as they are; no XML, and not read
# NOTE: these hold parts for other programs, often ill-formed; the reader tells of those that it needs.
_READ_IN_PARTS = ("ofd",)


def is_markup(head: bytes) -> bool:
    """Whether something that begins so is XML, in whatever encoding, and no web page.

    >>> is_markup(b"\\xef\\xbb\\xbf <a/>"), is_markup("<a/>".encode("utf-16")), is_markup(b"<html>")
    (True, True, False)
    """
    opening = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").lower()
    return opening.startswith(b"<") and not opening.startswith(_PAGES)


def inspect_part(request: Request, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Nothing, when the member unpacks to what it says and is plain XML, or no XML.

    Raises:
        UnreadableInputError: naming the member, what is wrong and where.
    """
    chunks = _chunks(archive, member)
    if member.filename.lower().endswith(".bin"):
        for _ in chunks:
            pass
        return
    _Look(request, member.filename).over(chunks)


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


class _Look:
    """One pass over one part."""

    def __init__(self, request: Request, part: str) -> None:
        self.request = request
        self.part = part
        self.depth = 0
        self.extent = Extent()
        self.measure = EXTENTS.get(request.kind)
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def over(self, chunks: Iterator[bytes]) -> None:
        """Look at all of the part."""
        try:
            for chunk in chunks:
                self.parser.Parse(chunk)
            self.parser.Parse(b"", True)
        except expat.ExpatError as fault:
            if self.request.kind in _READ_IN_PARTS:
                return
            raise UnreadableInputError(
                self.request.file,
                f"其中的「{self.part}」不是完整的 XML：{expat.ErrorString(fault.code)} "
                f"({self.part} in it is no whole XML: {expat.ErrorString(fault.code)})",
                "文件可能损坏，请重新获取 (the file may be damaged: get it again)",
                f"「{self.part}」第{fault.lineno}行",
            ) from None

    def _doctype(self, *_: object) -> None:
        raise UnreadableInputError(
            self.request.file,
            f"其中的「{self.part}」带有文档类型声明 DOCTYPE，可能借实体引入外部文件或无限展开 "
            f"({self.part} in it has a DOCTYPE, which may bring in other files or expand without end)",
            "在 Office 中打开原件再另存 (open the original in Office and save it anew)",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise over_fixed(
                self.request.file,
                f"其中的「{self.part}」嵌套超过上限 {MAX_DEPTH} 层 "
                f"({self.part} in it is nested deeper than the limit of {MAX_DEPTH} levels)",
            )
        if self.measure is not None:
            self.measure(self.extent, name.rpartition(" ")[2], attributes)
            self._refuse_extent()

    def _end(self, _: str) -> None:
        self.depth -= 1

    def _refuse_extent(self) -> None:
        extent = self.extent
        if extent.cells > self.request.limits.cells:
            raise too_many_cells(self.request, extent.cells, f"「{self.part}」")
        if extent.merged > MAX_MERGED:
            raise over_fixed(
                self.request.file,
                f"合并的单元格「{extent.widest}」使合并区共有 {extent.merged:,} 格，超过上限 {MAX_MERGED:,} "
                f"({extent.merged:,} cells are merged, as in {extent.widest}, over the limit of {MAX_MERGED:,})",
                f"「{self.part}」",
            )
