"""The text of a Word file as it is shown: paragraphs and tables, without what is hidden or deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from budgetcheck.readers.docx_numbering import Numbering
from budgetcheck.readers.flow import MAX_DEPTH, Block, FlowCell, FlowTable, too_deep
from budgetcheck.readers.xml_parts import child, local, number, value

_CONTAINERS = frozenset(
    (
        "body",
        "document",
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "ins",
        "moveTo",
        "Choice",
        "sect",
        "sub-section",
    )
)
_GONE = frozenset(("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "rt", "Fallback"))
_MERGED_DOWN = ("vMerge", "vmerge")  # the second in the form of 2003
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# NOTE: signs of the font Symbol have no code of their own; these are the ones that change what a target says.
_SYMBOLS = {
    0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB7: "·",
    0xD7: "⋅", 0x3C: "<", 0x3E: ">", 0x3D: "=", 0x25: "%", 0x7E: "~", 0x2D: "-",
}  # fmt: skip
_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")
_UNKNOWN = 0xFFFD
_DEEPEST = 2 * MAX_DEPTH + 10  # a table in a table is two elements deeper


class Body:
    """Reads the parts of a document in order and counts what is not shown; `taken_in` reads those of other files."""

    def __init__(self, file: str, numbering: Numbering, taken_in: Callable[[Element], list[Block]]) -> None:
        self._file = file
        self._taken_in = taken_in
        self._numbering = numbering
        self._hidden = 0
        self._deleted = 0
        self._signs: set[str] = set()
        self._boxes: list[Element] = []

    def blocks(self, element: Element, depth: int = 0) -> list[Block]:
        """The paragraphs and tables inside `element`, in order; a paragraph's tabs stand as they are.

        Raises:
            UnreadableInputError: elements are nested too deeply.
        """
        if depth > _DEEPEST:
            raise too_deep(self._file)
        found: list[Block] = []
        for inner in element:
            name = local(inner)
            if name == "p":
                found.extend(self._paragraph(inner, depth))
            elif name == "tbl":
                found.append(self._table(inner, depth + 1))
            elif name == "altChunk":
                found.extend(self._taken_in(inner))
            elif name == "AlternateContent":
                found.extend(self.blocks(_choice(inner), depth + 1))
            elif name in _CONTAINERS:
                found.extend(self.blocks(inner, depth + 1))
        return found

    def notes(self) -> list[str]:
        """What is said of text that is in the file but not shown, and of signs that have no code."""
        notes = []
        if self._hidden:
            notes.append(f"{self._hidden} 处隐藏文字没有读取 (hidden text was left out: {self._hidden})")
        if self._deleted:
            notes.append(
                f"{self._deleted} 处修订中已删除的内容没有读取 (text deleted in revisions was left out: {self._deleted})"
            )
        if self._signs:
            signs = "、".join(sorted(self._signs))
            notes.append(f"符号字体中的字符无法辨认：{signs} (signs of symbol fonts that have no code)")
        return notes

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[Block]:
        text = self._text(paragraph)
        boxes, self._boxes = self._boxes, []
        yield self._numbering.label(paragraph) + text if text.strip() else text
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _text(self, element: Element) -> str:
        """The shown text inside an element, without that of text boxes, which are kept for later."""
        texts: list[str] = []
        waiting = [iter(element)]
        while waiting:
            inner = next(waiting[-1], None)
            if inner is None:
                waiting.pop()
                continue
            name = local(inner)
            if name == "t":
                texts.append(inner.text or "")
            elif name in _SIGNS:
                texts.append(_SIGNS[name])
            elif name == "sym":
                texts.append(self._sign(inner))
            elif name == "txbxContent":
                self._boxes.append(inner)
            elif not self._gone(inner, name):
                waiting.append(iter(inner))
        return "".join(texts)

    def _gone(self, element: Element, name: str) -> bool:
        """Whether an element shows nothing; what it hides is counted."""
        if name == "r":
            properties = child(element, "rPr")
            if properties is not None and _on(properties, "vanish"):
                self._hidden += any(local(inner) == "t" and inner.text for inner in element)
                return True
        if name in ("del", "moveFrom"):
            self._deleted += any(local(inner) == "delText" for inner in element.iter())
        return name in _GONE

    def _sign(self, element: Element) -> str:
        stated = value(element, "char") or ""
        code = int(stated, 16) if len(stated) == 4 and set(stated) <= _HEXADECIMAL else _UNKNOWN
        shown = _SYMBOLS.get(code & 0xFF) if value(element, "font") == "Symbol" and code >= 0xF000 else None
        if shown is None and 0xE000 <= code < 0xF900:
            self._signs.add(f"{value(element, 'font')} {code:04X}")
        return shown or chr(_UNKNOWN if 0xD800 <= code < 0xE000 else code)

    def _table(self, table: Element, depth: int) -> FlowTable:
        widths = (value(column, "w") for column in child(table, "tblGrid") or ())
        columns = tuple(number(width, 0) for width in widths)
        rows = [self._row(row, depth) for row in self._rows(table, "tr")]
        return FlowTable([row for row in rows if row], columns)

    def _rows(self, element: Element, wanted: str) -> Iterator[Element]:
        """The rows of a table, or the cells of a row, also those inside content controls."""
        for inner in element:
            name = local(inner)
            if name == wanted:
                yield inner
            elif name in _CONTAINERS:
                yield from self._rows(inner, wanted)

    def _row(self, row: Element, depth: int) -> list[FlowCell]:
        properties = child(row, "trPr")
        if properties is not None and child(properties, "del") is not None:
            self._deleted += 1
            return []
        if properties is not None and _on(properties, "hidden"):
            self._hidden += 1
            return []
        cells = [self._cell(cell, depth) for cell in self._rows(row, "tc")]
        if cells and properties is not None:
            cells[0].before = _number(child(properties, "gridBefore"), 0)
        return cells

    def _cell(self, cell: Element, depth: int) -> FlowCell:
        properties = child(cell, "tcPr")
        parts = self.blocks(cell, depth + 1)
        made = FlowCell([part.replace("\t", " ") if isinstance(part, str) else part for part in parts])
        if properties is not None:
            made.width = _number(child(properties, "gridSpan"), 1)
            merges = (child(properties, name) for name in _MERGED_DOWN)
            made.continues = any(m is not None and value(m, "val") in (None, "continue") for m in merges)
        return made


def _choice(element: Element) -> Element:
    """The form of an alternative that is shown."""
    choice = child(element, "Choice")
    fallback = child(element, "Fallback")
    return choice if choice is not None else fallback if fallback is not None else element


def _on(properties: Element, name: str) -> bool:
    found = child(properties, name)
    return found is not None and value(found, "val") not in ("0", "false", "off")


def _number(element: Element | None, otherwise: int) -> int:
    return otherwise if element is None else number(value(element, "val"), otherwise)
