"""One table in many looks: HTML to be printed, drawn from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from random import Random

STYLES = ("ruled", "horizontal", "vertical", "outer", "zebra", "dotted", "three_lines", "borderless")
WIDTHS = {"项目名称": 12, "项目内容": 20, "绩效目标": 22, "绩效指标": 26}
BORDERS = {
    "ruled": "td,th{border:0.6pt solid #000}",
    "horizontal": "td,th{border-top:0.6pt solid #000;border-bottom:0.6pt solid #000}",
    "vertical": "table{border:0.6pt solid #000}td,th{border-left:0.6pt solid #000;border-right:0.6pt solid #000}",
    "outer": "table{border:1pt solid #000}",
    "zebra": "tbody tr:nth-child(even){background:#e8eef8}",
    "dotted": "td,th{border:1pt dotted #000}",
    "three_lines": "table{border-top:1pt solid #000;border-bottom:1pt solid #000}thead th{border-bottom:.6pt solid #000}",
    "borderless": "",
}


@dataclass(frozen=True)
class Look:
    style: str = "ruled"
    font: str = "Noto Serif CJK SC"
    size: float = 8
    padding: float = 2
    leading: float = 1.35
    align: str = "top"
    money: str = "right"
    repeat: bool = True
    landscape: bool = True
    watermark: str = ""
    slant: int = -30
    footnote: str = ""
    page_numbers: bool = False
    turned: int = 0
    filled_heading: bool = False
    colour: str = "#000"

    @property
    def name(self) -> str:
        return f"{self.style}-{self.align}-{self.size:g}-{'again' if self.repeat else 'once'}"


@dataclass(frozen=True)
class Printed:
    """A table as it is to be printed: lines above, headings, rows."""

    above: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def printed(text: str) -> Printed:
    """The first table of a tab-separated text; headings that come again and their lines are left out."""
    lines = [line.split("\t") for line in text.split("\n")]
    at = next(i for i, line in enumerate(lines) if len(line) > 3)
    above = tuple(line[0].strip() for line in lines[:at] if line[0].strip())
    headings = tuple(lines[at])
    rows = tuple(
        tuple(line) for line in lines[at + 1 :] if len(line) == len(headings) and tuple(line) != headings
    )
    return Printed(above, headings, rows)


def page(tables: Sequence[Printed], look: Look) -> str:
    """The HTML that prints the tables in this look."""
    note = f"<p>{escape(look.footnote)}</p>" if look.footnote else ""
    return dressed("".join(_table(table) + note for table in tables), look)


def dressed(body: str, look: Look) -> str:
    """The HTML that prints this body in this look."""
    size = "A4 landscape" if look.landscape else "A4 portrait"
    number = '@bottom-center{content:"第 " counter(page) " 页";font-size:8pt}' if look.page_numbers else ""
    group = "table-header-group" if look.repeat else "table-row-group"
    style = (
        f"@page{{size:{size};margin:12mm;{number}}}"
        f"body{{margin:0;font-family:'{look.font}';font-size:{look.size}pt;line-height:{look.leading};color:{look.colour}}}"
        "h1{font-size:13pt;text-align:center;margin:4pt}p{margin:3pt 0}"
        "table{border-collapse:collapse;width:100%;table-layout:fixed}"
        f"td,th{{padding:{look.padding}px;vertical-align:{look.align};word-break:break-all;font-weight:normal}}"
        f"td.m{{text-align:{look.money}}}thead{{display:{group}}}"
        f".w{{position:fixed;top:40%;left:20%;font-size:60pt;transform:rotate({look.slant}deg);opacity:.15}}"
        f"{BORDERS[look.style]}" + ("thead th{background:#d0d8e0}" if look.filled_heading else "")
    )
    mark = f'<div class="w">{escape(look.watermark)}</div>' if look.watermark else ""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><style>{style}</style></head><body>{mark}{body}</body></html>"


def _table(table: Printed) -> str:
    widths = [_width(heading) for heading in table.headings]
    total = sum(widths)
    columns = "".join(f'<col style="width:{100 * width / total:.2f}%">' for width in widths)
    title, *lines = table.above
    above = f"<h1>{escape(title)}</h1>" + "".join(f"<p>{escape(line)}</p>" for line in lines)
    head = "".join(f"<th>{escape(heading)}</th>" for heading in table.headings)
    rows = "".join(
        "<tr>" + "".join(_cell(text, table.headings[i]) for i, text in enumerate(row)) + "</tr>"
        for row in table.rows
    )
    return f"{above}<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _width(heading: str) -> int:
    return next((width for word, width in WIDTHS.items() if heading.startswith(word)), 7)


def _cell(text: str, heading: str) -> str:
    money = _width(heading) == 7
    return f'<td class="m">{escape(text)}</td>' if money else f"<td>{escape(text)}</td>"


def drawn(seed: int) -> Look:
    """A look drawn at random, the same for the same seed."""
    random = Random(f"look/{seed}")
    return Look(
        style=STYLES[seed % len(STYLES)],
        font=random.choice(("Noto Serif CJK SC", "Noto Sans CJK SC")),
        size=random.choice((6.5, 7, 7.5, 8, 9, 10)),
        padding=random.choice((1, 2, 3, 4)),
        leading=random.choice((1.15, 1.3, 1.5, 1.7)),
        align=random.choice(("top", "middle", "bottom")),
        money=random.choice(("right", "center", "left")),
        repeat=random.random() < 0.5,
        landscape=random.random() < 0.8,
        watermark=random.choice(("", "", "", "内部资料")),
        slant=random.choice((-30, -45, 0)),
        footnote=random.choice(("", "", "注：本表金额为年初预算数。")),
        page_numbers=random.random() < 0.5,
        turned=random.choice((0, 0, 0, 0, 90, 270)),
        filled_heading=random.random() < 0.25,
    )


def plain(style: str) -> Look:
    return replace(Look(), style=style)
