"""What pages of an OFD draw by number: pictures, and groups of objects that are drawn in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

from budgetcheck.readers.xml_parts import child, local

_LISTS = ("PublicRes", "DocumentRes", "PageRes")


@dataclass(frozen=True, slots=True)
class Resources:
    """Groups of objects and paths of pictures, by their numbers."""

    groups: dict[str, Element] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)

    def and_of(self, root: Element | None, path: str, part: Callable[[str], Element | None]) -> Resources:
        """These and those that `root`, in the part `path`, names lists of; a list that is not there names nothing."""
        more = Resources(dict(self.groups), dict(self.pictures))
        for element in root if root is not None else ():
            if local(element) in _LISTS:
                where = path_from(path, element.text or "")
                listed = part(where)
                if listed is not None:
                    more._take(listed, where)
        return more

    def _take(self, listed: Element, where: str) -> None:
        folder = join(where, "..", listed.get("BaseLoc", ""), ".")
        for element in listed.iter():
            number = element.get("ID", "")
            if local(element) == "CompositeGraphicUnit":
                content = child(element, "Content")
                if content is not None:
                    self.groups[number] = content
            elif local(element) == "MultiMedia":
                file = child(element, "MediaFile")
                if file is not None:
                    self.pictures[number] = path_from(normpath(folder) + "/.", file.text or "")


def path_from(base: str, location: str) -> str:
    """A location as written in the part `base`, from the root of the archive."""
    return normpath(join("/", dirname(base), location.strip())).lstrip("/")


def every(root: Element | None, name: str) -> Iterator[Element]:
    """Every element of that name, of whatever namespace."""
    return (element for element in (root.iter() if root is not None else ()) if local(element) == name)
