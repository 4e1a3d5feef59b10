"""NAM, how an indicator is named (指标名称): a measure of one thing, without its target, formula or debris."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from budgetcheck.checks.items import items_of
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import holds, spread, texts
from budgetcheck.checks.value_labels import under_conditions
from budgetcheck.checks.values import Spans, distinct_names, normal, of_class, unstated, verdicts
from budgetcheck.checks.word_places import holding
from budgetcheck.model import Evidence, Outcome
from budgetcheck.terms import Field, ValueClass, Verdict
from budgetcheck.text import name_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables
    from budgetcheck.text import Words

    Finder = Callable[[str, Words], tuple[int, int] | None]

_FIELD = str(Field.INDICATORS)


@check("indicators", fields=("part",))
def name_holds_no_target(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No target value closes the name, or a part of it, where a value is stated as well.

    `刊登专版4次，报道超过100篇` fails at `4次`; `1000万元及以下企业贷款增速` passes. Without a value it is
    undecided: the quantity may be the value itself.
    """
    return _clear_of(frame, tables, name_forms.target_in_name, undecided=unstated(tables))


@check("indicators", fields=("part",))
def name_holds_no_formula(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """The name does not say how the measure is worked out.

    `完成率=完成量/计划量*100%` fails; `购买/租赁硬件数量` passes.
    """
    return _clear_of(frame, tables, name_forms.formula_in_name)


@check("indicators", fields=("part",))
def name_ends_without_digit(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No digit is left over behind the measure.

    `系统正常运行率1` fails; `PM2.5` passes. Without a value it is undecided: the digit may be the value.
    """
    return _clear_of(frame, tables, name_forms.digit_after_name, undecided=unstated(tables))


@check("indicators", fields=("part",))
def name_has_no_blank(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """No blank parts two Chinese signs of the name, and none stands between the name and the value label.

    `出访美国 并洽谈业务` fails; `VPN 接入数` passes.
    """
    inside = _clear_of(frame, tables, name_forms.blank_in_name)
    behind = [row for row in _blank_behind(tables) if inside.verdicts[row] == Verdict.PASSED]
    said = inside.verdicts.copy()
    said[behind] = Verdict.FAILED
    names = Spans(frame, "name")
    marks = [(names[row][1], names[row][1] + 1) for row in behind]
    found = [
        Evidence(row, _FIELD, mark, fields={"part": ""}) for row, mark in zip(behind, marks, strict=True)
    ]
    return Outcome(said, [*inside.evidence, *found])


@check("indicators", fields=("part",))
def name_is_of_one_measure(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """The name is of one thing.

    `支持项目数，产业发展资金` and `及时率和准确率` fail; `软件和硬件数量` passes.
    """
    return _clear_of(frame, tables, name_forms.second_measure)


@check("indicators", fields=("part",))
def name_opens_and_closes_differently(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """The word that opens the name does not close it again.

    `金融专项资金审核金融` fails; `系统集成管理系统` passes.
    """
    return _clear_of(frame, tables, name_forms.closing_repeat)


@check("indicators", fields=("part",))
def name_is_a_measure(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """The name is a measure and no aim; where a plain quantity says how much, it is left alone.

    `优化营商环境` fails; `促进就业人数`, `提升办事效率: ≥20%` and `带动旅游收入: 同比增长10%` pass.
    """
    counted = of_class(tables, ValueClass.QUANTITY, ValueClass.DATE) | tables.once(under_conditions)
    return _clear_of(frame, tables, name_forms.aim_in_name, excused=counted, undecided=unstated(tables))


@check("indicators", fields=("part",))
def name_is_no_class(frame: pd.DataFrame, tables: Tables, *, telling: Sequence[str]) -> Outcome:
    """The name is more than the label of a class; those below the classes in `telling` do say what is measured.

    `社会效益指标` fails; `服务对象满意度指标` passes.
    """
    classes = {above: below for above, below in tables.words.level2.items() if above not in telling}
    labels = frozenset((*classes, *(label for below in classes.values() for label in below)))
    _, distinct = tables.once(distinct_names)
    _, plain = tables.once(normal, "name")
    found = frozenset(name for name, core in zip(distinct, plain, strict=True) if core in labels)

    def whole(name: str, words: Words) -> tuple[int, int] | None:
        del words
        return (0, len(name)) if name in found else None

    return _clear_of(frame, tables, whole)


def _clear_of(
    frame: pd.DataFrame,
    tables: Tables,
    finder: Finder,
    *,
    excused: Truth | None = None,
    undecided: Truth | None = None,
) -> Outcome:
    """Failed at what `finder` finds in the name, save where excused; undecided only where it finds something."""
    codes, distinct = tables.once(distinct_names)
    where = _found_in(tables, distinct, finder)
    found = spread((codes, distinct), [at in where for at in range(len(distinct))])
    if excused is not None:
        found &= ~excused
    blurred = found & undecided if undecided is not None else np.zeros(len(frame), dtype=bool)
    said = verdicts(~tables.once(holds, "name", ""), found & ~blurred)
    said[blurred] = Verdict.UNDECIDED
    spans, evidence = Spans(frame, "name"), []
    for row in np.flatnonzero(said == Verdict.FAILED).tolist():
        name, offset = distinct[codes[row]], spans[row][0]
        start, end = where[int(codes[row])]
        at = offset + start, offset + end
        evidence.append(Evidence(row, _FIELD, at, fields={"part": name[start:end].strip()}))
    return Outcome(said, evidence)


def _found_in(tables: Tables, names: list[str], finder: Finder) -> dict[int, tuple[int, int]]:
    """What `finder` finds, by the place of the name in the list; only names that hold a sign of it are asked."""
    signs = name_forms.SIGNS.get(finder)
    hopeful = (
        np.arange(len(names))
        if signs is None
        else np.flatnonzero(holding(tables, names, signs(tables.words)))
    )
    found = ((at, finder(names[at], tables.words)) for at in hopeful.tolist())
    return {at: span for at, span in found if span is not None}


def _blank_behind(tables: Tables) -> list[int]:
    """The indicators with a blank between the name and the mark before the value label."""
    items = items_of(tables)
    between = items.ints("value_start") - items.ints("name_end")
    marked = 1 + sum(_lengths(tables, column) for column in ("label", "label_lead"))
    wide = np.flatnonzero(items.filled("label") & (between > marked) & (items.cell >= 0))
    return [row for row in wide.tolist() if items.packed(row)[int(items.ints("name_end")[row])] in " \t"]


def _lengths(tables: Tables, column: str) -> NDArray[np.int64]:
    codes, distinct = tables.once(texts, "indicators", column)
    return np.array([*map(len, distinct), 0], dtype=np.int64)[codes]
