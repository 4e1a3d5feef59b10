"""A sheet's cells: where each of those wanted stands, and their formats changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from budgetcheck.reports.annotate.xlsx.cells import FoundRow, Position, Search, address, position
from budgetcheck.reports.annotate.xlsx.markup import Edit, tree
from budgetcheck.reports.annotate.xlsx.styles import Styles
from budgetcheck.terms import Severity

_YES = ("1", "true")
# NOTE: the elements of a sheet have an order of their own; these may stand before the drawing of the comments.
_BEFORE_DRAWING = frozenset({
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing",
})  # fmt: skip


class SheetPart:
    """The part of a sheet: its frame is read at once, its cells when they are looked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.root = tree(data, without=("sheetData",))
        cols = self.root.first("cols")
        self._columns = sorted(
            ((int(c.attributes["min"]), int(c.attributes["max"]), c.attributes) for c in cols.of("col")),
            key=lambda column: column[0],
        ) if cols else []  # fmt: skip

    @property
    def namespace(self) -> str:
        """That of the elements of a sheet."""
        return self.root.namespace

    def column(self, number: int) -> Mapping[str, str]:
        """What is said of a column: its width, its format."""
        found = bisect_right(self._columns, number, key=lambda column: column[0]) - 1
        return self._columns[found][2] if found >= 0 and number <= self._columns[found][1] else {}

    def covering(self, wanted: Iterable[Position]) -> dict[Position, Position]:
        """Those of the positions that a merge hides, each with the one that shows in its stead."""
        merged, held = self.root.first("mergeCells"), set(wanted)
        found: dict[Position, Position] = {}
        for merge in merged.of("mergeCell") if merged else ():
            first, _, last = merge.attributes["ref"].partition(":")
            (top, left), (bottom, right) = position(first), position(last or first)
            area = (bottom - top + 1) * (right - left + 1)
            # NOTE: whichever is less, so that neither many merges nor large ones take long.
            if area <= len(held):
                inside = [
                    (r, c) for r in range(top, bottom + 1) for c in range(left, right + 1) if (r, c) in held
                ]
            else:
                inside = [(r, c) for r, c in held if top <= r <= bottom and left <= c <= right]
            found |= dict.fromkeys(inside, (top, left))
        return found

    def drawing(self) -> str | None:
        """The name of the drawing that holds the boxes of the comments, when there is one."""
        held = self.root.first("legacyDrawing")
        return None if held is None else held.attributes["id"]

    def marked(
        self, search: Search, marks: Mapping[Position, Severity], styles: Styles, drawing: str
    ) -> bytes:
        """The sheet with its cells marked, and with the element `drawing` for a drawing if it had none."""
        edit = Edit(self.data)
        for row, columns in search.wanted.items():
            severities = {column: marks[row, column] for column in columns}
            if row in search.rows:
                self._mark_row(edit, search.rows[row], row, severities, styles)
            else:
                self._new_row(edit, search, row, severities, styles)
        if drawing and self.drawing() is None:
            edit.insert(self.root.behind(_BEFORE_DRAWING), drawing)
        return edit.done()

    def _mark_row(
        self, edit: Edit, found: FoundRow, row: int, severities: Mapping[int, Severity], styles: Styles
    ) -> None:
        known = found.element.attributes
        own = int(known.get("s", 0)) if known.get("customFormat") in _YES else None
        at_end = ""
        for column, severity in severities.items():
            held = found.cells.get(column)
            if held is not None:
                edit.set(held.start, s=styles.marked(int(held.attributes.get("s", 0)), severity))
                continue
            text = self._new_cell(found.element.prefix, (row, column), severity, styles, own)
            if column in found.gaps:
                edit.insert(found.gaps[column], text)
            else:
                at_end += text
        if at_end:
            edit.append(found.element, at_end)
        if "spans" in known and severities.keys() - found.cells.keys():
            ends = [int(n) for span in known["spans"].split() for n in span.split(":")] + list(severities)
            edit.set(found.element.start, spans=f"{min(ends)}:{max(ends)}")

    def _new_row(
        self, edit: Edit, search: Search, row: int, severities: Mapping[int, Severity], styles: Styles
    ) -> None:
        p = self.root.prefix
        cells = (self._new_cell(p, (row, c), severity, styles) for c, severity in severities.items())
        text = f'<{p}row r="{row}">{"".join(cells)}</{p}row>'
        if row in search.gaps:
            edit.insert(search.gaps[row], text)
        else:
            edit.append(self.root.of("sheetData")[0], text)

    def _new_cell(
        self, prefix: str, at: Position, severity: Severity, styles: Styles, row_style: int | None = None
    ) -> str:
        style = int(self.column(at[1]).get("style", 0)) if row_style is None else row_style
        return f'<{prefix}c r="{address(at)}" s="{styles.marked(style, severity)}"/>'
