"""The parts of a workbook, their relations and their types; those that are not written stay as they are."""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile
from collections.abc import Iterator
from functools import cached_property
from itertools import count
from typing import IO, NamedTuple
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from budgetcheck.reports.annotate.xlsx.markup import Edit, tree

_TYPES = "[Content_Types].xml"
_RELATIONS = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows


class Relation(NamedTuple):
    """What one part says of another: its own name for it, the last word of the relation's type, and the part."""

    id: str
    kind: str
    target: str


class Package:
    """A workbook's parts by name, read and written one by one."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower().lstrip("/"): name for name in self._archive.namelist()}
        self._written: dict[str, bytes] = {}

    def read(self, part: str) -> bytes:
        """The content of a part.

        Raises:
            KeyError: there is none of this name.
        """
        if part in self._written:
            return self._written[part]
        return self._archive.read(self._named(part))

    def write(self, part: str, content: bytes) -> None:
        """Let the part have this content, be it new or not."""
        self._names.setdefault(part.lower(), part)
        self._written[self._named(part)] = content

    def _named(self, part: str) -> str:
        return self._names[part.lower()]

    def parts(self) -> list[str]:
        """The names of all parts."""
        return list(self._names.values())

    def new_name(self, pattern: str) -> str:
        """The first name that no part has; `{}` in the pattern stands for the number, if it takes one."""
        names = (pattern.format(number or "") for number in count())
        return next(name for name in names if name.lower() not in self._names)

    @cached_property
    def workbook(self) -> str:
        """The part that names the sheets."""
        return next(r.target for r in self.relations("") if r.kind == "officeDocument")

    @cached_property
    def relation_base(self) -> str:
        """What stands before the last word of a relation's type: not the same in strict workbooks."""
        types = (child.attributes["Type"] for child in tree(self.read(_relations_of(""))).children)
        return next(t for t in types if t.endswith("/officeDocument")).removesuffix("officeDocument")

    def relations(self, part: str) -> list[Relation]:
        """The parts that `part` names as its own, nothing from elsewhere; those of the whole for ``."""
        held = _relations_of(part)
        if held.lower() not in self._names:
            return []
        return [
            Relation(a["Id"], a["Type"].rpartition("/")[2], self._target(part, a["Target"]))
            for child in tree(self.read(held)).children
            if (a := child.attributes).get("TargetMode") != "External"
        ]

    def _target(self, part: str, written: str) -> str:
        joined = posixpath.join("/", posixpath.dirname(part), unquote(written))
        name = posixpath.normpath(joined).lstrip("/")
        return self._names.get(name.lower(), name)

    def related(self, part: str, kind: str) -> str | None:
        """The first part that `part` names as one of that kind, when there is one."""
        found = (r.target for r in self.relations(part) if r.kind == kind)
        return next((target for target in found if target.lower() in self._names), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let `part` name `target`; the name it gets."""
        held = _relations_of(part)
        data = self.read(held) if held.lower() in self._names else _RELATIONS
        root = tree(data)
        taken = {child.attributes.get("Id") for child in root.children}
        name = next(n for n in map("rId{}".format, count(1)) if n not in taken)
        edit = Edit(data)
        edit.append(
            root,
            f'<{root.prefix}Relationship Id="{name}" Type={quoteattr(self.relation_base + kind)}'
            f" Target={quoteattr('/' + target)}/>",
        )
        self.write(held, edit.done())
        return name

    def declare(self, part: str, content_type: str) -> None:
        """Say of what type a new part is."""
        data = self.read(_TYPES)
        root = tree(data)
        edit = Edit(data)
        edit.append(
            root, f'<{root.prefix}Override PartName={quoteattr("/" + part)} ContentType="{content_type}"/>'
        )
        self.write(_TYPES, edit.done())

    def saved(self) -> bytes:
        """The workbook: the parts in their order, new ones last."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            target.comment = self._archive.comment
            for old in self._archive.infolist():
                with target.open(_member_like(old), "w") as stream, self._content(old) as source:
                    shutil.copyfileobj(source, stream)
            for name in self._new():
                target.writestr(zipfile.ZipInfo(name, _EPOCH), self._written[name], zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _content(self, old: zipfile.ZipInfo) -> IO[bytes]:
        written = self._written.get(old.filename)
        return self._archive.open(old) if written is None else io.BytesIO(written)

    def _new(self) -> Iterator[str]:
        old = set(self._archive.namelist())
        return (name for name in self._written if name not in old)


def _member_like(old: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(old.filename, old.date_time)
    for name in ("compress_type", "comment", "create_system", "external_attr", "internal_attr"):
        setattr(made, name, getattr(old, name))
    made.file_size = old.file_size
    return made


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
