"""Pure functions from Chinese text to values; the only home of regular expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetcheck.lazily import handed_out

# NOTE: at once, for these two names are also those of their modules.
from budgetcheck.text.equations import Equation, equations
from budgetcheck.text.fold import fold, normalise_name

if TYPE_CHECKING:
    from budgetcheck.text.agreement import units_conflict
    from budgetcheck.text.amounts import LIMIT_FEN, Amount, format_fen, is_beyond_limit, parse_amount
    from budgetcheck.text.breakdowns import Breakdown, Listing, listing_reader
    from budgetcheck.text.editions import yearless, yearless_name
    from budgetcheck.text.headcounts import HeadCost, head_costs
    from budgetcheck.text.indicators import Item, Packed, split_items
    from budgetcheck.text.leaning import less_is_better
    from budgetcheck.text.lifting import Quantity
    from budgetcheck.text.lists import ListItem, list_items
    from budgetcheck.text.names import is_bad_event, is_bad_rate, is_bounded_rate, measured, value_in_name
    from budgetcheck.text.narrative import (
        Count,
        DocumentNumber,
        Figure,
        Narrative,
        Period,
        counts,
        narrative_reader,
    )
    from budgetcheck.text.plans import all_of, counted_thing, planned, yearly_pay
    from budgetcheck.text.punctuation import doubled_marks, is_dash
    from budgetcheck.text.scopes import Scope, scope_of
    from budgetcheck.text.slips import Body, Slip, bodies, doubled_words, misspelt_words, nested_places
    from budgetcheck.text.stated import approved, this_years
    from budgetcheck.text.target_value import FLAGS, TargetValue, parse_target_value
    from budgetcheck.text.unit_names import name_unit
    from budgetcheck.text.word_finder import first_word
    from budgetcheck.text.words import Unit, Words, default_words, load_words
else:
    __getattr__ = handed_out(
        __name__,
        {
            "agreement": ("units_conflict",),
            "amounts": ("LIMIT_FEN", "Amount", "format_fen", "is_beyond_limit", "parse_amount"),
            "breakdowns": ("Breakdown", "Listing", "listing_reader"),
            "editions": ("yearless", "yearless_name"),
            "headcounts": ("HeadCost", "head_costs"),
            "indicators": ("Item", "Packed", "split_items"),
            "leaning": ("less_is_better",),
            "lifting": ("Quantity",),
            "lists": ("ListItem", "list_items"),
            "names": ("is_bad_event", "is_bad_rate", "is_bounded_rate", "measured", "value_in_name"),
            "narrative": (
                "Count",
                "DocumentNumber",
                "Figure",
                "Narrative",
                "Period",
                "counts",
                "narrative_reader",
            ),
            "plans": ("all_of", "counted_thing", "planned", "yearly_pay"),
            "punctuation": ("doubled_marks", "is_dash"),
            "scopes": ("Scope", "scope_of"),
            "slips": ("Body", "Slip", "bodies", "doubled_words", "misspelt_words", "nested_places"),
            "stated": ("approved", "this_years"),
            "target_value": ("FLAGS", "TargetValue", "parse_target_value"),
            "unit_names": ("name_unit",),
            "word_finder": ("first_word",),
            "words": ("Unit", "Words", "default_words", "load_words"),
        },
    )

__all__ = [
    "FLAGS",
    "LIMIT_FEN",
    "Amount",
    "Body",
    "Breakdown",
    "Count",
    "DocumentNumber",
    "Equation",
    "Figure",
    "HeadCost",
    "Item",
    "ListItem",
    "Listing",
    "Narrative",
    "Packed",
    "Period",
    "Quantity",
    "Scope",
    "Slip",
    "TargetValue",
    "Unit",
    "Words",
    "all_of",
    "approved",
    "bodies",
    "counted_thing",
    "counts",
    "default_words",
    "doubled_marks",
    "doubled_words",
    "equations",
    "first_word",
    "fold",
    "format_fen",
    "head_costs",
    "is_bad_event",
    "is_bad_rate",
    "is_beyond_limit",
    "is_bounded_rate",
    "is_dash",
    "less_is_better",
    "list_items",
    "listing_reader",
    "load_words",
    "measured",
    "misspelt_words",
    "name_unit",
    "narrative_reader",
    "nested_places",
    "normalise_name",
    "parse_amount",
    "parse_target_value",
    "planned",
    "scope_of",
    "split_items",
    "this_years",
    "units_conflict",
    "value_in_name",
    "yearless",
    "yearless_name",
    "yearly_pay",
]
