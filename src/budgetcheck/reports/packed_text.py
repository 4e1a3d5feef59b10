"""Indicators that were printed one to a row, as the one text that tables with packed cells print."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetcheck.frames import Tables

_PACKED = ("packed", "extracted")
_COLUMNS = ("document", "line_id", "position", "category", "level2", "name", "value_text")


def packed_texts(tables: Tables) -> dict[int, str]:
    """Line id to the packed text of its indicators, for the tables that give each of them a row.

    What such a text cannot say, such as weights, is left to the frame of indicators.
    """
    documents = tables.documents
    by_row = ~documents["layout"].str.startswith(_PACKED)
    wanted = frozenset(documents["document"][by_row].tolist())
    known = frozenset(label for labels in tables.words.level2.values() for label in labels)
    items: dict[int, list[str]] = {}
    columns = [tables.indicators[column].tolist() for column in _COLUMNS]
    for document, line_id, position, category, level2, name, value in zip(*columns, strict=True):
        if document in wanted:
            below = f"{level2}：" if level2 in known else ""
            item = f"{position}、{category}：{below}{name}，年度指标值：{value}"
            items.setdefault(line_id, []).append(item)
    return {line_id: "；".join(held) + "。" for line_id, held in items.items()}
