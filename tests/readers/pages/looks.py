"""One table in many looks: HTML to be printed, drawn from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from random import Random

from tests.readers.pages import books
from tests.readers.pages.books import PLAIN, Book, bound

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
    book: Book = PLAIN

    @property
    def name(self) -> str:
        return (
            f"{self.style}-{self.align}-{self.size:g}-{'again' if self.repeat else 'once'}-{self.book.name}"
        )


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
    book, parts = look.book, []
    for number, table in enumerate(tables, 1):
        body = _table(table, look) + note
        before = f'<div class="next"></div>{books.chapter(number)}' if book.chapters and number > 1 else ""
        parts.append(before + (books.sealed(body) if book.seal else body))
    opening = books.front(tables[0].above[0][:6]) if book.front else ""
    return dressed(opening + (books.chapter(1) if book.chapters else "") + "".join(parts), look)


def dressed(body: str, look: Look) -> str:
    """The HTML that prints this body in this look."""
    size = "A4 landscape" if look.landscape else "A4 portrait"
    sides = '"第 " counter(page) " 页"' if look.slant else '"— " counter(page) " —"'
    number = f"@bottom-center{{content:{sides};font-size:8pt}}" if look.page_numbers else ""
    group = "table-header-group" if look.repeat else "table-row-group"
    style = (
        f"@page{{size:{size};margin:12mm;{number}}}"
        f"body{{margin:0;font-family:'{look.font}';font-size:{look.size}pt;line-height:{look.leading};color:{look.colour}}}"
        "h1{font-size:13pt;text-align:center;margin:4pt}p{margin:3pt 0}"
        "table{border-collapse:collapse;width:100%;table-layout:fixed}"
        f"td,th{{padding:{look.padding}px;vertical-align:{look.align};word-break:break-all;font-weight:normal}}"
        f"td.m{{text-align:{look.money}}}thead{{display:{group}}}"
        f".w{{position:fixed;top:40%;left:20%;font-size:60pt;transform:rotate({look.slant}deg);opacity:.15}}"
        f"{books.STYLE}{BORDERS[look.style]}"
        + ("thead th{background:#d0d8e0}" if look.filled_heading else "")
    )
    mark = f'<div class="w">{escape(look.watermark)}</div>' if look.watermark else ""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><style>{style}</style></head><body>{mark}{body}</body></html>"


def _table(table: Printed, look: Look) -> str:
    widths, book = [_width(heading) for heading in table.headings], look.book
    total = sum(widths)
    columns = "".join(f'<col style="width:{100 * width / total:.2f}%">' for width in widths)
    title, *lines = table.above
    above = "" if book.inside else f"<h1>{escape(title)}</h1>" + books.lines_above(lines, book)
    head = books.head_rows(table.above, table.headings, book, titled=bool(book.inside))
    again = head if book.inside in ("again", "cells") else ""
    sheets = list(books.by_pages(table.rows)) if book.odd else [table.rows]
    made = []
    for number, sheet in enumerate(sheets):
        rows = "".join(
            (again if i and i % 3 == 0 else "") + _row(row, table.headings) for i, row in enumerate(sheet)
        )
        top = f"<thead>{head}</thead>" if number % 2 == 0 else ""
        body = f"<colgroup>{columns}</colgroup>{top}<tbody>{rows}</tbody>"
        made.append(f"<table{' class=next' if number + 1 < len(sheets) else ''}>{body}</table>")
    return above + "".join(made)


def _row(row: Sequence[str], headings: Sequence[str]) -> str:
    return "<tr>" + "".join(_cell(text, headings[i]) for i, text in enumerate(row)) + "</tr>"


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
        book=bound(seed),
        colour=Random(f"colour/{seed}").choice(("#000", "#000", "#777")),
    )


def plain(style: str) -> Look:
    return replace(Look(), style=style)
