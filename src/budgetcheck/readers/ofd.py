"""OFD (GB/T 33190) to pages of glyphs and rules: a ZIP of XML with positioned text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.interface import Request
from budgetcheck.readers.ofd_page import PageReader, numbers
from budgetcheck.readers.page_faults import MAX_PAGES, NO_PAGES, scanned, too_many
from budgetcheck.readers.pages import Page, grids_of
from budgetcheck.readers.xml_parts import child, local, parsed

_ROOT = "OFD.xml"
_A4 = (0.0, 0.0, 210.0, 297.0)


def read(request: Request) -> list[Grid]:
    """The tables of an OFD file and the lines around them, every cell with its rectangle.

    Raises:
        UnreadableInputError: it has no pages, is over a limit, or scanned without text.
    """
    with zipfile.ZipFile(io.BytesIO(request.data)) as archive:
        pages = list(_Reader(request.file, archive).pages())
    if not pages:
        raise UnreadableInputError(request.file, *NO_PAGES)
    if not any(page.lines for page in pages):
        raise scanned(request.file, [page.number for page in pages if page.scanned], len(pages))
    return grids_of(pages, request.source("ofd"))


class _Reader:
    """Walks from the root to the pages; a part that is named but not there is a fault of the file."""

    def __init__(self, file: str, archive: zipfile.ZipFile) -> None:
        self._file, self._archive = file, archive
        self._names = {name.lstrip("/").lower(): name for name in archive.namelist()}
        self._count = 0

    def pages(self) -> Iterator[Page]:
        """Every page of every document in the file."""
        for body in _all(self._part(_ROOT), "DocRoot"):
            yield from self._document(_path(_ROOT, body.text or ""))

    def _document(self, path: str) -> Iterator[Page]:
        root = self._part(path)
        common = child(root, "CommonData")
        templates = {
            page.get("ID", ""): _path(path, page.get("BaseLoc", ""))
            for page in (_all(common, "TemplatePage") if common is not None else ())
        }
        area = _box(common) or _A4
        listed = list(_all(root, "Page"))
        self._count += len(listed)
        if self._count > MAX_PAGES:
            raise too_many(self._file, ("页", "pages"), self._count, MAX_PAGES)
        for number, page in enumerate(listed, self._count - len(listed) + 1):
            content = self._part(_path(path, page.get("BaseLoc", "")))
            reader = PageReader(self._file, number, _box(content) or area)
            for used in _all(content, "Template"):
                template = templates.get(used.get("TemplateID", ""))
                if template:
                    reader.take(self._part(template))
            reader.take(content)
            yield reader.page()

    def _part(self, path: str) -> Element:
        name = self._names.get(path.lower())
        if name is None:
            raise UnreadableInputError(
                self._file,
                f"OFD 缺少部件「{path}」 (the OFD lacks its part {path})",
                "请重新获取或重新导出 (get it again, or export it again)",
            )
        return parsed(self._archive, name)


def _all(root: Element, name: str) -> Iterator[Element]:
    """Every element of that name, of whatever namespace."""
    return (element for element in root.iter() if local(element) == name)


def _box(root: Element | None) -> tuple[float, float, float, float] | None:
    """The physical box that a page or document states: left, top, width, height in millimetres."""
    for element in _all(root, "PhysicalBox") if root is not None else ():
        held = numbers(element.text)
        if len(held) == 4 and held[2] > 0 and held[3] > 0:
            return held[0], held[1], held[2], held[3]
    return None


def _path(base: str, location: str) -> str:
    """A location as written in the part `base`, from the root of the archive."""
    return normpath(join("/", dirname(base), location.strip())).lstrip("/")
