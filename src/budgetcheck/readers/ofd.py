"""OFD (GB/T 33190) to pages of glyphs and rules: a ZIP of XML with positioned text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Grid
from budgetcheck.readers.interface import Request
from budgetcheck.readers.ofd_page import PageReader, numbers
from budgetcheck.readers.ofd_resources import Resources, every, path_from
from budgetcheck.readers.ofd_scan import recognised_page
from budgetcheck.readers.page_faults import MAX_PAGES, NO_PAGES, too_many, unreadable
from budgetcheck.readers.pages import Page, grids_of
from budgetcheck.readers.xml_parts import child, parsed

_ROOT = "OFD.xml"
_A4 = (0.0, 0.0, 210.0, 297.0)
_NOT_SAID = ("Watermark", "Link")
_CLIP = 40
_BRACKETS = str.maketrans("()", "[]")

Box = tuple[float, float, float, float]


def read(request: Request) -> list[Grid]:
    """The tables of an OFD file and the lines around them, every cell with its rectangle.

    Raises:
        UnreadableInputError: it has no pages, is over a limit, or scanned without text.
    """
    with zipfile.ZipFile(io.BytesIO(request.data)) as archive:
        pages = list(_Reader(request, archive).pages())
    if not pages:
        raise UnreadableInputError(request.file, *NO_PAGES)
    if not any(page.lines and not page.scanned for page in pages):
        raise unreadable(request.file, pages, len(pages))
    return grids_of(pages, request.source("ofd"))


class _Reader:
    """Walks from the root to the pages; a part that is named but not there is a fault of the file."""

    def __init__(self, request: Request, archive: zipfile.ZipFile) -> None:
        self._request, self._archive = request, archive
        self._names = {name.lstrip("/").lower(): name for name in archive.namelist()}
        self._count = self._recognised = 0

    def pages(self) -> Iterator[Page]:
        """Every page of every document in the file."""
        for body in every(self._part(_ROOT), "DocRoot"):
            yield from self._document(path_from(_ROOT, body.text or ""))

    def _document(self, path: str) -> Iterator[Page]:
        root = self._part(path)
        common = child(root, "CommonData")
        templates = {
            page.get("ID", ""): path_from(path, page.get("BaseLoc", ""))
            for page in every(common, "TemplatePage")
        }
        shared = Resources().and_of(common, path, self._if_there)
        said = self._annotations(root, path)
        area = _box(common) or _A4
        listed = list(every(child(root, "Pages"), "Page"))
        self._count += len(listed)
        if self._count > MAX_PAGES:
            raise too_many(self._request.file, ("页", "pages"), self._count, MAX_PAGES)
        for number, page in enumerate(listed, self._count - len(listed) + 1):
            found = self._page(number, path_from(path, page.get("BaseLoc", "")), (templates, shared, area))
            where = said.get(page.get("ID", ""))
            found.left_out += tuple(self._said(number, where)) if where else ()
            yield found

    def _page(self, number: int, path: str, common: tuple[dict[str, str], Resources, Box]) -> Page:
        templates, shared, area = common
        content = self._part(path)
        own = shared.and_of(content, path, self._if_there)
        reader = PageReader(self._request.file, number, _box(content) or area, own)
        for used in every(content, "Template"):
            template = templates.get(used.get("TemplateID", ""))
            if template:
                reader.take(self._part(template))
        reader.take(content)
        page = reader.page()
        if page.is_picture and self._request.ocr:
            self._recognised += 1
            return recognised_page(self._request, self._recognised, (page, reader.pictures), self._bytes)
        return page

    def _annotations(self, root: Element, path: str) -> dict[str, str]:
        """The parts that hold what was written onto each page, by the number of the page."""
        listed = child(root, "Annotations")
        where = path_from(path, (listed.text or "") if listed is not None else "")
        found = self._if_there(where) if listed is not None else None
        places = ((page.get("PageID", ""), child(page, "FileLoc")) for page in every(found, "Page"))
        return {page: path_from(where, place.text or "") for page, place in places if place is not None}

    def _said(self, number: int, where: str) -> Iterator[str]:
        """What was written onto a page and is no part of it."""
        for note in every(self._if_there(where), "Annot"):
            text = "".join("".join(code.itertext()) for code in every(note, "TextCode")).strip()
            if text and note.get("Type") not in _NOT_SAID and note.get("Visible", "true").lower() != "false":
                yield (
                    f"第{number}页的批注「{text[:_CLIP]}」不在表内，未列入 "
                    f"(page {number}: an annotation was left out: {text[:_CLIP].translate(_BRACKETS)})"
                )

    def _part(self, path: str) -> Element:
        found = self._if_there(path)
        if found is None:
            raise UnreadableInputError(
                self._request.file,
                f"OFD 缺少部件「{path}」 (the OFD lacks its part {path})",
                "请重新获取或重新导出 (get it again, or export it again)",
            )
        return found

    def _if_there(self, path: str) -> Element | None:
        name = self._names.get(path.lower())
        return None if name is None else parsed(self._archive, name)

    def _bytes(self, path: str) -> bytes | None:
        name = self._names.get(path.lower())
        return None if name is None else self._archive.read(name)


def _box(root: Element | None) -> Box | None:
    """The physical box that a page or document states: left, top, width, height in millimetres."""
    for element in every(root, "PhysicalBox"):
        held = numbers(element.text)
        if len(held) == 4 and held[2] > 0 and held[3] > 0:
            return held[0], held[1], held[2], held[3]
    return None
