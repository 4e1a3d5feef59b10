"""What a finding of an expression points at: a cell, a part of an indicator, or one text within it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import TYPE_CHECKING, Any

import numpy as np

from budgetcheck.checks.expression.compile import Setting, compiled
from budgetcheck.checks.expression.nodes import Level, Node, Scope
from budgetcheck.checks.expression.source import Source
from budgetcheck.checks.expression.values import Kind
from budgetcheck.errors import RuleFileError, nearest
from budgetcheck.terms import MONEY_FIELDS, Field, IndicatorPart

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PARTS = ("name", "value", "item")
_CELLS = tuple(str(part) for part in IndicatorPart if part not in _PARTS)
_BESIDE_VALUE = ("sign", "unit", "type", "direction")
_CELL = "cell"
_FIELDS = tuple(map(str, Field))


@dataclass(frozen=True, slots=True)
class Place:
    """Where one finding points; `whole` for an indicator's line as a whole, `part` for a cell of its own."""

    field: str
    span: tuple[int, int] | None = None
    whole: bool = False
    part: str = ""
    fields: Mapping[str, Any] = made_by(default_factory=dict)


@dataclass(frozen=True)
class Pointer:
    """Finds the places of the rows that failed."""

    frame: str
    at: str
    grouped: bool
    mark: Node | None

    def places(self, scope: Scope, subjects: NDArray[np.intp], failed: NDArray[np.intp]) -> list[Place]:
        """One place for each of `failed`, which count in `subjects`."""
        rows = subjects[failed]
        marks = self.mark.run(scope).entries()[failed].tolist() if self.mark is not None else [""] * len(rows)
        if self.frame == "indicators" and self.at in (*_PARTS, *_CELLS):
            part = self.at if self.at in _CELLS else ""
            starts, ends, texts = self._part(scope, rows)
            spans = [
                _within(text, mark, start, end)
                for text, mark, start, end in zip(texts, marks, starts, ends, strict=True)
            ]
            return [
                Place(str(Field.INDICATORS), span, part=part, fields={"mark": m})
                for span, m in zip(spans, marks, strict=True)
            ]
        if self.frame == "indicators":
            return [Place(str(Field.INDICATORS), whole=True, fields={"mark": mark}) for mark in marks]
        texts = self._cell(scope, rows)
        return [
            Place(self.at, _within(text, mark, 0, None), fields={"mark": mark})
            for text, mark in zip(texts, marks, strict=True)
        ]

    def _part(self, scope: Scope, rows: NDArray[np.intp]) -> tuple[list[int], list[int], list[str]]:
        frame = scope.tables.indicators
        at = "value" if self.at in _BESIDE_VALUE else "item" if self.at in _CELLS else self.at
        starts, ends = (frame[f"{at}_{end}"].take(rows).tolist() for end in ("start", "end"))
        if at == "item" or self.mark is None:
            return starts, ends, [""] * len(rows)
        return starts, ends, frame["name" if at == "name" else "value_text"].take(rows).tolist()

    def _cell(self, scope: Scope, rows: NDArray[np.intp]) -> list[str]:
        if self.mark is None or self.frame != "lines":
            return [""] * len(rows)
        column = self.at if self.at not in MONEY_FIELDS else f"{self.at}_text"
        return [str(text) for text in scope.tables.lines[column].take(rows)]


def _within(text: str, mark: str, start: int, end: int | None) -> tuple[int, int] | None:
    """The first place of `mark` in `text`, which begins at `start`; else all of it."""
    found = text.find(mark) if mark else -1
    if found >= 0:
        return start + found, start + found + len(mark)
    return None if end is None or end == start else (start, end)


def pointer(frame: str, at: str, mark: Any, setting: Setting, level: Level) -> Pointer:
    """The pointer that a rule's `at` and `mark` ask for.

    Raises:
        RuleFileError: the frame has no such part, or `mark` is wrong.
    """
    known = (*_PARTS, *_CELLS, _CELL) if frame == "indicators" else _FIELDS if frame == "lines" else ("",)
    grouped = bool(setting.keys)
    usual = _CELL if grouped else "value"
    chosen = at or (usual if frame == "indicators" else "")
    if chosen and chosen not in known:
        raise RuleFileError(
            f"[check] at: 「{chosen}」不在 {'、'.join(known)} 之中 (no such place){nearest(chosen, known)}"
        )
    node = None if mark is None else compiled(Source("mark", str(mark)), setting, (Kind.TEXT,), level)
    return Pointer(frame, chosen, grouped, node)
