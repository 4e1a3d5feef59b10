"""The boxes that comments are drawn in, in VML: without one a comment is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from budgetcheck.reports.annotate.xlsx.package import Package
from budgetcheck.text.xml_tags import attribute_spans, tag_end

TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_PER_BLOCK = 1024
_LONGEST_NUMBER = 7
_MAP = b"<o:idmap"
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
NO_SHAPES = f'<xml {_DECLARED}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'.encode()
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe" {declared}>'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;visibility:hidden;z-index:{order}"'
    ' fillcolor="#ffffe1" o:insetmode="auto" {declared}><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


class Shape(NamedTuple):
    """The box of the comment on a cell, its row and column counted from 1.

    `anchor` says from where to where it reaches: column, pixels into it, row, pixels into it, for two corners,
    counted from 0.
    """

    row: int
    column: int
    anchor: tuple[int, ...]


def with_shapes(package: Package, data: bytes, shapes: list[Shape]) -> bytes:
    """A drawing with boxes added.

    NOTE: as text, since drawings of older programs are no well-formed XML.

    Raises:
        ValueError: this is no drawing.
    """
    end = data.rindex(b"</xml>")
    first = max(_used_blocks(package), default=0) + 1
    declared = "" if all(f'xmlns:{p}="{n}"'.encode() in data for p, n in _NAMESPACES.items()) else _DECLARED
    made = [] if b'id="_x0000_t202"' in data else [_KIND.format(declared=declared)]
    made += (
        _SHAPE.format(
            id=first * _PER_BLOCK + number, order=number, declared=declared,
            anchor=", ".join(map(str, shape.anchor)), row=shape.row - 1, column=shape.column - 1,
        )
        for number, shape in enumerate(shapes, 1)
    )  # fmt: skip
    blocks = range(first, first + len(shapes) // _PER_BLOCK + 1)
    return _with_blocks(data[:end], blocks) + "".join(made).encode() + data[end:]


def _used_blocks(package: Package) -> Iterator[int]:
    """The blocks of numbers that the drawings of the workbook use for their shapes."""
    for part in package.parts():
        if part.lower().endswith(".vml"):
            data = package.read(part)
            for span in _maps(data):
                words = data[slice(*span)].decode("ascii", "replace").split(",")
                yield from (int(w) for w in words if w.strip().isdecimal() and len(w) < _LONGEST_NUMBER)


def _maps(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each list of the blocks that a drawing uses stands."""
    at = data.find(_MAP)
    while at >= 0:
        end = tag_end(data, at)
        span = attribute_spans(data, at, end).get(b"data")
        if span is not None:
            yield span
        at = data.find(_MAP, end)


def _with_blocks(data: bytes, blocks: Iterable[int]) -> bytes:
    """The drawing, saying that it uses these blocks of numbers too."""
    span = next(_maps(data), None)
    if span is None:
        return data
    used = [data[slice(*span)].decode(), *map(str, blocks)]
    return data[: span[0]] + ",".join(filter(None, used)).encode() + data[span[1] :]
