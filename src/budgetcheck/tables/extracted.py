"""Tables that budgetcheck itself wrote (`extract`), read back as they were."""

from __future__ import annotations

from collections.abc import Iterator

from budgetcheck.model import Row
from budgetcheck.tables.align import in_columns
from budgetcheck.tables.blocks import Block
from budgetcheck.tables.furniture import Facts
from budgetcheck.tables.header import MONEY_SLOTS, Layout
from budgetcheck.tables.kinds import kind_words, tell_kinds
from budgetcheck.tables.pages import PagedRow, Table
from budgetcheck.tables.rows import Entry, Reading
from budgetcheck.terms import AmountState, LineKind, MoneyUnit
from budgetcheck.text import Words, parse_amount
from budgetcheck.text.headings import bare_heading

_KINDS = {label: kind for kind in LineKind for label in (kind.zh, kind.en, str(kind))}
_BETWEEN, _IS = "；", "="


def is_extracted(layout: Layout) -> bool:
    """Whether the heading row carries the columns that `extract` adds."""
    return "kind" in layout.provenance


def read_extracted(block: Block, words: Words) -> Iterator[tuple[Table, list[Entry]]]:
    """One table per (file, table) that the rows name, nothing joined and no kind guessed.

    NOTE: rows of one table need not stand together; a user may have sorted the file.
    """
    layout = block.layout
    groups: dict[tuple[str, str], list[Row]] = {}
    for body in block.body:
        key = _text(body.row, layout, "file"), _text(body.row, layout, "table")
        groups.setdefault(key, []).append(body.row)
    for rows in groups.values():
        table = _table(block, rows)
        unit = table.facts.money_unit or MoneyUnit.WAN_YUAN
        entries, table.repairs = in_columns(table, unit, trusted=True)
        yield table, _restored(table, entries, words)


def _table(block: Block, rows: list[Row]) -> Table:
    layout = block.layout
    year, department = _text(rows[0], layout, "year"), _text(rows[0], layout, "department")
    facts = Facts(
        department=department,
        department_row=rows[0].line if department else None,
        year=int(year) if year.isdecimal() else None,
        money_unit=block.facts.money_unit,
        money_unit_row=block.facts.money_unit_row,
    )
    pages = [int(text) if (text := _text(row, layout, "page")).isdecimal() else 1 for row in rows]
    paged = [PagedRow(row, page, False) for row, page in zip(rows, pages, strict=True)]
    return Table(layout, facts, paged, pages=max(pages))


def _restored(table: Table, entries: list[Entry], words: Words) -> list[Entry]:
    layout = table.layout
    kinds = [_KINDS.get(_text(entry.row, layout, "kind")) for entry in entries]
    given = None not in kinds
    by_heading = {
        bare_heading(layout.headings[i]): slot for i, slot in enumerate(layout.slots) if slot in MONEY_SLOTS
    }
    for entry, kind in zip(entries, kinds, strict=True):
        entry.kind = kind or LineKind.PROJECT
        readings = _text(entry.row, layout, "readings")
        if readings:
            _restore_readings(entry, readings, by_heading, table.facts.money_unit or MoneyUnit.WAN_YUAN)
    tell_kinds(entries, kind_words(words), given=given)
    return entries


def _restore_readings(entry: Entry, text: str, by_heading: dict[str, int], unit: MoneyUnit) -> None:
    """Put back the other readings of doubtful amounts, such as `总计=11.20；财政拨款=11.20`."""
    for part in text.split(_BETWEEN):
        heading, _, printed = part.partition(_IS)
        slot = by_heading.get(bare_heading(heading))
        if slot is None:
            continue
        amount, first = parse_amount(printed.strip(), unit), entry.amounts[slot]
        if amount.fen is None or first.fen is None:
            continue
        piece = entry.texts[slot].pieces[0]
        place = piece.row.line, piece.cell.column
        held = entry.readings.setdefault(slot, [Reading(first.fen, entry.texts[slot].text, *place)])
        held.append(Reading(amount.fen, printed.strip(), *place))
        entry.amounts[slot] = first._replace(state=AmountState.DOUBTFUL)


def _text(row: Row, layout: Layout, role: str) -> str:
    index = layout.provenance.get(role, -1)
    return row.cells[index].text.strip() if 0 <= index < len(row.cells) else ""
