"""A table as OFD: pages set by hand, text by `TextCode` with its distances, rules as paths."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from tests.readers.pages.looks import WIDTHS, Printed

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WIDTH, HEIGHT, MARGIN = 297.0, 210.0, 12.0
SIZE, LEAD, PAD = 3.0, 4.2, 1.0


def as_ofd(table: Printed, *, ruled: bool = True, template: bool = False, turned: bool = False) -> bytes:
    """The table with its heading on the first page only; rows break where a page ends."""
    pages = list(_pages(table, ruled=ruled, turned=turned))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f'<ofd:OFD {NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>'
            "</ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(
            f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
        )
        back = '<ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
        box = f"0 0 {HEIGHT} {WIDTH}" if turned else f"0 0 {WIDTH} {HEIGHT}"
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>{back}"
            f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for number, (texts, rules) in enumerate(pages):
            behind = texts if template is False else [*texts]
            use = '<ofd:Template TemplateID="90" ZOrder="Background"/>' if template else ""
            drawn = [] if template and number == 0 else rules
            archive.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", _content(use, [*drawn, *behind]))
        if template:
            archive.writestr("Doc_0/Tpls/Tpl_0/Content.xml", _content("", pages[0][1]))
    return held.getvalue()


def _content(before: str, objects: Sequence[str]) -> str:
    return f"<ofd:Page {NS}>{before}<ofd:Content><ofd:Layer ID='1'>{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"


def _pages(table: Printed, *, ruled: bool, turned: bool) -> Iterator[tuple[list[str], list[str]]]:
    shares = [next((w for word, w in WIDTHS.items() if h.startswith(word)), 7) for h in table.headings]
    xs = [MARGIN]
    for share in shares:
        xs.append(xs[-1] + share * (WIDTH - 2 * MARGIN) / sum(shares))
    texts: list[str] = []
    rules: list[str] = []
    y = MARGIN
    for line in table.above:
        texts.append(_text(MARGIN, y + SIZE, line, turned))
        y += 1.6 * LEAD
    if ruled:
        rules.append(_rule(xs[0], y, xs[-1], y, turned))
    for row in (table.headings, *table.rows):
        wrapped = [
            _wrapped(cell, right - left - 2 * PAD) for cell, left, right in zip(row, xs, xs[1:], strict=False)
        ]
        start = y
        y += PAD
        for i in range(max(1, *map(len, wrapped))):
            if y + LEAD > HEIGHT - MARGIN:
                rules += _downs(xs, start, y, turned) if ruled else []
                yield texts, rules
                texts, rules = [], []
                start = y = MARGIN
                y += PAD
            texts += [
                _text(x + PAD, y + SIZE, lines[i], turned)
                for x, lines in zip(xs, wrapped, strict=False)
                if i < len(lines)
            ]
            y += LEAD
        y += PAD
        if ruled:
            rules += [*_downs(xs, start, y, turned), _rule(xs[0], y, xs[-1], y, turned)]
    yield texts, rules


def _downs(xs: Sequence[float], top: float, bottom: float, turned: bool) -> list[str]:
    return [_rule(x, top, x, bottom, turned) for x in xs]


def _wide(char: str) -> float:
    return SIZE / 2 if char.isascii() else SIZE


def _wrapped(text: str, width: float) -> list[str]:
    lines, held = [""], 0.0
    for char in text:
        if held + _wide(char) > width:
            lines.append("")
            held = 0.0
        lines[-1] += char
        held += _wide(char)
    return [line for line in lines if line]


def _text(x: float, y: float, text: str, turned: bool) -> str:
    steps = [_wide(char) for char in text[:-1]]
    deltas = (
        f"g {len(steps)} {SIZE}"
        if steps and set(steps) == {SIZE}
        else " ".join(f"{step:g}" for step in steps)
    )
    delta = f' DeltaX="{deltas}"' if deltas else ""
    code = f'<ofd:TextCode X="0" Y="0"{delta}>{escape(text)}</ofd:TextCode>'
    if turned:
        # NOTE: set down the page, a quarter turn to the right.
        place = f'Boundary="{HEIGHT - y:g} {x:g} 100 10" CTM="0 1 -1 0 0 0"'
    else:
        place = f'Boundary="{x:g} {y:g} 100 10"'
    return f'<ofd:TextObject ID="2" {place} Font="1" Size="{SIZE}">{code}</ofd:TextObject>'


def _rule(x0: float, y0: float, x1: float, y1: float, turned: bool) -> str:
    if turned:
        x0, y0, x1, y1 = HEIGHT - y0, x0, HEIGHT - y1, x1
    left, top = min(x0, x1), min(y0, y1)
    path = f"M {x0 - left:g} {y0 - top:g} L {x1 - left:g} {y1 - top:g}"
    return (
        f'<ofd:PathObject ID="3" Boundary="{left:g} {top:g} {abs(x1 - x0):g} {abs(y1 - y0):g}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )
