"""Bytes to `Grid`: every cell with its place in the original, nothing interpreted, nothing dropped."""

from budgetcheck.readers.formats import SUFFIXES
from budgetcheck.readers.load import MAX_BYTES, missing
from budgetcheck.readers.plain import MAX_CELLS
from budgetcheck.readers.read import read

__all__ = ["MAX_BYTES", "MAX_CELLS", "SUFFIXES", "missing", "read"]
