"""Puts the blocks of a grid together into tables and counts their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from budgetcheck.model import Row
from budgetcheck.tables import phrases
from budgetcheck.tables.blocks import Block, BodyRow
from budgetcheck.tables.furniture import Facts, line_of
from budgetcheck.tables.header import MONEY_SLOTS, Layout
from budgetcheck.tables.rows import NAME, Repair
from budgetcheck.terms import RepairKind
from budgetcheck.text import Words, normalise_name
from budgetcheck.text.headings import bare_heading, likeness

_SAME_TITLE = 0.8
_LIKE = 0.5
_SPACED_GAPS = 3
_SPACED_SHARE = 0.6


class PagedRow(NamedTuple):
    """A row of a table with its page, and whether it is the first one there."""

    row: Row
    page: int
    opens_page: bool


@dataclass(slots=True)
class Table:
    """One table of a file before its rows are put into columns."""

    layout: Layout
    facts: Facts
    rows: list[PagedRow] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    pages: int = 1
    form: bool = False

    @property
    def name(self) -> str:
        """The layout in one word: how many printed columns, `extracted` or `form`."""
        if self.form:
            return "form"
        if self.layout.parts:
            return f"by-row-{self.layout.width}"
        return "extracted" if self.layout.provenance else f"packed-{len(self.layout.fields)}"


@dataclass(slots=True)
class _Group:
    """Blocks that belong together, what they say of the table, and its first two rows."""

    blocks: list[Block]
    facts: Facts
    first: list[Row]
    rows: int

    @classmethod
    def of(cls, block: Block) -> _Group:
        group = cls([], Facts(), [], 0)
        group.add(block)
        return group

    def add(self, block: Block) -> None:
        self.blocks.append(block)
        self.facts.fill(block.facts)
        self.first += [body.row for body in block.body[: 2 - len(self.first)]]
        self.rows += len(block.body)

    @property
    def layout(self) -> Layout:
        return self.blocks[0].layout


def tables_of(blocks: Sequence[Block], words: Words) -> list[Table]:
    """The tables of a file: blocks of one department, title and layout belong together."""
    grand_names = frozenset(bare_heading(word) for word in words.row_words.get("grand_total", ()))
    groups: list[_Group] = []
    for block in blocks:
        if groups and _continues(groups[-1], block, grand_names):
            groups[-1].add(block)
        else:
            groups.append(_Group.of(block))
    return [_table(group.blocks, grand_names) for group in groups]


def _continues(group: _Group, block: Block, grand_names: frozenset[str]) -> bool:
    if not group.layout.same_columns(block.layout) or _differ(group.facts.department, block.facts.department):
        return False
    return not _other_title(group.facts, block.facts) and not _own_total(group, block, grand_names)


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and normalise_name(one) != normalise_name(other)


def _other_title(known: Facts, facts: Facts) -> bool:
    if not (known.title and facts.title):
        return False
    if known.year != facts.year and known.year is not None and facts.year is not None:
        return True
    return Levenshtein.normalized_similarity(known.title, facts.title) < _SAME_TITLE


def _own_total(group: _Group, block: Block, grand_names: frozenset[str]) -> bool:
    """Whether a block that opens with 合计 is a table of its own.

    It is not when the same total is printed again on every page, nor when the row stands alone: then it
    closes the table above.
    """
    first, rows = group.first, [body.row for body in block.body[:2]]
    if not first or not rows or not is_total(rows[0], block.layout, grand_names):
        return False
    if is_total(first[0], group.layout, grand_names):
        again = [_texts(row) for row in rows[1:]] == [_texts(row) for row in first[1:]]
        same = _money(rows[0], block.layout) == _money(first[0], group.layout)
        return not same or (group.rows > 1 and again)
    return len(rows) > 1


def is_total(row: Row, layout: Layout, grand_names: frozenset[str]) -> bool:
    """Whether a row has the name of a grand total."""
    at = layout.slots.index(NAME)
    return at < len(row.cells) and bare_heading(row.cells[at].text[:40]) in grand_names


def _money(row: Row, layout: Layout) -> list[str]:
    pairs = zip(layout.slots, row.cells, strict=False)
    return [cell.text.strip() for slot, cell in pairs if slot in MONEY_SLOTS]


def _texts(row: Row) -> list[str]:
    return [cell.text.strip() for cell in row.cells]


def _table(group: list[Block], grand_names: frozenset[str]) -> Table:
    table = Table(_fullest(group), Facts())
    for block in group:
        table.facts.fill(block.facts)
    bodies: list[tuple[BodyRow, bool]] = []
    for number, block in enumerate(group):
        if number:
            _drop_again(table, group[0], block, grand_names)
        bodies.extend((body, bool(number) and i == 0) for i, body in enumerate(block.body))
    _paginate(table, bodies)
    return table


def _fullest(group: Sequence[Block]) -> Layout:
    """The layout that knows most headings, said to be that of the first heading row."""
    fullest = max((block.layout for block in group), key=lambda layout: len(layout.fields))
    return fullest._replace(row=group[0].layout.row)


def _drop_again(table: Table, first: Block, block: Block, grand_names: frozenset[str]) -> None:
    """Record a heading block that came again, and a total that came again with it."""
    rows = [*block.lead, *([block.header] if block.header else [])]
    text = "\n".join(map(line_of, rows))
    kind, certain = RepairKind.HEADER_REPEATED, _certain(first, block)
    table.repairs.append(
        Repair(kind, rows[0].line, certain, phrases.header_repeated(len(rows)), before=text, dropped=text)
    )
    before = first.body[0].row if first.body else None
    if before and block.body and is_total(block.body[0].row, block.layout, grand_names):
        again = block.body[0].row
        if _texts(again) == _texts(before):
            block.body.pop(0)
            text = line_of(again)
            table.repairs.append(
                Repair(kind, again.line, 0.95, phrases.total_repeated(before.line), before=text, dropped=text)
            )


def _certain(first: Block, block: Block) -> float:
    """How sure it is that a heading block is the first one again."""
    texts = _texts(block.header) if block.header else _texts(first.layout.row)
    pairs = list(zip(_texts(first.layout.row), texts, strict=False))
    if any(likeness(one, two) < _LIKE for one, two in pairs):
        return 0.8
    known = {line_of(row) for row in first.lead}
    same = all(one == two for one, two in pairs) and all(line_of(row) in known for row in block.lead)
    return 1.0 if same else 0.95


def _paginate(table: Table, bodies: list[tuple[BodyRow, bool]]) -> None:
    """Give every row its page.

    NOTE: a blank line between data rows is where a page of the original ended; but a file that sets most
    of its rows apart by blank lines is merely spaced.
    """
    gaps = sum(1 for body, opens in bodies[1:] if body.gap and not opens)
    spaced = gaps >= _SPACED_GAPS and gaps >= _SPACED_SHARE * (len(bodies) - 1)
    page, seen = 1, None
    for i, (body, opens) in enumerate(bodies):
        stated = body.row.page
        if stated is not None:
            turned = seen is not None and stated != seen
            page = seen = stated
        else:
            turned = i > 0 and (opens or (body.gap and not spaced))
            page += turned
        table.rows.append(PagedRow(body.row, page, turned))
    table.pages = len({paged.page for paged in table.rows}) or 1
