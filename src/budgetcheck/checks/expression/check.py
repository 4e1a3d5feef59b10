"""`use = "expression"`: a rule file's `when`, `expect` and `group_by` as a check on any frame."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from budgetcheck.checks.expression.columns import every_row, groups
from budgetcheck.checks.expression.compile import Setting, compiled
from budgetcheck.checks.expression.nodes import Level, Node, Scope
from budgetcheck.checks.expression.pointing import Pointer, pointer
from budgetcheck.checks.expression.source import Source
from budgetcheck.checks.expression.values import Kind, Values
from budgetcheck.checks.registry import Prepared, prepared_check
from budgetcheck.errors import RuleFileError, nearest
from budgetcheck.frames import dtypes
from budgetcheck.model import Bilingual, Evidence, Fen, Outcome
from budgetcheck.terms import Verdict

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from budgetcheck.frames import Tables

    Rows = NDArray[np.intp]

_KEYS = ("when", "expect", "group_by", "at", "mark", "show")
_SHOWN = (Kind.TEXT, Kind.NUMBER, Kind.MONEY, Kind.TRUTH)
_YES, _NO = Bilingual("是", "yes"), Bilingual("否", "no")


@prepared_check
def expression(frame: str, settings: Mapping[str, Any]) -> Prepared:
    """What must hold for each row of the rule's frame, or for each group of rows, said in the rule file.

    Settings: `when` (which rows; all), `expect` (what must hold), `group_by` (one verdict per group),
    `at` and `mark` (what a finding points at), `show` (further message fields). Every other key is a
    constant of that name, which a pack may change.

    Raises:
        RuleFileError: an expression is wrong; shows the place.
    """
    keys = _keys(frame, settings.get("group_by", ()))
    constants = {key: value for key, value in settings.items() if key not in _KEYS}
    rows, setting = Setting(frame, (), constants), Setting(frame, keys, constants)
    level = Level.GROUP if keys else Level.ROW
    show = _table(settings.get("show", {}))
    rule = _Rule(
        frame=frame,
        keys=keys,
        when=_truth("when", settings.get("when", "True"), rows, Level.ROW),
        expect=_truth("expect", settings.get("expect"), setting, level),
        show={
            name: compiled(Source(f"show.{name}", text), setting, _SHOWN, level)
            for name, text in show.items()
        },
        point=pointer(frame, str(settings.get("at", "")), settings.get("mark"), setting, level),
    )
    return Prepared(rule.run, (*show, "mark") if "mark" in settings else tuple(show))


def _keys(frame: str, given: Any) -> tuple[str, ...]:
    keys = (given,) if isinstance(given, str) else tuple(given)
    for key in keys:
        if key not in dtypes(frame):
            raise RuleFileError(
                f"[check] group_by: 表 {frame} 没有列「{key}」 (no such column){nearest(str(key), dtypes(frame))}"
            )
    return keys


def _table(given: Any) -> Mapping[str, str]:
    if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
        raise RuleFileError('[check] show: 应为「字段 = "表达式"」 (must be a table of field = "expression")')
    return given


def _truth(key: str, text: Any, setting: Setting, level: Level) -> Node:
    if not isinstance(text, str) or not text.strip():
        raise RuleFileError(f"[check] 缺少设置「{key}」 (missing setting)")
    return compiled(Source(key, text), setting, (Kind.TRUTH,), level)


class _Rule(NamedTuple):
    """The compiled expressions of one rule."""

    frame: str
    keys: tuple[str, ...]
    when: Node
    expect: Node
    show: Mapping[str, Node]
    point: Pointer

    def run(self, frame: pd.DataFrame, tables: Tables) -> Outcome:
        """The outcome on every row of the frame; with groups, each group's verdict is its first row's."""
        asked = self.when.run(Scope(tables, self.frame, tables.once(every_row, self.frame)))
        said = np.full(len(frame), Verdict.NOT_APPLICABLE, dtype=np.int8)
        scope = self._scope(tables, np.flatnonzero(asked.data & asked.known))
        subjects = scope.rows if scope.first is None else scope.first
        held = self.expect.run(scope)
        said[subjects] = np.where(held.data, Verdict.PASSED, Verdict.FAILED)
        said[subjects[~held.known]] = Verdict.UNDECIDED
        self._leave_open(said, tables, ~asked.known, scope)
        failed = np.flatnonzero(said[subjects] == Verdict.FAILED)
        return Outcome(said, self._evidence(scope, subjects, failed))

    def _scope(self, tables: Tables, rows: Rows) -> Scope:
        if not self.keys:
            return Scope(tables, self.frame, rows)
        numbers = tables.once(groups, self.frame, self.keys)[rows]
        # NOTE: groups are numbered from 0, so that no sorting is needed to find those that are left.
        first = np.full(numbers.max(initial=-1) + 1, -1, dtype=np.intp)
        first[numbers[::-1]] = rows[::-1]
        left = first >= 0
        codes = (np.cumsum(left) - 1)[numbers]
        return Scope(tables, self.frame, rows, codes.astype(np.intp), first[left])

    def _leave_open(self, said: NDArray[np.int8], tables: Tables, unknown: Any, scope: Scope) -> None:
        """Rows of which it is not known whether the rule is about them, and their groups, are undecided."""
        if not unknown.any():
            return
        if not self.keys:
            said[unknown] = Verdict.UNDECIDED
            return
        numbers = tables.once(groups, self.frame, self.keys)
        doubtful, first = np.unique(numbers[unknown], return_index=True)
        judged = scope.first if scope.first is not None else scope.rows
        open_ones = np.isin(numbers[judged], doubtful)
        said[judged[open_ones]] = Verdict.UNDECIDED
        alone = ~np.isin(doubtful, numbers[judged])
        said[np.flatnonzero(unknown)[first[alone]]] = Verdict.UNDECIDED

    def _evidence(self, scope: Scope, subjects: Rows, failed: Rows) -> list[Evidence]:
        if not len(failed):
            return []
        # NOTE: what is shown is only worked out for what failed, unless a group must be summed up for it.
        if not self.keys:
            scope, subjects = Scope(scope.tables, self.frame, subjects[failed]), subjects[failed]
            failed = np.arange(len(subjects), dtype=np.intp)
        shown = {name: _printed(node.run(scope)) for name, node in self.show.items()}
        places = self.point.places(scope, subjects, failed)
        return [
            Evidence(
                row=int(subjects[at]),
                field=place.field,
                span=place.span,
                whole=place.whole,
                part=place.part,
                fields={**{name: texts[at] for name, texts in shown.items()}, **place.fields},
            )
            for at, place in zip(failed.tolist(), places, strict=True)
        ]


def _printed(held: Values) -> list[Any]:
    """The entries as a message shows them."""
    return [
        _shown(held.kind, entry) if known else "—"
        for entry, known in zip(held.entries().tolist(), held.known.tolist(), strict=True)
    ]


def _shown(kind: Kind, entry: Any) -> Any:
    if kind is Kind.MONEY:
        return Fen(round(entry))
    if kind is Kind.TRUTH:
        return _YES if entry else _NO
    return _number(entry) if isinstance(entry, Fraction | float) else entry


def _number(entry: Fraction | float) -> int | str:
    """Whole, or to one digit behind the point, or to four where that is exact."""
    if entry == round(entry):
        return round(entry)
    exact = Fraction(entry) * 10_000 == round(Fraction(entry) * 10_000)
    return f"{float(entry):.4f}".rstrip("0") if exact else f"{float(entry):.1f}"
