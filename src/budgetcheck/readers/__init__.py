"""Bytes to `Grid`: every cell with its place in the original, nothing interpreted, nothing dropped."""

from budgetcheck.readers.formats import TEXT_SUFFIXES, suffixes
from budgetcheck.readers.limits import LIMIT_NAMES, Limits
from budgetcheck.readers.load import missing
from budgetcheck.readers.read import read

__all__ = ["LIMIT_NAMES", "TEXT_SUFFIXES", "Limits", "missing", "read", "suffixes"]
