"""Pure functions from Chinese text to values; the only home of regular expressions."""

from budgetcheck.text.amounts import LIMIT_FEN, Amount, format_fen, parse_amount
from budgetcheck.text.fold import fold, normalise_name
from budgetcheck.text.words import Unit, Words, default_words, load_words

__all__ = [
    "LIMIT_FEN",
    "Amount",
    "Unit",
    "Words",
    "default_words",
    "fold",
    "format_fen",
    "load_words",
    "normalise_name",
    "parse_amount",
]
