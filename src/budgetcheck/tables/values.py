"""Packed indicator cells to rows of the indicators frame; equal texts are parsed once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from budgetcheck.text import Item, TargetValue, Words, name_unit, parse_target_value, split_items

_KEYS = ("document", "line_id", "indicator_id", "position")
_PARSED = (
    *("value_class", "comparator", "low", "high", "unit", "base_unit", "dimension", "unit_source"),
    *("value_labels", "value_flags", "name_unit"),
)


class IndicatorRows:
    """Gathers the indicators of a batch, each with its parsed target value."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._split = partial(split_items, words=words)
        self._rows: list[tuple[Any, ...]] = []
        self._keys: list[tuple[int, int, int, int]] = []
        self._values: dict[tuple[str, str], tuple[Any, ...]] = {}

    def add(self, document: int, line_id: int, text: str) -> None:
        """Append the indicators of one line."""
        first = len(self._rows)
        self._rows += [item + self._value(item) for item in self._split(text).items]
        self._keys += [
            (document, line_id, number, number - first + 1) for number in range(first, len(self._rows))
        ]

    def _value(self, item: Item) -> tuple[Any, ...]:
        key = item.value_text, item.name
        parsed = self._values.get(key)
        if parsed is None:
            value = parse_target_value(item.value_text, item.name, self._words)
            parsed = self._values[key] = (*_plain(value), name_unit(item.name, self._words))
        return parsed

    def by_column(self, wanted: Iterable[str]) -> dict[str, Sequence[Any]]:
        """The columns of the indicators frame."""
        if not self._rows:
            return dict.fromkeys(wanted, ())
        columns = dict(zip(_KEYS, map(list, zip(*self._keys, strict=True)), strict=True))
        columns.update(zip((*Item._fields, *_PARSED), map(list, zip(*self._rows, strict=True)), strict=True))
        return {name: columns[name] for name in wanted}


def _plain(value: TargetValue) -> tuple[Any, ...]:
    return (
        *(str(value.value_class), str(value.comparator), value.low, value.high, value.unit, value.base_unit),
        *(str(value.dimension), value.unit_source, "；".join(value.labels), " ".join(sorted(value.flags))),
    )
