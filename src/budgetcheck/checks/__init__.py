"""The check functions, one module a family; importing this room registers them all.

A check is `function(frame, tables, **settings) -> Outcome`, vectorised over the batch. It keeps nothing, and knows
no wording, no word lists and no files.
"""

from budgetcheck.checks import (
    amount_form,
    arithmetic,
    cell_text,
    configuration,
    duplication,
    layout,
    name_tags,
    names,
    narrative_sums,
    numbering,
    offtopic,
    repairs,
    reuse,
    rounding,
    sources,
    structure,
    value_forms,
    value_habits,
    value_labels,
    value_semantics,
    value_syntax,
    value_units,
    value_words,
)
from budgetcheck.checks.expression import check as expression
from budgetcheck.checks.registry import CHECKS, PREPARED, Check, Prepared, check

__all__ = [
    "CHECKS",
    "PREPARED",
    "Check",
    "Prepared",
    "amount_form",
    "arithmetic",
    "cell_text",
    "check",
    "configuration",
    "duplication",
    "expression",
    "layout",
    "name_tags",
    "names",
    "narrative_sums",
    "numbering",
    "offtopic",
    "repairs",
    "reuse",
    "rounding",
    "sources",
    "structure",
    "value_forms",
    "value_habits",
    "value_labels",
    "value_semantics",
    "value_syntax",
    "value_units",
    "value_words",
]
