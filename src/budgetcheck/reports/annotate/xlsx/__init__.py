"""A copy of a workbook with the faulty cells coloured and what is wrong in their comments; all else as it was.

The parts of the workbook are changed where they have to be, and nothing is read and written anew that need not
be: charts, pivot tables, macros, results of formulas, and what no library knows stay byte for byte.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from xml.parsers import expat

from budgetcheck.errors import UnreadableInputError
from budgetcheck.model import Finding
from budgetcheck.reports.annotate.told import told
from budgetcheck.reports.annotate.xlsx import comments, shapes
from budgetcheck.reports.annotate.xlsx.cells import Position, Search, address, position
from budgetcheck.reports.annotate.xlsx.markup import tree
from budgetcheck.reports.annotate.xlsx.package import Package
from budgetcheck.reports.annotate.xlsx.placing import anchor
from budgetcheck.reports.annotate.xlsx.sheet import SheetPart
from budgetcheck.reports.annotate.xlsx.styles import Styles
from budgetcheck.reports.annotate.xlsx.threads import answer_threads
from budgetcheck.reports.parts.notes import note_text

_ByCell = Mapping[Position, list[Finding]]


def annotated_workbook(data: bytes, findings: Iterable[Finding], lang: str = "zh") -> bytes:
    """The workbook with a fill and a comment on the cell of each finding; all else is as it was.

    A comment that a cell has already stays, with ours below it.

    Raises:
        UnreadableInputError: a part of the workbook is missing, or is not what it should be.
    """
    by_sheet: defaultdict[str, defaultdict[Position, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        where = finding.location
        if where.sheet is not None and where.line is not None:
            at = position(where.cell) if where.cell else (where.line, 1)
            by_sheet[where.sheet][at].append(finding)
    try:
        package = Package(data)
        _mark_sheets(package, by_sheet, lang)
        return package.saved()
    except (KeyError, ValueError, StopIteration, IndexError, expat.ExpatError, zipfile.BadZipFile) as error:
        reason = f"{type(error).__name__}: {error}"
        raise UnreadableInputError(
            "",
            f"工作簿的部件不合规范，无法加注（{reason}） (a part of the workbook is malformed: cannot be annotated)",
            "用 Excel 或 WPS 打开后另存 (open and save it in Excel or WPS)",
        ) from None


def _mark_sheets(package: Package, by_sheet: Mapping[str, _ByCell], lang: str) -> None:
    root = tree(package.read(package.workbook))
    parts = {r.id: r.target for r in package.relations(package.workbook)}
    styles = Styles(package, root.namespace)
    for sheet in root.of("sheets")[0].of("sheet"):
        if held := by_sheet.get(sheet.attributes["name"]):
            _mark(package, parts[sheet.attributes["id"]], held, styles, lang)
    styles.write()


def _mark(package: Package, part: str, by_cell: _ByCell, styles: Styles, lang: str) -> None:
    sheet = SheetPart(package.read(part))
    covering = sheet.covering(by_cell)
    shown: defaultdict[Position, list[Finding]] = defaultdict(list)
    for at, found in by_cell.items():
        shown[covering.get(at, at)] += found
    notes = {at: note_text(told(found, lang)) for at, found in sorted(shown.items())}
    worst = {at: max((f.severity for f in found), key=lambda s: s.rank) for at, found in shown.items()}
    new = _comment(package, part, sheet.namespace, {address(at): text for at, text in notes.items()})
    search = Search(sheet.data, notes)
    boxes = [
        shapes.Shape(*at, anchor(sheet, search.heights, at, text))
        for at, text in notes.items()
        if address(at) in new
    ]
    drawing = _draw(package, part, sheet, boxes) if boxes else ""
    package.write(part, sheet.marked(search, worst, styles, drawing))


def _comment(package: Package, sheet: str, namespace: str, notes: Mapping[str, str]) -> set[str]:
    """Write the comments of the sheet; the addresses of those that are new."""
    answer_threads(package, sheet, notes)
    part = package.related(sheet, "comments")
    old = comments.no_comments(namespace) if part is None else package.read(part)
    if part is None:
        part = package.new_name("xl/comments{}.xml")
        package.relate(sheet, "comments", part)
        package.declare(part, comments.TYPE)
    content, new = comments.joined(old, notes)
    package.write(part, content)
    return set(new)


def _draw(package: Package, part: str, sheet: SheetPart, boxes: list[shapes.Shape]) -> str:
    """Write the boxes of new comments; the element by which the sheet is to name their drawing."""
    name = sheet.drawing()
    if name is not None:
        drawing = next(r.target for r in package.relations(part) if r.id == name)
        package.write(drawing, shapes.with_shapes(package, package.read(drawing), boxes))
        return ""
    drawing = package.new_name("xl/drawings/vmlDrawing{}.vml")
    package.write(drawing, shapes.with_shapes(package, shapes.NO_SHAPES, boxes))
    package.declare(drawing, shapes.TYPE)
    name = package.relate(part, "vmlDrawing", drawing)
    p, namespace = sheet.root.prefix, package.relation_base.rstrip("/")
    return f'<{p}legacyDrawing xmlns:r="{namespace}" r:id="{name}"/>'
