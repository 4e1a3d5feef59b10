"""The formats of a workbook's cells, and those of marked cells: the same with another fill."""

from __future__ import annotations

from budgetcheck.reports.annotate.xlsx.markup import Edit, Element, element_text, tree
from budgetcheck.reports.annotate.xlsx.package import Package
from budgetcheck.reports.parts.notes import FILLS
from budgetcheck.terms import Severity

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BEFORE = {
    "fills": ("numFmts", "fonts"),
    "cellXfs": ("numFmts", "fonts", "fills", "borders", "cellStyleXfs"),
}
_LEAST = {
    "fills": '<{p}fills count="2"><{p}fill><{p}patternFill patternType="none"/></{p}fill><{p}fill>'
    '<{p}patternFill patternType="gray125"/></{p}fill></{p}fills>',
    "cellXfs": '<{p}cellXfs count="1"><{p}xf/></{p}cellXfs>',
}
_PLAIN = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{namespace}">'
    '<fonts count="1"><font/></fonts><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Styles:
    """The formats of a workbook, by number; marked ones are added when they are asked for."""

    def __init__(self, package: Package, namespace: str) -> None:
        self._package = package
        self._part = package.related(package.workbook, "styles") or _made(package, namespace)
        self._data = _with_lists(package.read(self._part))
        root = tree(self._data)
        self._fills, self._formats = _list(root, "fills"), _list(root, "cellXfs")
        self._new_fills: dict[Severity, int] = {}
        self._new_formats: dict[tuple[int, Severity], int] = {}

    def marked(self, style: int, severity: Severity) -> int:
        """The number of the format that is `style`, filled with the colour of `severity`."""
        fills, formats = self._new_fills, self._new_formats
        fills.setdefault(severity, len(self._fills.children) + len(fills))
        return formats.setdefault((style, severity), len(self._formats.children) + len(formats))

    def write(self) -> None:
        """Add the formats that were asked for to the workbook."""
        prefix, edit = self._fills.prefix, Edit(self._data)
        fills = "".join(_fill(prefix, FILLS[severity]) for severity in self._new_fills)
        formats = "".join(self._format(*key) for key in self._new_formats)
        for held, added, text in (
            (self._fills, self._new_fills, fills),
            (self._formats, self._new_formats, formats),
        ):
            edit.set(held.start, count=len(held.children) + len(added))
            edit.append(held, text)
        self._package.write(self._part, edit.done())

    def _format(self, style: int, severity: Severity) -> str:
        known = self._formats.children
        held = known[style if style < len(known) else 0]
        edit = Edit(element_text(self._data, held))
        edit.set(0, fillId=self._new_fills[severity], applyFill=1)
        return edit.done().decode()


def _fill(prefix: str, colour: str) -> str:
    return (
        f'<{prefix}fill><{prefix}patternFill patternType="solid"><{prefix}fgColor rgb="{colour}"/>'
        f'<{prefix}bgColor indexed="64"/></{prefix}patternFill></{prefix}fill>'
    )


def _made(package: Package, namespace: str) -> str:
    """The part of a workbook that had none for formats."""
    part = package.new_name("xl/styles{}.xml")
    package.write(part, _PLAIN.format(namespace=namespace).encode())
    package.relate(package.workbook, "styles", part)
    package.declare(part, _TYPE)
    return part


def _with_lists(data: bytes) -> bytes:
    """The formats with a list of fills and of formats, each with what no such list lacks."""
    for name, text in _LEAST.items():
        root = tree(data)
        edit, held, wanted = Edit(data), root.first(name), text.format(p=root.prefix)
        if held is None:
            edit.insert(root.behind(_BEFORE[name]), wanted)
        elif not held.children:
            edit.replace(held.start, held.end, wanted)
        data = edit.done()
    return data


def _list(root: Element, name: str) -> Element:
    return root.of(name)[0]
