"""A table as departments publish it, and the same as a ledger without reading."""

from __future__ import annotations

from collections.abc import Sequence

from bench.diagnosis.channel import read
from bench.diagnosis.tables import GRAND, PROJECT, Row, Table
from budgetcheck.diagnosis.ledger import NO_PARENT, Amount, Ledger
from budgetcheck.diagnosis.ledger import Row as LedgerRow
from budgetcheck.terms import MONEY_FIELDS, LineKind
from budgetcheck.text import fold
from budgetcheck.text.seams import ends_complete, first_item, last_number

_MONEY = ("总计", "财政拨款", "财政专户拨款", "其他资金")


def text_of(table: Table) -> tuple[str, dict[int, int]]:
    """The text of the table, and the line (1-based) on which each row stands, by its uid."""
    headings = ("项目名称（资金使用单位）", "项目内容", *_MONEY[: table.law.columns], "绩效目标", "绩效指标")
    lines = [table.title, "", f"部门名称：{table.title[:-14]}", "", f"单位：{table.law.unit}", ""]
    lines.append("\t".join(headings))
    places: dict[int, int] = {}
    for row in table.rows:
        if row.opens_page:
            lines.append("")
        lines.append("\t".join((row.name, row.content, *row.texts, row.goal, row.indicators)))
        places[row.uid] = len(lines)
    return "\n".join(lines) + "\n", places


def ledger_of(table: Table, document: int = 0) -> Ledger:
    """The ledger of the table as it is printed, with the true tree and no row joined."""
    above = table.parents()
    at = {row.uid: position for position, row in enumerate(table.rows)}
    places = text_of(table)[1]
    rows = tuple(_row(table, row, at.get(above.get(row.uid, -1), NO_PARENT), places) for row in table.rows)
    columns = tuple(str(field) for field in MONEY_FIELDS[: table.law.columns])
    texts = tuple(fold(f"{row.content}{row.goal}") for row in table.rows)
    return Ledger(document, columns, rows, table.law.unit, texts)


def _row(table: Table, row: Row, parent: int, places: dict[int, int]) -> LedgerRow:
    kind = LineKind.PROJECT if row.level == PROJECT else LineKind.UNIT_TOTAL
    first = first_item(row.indicators) if row.indicators else None
    return LedgerRow(
        line_id=row.uid,
        kind=LineKind.GRAND_TOTAL if row.level == GRAND else kind,
        parent=parent,
        amounts=tuple(_amount(text, table) for text in row.texts),
        name=row.name,
        line=places[row.uid],
        first_on_page=row.opens_page,
        numbers=(first[0] if first else None, last_number(row.indicators) if row.indicators else None),
        opens=row.tail_of is not None,
        closes=not row.goal or ends_complete(row.goal),
    )


def _amount(text: str, table: Table) -> Amount:
    fen = read(text, table.scale)
    return Amount(fen, text, len(text.partition(".")[2]), fen is not None or not text)


def listing(rows: Sequence[Row]) -> str:
    """The rows in short, for a person who studies a case."""
    return "\n".join(
        f"{row.uid:>7} {'  ' * row.level}{row.name}  {' | '.join(row.texts)}"
        + (f"   (true {row.truth})" if row.tail_of is None else f"   (tail of {row.tail_of})")
        for row in rows
    )
