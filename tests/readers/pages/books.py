"""What stands around, over and inside tables as offices print them: HTML to be put into a page of `looks`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from random import Random

Row = tuple[str, ...]
SOURCES = ("财政拨款", "财政专户拨款", "其他资金")
GROUP = "资金来源"
CHAPTERS = ("部门概况", "预算收支说明", "项目支出绩效目标表", "名词解释")
PROSE = (
    "本部门负责辖区内道路、河道和公共绿地的日常养护，组织编制年度养护计划并监督执行，受理市民对养护质量的意见。",
    "全年支出安排以保运转和保续建为先，比上年减少3.20%；公务接待、会议和培训按上年实际支出的九成安排，合计45.60万元。",
    "下表所列各项目由所属单位分别实施，资金按进度拨付，年终由本部门逐项核对完成情况。",
)
STYLE = (
    ".next{break-after:page}.cover{padding-top:60mm;text-align:center}.entry{margin:6pt 40pt}.corner{float:right}"
    ".prose p{text-indent:2em;font-size:11pt}.sealed{position:relative}"
    ".seal{position:absolute;right:120pt;bottom:6pt;break-inside:avoid;width:90pt;height:90pt}"
    "th.title{font-size:12pt;text-align:center}th.left{text-align:left}th.right{text-align:right}"
)


@dataclass(frozen=True)
class Book:
    """How a table is bound: pages before it, a seal on it, its title and headings among its rows.

    `inside` puts the lines above a table into it: `head` with the headings, `again` also after every third row,
    `cells` in single cells of such rows. `odd` breaks pages by hand, with headings on every other page only.
    """

    front: bool = False
    chapters: bool = False
    seal: bool = False
    corner: bool = False
    inside: str = ""
    grouped: bool = False
    odd: bool = False

    @property
    def name(self) -> str:
        flags = ("front", "chapters", "seal", "corner", "grouped", "odd")
        return "-".join([*(flag for flag in flags if getattr(self, flag)), self.inside]).strip("-")


PLAIN = Book()


def bound(seed: int) -> Book:
    """A book drawn at random, the same for the same seed; a third of them are plain."""
    random = Random(f"book/{seed}")
    if random.random() < 0.34:
        return PLAIN
    return Book(
        front=random.random() < 0.3,
        chapters=random.random() < 0.3,
        seal=random.random() < 0.3,
        corner=random.random() < 0.5,
        inside=random.choice(("", "", "head", "again", "cells")),
        grouped=random.random() < 0.3,
        odd=random.random() < 0.25,
    )


def front(department: str) -> str:
    """A cover and a page of contents."""
    entries = "".join(
        f'<p class="entry">第{sign}部分　{chapter}{"…" * 12}{3 * number + 1}</p>'
        for number, (sign, chapter) in enumerate(zip("一二三四", CHAPTERS, strict=True))
    )
    return (
        f'<div class="cover next"><h1>{escape(department)}</h1><h1>部门预算</h1></div>'
        f'<div class="next"><h1>目　录</h1>{entries}</div>'
    )


def chapter(number: int) -> str:
    """A page of running text."""
    paragraphs = "".join(f"<p>{text}</p>" for text in (*PROSE, *PROSE[:2], *PROSE))
    return f'<div class="prose next"><h1>第{number}部分</h1>{paragraphs}</div>'


def sealed(body: str) -> str:
    """The body with a round red seal over its end."""
    arc = '<path id="arc" d="M 15 50 A 35 35 0 1 1 85 50" fill="none"/>'
    words = '<textPath href="#arc" startOffset="4">某某市某某局预算公开</textPath>'
    return (
        f'<div class="sealed">{body}<svg class="seal" viewBox="0 0 100 100">'
        f'<circle cx="50" cy="50" r="47" fill="none" stroke="red" stroke-width="2"/>{arc}'
        f'<text fill="red" font-size="10">{words}</text>'
        '<text x="50" y="60" fill="red" font-size="22" text-anchor="middle">★</text>'
        '<text x="50" y="82" fill="red" font-size="9" text-anchor="middle">预算专用章</text></svg></div>'
    )


def lines_above(lines: Sequence[str], book: Book) -> str:
    """The lines above a table, the money unit in the corner at the end of the line before it."""
    if book.corner and len(lines) > 1:
        lines = (*lines[:-2], f"{lines[-2]}\n{lines[-1]}")
    return "".join(f"<p>{_cornered(line)}</p>" for line in lines)


def _cornered(line: str) -> str:
    text, _, unit = line.partition("\n")
    return escape(text) + (f'<span class="corner">{escape(unit)}</span>' if unit else "")


def head_rows(above: Sequence[str], headings: Row, book: Book, *, titled: bool) -> str:
    """The heading rows of a table, under its title and the lines below it where they stand inside."""
    found = _title_rows(above, len(headings), book) if titled else ""
    if not book.grouped or SOURCES[0] not in headings:
        return found + "<tr>" + "".join(f"<th>{escape(text)}</th>" for text in headings) + "</tr>"
    first = headings.index(SOURCES[0])
    own = [text for text in headings if text not in SOURCES]
    upper = [f'<th rowspan="2">{escape(text)}</th>' for text in own]
    upper.insert(first, f'<th colspan="{len(headings) - len(own)}">{GROUP}</th>')
    lower = "".join(f"<th>{escape(text)}</th>" for text in headings if text in SOURCES)
    return f"{found}<tr>{''.join(upper)}</tr><tr>{lower}</tr>"


def _title_rows(above: Sequence[str], width: int, book: Book) -> str:
    title, *lines = above
    if book.inside != "cells":
        rows = [("title", title), *(("right" if "单位：" in line else "left", line) for line in lines)]
        return "".join(
            f'<tr><th class="{kind}" colspan="{width}">{escape(text)}</th></tr>' for kind, text in rows
        )
    department = next((line for line in lines if "部门" in line), "")
    unit = next((line for line in lines if line.startswith("单位")), "")
    return (
        f'<tr><th class="title" colspan="{width}">{escape(title)}</th></tr>'
        f'<tr><th class="left" colspan="{width - 2}">{escape(department)}</th>'
        f'<th class="right" colspan="2">{escape(unit)}</th></tr>'
    )


def by_pages(rows: Sequence[Row], size: int = 3) -> Iterator[list[Row]]:
    """The rows page by page, the last of a page cut in two: its name, or what its last cell holds."""
    page: list[Row] = []
    rest: Row | None = None
    for number, row in enumerate(rows):
        page.append(row)
        if len(page) == size and number + 1 < len(rows):
            page[-1], rest = _cut(row)
            yield page
            page = [rest] if rest else []
    yield page


def _cut(row: Row) -> tuple[Row, Row | None]:
    at = len(row) - 1 if row[-1] else 0
    text = row[at]
    if len(text) < 8:
        return row, None
    half = len(text) // 2
    first = tuple(text[:half] if i == at else cell for i, cell in enumerate(row))
    return first, tuple(text[half:] if i == at else "" for i in range(len(row)))
