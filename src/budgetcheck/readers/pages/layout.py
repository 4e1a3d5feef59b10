"""Pages cut into tables and the text beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from budgetcheck.readers.pages.headings import Heading, HeadingFinder
from budgetcheck.readers.pages.ink import Page, Piece
from budgetcheck.readers.pages.labels import Labels
from budgetcheck.readers.pages.lattice import Area
from budgetcheck.readers.pages.portions import Stretch, free_area, stretches
from budgetcheck.readers.pages.strand import Part, Strand, Text
from budgetcheck.text import Words
from budgetcheck.text.furniture import FurnitureWords, is_page_number

_LEAST_COLUMNS = 3
_LEAD = 8  # lines above a heading row that may belong to its table
_FEW_LINES = 15
_MARGIN = 0.12  # of a page, where running heads and feet stand
_RUNNING = 0.75
_PARTS = 1.5
_LONGEST_LEAD = 60
_LONGEST_UNIT = 20
_APART = 2.2


class _Block(NamedTuple):
    """A table among lines: lines from `floor` may lead it, `first` is its own first, `body` is below its heading."""

    floor: int
    first: int
    body: int
    heading: Heading | None


class Cutter:
    """Cuts page after page; `strands` are the tables so far, `unread` the pages without one.

    `beside` are the pages with long texts behind the last table.
    """

    def __init__(self, words: Words, running: frozenset[str]) -> None:
        self._headings = HeadingFinder(words)
        self._labels = Labels(words)
        self._furniture = FurnitureWords(words.furniture, words.row_words.get("note", ()))
        self._running = running
        self._pending: list[Text] = []
        self._known: set[str] = set()
        self.strands: list[Strand] = []
        self.unread: list[int] = []
        self.beside: list[int] = []

    def cut(self, pages: Iterable[Page]) -> None:
        """Cut all pages, in order."""
        for page in pages:
            before = self._parts
            texts = len(self._pending)
            end = self._foot_of(page)
            for stretch in stretches(page, page.lines[:end]):
                self._stretch(page, stretch)
            self._text(page, page.lines[end:])
            if self._parts == before and page.lines and self._prose(page):
                del self._pending[texts:]
                self.unread.append(page.number)
        if self.strands:
            lines = sum(len(text.lines) for text in self._pending)
            if lines <= _FEW_LINES:
                self.strands[-1].items += self._pending
            else:
                # NOTE: chapters that follow the last table are none of its rows.
                self.beside += sorted({text.page.number for text in self._pending})
            self._pending = []

    def _foot_of(self, page: Page) -> int:
        """Where the foot of a page begins: page numbers and what stands there on other pages too.

        NOTE: rules that are drawn on beyond what is shown of them may reach into it.
        """
        end = len(page.lines)
        while (
            end
            and page.lines[end - 1].middle > (1 - _MARGIN) * page.height
            and self._below(page.lines, end - 1)
        ):
            end -= 1
        return end

    @property
    def _parts(self) -> int:
        return sum(len(strand.items) for strand in self.strands)

    def _prose(self, page: Page) -> bool:
        return len(page.lines) > _FEW_LINES

    @property
    def _open(self) -> Strand | None:
        return self.strands[-1] if self.strands else None

    def _stretch(self, page: Page, stretch: Stretch) -> None:
        area = stretch.area
        if area is not None and len(area.xs) > _LEAST_COLUMNS:
            self._ruled(page, stretch, area)
        else:
            self._unruled(page, stretch)

    def _ruled(self, page: Page, stretch: Stretch, area: Area) -> None:
        lines = stretch.lines
        headings = self._headings.find(lines, area.xs)
        if not headings or headings[0].of_form:
            self._enclosed(Part(page, lines, area, headings[0] if headings else None))
            return
        floors = [0, *(heading.last for heading in headings)]
        starts = [self._lead(lines, h.first, floor) for h, floor in zip(headings, floors, strict=False)]
        if starts[0]:
            self._enclosed(Part(page, lines[: starts[0]], area.between(lines, 0, starts[0])))
        below = len(lines)
        while below > headings[-1].last and masked(lines[below - 1].text) in self._known:
            below -= 1
        for heading, start, end in zip(headings, starts, [*starts[1:], below], strict=True):
            first, last = heading.first, heading.last
            self._text(page, lines[start:first])
            inside = area.between(lines, first, end)
            self._enclosed(Part(page, lines[first:end], inside, heading._replace(first=0, last=last - first)))
        self._text(page, lines[below:])

    def _enclosed(self, part: Part) -> None:
        """Take what rules enclose as a part of the table above, or of one of its own."""
        xs = part.area.xs
        if part.heading is not None:
            part.labels = part.heading.first
        elif self._labels.opening(part.lines, 0, len(part.lines)) == 0:
            part.labels = len(part.lines)
        strand = self._open
        if strand is None or not strand.ruled or not strand.same_rules(xs):
            strand = Strand(ruled=True, xs=xs)
            self.strands.append(strand)
        strand.join_rules(xs)
        self._add(strand, part)

    def _add(self, strand: Strand, part: Part) -> None:
        strand.items += self._pending
        self._pending = []
        strand.add(part)

    def _unruled(self, page: Page, stretch: Stretch) -> None:
        lines = stretch.lines
        blocks = self._blocks(lines)
        starts = [self._lead(lines, block.first, block.floor) for block in blocks]
        first = starts[0] if starts else len(lines)
        self._before(page, stretch, lines[:first])
        ends = [*starts[1:], len(lines)] if starts else []
        for block, start, end in zip(blocks, starts, ends, strict=True):
            self._text(page, lines[start : block.first])
            below = self._end(lines, block.body, end)
            self._headed(page, stretch, block, lines[block.first : below])
            self._text(page, lines[below:end])

    def _blocks(self, lines: Sequence[Piece]) -> list[_Block]:
        """Where tables begin: with a heading row, or with the labels of a form."""
        blocks: list[_Block] = []
        floor = 0
        for heading in self._headings.find(lines):
            first = heading.first
            if heading.of_form:
                follows = not floor and self._open is not None and self._open.parts[-1].form_goes_on
                labelled = self._labels.opening(lines, floor, first)
                first = 0 if follows and labelled == first else labelled
            blocks.append(_Block(floor, first, heading.last, heading))
            floor = heading.last
        rest = self._labels.opening(lines, floor, len(lines))
        if rest < len(lines):
            blocks.append(_Block(floor, rest, len(lines), None))
        return blocks

    def _before(self, page: Page, stretch: Stretch, lines: list[Piece]) -> None:
        """Take lines above the first heading row: the rest of the table of the page before, or text."""
        strand = self._open
        start = next((i for i, line in enumerate(lines) if not self._beside(line)), len(lines))
        end = self._end(lines, start, len(lines))
        follows = strand is not None and strand.parts[-1].page.number >= page.number - 1
        if strand is None or strand.ruled or not follows or not strand.fits(lines[start:end]):
            self._text(page, lines)
            return
        self._text(page, lines[:start])
        self._add(strand, Part(page, lines[start:end], free_area(page, stretch, lines[start:end])))
        self._text(page, lines[end:])

    def _headed(self, page: Page, stretch: Stretch, block: _Block, lines: list[Piece]) -> None:
        heading = block.heading
        part = Part(page, lines, free_area(page, stretch, lines))
        if heading is None:
            part.labels = len(lines)
        else:
            part.labels = heading.first - block.first
            part.heading = heading._replace(first=part.labels, last=heading.last - block.first)
        strand = self._open
        # NOTE: a page may end between the lines of a heading row, and those of the page stand between them then.
        cut = heading is not None and (not part.body or 0 < block.first == block.floor)
        piece = strand is not None and heading is not None and cut and strand.holds_piece(heading)
        if strand is None or strand.ruled or not (piece or strand.goes_on_with(heading)):
            strand = Strand(ruled=False)
            self.strands.append(strand)
        self._add(strand, part)

    def _text(self, page: Page, lines: Sequence[Piece]) -> None:
        if lines:
            self._pending.append(Text(page, lines))

    def _lead(self, lines: Sequence[Piece], below: int, floor: int) -> int:
        """The first of the title, department and unit lines above line `below` and not above line `floor`."""
        highest = max(floor, below - _LEAD)
        first = next((i for i in range(highest, below) if self._beside(lines[i])), below)
        # NOTE: what stands above the first table of all is none of its rows, and may come again with its headings.
        self._known |= {
            masked(line.text) for line in lines[first if self.strands or floor else highest : below]
        }
        return first

    def _end(self, lines: Sequence[Piece], start: int, end: int) -> int:
        """Where the table's lines end: before a note below it and the foot of the page."""
        while end > start and self._below(lines, end - 1):
            end -= 1
        for i in range(max(start, end - _LEAD), end):
            if self._furniture.is_note(lines[i].text.strip()) and len(lines[i].parts(lines[i].size)) == 1:
                return i
        return end

    def _below(self, lines: Sequence[Piece], at: int) -> bool:
        """Whether a line is no part of the table above it.

        NOTE: the last digit of an amount wrapped inside itself is no page number; that stands well apart.
        """
        line = lines[at]
        near = at > 0 and line.baseline - lines[at - 1].baseline < _APART * line.size
        return self._beside(line) and not (near and line.text.strip().isdigit())

    def _foot(self, line: Piece) -> bool:
        text = line.text.strip()
        if not text or masked(text) in self._running or masked(text) in self._known:
            return True
        return is_page_number(text) and len(line.parts(_PARTS * line.size)) == 1

    def _beside(self, line: Piece) -> bool:
        """Whether a line says something of a table: a title, department, unit or page number."""
        parts = line.parts(_PARTS * line.size)
        text = "  ".join(part.text for part in parts)
        if self._foot(line):
            return True
        if len(text) > _LONGEST_LEAD:
            return False
        furniture = self._furniture
        return (
            # NOTE: 绩效目标 beside 绩效指标 in a heading row is as like a title as one misread.
            (len(parts) < _LEAST_COLUMNS and furniture.is_title(text))
            or furniture.department(text) is not None
            or (furniture.money_unit(text) is not None and len(text) < _LONGEST_UNIT)
            or furniture.is_continued(text)
        )


def masked(text: str) -> str:
    """A running head or foot with its page number left open."""
    return "".join("#" if char.isdigit() else char for char in text if not char.isspace())


def running_lines(pages: Sequence[Page]) -> frozenset[str]:
    """Lines in the margins that come again on most pages."""
    if len(pages) < 2:
        return frozenset()
    counts: Counter[tuple[str, bool]] = Counter()
    for page in pages:
        margin = _MARGIN * page.height
        # NOTE: what ends one page and begins another is no head or foot, but a word of a table.
        counts.update({(masked(s.text), True) for s in page.lines if s.middle <= margin})
        counts.update({(masked(s.text), False) for s in page.lines if s.middle >= page.height - margin})
    least = max(2, _RUNNING * len(pages))
    return frozenset(text for (text, _), count in counts.items() if text and count >= least)
