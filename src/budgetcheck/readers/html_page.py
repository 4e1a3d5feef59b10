"""A page's paragraphs and tables from its tags, unclosed and stray ones included."""

from __future__ import annotations

from html.parser import HTMLParser

from budgetcheck.readers.flow import MAX_SPAN, Block, FlowCell, FlowTable
from budgetcheck.readers.html_table import OpenTable, ShownText
from budgetcheck.text.markup_head import hides

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "wbr")
)  # fmt: skip
_UNSHOWN = frozenset(
    ("head", "title", "script", "style", "template", "noscript", "svg", "frame", "iframe", "object", "select", "textarea",
     "canvas", "datalist", "audio", "video")
)  # fmt: skip
_LINES = frozenset(
    ("p", "br", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article",
     "header", "footer", "main", "nav", "center", "blockquote", "pre", "form", "fieldset", "hr", "address",
     "caption", "body")
)  # fmt: skip
_CELLS, _GROUPS = frozenset(("td", "th")), frozenset(("thead", "tbody", "tfoot"))
_FRAMES = frozenset(("frame", "iframe"))
_NAMED = 5
_PARTS = _CELLS | _GROUPS | {"tr"}

Given = dict[str, str | None]


class _Hidden:
    """An element that is not shown, while its tags go by."""

    def __init__(self, tag: str, *, in_cell: bool) -> None:
        self.says = False
        self.of_table = tag == "table" or (in_cell and tag not in _UNSHOWN)
        self._tag = tag
        self._in_cell = in_cell
        self._depth = 1
        self._tables = int(tag == "table")

    def ended_by(self, tag: str) -> bool:
        """Whether a start tag shows that the element ended before it, without an end tag."""
        if tag == "table":
            self._tables += 1
        if self._tables:
            return self._tag == "head"
        if tag == self._tag and tag not in ("p", "head"):
            self._depth += 1
            return False
        return (self._in_cell and tag in _PARTS) or (
            self._tag in ("p", "head") and tag in _LINES and tag != "br"
        )

    def closed_by(self, tag: str) -> bool:
        """Whether an end tag is the element's own."""
        if self._tables:
            self._tables -= tag == "table"
            return self._tag == "table" and not self._tables
        self._depth -= tag == self._tag
        return self._depth == 0

    def left_by(self, tag: str) -> bool:
        """Whether an end tag closes the cell that the element stands in."""
        return self._in_cell and not self._tables and tag in (*_PARTS, "table")


class Page(HTMLParser):
    """Reads a page tag by tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._text = ShownText()
        self._tables: list[OpenTable] = []
        self._hidden: _Hidden | None = None
        self._unshown = 0
        self._framed: list[str] = []
        self._lists: list[int | None] = []

    def blocks(self) -> list[Block]:
        """The paragraphs and tables of the page, tables that were never closed included."""
        while self._tables:
            self._close_table()
        self._blocks.extend(self._text.taken())
        return self._blocks

    def notes(self) -> list[str]:
        """What is said of hidden text in tables, of hidden tables, and of pages that the page shows in frames."""
        notes = []
        if self._unshown:
            notes.append(
                f"{self._unshown} 处隐藏的内容没有读取 (hidden elements were left out: {self._unshown})"
            )
        # NOTE: a page with tables shows maps and counters in frames; one without may show its tables in them.
        if self._framed and not any(isinstance(block, FlowTable) for block in self._blocks):
            named = "、".join(f"「{name}」" for name in self._framed[:_NAMED])
            notes.append(
                f"框架中的 {len(self._framed)} 个页面没有读取，请另行检查：{named} "
                f"(pages in frames were left out, to be checked by themselves: {len(self._framed)})"
            )
        return notes

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if self._hidden is not None:
            if not self._hidden.ended_by(tag):
                return
            self._show_again()
        given = dict(attrs)
        hidden = "hidden" in given or hides(given.get("style") or "")
        if self._tables and tag in _PARTS:
            self._open_part(self._tables[-1], tag, given, hidden)
        elif tag in _UNSHOWN or hidden:
            self._hide(tag, given)
        elif tag == "table":
            self._open_table()
        elif tag in _LINES:
            self._open_line(tag, given)

    def _hide(self, tag: str, given: Given) -> None:
        if tag in _FRAMES and given.get("src"):
            self._framed.append(given["src"] or "")
        if tag not in _VOID:
            self._hidden = _Hidden(tag, in_cell=bool(self._tables))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element that closes itself; in HTML the slash means nothing but on void elements."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self._hidden is not None:
            if self._hidden.closed_by(tag):
                self._show_again()
                return
            if not self._hidden.left_by(tag):
                return
            self._show_again()
        if tag == "table":
            self._close_table()
        elif self._tables and tag in _PARTS:
            self._close_part(self._tables[-1], tag)
        elif tag in _LINES:
            self._close_line(tag)

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._hidden is not None:
            self._hidden.says = self._hidden.says or not data.isspace()
        elif not self._tables or self._tables[-1].cell is not None or not data.isspace():
            # NOTE: text between the cells of a table is shown above it.
            self._current().add(data)

    def _show_again(self) -> None:
        # NOTE: pages hide menus, scripts and the like by the dozen; only what belongs to a table is told.
        if self._hidden is not None:
            self._unshown += self._hidden.says and self._hidden.of_table
        self._hidden = None

    def _open_part(self, table: OpenTable, tag: str, given: Given, hidden: bool) -> None:
        if tag in _CELLS:
            cell = FlowCell([], _span(given.get("colspan")), _span(given.get("rowspan"), least=0))
            table.open_cell(cell, hidden=hidden)
        elif tag == "tr":
            table.open_row(hidden=hidden)
        else:
            table.open_group(foot=tag == "tfoot")

    def _close_part(self, table: OpenTable, tag: str) -> None:
        if tag in _CELLS:
            table.close_cell()
        elif tag == "tr":
            table.close_row()
        else:
            table.open_group(foot=False)

    def _open_line(self, tag: str, given: Given) -> None:
        self._current().end_line()
        if tag in ("ol", "ul"):
            self._lists.append(_span(given.get("start")) if tag == "ol" else None)
        elif tag == "li" and self._lists and self._lists[-1] is not None:
            number = self._lists[-1]
            self._current().add(f"{number}. ")
            self._lists[-1] = number + 1

    def _close_line(self, tag: str) -> None:
        self._current().end_line()
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()

    def _current(self) -> ShownText:
        inside = self._tables and self._tables[-1].cell is not None
        return self._tables[-1].text if inside else self._text

    def _open_table(self) -> None:
        if not self._tables:
            self._blocks.extend(self._text.taken())
        elif (cell := self._tables[-1].cell) is not None:
            cell.parts.extend(self._tables[-1].text.taken())
        self._tables.append(OpenTable())

    def _close_table(self) -> None:
        if not self._tables:
            return
        closed = self._tables.pop()
        table = closed.close()
        self._unshown += closed.unshown
        cell = self._tables[-1].cell if self._tables else None
        if cell is not None:
            cell.parts.append(table)
            return
        # NOTE: a table between the cells of another is shown above that one.
        self._blocks.extend(self._text.taken())
        self._blocks.append(table)


def _span(text: str | None, least: int = 1) -> int:
    """The number of a span attribute, as browsers read it."""
    digits = (text or "").strip()
    return min(max(int(digits[:9]), least), MAX_SPAN) if digits.isdecimal() else 1
