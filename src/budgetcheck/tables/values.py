"""Packed indicator cells to rows of the indicators frame; equal texts are parsed once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import numpy as np

from budgetcheck.frames import Repeated
from budgetcheck.tables.printed import Printed
from budgetcheck.text import Item, TargetValue, Words, name_unit, parse_target_value, split_items

_KEYS = ("document", "line_id", "indicator_id", "position")
_PARSED = (
    *("value_class", "comparator", "low", "high", "unit", "base_unit", "dimension", "unit_source"),
    *("value_labels", "value_flags", "name_unit"),
)
_OWN_COLUMNS = ("unit_column", "value_type", "direction", "weight")
_NONE_OF_THEM = ("", "", "", None)
"""What a packed cell cannot state, since other layouts have columns for it."""
_FROM_VALUE, _FROM_COLUMN = "value", "column"


class IndicatorRows:
    """Gathers the indicators of a batch, each with its parsed target value."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._split = partial(split_items, words=words)
        self._rows: list[Item] = []
        self._keys: list[tuple[int, int, int, int]] = []
        self._values: dict[tuple[str, str, bool], int] = {}
        self._parsed: list[tuple[Any, ...]] = []
        self._codes: list[int] = []
        self._own: dict[int, tuple[Any, ...]] = {}

    def add(self, document: int, line_id: int, text: str) -> None:
        """Append the indicators of one line."""
        first = len(self._rows)
        items = self._split(text).items
        self._rows += items
        self._codes += map(self._value, items)
        self._keys += [
            (document, line_id, number, number - first + 1) for number in range(first, len(self._rows))
        ]

    def add_printed(self, document: int, line_id: int, printed: Sequence[Printed]) -> None:
        """Append the indicators of one line that have a row each."""
        first = len(self._rows)
        self._rows += (one.item for one in printed)
        self._codes += (self._value(one.item, unit_beside=one.unit_beside) for one in printed)
        for number, one in enumerate(printed, first):
            self._keys.append((document, line_id, number, number - first + 1))
            self._own[number] = one.unit_column, one.value_type, one.direction, one.weight

    def _value(self, item: Item, *, unit_beside: bool = False) -> int:
        """The number of the item's value among all that were parsed."""
        key = item.value_text, item.name, unit_beside
        code = self._values.get(key)
        if code is None:
            value = parse_target_value(item.value_text, item.name, self._words)
            if unit_beside and value.unit_source == _FROM_VALUE:
                value = value._replace(unit_source=_FROM_COLUMN)
            code = self._values[key] = len(self._parsed)
            self._parsed.append((*_plain(value), name_unit(item.name, self._words)))
        return code

    def by_column(self, wanted: Iterable[str]) -> dict[str, Sequence[Any] | Repeated]:
        """The columns of the indicators frame."""
        if not self._rows:
            return dict.fromkeys(wanted, ())
        columns: dict[str, Sequence[Any] | Repeated] = dict(_columns(_KEYS, self._keys))
        columns.update(_columns(Item._fields, self._rows))
        codes = np.array(self._codes)
        columns |= {name: Repeated(held, codes) for name, held in _columns(_PARSED, self._parsed)}
        columns |= self._beside(len(codes))
        return {name: columns[name] for name in wanted}

    def _beside(self, count: int) -> dict[str, Repeated]:
        """The columns of what only a row per indicator states."""
        kinds = {_NONE_OF_THEM: 0}
        codes = np.zeros(count, dtype=np.intp)
        for row, held in self._own.items():
            codes[row] = kinds.setdefault(held, len(kinds))
        return {name: Repeated([kind[i] for kind in kinds], codes) for i, name in enumerate(_OWN_COLUMNS)}


def _columns(names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[str, list[Any]]]:
    return zip(names, map(list, zip(*rows, strict=True)), strict=True)


def _plain(value: TargetValue) -> tuple[Any, ...]:
    return (
        *(str(value.value_class), str(value.comparator), value.low, value.high, value.unit, value.base_unit),
        *(str(value.dimension), value.unit_source, "；".join(value.labels), " ".join(sorted(value.flags))),
    )
