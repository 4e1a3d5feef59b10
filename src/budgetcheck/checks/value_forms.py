"""Target values that cannot be read, or whose dates, formulas or signs are odd."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import texts
from budgetcheck.checks.values import at_part, missing, of_class, told_among, verdicts
from budgetcheck.model import Bilingual
from budgetcheck.terms import ValueClass
from budgetcheck.text.date_form import DateFault, date_fault
from budgetcheck.text.value_forms import is_broken_number, is_formula, is_sign_alone

if TYPE_CHECKING:
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome

_FAULTS = {
    DateFault.NO_SUCH_DAY: Bilingual("日历上没有这一天", "no such day in the calendar"),
    DateFault.BACKWARD: Bilingual("起止颠倒", "it ends before it begins"),
    DateFault.PAST: Bilingual("早于预算年度", "it lies before the budget year"),
    DateFault.DOTTED: Bilingual(
        "年月以点或短横相连，易读成小数或减法", "dots or dashes look like decimals or a subtraction"
    ),
}


@check("indicators")
def number_can_be_read(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """A number has its commas in the right places and is not longer than any amount can be.

    `1,00人` fails; `1,000人` and `1,2号楼` pass.
    """
    words = tables.words
    worded = of_class(tables, ValueClass.QUALITATIVE)
    broken = told_among(tables, "value_text", worded, lambda text: is_broken_number(text, words))
    return at_part(frame, verdicts(~missing(tables), broken), "value")


@check("indicators")
def comparator_has_number(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """A comparator stands before a number.

    `≥%` and `不低于` fail.
    """
    words = tables.words
    worded = of_class(tables, ValueClass.QUALITATIVE, ValueClass.RELATIVE)
    alone = told_among(tables, "value_text", worded, lambda text: is_sign_alone(text, words))
    return at_part(frame, verdicts(~missing(tables), alone), "value")


@check("indicators")
def value_is_no_formula(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """A value is a target, not how it is reckoned.

    `实际完成数/计划完成数×100%` fails.
    """
    worded = of_class(tables, ValueClass.QUALITATIVE, ValueClass.LABELLED)
    formula = told_among(tables, "value_text", worded, is_formula)
    return at_part(frame, verdicts(~missing(tables), formula), "value")


@check("indicators", fields=("fault",), needs=("documents",))
def date_is_sound(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """A date exists, runs forward, lies in the budget year or later, and is written as a date.

    `2023年13月底前`, `2024.01-2023.07` and `2023.07-2024.01` fail; `2023年12月底前` passes.
    """
    judged = of_class(tables, ValueClass.DATE)
    index = pd.Index(tables.documents["document"])
    years = np.append(tables.documents["year"].to_numpy(dtype=np.int64, na_value=0), 0)
    rows = np.flatnonzero(judged)
    of_row = years[index.get_indexer(pd.Index(frame["document"].to_numpy()[rows]))]
    codes, values = tables.once(texts, "indicators", "value_text")
    fault_of = cache(lambda code, year: date_fault(values[code], year or None))
    dated = zip(rows.tolist(), codes[rows].tolist(), of_row.tolist(), strict=True)
    faults = {row: fault for row, code, year in dated if (fault := fault_of(code, year)) is not None}
    faulty = np.zeros(len(frame), dtype=bool)
    faulty[list(faults)] = True
    return at_part(frame, verdicts(judged, faulty), "value", lambda row: {"fault": _FAULTS[faults[row]]})
