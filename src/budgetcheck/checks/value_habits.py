"""How a document writes its target values as a habit: units in names, values without a sign, signs beside words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from budgetcheck.checks.habits import once_a_document
from budgetcheck.checks.registry import check
from budgetcheck.checks.texts import holds
from budgetcheck.checks.values import flagged, of_class, told_among
from budgetcheck.terms import Comparator, Dimension, ValueClass
from budgetcheck.text.value_forms import implied_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from budgetcheck.checks.values import Truth
    from budgetcheck.frames import Tables
    from budgetcheck.model import Outcome

_WHOLE = Decimal(100)


@check("indicators", fields=("count", "among"))
def values_lack_flags(frame: pd.DataFrame, tables: Tables, *, flags: Sequence[str]) -> Outcome:
    """No quantity of a document carries one of `flags`; one finding a document.

    With `unit_twice`, `（万家）: 22万家` fails.
    """
    judged = of_class(tables, ValueClass.QUANTITY, ValueClass.LABELLED)
    return once_a_document(frame, judged, judged & flagged(tables, *flags))


@check("indicators", fields=("count", "among", "only_unit"))
def unit_stands_in_value(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """A value whose unit the name gives says it as well; one finding a document.

    `成果数（项）: 2` and `参会人数: 30` fail; `成果数: 2项` passes.
    """
    judged = of_class(tables, ValueClass.QUANTITY)
    judged = judged & ~zero(tables, judged)
    truncated = flagged(tables, "unit_truncated")
    named = holds(tables, "unit_source", "name") & ~truncated
    implied = judged & bare(tables) & tables.once(implies_unit)
    names, units = frame["name"], frame["name_unit"]
    return once_a_document(
        frame,
        judged,
        judged & named | implied,
        lambda row: {"only_unit": units.iat[row] or implied_unit(str(names.iat[row]), tables.words)},
    )


@check("indicators", fields=("count", "among"))
def number_says_its_bound(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """A number says whether it is a floor, a ceiling or exact; one finding a document.

    `7000亿元` fails; `100%` and `0` can only be met exactly; durations have a rule of their own.
    """
    duration = holds(tables, "dimension", str(Dimension.DURATION))
    judged = of_class(tables, ValueClass.QUANTITY) & ~duration & ~_full(tables)
    judged = judged & ~zero(tables, judged)
    unsaid = holds(tables, "comparator", str(Comparator.NONE))
    return once_a_document(frame, judged, judged & unsaid & ~flagged(tables, "comparator_conflict"))


@check("indicators", fields=("count", "among", "sign_count", "word_count"))
def comparators_are_of_one_style(frame: pd.DataFrame, tables: Tables) -> Outcome:
    """A document writes its bounds in signs or in words, not in both; one finding a document.

    `≥95%` beside `90%以上` fails; the finding points at the rarer style.
    """
    bounded = [str(c) for c in (Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT)]
    single = of_class(tables, ValueClass.QUANTITY, ValueClass.LABELLED)
    judged = single & holds(tables, "comparator", *bounded)
    worded = judged & flagged(tables, "comparator_word", "comparator_behind")
    codes, documents = pd.factorize(frame["document"])
    words = np.bincount(codes[worded], minlength=len(documents))[codes]
    signs = np.bincount(codes[judged & ~worded], minlength=len(documents))[codes]
    rarer = np.where(words > signs, ~worded, worded)
    mixed = judged & rarer & (words > 0) & (signs > 0)
    return once_a_document(
        frame,
        judged,
        mixed,
        lambda row: {"sign_count": int(signs[row]), "word_count": int(words[row])},
    )


def zero(tables: Tables, among: Truth) -> Truth:
    """Per indicator `among` those asked, whether its target is none at all."""
    low, high = (told_among(tables, end, among, lambda bound: bound == 0) for end in ("low", "high"))
    return low | high


def bare(tables: Tables) -> Truth:
    """Per indicator, whether neither value nor name nor a column of its own states a unit."""
    return holds(tables, "dimension", str(Dimension.NUMBER)) & holds(tables, "unit_column", "")


def implies_unit(tables: Tables) -> Truth:
    """Per indicator, whether its name ends in a unit without brackets, such as 人数."""
    words = tables.words
    single = bare(tables) & of_class(tables, ValueClass.QUANTITY)
    return told_among(tables, "name", single, lambda name: implied_unit(name, words) != "")


def _full(tables: Tables) -> Truth:
    percent = holds(tables, "base_unit", "%")
    return told_among(tables, "low", percent, lambda bound: bound == _WHOLE)
